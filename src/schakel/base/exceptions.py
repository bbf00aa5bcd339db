"""Errors that a person reads: one clear sentence naming the place and the cure."""

from datetime import datetime


class SchakelError(Exception):
    """What went wrong, in the words that the screen or the command line shows."""


class InputRefused(SchakelError):
    """What was given cannot be used; nothing of it is stored."""


class NotAllowed(SchakelError):
    """This actor may not do this, or not in this phase."""


class TooManyAttempts(SchakelError):
    """Refused for a while. `retry_at` is the moment from which it may be tried again."""

    def __init__(self, message: str, retry_at: datetime) -> None:
        super().__init__(message)
        self.retry_at = retry_at
