"""Errors that a data scientist can act on. Their text says what is wrong, where, and what to do."""


class HitcastError(Exception):
    """Base of every error that is the caller's to mend; the command line prints its text without a stack trace."""

    exit_code = 2


class DataError(HitcastError):
    """A training table that cannot be used. Names the file and, where they apply, the column and the first row.

    Rows are counted from 1, the header left out.
    """

    def __init__(self, path, problem: str, *, column: str | None = None, row: int | None = None):
        where = [str(path)]
        if column is not None:
            where.append(f"column '{column}'")
        if row is not None:
            where.append(f"row {row}")
        super().__init__(f"{', '.join(where)}: {problem}")
        self.path, self.problem, self.column, self.row = path, problem, column, row


class PublishRefused(HitcastError):
    """The gate turned a candidate down; nothing was written to the model repository."""

    exit_code = 3


class InvalidModel(HitcastError):
    """A model, published or to be, that breaks the contract of the model repository. Names the place and the problem."""

    exit_code = 3


class ModelError(HitcastError):
    """A model that these functions cannot read or explain; the text says what it has that is not supported."""
