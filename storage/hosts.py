"""The host of a web address in the one form in which hosts are compared. Pure."""

import unicodedata
from ipaddress import IPv6Address


def write_host(written: str) -> str:
    """Return a name in ASCII and in lower case, without the dot at its end. Raises UnicodeError."""
    # As browsers do: circled digits become digits, an ideographic full stop becomes a dot.
    plain = unicodedata.normalize("NFKC", written).replace("。", ".").lower().removesuffix(".")
    return ".".join(map(_write_label, plain.split(".")))


def _write_label(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"


def find_host(url: str) -> str:
    """Return the host of an address, in the form in which its server is held; empty where it has none.

    Raises UnicodeError.
    """
    rest = url.partition("://")[2]
    authority = rest.partition("/")[0].partition("?")[0].partition("#")[0].rpartition("@")[2]
    if not authority.startswith("["):
        return write_host(authority.partition(":")[0])
    number = authority.partition("]")[0].removeprefix("[").lower()
    try:
        return str(IPv6Address(number))
    except ValueError:
        return number


def find_site(link: str) -> str | None:
    """Return the host of an http address without "www.", whoever wrote it; None where it has none."""
    link = link.strip()
    if not link.lower().startswith(("http://", "https://")):
        return None
    try:
        host = find_host(link)
    except UnicodeError:
        return None
    is_plain = host.isprintable() and " " not in host and "\\" not in host
    return host.removeprefix("www.") or None if is_plain else None


def stands_at(host: str, domain: str) -> bool:
    """Return whether a host is this web address, or one below it."""
    try:
        domain = write_host(domain)
    except UnicodeError:
        return False
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))
