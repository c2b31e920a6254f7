"""The few ways in which the practice says no, each with a sentence for a person."""


class DomainError(Exception):
    """A rule of the practice refuses this; the message is written for the screen."""


class NotFoundError(DomainError):
    """There is no such thing, or the viewer may not know of it: the two look alike."""

    def __init__(self, message: str = "We could not find that page.") -> None:
        super().__init__(message)


class NotAllowedError(DomainError):
    """The actor may see this, but may not do that with it."""


class ConflictError(DomainError):
    """Something changed meanwhile; nothing was overwritten."""


class ErasedAlreadyError(ConflictError):
    """It was erased before; nothing more went."""
