"""Which addresses may be asked for a feed: only public ones, and those that the operator allows. Pure.

The standard library's own answers differ between versions of Python and miss some ranges, so the ranges
stand here, as the IANA registries have them.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

IpAddress = IPv4Address | IPv6Address

_NOT_PUBLIC_4 = tuple(
    (IPv4Network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("127.0.0.0/8", "this computer itself"),
        # Given out as public, and yet it answers on every machine at Azure, with what only that one may know.
        ("168.63.129.16/32", "the host of this computer"),
        ("169.254.0.0/16", "the local link"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a range for protocols"),
        ("192.0.2.0/24", "a range for examples"),
        ("192.88.99.0/24", "a range for relays"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "a range for measurements"),
        ("198.51.100.0/24", "a range for examples"),
        ("203.0.113.0/24", "a range for examples"),
        ("224.0.0.0/4", "a group of receivers"),
        ("240.0.0.0/4", "a reserved range"),
    )
)
_PUBLIC_6 = IPv6Network("2000::/3")
"""All that is given out; whatever lies outside is private, local, multicast or reserved."""
_PROTOCOLS_6 = IPv6Network("2001::/23")
_PUBLIC_PROTOCOLS_6 = tuple(
    map(
        IPv6Network,
        (
            "2001:1::1/128",
            "2001:1::2/128",
            "2001:1::3/128",
            "2001:3::/32",
            "2001:4:112::/48",
            "2001:20::/28",
            "2001:30::/28",
        ),
    )
)
_EXAMPLES_6 = (IPv6Network("2001:db8::/32"), IPv6Network("3fff::/20"))
_LOCAL_6 = tuple(
    (IPv6Network(network), what)
    for network, what in (
        ("fc00::/7", "a private network"),
        ("fe80::/10", "the local link"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "a group of receivers"),
    )
)
_WRAPPED_4 = (
    IPv6Network("::ffff:0:0/96"),  # IPv4-mapped
    IPv6Network("64:ff9b::/96"),  # translated by NAT64
    IPv6Network("::/96"),  # IPv4-compatible, deprecated
)
_TEREDO = IPv6Network("2001::/32")
_SIX_TO_FOUR = IPv6Network("2002::/16")


def explain_not_public(address: IpAddress) -> str | None:
    """Return what an address that is not public belongs to, or None where it is public.

    An IPv6 address that only carries an IPv4 address is judged by that one: it is where packets end up.
    """
    if isinstance(address, IPv6Address):
        inner = _unwrap(address)
        if inner:
            return next((what for each in inner if (what := explain_not_public(each))), None)
        return _explain_6(address)
    return next((what for network, what in _NOT_PUBLIC_4 if address in network), None)


def _unwrap(address: IPv6Address) -> tuple[IPv4Address, ...]:
    number = int(address)
    if any(address in network for network in _WRAPPED_4):
        return (IPv4Address(number & 0xFFFF_FFFF),)
    if address in _SIX_TO_FOUR:
        return (IPv4Address((number >> 80) & 0xFFFF_FFFF),)
    if address in _TEREDO:  # its server, and the client, whose bits are turned round
        return (IPv4Address((number >> 64) & 0xFFFF_FFFF), IPv4Address(~number & 0xFFFF_FFFF))
    return ()


def _explain_6(address: IPv6Address) -> str | None:
    if address in _PUBLIC_6:
        if any(address in network for network in _EXAMPLES_6):
            return "a range for examples"
        if address in _PROTOCOLS_6 and not any(address in network for network in _PUBLIC_PROTOCOLS_6):
            return "a range for protocols"
        return None
    return next((what for network, what in _LOCAL_6 if address in network), "a reserved range")


def read_ip(host: str) -> IpAddress | None:
    """Return the IP address that a host in lower case stands for, also in the old ways of writing it.

    The resolver takes 127.1, 0177.0.0.1, 2130706433 and 0x7f000001 for 127.0.0.1, though they are no proper
    addresses. Returns None for a name. Raises ValueError where it looks like a number and is none.
    """
    if ":" in host:
        if "%" in host:
            raise ValueError("an address with a zone belongs to the local link")
        return IPv6Address(host)
    parts = host.split(".")
    if not _is_numeric(parts[-1]):
        return None
    if len(parts) > 4:
        raise ValueError("more than four numbers")
    numbers = [_read_number(part) for part in parts]
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(parts)):
        raise ValueError("a number is too large")
    leading = sum(number << (24 - 8 * place) for place, number in enumerate(numbers[:-1]))
    return IPv4Address(leading + numbers[-1])


def _is_numeric(part: str) -> bool:
    if part.isascii() and part.isdigit():
        return True
    return part.startswith("0x") and all(letter in "0123456789abcdef" for letter in part[2:])


def _read_number(part: str) -> int:
    if not part or not _is_numeric(part) or len(part) > 40:
        raise ValueError("not a number")
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if len(part) > 1 and part.startswith("0") else 10)


def read_plain_ip(text: str) -> IpAddress:
    """Return the address as the resolver or the socket names it. Raises ValueError for anything else."""
    return ip_address(text.partition("%")[0])
