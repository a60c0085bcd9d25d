"""Reading the web address of a feed: its form, and whether its host may be asked at all. Pure.

Parsers of addresses disagree about backslashes, blanks and names in front of an @, and each disagreement
is a way past a check. So only what all read alike is taken, and everything else is refused.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from jobs.rules.addresses import explain_not_public, read_ip
from storage.hosts import write_host

LONGEST_ADDRESS = 2_000
DEFAULT_PORTS = {"http": 80, "https": 443}
_SHAPE = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*):(?P<slashes>/*)(?P<authority>[^/?#]*)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_AUTHORITY = re.compile(r"(?P<host>\[[^\[\]]*\]|[^:\[\]]*)(?::(?P<port>\d{0,5}))?", re.ASCII)
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}")
_INNER_NAMES = (
    *("localhost", "localdomain", "local", "internal", "home.arpa", "test", "invalid", "onion"),
    # Nobody has registered these, and networks at home and at work use them.
    *("lan", "home", "corp", "intranet", "private"),
)
"""Nothing below these is on the public net, whatever a resolver answers."""


class AddressRefusedError(ValueError):
    """This address is not asked; the sentence says why."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address that may be asked, as far as its form tells."""

    url: str
    """With the host in its plain form."""
    scheme: str
    host: str
    port: int
    allowed: bool
    """The operator allows exactly this host and port, wherever it leads."""


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """Hosts and ports that may be asked though they are private: exactly these, and nothing beside them."""

    pairs: frozenset[tuple[str, int]] = frozenset()
    why_no_others: str = ""
    """The sentence for every other address, public or not; empty where the public ones may be asked."""
    stand_ins: tuple[tuple[str, str], ...] = ()
    """How addresses begin for which others are asked, and how those begin: a playground's own search."""

    def allows(self, host: str, port: int) -> bool:
        return (host, port) in self.pairs

    def find_stand_in(self, url: str) -> str | None:
        """Return what is asked in place of an address; None where that is asked itself."""
        for start, instead in self.stand_ins:
            if url.startswith(start):
                return instead + url.removeprefix(start)
        return None


NOTHING_ALLOWED = AllowedHosts()


def read_allowed_hosts(texts: Iterable[str]) -> AllowedHosts:
    """Return the hosts of texts such as `feeds.example:8080` or `[::1]:8080`.

    Raises AddressRefusedError for anything else.
    """
    pairs: set[tuple[str, int]] = set()
    for text in texts:
        found = _AUTHORITY.fullmatch(text.strip())
        if found is None or not found["host"] or not found["port"]:
            raise AddressRefusedError(
                f"“{text.strip()[:80]}” is not a host and a port, such as feeds.example:8080."
            )
        try:
            host = _read_host(found["host"])
        except AddressRefusedError:
            raise AddressRefusedError(f"“{text.strip()[:80]}” does not begin with a host.") from None
        pairs.add((host, _read_port(found["port"], 0)))
    return AllowedHosts(frozenset(pairs))


@lru_cache(maxsize=4_096)
def read_web_address(text: str, allowed: AllowedHosts = NOTHING_ALLOWED) -> WebAddress:
    """Return a web address that may be asked. Raises AddressRefusedError with the reason.

    Nothing is looked up: where a name leads is checked again when it is connected to.
    """
    scheme, authority, rest = _split(text)
    found = _AUTHORITY.fullmatch(authority)
    if found is None:
        raise AddressRefusedError("Its host cannot be read.")
    host = _read_host(found["host"])
    port = _read_port(found["port"], DEFAULT_PORTS[scheme])
    is_allowed = allowed.allows(host, port)
    if not is_allowed:
        if allowed.why_no_others and allowed.find_stand_in(text) is None:
            raise AddressRefusedError(allowed.why_no_others)
        _refuse_inner(host)
    written = f"[{host}]" if ":" in host else host
    if port != DEFAULT_PORTS[scheme]:
        written = f"{written}:{port}"
    if not rest.startswith("/"):
        rest = f"/{rest}"
    return WebAddress(f"{scheme}://{written}{rest.partition('#')[0]}", scheme, host, port, is_allowed)


def _split(text: str) -> tuple[str, str, str]:
    if not text or len(text) > LONGEST_ADDRESS:
        raise AddressRefusedError("It is empty." if not text else "It is too long.")
    if "\\" in text:
        raise AddressRefusedError("It has a backslash, which browsers and programs read differently.")
    for letter in text:
        if letter == " " or unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp"):
            raise AddressRefusedError("It has blanks or characters that cannot be seen.")
    found = _SHAPE.fullmatch(text)
    if found is None or found["scheme"].lower() not in DEFAULT_PORTS:
        raise AddressRefusedError("Only http:// and https:// addresses can be asked.")
    if len(found["slashes"]) != 2 or not found["authority"]:
        raise AddressRefusedError("It has no host: write it as https://example.com/feed.")
    if "@" in found["authority"]:
        raise AddressRefusedError("It has a name or a password in front of its host.")
    return found["scheme"].lower(), found["authority"], found["rest"]


def _read_port(text: str | None, default: int) -> int:
    port = int(text) if text else default
    if not 1 <= port <= 65_535:
        raise AddressRefusedError("There is no such port.")
    return port


def _read_host(written: str) -> str:
    """Return a host in the form in which it is compared: an address in full, a name in ASCII."""
    if written.startswith("["):
        host = written[1:-1].lower()
    else:
        try:
            host = write_host(written)
        except UnicodeError:
            raise AddressRefusedError("Its host is not a name.") from None
    if written.startswith("[") and ":" not in host:
        raise AddressRefusedError("Its host is a number, but not an address.")
    try:
        address = read_ip(host)
    except ValueError:
        raise AddressRefusedError("Its host is a number, but not an address.") from None
    if address is not None:
        return str(address)
    return _read_name(host)


def _read_name(host: str) -> str:
    if len(host) > 253 or not all(_NAME.fullmatch(label) for label in host.split(".")):
        raise AddressRefusedError("Its host is not a name.")
    return host


def _refuse_inner(host: str) -> None:
    try:
        address = read_ip(host)
    except ValueError:
        raise AddressRefusedError("Its host is a number, but not an address.") from None
    if address is not None:
        if what := explain_not_public(address):
            raise AddressRefusedError(f"It is not a public address: it belongs to {what}.")
    elif "." not in host or any(host.endswith(f".{name}") for name in _INNER_NAMES):
        raise AddressRefusedError("It is not a public address: such names exist inside a network only.")


def join_web_address(base: str, location: str) -> str:
    """Return where a redirect leads from an address that was read before; it is still to be read itself."""
    scheme, _, rest = base.partition("://")
    authority, slash, path = rest.partition("/")
    path = (slash + path).partition("?")[0]
    location = location.strip(" \t").replace(" ", "%20")
    if re.match(r"[a-z][a-z0-9+.-]*:", location, re.IGNORECASE):
        return location
    if location.startswith("//"):
        return f"{scheme}:{location}"
    if location.startswith("/"):
        return f"{scheme}://{authority}{location}"
    if location.startswith("?"):
        return f"{scheme}://{authority}{path}{location}"
    if not location or location.startswith("#"):
        return f"{scheme}://{authority}{rest.removeprefix(authority)}"
    return f"{scheme}://{authority}{path.rpartition('/')[0]}/{location}"
