"""Measure unkg: a corpus that is generated from a seed, and the benchmarks that run on it.

Nothing here is part of the package; nothing of the package depends on it. Only public functions of
`kg` are called, so that what is measured is what users meet.
"""
