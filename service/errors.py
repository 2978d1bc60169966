"""Errors that are for people: what was wrong, where, and what to do."""


class TrichlucError(Exception):
    """Base of the errors that trichluc raises on purpose; its message is fit to be shown to a user."""

    code = "error"


class InputError(TrichlucError):
    """A file or text that can't be read. `code` says why: "not_found", "not_text", "too_large", "unsupported"."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
