"""What can go wrong on the way to paper. Each says why, and never quotes what was on it."""


class ReportError(Exception):
    """The paper could not be made whole."""


class TooLongError(ReportError):
    """It was not finished when its time was over."""


class TooLargeError(ReportError):
    """It asked for more memory than one document gets."""


class BrokenOffError(ReportError):
    """Whatever was printing it is gone, and nobody knows why."""


class BusyError(ReportError):
    """So many are waiting to be printed already that nobody waits behind them."""
