"""The few ways in which a run can fail, each with a message that says what to do."""

from __future__ import annotations

from extract.records import Status


class SynopticError(Exception):
    """Base of every error this project raises on purpose."""


class DefinitionError(SynopticError):
    """A definition or setting is wrong: names file, key, what was found, what was expected. Stops the run at once."""

    def __init__(self, file: object, key: str, found: object, expected: str) -> None:
        super().__init__(file, key, found, expected)  # all arguments, so that it can be pickled between processes
        self.file, self.key, self.found, self.expected = file, key, found, expected

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: found {self.found!r}, expected {self.expected}"


class DeliveryError(SynopticError):
    """A message could not be handed to the mail server."""


class OutputError(SynopticError):
    """The report could not be written."""


class FetchError(SynopticError):
    """A page could not be had: what its ledger row says."""

    def __init__(self, status: Status, reason: str) -> None:
        super().__init__(status, reason)  # all arguments, so that it can be pickled between processes
        self.status, self.reason = status, reason

    def __str__(self) -> str:
        return self.reason
