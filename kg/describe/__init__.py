"""Say in triples what one document states, one module for each kind of statement.

Each module yields plain triples; `kg.graph` puts them into the document's named graph.
"""
