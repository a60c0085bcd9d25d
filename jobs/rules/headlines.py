"""Links and titles in the form in which they are compared. Pure."""

import re

from storage.names import words_of

_LINK = re.compile(
    r"(?P<scheme>https?)://(?:[^/?#@\s\\]*@)?(?P<host>\[[0-9a-f:.]+\]|[^/?#:\s\\@]+)(?::(?P<port>\d*))?"
    r"(?P<path>/[^?#\s]*)?(?:\?(?P<query>[^#\s]*))?(?:#\S*)?",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_TRACKING = re.compile(
    r"utm_\w*|(?:fb|gb|g|dc|ms|tw|yc|ttc|wbra|gbra)(?:clid|id)|igsh(?:id)?|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|hsctatracking"
    r"|oly_(?:anon|enc)_id|vero_(?:conv|id)|at_(?:medium|campaign|custom\w*|bbc_team|link_\w+|format|ptr_name)"
    r"|cmp|cmpid|ncid|ocid|icid|smid|sref|sr_share|s_cid|trk\w*|spm|ref_?src|ref_?url|referrer|guccounter|guce_\w+"
    r"|wt\.?mc\w*|xtor|pk_\w+|piwik_\w+|mtm_\w+|matomo_\w+|__twitter_impression|_ga|_gl|soc_src|soc_trk|feedtype"
    r"|feedname|rss|taid|dicbo|outputtype|amp|tpcc|ftag",
    re.IGNORECASE,
)
"""Parameters that say where a reader comes from, not what is read."""
_TRACKING_PAIRS = frozenset(
    ["source=rss", "from=rss", "ref=rss", "output=amp", "outputtype=amp", "mode=amp", "ref=feed"]
)
_AMP_END = re.compile(r"(?:/amp(?:\.html)?|\.amp(?=\.html$)|\.amp)/?$", re.IGNORECASE)
_UNTOUCHED_HOSTS = frozenset(["news.google.com"])
_INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PUBLISHER = re.compile(r"\s+[-–—|·•]\s+(?P<publisher>[^-–—|·•]{2,40})$")


def canonicalise_link(link: str) -> str | None:
    """Return the address by which an article is known again, or None where it is no http address.

    The scheme, "www.", default ports, fragments, tracking parameters, AMP's endings and the order of the
    parameters make no difference. Redirecting addresses of Google News are left as they are: only Google
    knows what they stand for.
    """
    found = _LINK.fullmatch(link.strip())
    if found is None:
        return None
    scheme, host, port = found["scheme"].lower(), found["host"].lower().rstrip("."), found["port"] or ""
    if not host:
        return None
    port = "" if port in ("", _DEFAULT_PORTS[scheme]) else f":{port}"
    path = _normalise_escapes(found["path"] or "/")
    query = found["query"] or ""
    if host in _UNTOUCHED_HOSTS:
        return f"https://{host}{port}{path}{'?' + query if query else ''}"
    host = host.removeprefix("www.")
    for prefix in ("amp.", "m.", "mobile."):
        if host.startswith(prefix) and host.count(".") > 1:
            host = host.removeprefix(prefix)
    if path.startswith("/amp/"):
        path = path.removeprefix("/amp")
    path = _INDEX_PAGE.sub("/", _AMP_END.sub("", path))
    path = re.sub(r"/{2,}", "/", path).rstrip("/") or "/"
    kept = sorted({part for part in query.split("&") if part and not _is_tracking(part)})
    return f"https://{host}{port}{path}{'?' + _normalise_escapes('&'.join(kept)) if kept else ''}"


def fingerprint_title(title: str) -> str:
    """Return a title's words without case, accents and punctuation, so that "Acme’s plan!" is "ACMES PLAN".

    A publisher's name behind the last dash stays out where enough is left.
    """
    without = _PUBLISHER.sub("", title.strip())
    if len(without.split()) >= 4:
        title = without
    return " ".join(word for word, _, _ in words_of(title))


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0]
    return parameter.lower() in _TRACKING_PAIRS or _TRACKING.fullmatch(name) is not None


def _normalise_escapes(text: str) -> str:
    def plain(found: re.Match[str]) -> str:
        character = chr(int(found[1], 16))
        return character if character in _UNRESERVED else found[0].upper()

    return _ESCAPE.sub(plain, text) if "%" in text else text
