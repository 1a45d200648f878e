"""What can go wrong, as types, so that each caller can answer for itself.

KgError                      anything that unkg refuses, with a message for its user
├── UnreadableDocument       a file that holds no text we can read: counted, named, skipped
├── NotAResolution           a text without any mark of a resolution: counted, named, skipped
├── RuleError                a wrong language or authority file: stops the run
├── SymbolError              a text that is no document symbol
├── AnnotationError          marks, a gold standard or a run, that cannot be read or compared
├── GraphError               a graph folder that is missing, broken, or cannot be written
└── QueryError               an unknown query, a wrong parameter, malformed SPARQL
"""


class KgError(Exception):
    """Base of everything that unkg refuses; its text names the thing and says what to do."""


class UnreadableDocument(KgError):
    """The file is empty, binary, too large, or in an encoding that cannot be told."""


class NotAResolution(KgError):
    """The text shows no mark of a resolution: no enacting formula, symbol or drafting verb."""


class RuleError(KgError):
    """A language or authority file breaks its own contract; names the file and the entry."""


class SymbolError(KgError):
    """The text does not follow the grammar of United Nations document symbols."""


class AnnotationError(KgError):
    """A file of marks breaks its contract, or fits no text; names the file and the line."""


class GraphError(KgError):
    """The graph folder is missing, is not one that `kg build` wrote, or cannot be written."""


class QueryError(KgError):
    """The query's name, a parameter or its SPARQL is wrong."""


def one_line(error: Exception) -> str:
    """The text of a library's error, on one line."""
    return " ".join(str(error).split())
