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
    """Return the host of an address that may be asked, in the form in which its server is held."""
    authority = url.partition("://")[2].partition("/")[0].partition("?")[0].partition("#")[0]
    if not authority.startswith("["):
        return write_host(authority.partition(":")[0])
    number = authority.partition("]")[0].removeprefix("[").lower()
    try:
        return str(IPv6Address(number))
    except ValueError:
        return number
