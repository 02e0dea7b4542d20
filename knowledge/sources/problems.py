"""What is wrong with a source, in words for the administrator who mends it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: in which file, record and field, what it is and how to mend it.

    ``record`` is a procedure's code, a figure's id, or «dòng 12». ``left_out`` tells whether the record was left out
    for it, or kept all the same.
    """

    file: str
    record: str
    field: str
    problem: str
    cure: str
    left_out: bool = True


class FieldError(ValueError):
    """A field of a record that cannot be trusted: the record is left out."""

    def __init__(self, field: str, problem: str, cure: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem
        self.cure = cure

    def at(self, file: str, record: str) -> Problem:
        """The problem, now that its file and record are known."""
        return Problem(file, record, self.field, self.problem, self.cure)
