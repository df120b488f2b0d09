"""The exception root and its children, one for each party who has to act."""


class EvenhandError(Exception):
    """Anything that a caller may want to show: `message` says what is wrong and what to do.

    `source` is where: a file, `file:line`, or a clause.
    """

    def __init__(self, message: str, source: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.source = source

    def __str__(self) -> str:
        return f"{self.source}: {self.message}" if self.source else self.message


class OntologyError(EvenhandError):
    """Our own data files contradict themselves: the developer acts."""


class RuleError(EvenhandError):
    """A rule or query file is wrong: its author acts."""


class UnreadableDocument(EvenhandError):
    """A file cannot be read as a contract: whoever supplied it acts."""


class NotAContract(UnreadableDocument):
    """A file that can be read and is something else: in a folder it is passed over."""


class InvalidFacts(EvenhandError):
    """A facts document breaks `contract-facts/1`: whatever produced it acts."""


class StoreError(EvenhandError):
    """The store cannot be opened, read or written: whoever runs it acts."""
