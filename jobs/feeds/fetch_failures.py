"""Why no feed came, in one sentence for people."""

import ssl
from datetime import datetime

from aiohttp import ClientConnectorCertificateError, ClientConnectorError, ClientPayloadError

from jobs.feeds.connecting import NotPublicError
from jobs.rules.http_wishes import NO_SERVER_WISHES, ServerWishes


class FetchFailedError(Exception):
    """No feed came; the sentence says why."""

    def __init__(
        self,
        sentence: str,
        *,
        status: int | None = None,
        server: ServerWishes = NO_SERVER_WISHES,
        host: str | None = None,
        wait_until: datetime | None = None,
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.server = server
        self.gone = False
        """The server says that it is gone for good."""
        self.host = host
        """The host that wants to be left alone as a whole (429)."""
        self.wait_until = wait_until
        """It was not asked at all, because its host wants to be left alone."""


def explain_status(status: int) -> str:
    """Return in one sentence what a status means for somebody who wants to read the feed."""
    match status:
        case 401 | 403:
            return (
                f"The server lets nobody read it without signing in, or does not let the bot in ({status})."
            )
        case 404:
            return "There is nothing at this address (404)."
        case 410:
            return "The server says that it is gone for good (410)."
        case 429:
            return "The server asks to be asked less often (429)."
        case 503:
            return "The server is not available for now (503)."
        case _ if status >= 500:
            return f"The server has a problem of its own ({status})."
        case _:
            return f"The server answered with {status} instead of a feed."


def explain_error(error: Exception) -> str:
    """Return in one sentence why no answer came."""
    if (refusal := _find_refusal(error)) is not None:
        return str(refusal)
    match error:
        case ClientConnectorCertificateError() | ssl.SSLError():
            return "Its certificate cannot be trusted."
        case ClientPayloadError():
            return "Its answer broke off or is packed wrongly."
        case ClientConnectorError():
            return "Its server cannot be reached."
        case _:
            return "Its server does not answer as it should."


def _find_refusal(error: BaseException | None) -> NotPublicError | None:
    for _ in range(5):
        if error is None or isinstance(error, NotPublicError):
            return error
        error = error.__cause__ or getattr(error, "os_error", None)
    return None
