"""How a failure is logged: what failed and where, and never in the words of the error."""

import logging
import traceback

logger = logging.getLogger("drumbeat.failures")


def log_failure(what: str, error: BaseException, detail: str = "") -> str:
    """Log what failed and where, and return the kind of error.

    The error's own message stays out, because it may quote what a person typed.
    """
    kind = type(error).__name__
    logger.error(
        "%s: %s%s\n%s",
        what,
        kind,
        detail,
        "".join(traceback.format_tb(error.__traceback__)),
        extra={"kind_of_error": kind},
    )
    return kind
