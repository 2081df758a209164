"""Every error that On Record raises on purpose, in one tree.

    OnRecordError
    ├── SourceError             the input is not an article that can be read
    │   └── MetadataError       what is said about the article (a date, an id) cannot be understood
    ├── ReadingError            the reader could not read an article that is sound
    ├── ClusterError            the machines that should read are not there, or read otherwise
    ├── MappingError            quads that are not a reading, or a reading that is not sound
    ├── StoreError              the store cannot do what was asked
    │   ├── NotAStore           the folder is something else, or damaged
    │   ├── StoreLocked         somebody else is writing
    │   ├── StoreUnwritable     read-only folder or full disk, a server that takes no updates
    │   └── StoreUnreachable    the server is not there, or fails
    ├── QueryError              a query that cannot be run
    │   ├── QuerySyntaxError    not SPARQL; carries line and column
    │   ├── QueryRefused        SPARQL that would write, or leave this machine
    │   └── QueryTimeout        stopped by the time or memory limit
    └── UnknownName             no article, query or format of that name

Each message is one line for a person: what was seen, what was expected, what to do. The command line
prints it and exits with a code that is not zero; only an error outside this tree is a bug in On Record.
"""


class OnRecordError(Exception):
    """Base of every error a person can cause and mend."""


class SourceError(OnRecordError):
    """The input is not an article that can be read."""


class MetadataError(SourceError):
    """What is said about the article (a date, an id, a metadata file) cannot be understood."""


class ReadingError(OnRecordError):
    """The reader could not read an article that is sound."""


class ClusterError(OnRecordError):
    """The cluster that should read is not there, or its workers are of another version."""


class MappingError(OnRecordError):
    """Quads that are not a reading."""


class StoreError(OnRecordError):
    """The store cannot do what was asked."""


class NotAStore(StoreError):
    """The folder is not a store, or a damaged one."""


class StoreLocked(StoreError):
    """Another process is writing to the store."""


class StoreUnwritable(StoreError):
    """The store's folder is read-only, or its disk is full."""


class StoreUnreachable(StoreError):
    """The server that holds the store is not there, or fails."""


class QueryError(OnRecordError):
    """A query that cannot be run."""


class QuerySyntaxError(QueryError):
    """Text that is not SPARQL.

    Attributes:
        line: 1-based line of the first character that does not fit, or None.
        column: 1-based column of it, or None.
    """

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryRefused(QueryError):
    """SPARQL that would change the store, or reach outside it."""


class QueryTimeout(QueryError):
    """A query stopped by its time limit or its memory limit."""


class UnknownName(OnRecordError):
    """There is no article, query, format or store engine of that name."""
