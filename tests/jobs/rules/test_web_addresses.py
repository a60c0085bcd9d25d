"""Which addresses may be asked: by form and by address, the same on every version of Python."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.addresses import explain_not_public
from jobs.rules.web_addresses import (
    AddressRefusedError,
    AllowedHosts,
    join_web_address,
    read_allowed_hosts,
    read_web_address,
)

PRIVATE = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://0177.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://１２７.0.0.1/",
    "http://127.0.0.1./",
    "http://017700000001/",
    "http://0/",
    "http://localhost/",
    "http://LocalHost./",
    "http://a.localhost/",
    "http://printer.local/",
    "http://localhoſt/",
    "http://metadata.google.internal/",
    "http://nas.home.arpa/",
    "http://ip6-localhost/",
    "http://169.254.169.254/latest",
    "http://168.63.129.16/metadata",
    "http://192.88.99.1/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://192.0.0.192/",
    "http://192.0.0.9/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://198.51.100.7/",
    "http://203.0.113.9/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::1]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:a00:1::1]/",
    "http://[2001:0:7f00:1::1]/",
    "http://[2001:0:808:808::80ff:fffe]/",
    "http://intranet/",
    "http://Intranet./",
    "http://feeds:8080/",
    "http://printer.lan/",
    "http://nas.home/feed",
    "http://wiki.corp/",
    "http://acme.test/",
    "http://wiki.local./",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[fd12:3456::1]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[100::1]/",
    "http://[5f00::1]/",
    "http://[2001:2::1]/",
    "http://[::ffff:0:7f00:1]/",
]
PUBLIC = [
    "https://example.com/feed",
    "http://example.com",
    "HTTP://Example.COM:8080/x?y=z",
    "http://8.8.8.8/",
    "http://134744072/",
    "http://0x08080808/",
    "http://172.32.0.1/",
    "http://172.15.255.255/",
    "http://100.63.255.255/",
    "http://100.128.0.1/",
    "http://192.0.1.1/",
    "http://198.17.1.1/",
    "http://198.20.0.1/",
    "http://223.255.255.255/",
    "http://11.0.0.1/",
    "http://126.255.255.255/",
    "http://128.0.0.1/",
    "http://169.253.1.1/",
    "http://[2606:4700:4700::1111]/",
    "http://[2a00:1450:4001::200e]/",
    "http://[::ffff:8.8.8.8]/",
    "http://[64:ff9b::808:808]/",
    "http://[2002:808:808::1]/",
    "http://[2620:0:2d0:200::7]/",
    "http://[::8.8.8.8]/",
    "https://bücher.example/",
    "https://xn--bcher-kva.example/",
    "http://my-local.example/",
    "http://localhost.example/",
    "http://internal.example/",
    "http://1.example/",
    "http://a_b.example/",
    "http://example.com./",
]
MALFORMED = [
    "",
    "example.com/feed",
    "//example.com/feed",
    "ftp://example.com/",
    "file:///etc/passwd",
    "feed://example.com/",
    "javascript:alert(1)",
    "http:/example.com/",
    "http:example.com",
    "http:///feed",
    "http://",
    "http://user@example.com/",
    "http://user:password@example.com/",
    "http://example.com@127.0.0.1/",
    "http://example.com\\@127.0.0.1/",
    "http://example.com\\.evil.example/",
    "http://example.com/\\feed",
    "http://exam ple.com/",
    "http://example.com/a b",
    " http://example.com/",
    "http://example.com/\n",
    "http://exam\tple.com/",
    "http://example.com/\x00",
    "http://example.com/\x7f",
    "http://exa\u200bmple.com/",
    "http://exa\u202emple.com/",
    "http://loc\u00adalhost/",
    "http://example.com:0/",
    "http://example.com:65536/",
    "http://example.com:port/",
    "http://example.com:80:80/",
    "http://a..b/",
    "http://.example.com/",
    "http://exa$mple.com/",
    "http://%31%32%37.0.0.1/",
    "http://1.2.3.4.5/",
    "http://256.1.1.1/",
    "http://08.8.8.8/",
    "http://[::1/",
    "http://[nonsense]/",
    "http://[1.2.3.4]/",
    f"http://{'a' * 64}.example/",
    f"http://example.com/{'a' * 3000}",
]


@pytest.mark.parametrize("url", PRIVATE)
def test_what_leads_inside_is_refused_however_it_is_written(url: str) -> None:
    with pytest.raises(AddressRefusedError):
        read_web_address(url)


@pytest.mark.parametrize("url", PUBLIC)
def test_what_is_public_is_let_through(url: str) -> None:
    assert read_web_address(url).url.startswith(("http://", "https://"))


@pytest.mark.parametrize("url", MALFORMED)
def test_what_parsers_read_differently_is_refused(url: str) -> None:
    with pytest.raises(AddressRefusedError):
        read_web_address(url)


@given(st.text(max_size=60) | st.text("htp:/[]@\\.1270x%#?a", max_size=40).map("http://".__add__))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        address = read_web_address(text)
    except AddressRefusedError:
        return
    assert read_web_address(address.url).url == address.url, "what was read once reads the same again"


@given(st.integers(0, 2**32 - 1))
def test_an_address_within_ipv6_is_judged_as_the_one_it_carries(number: int) -> None:
    inner = explain_not_public(IPv4Address(number))
    for wrapped in (
        number,
        (0xFFFF << 32) + number,
        (0x64FF9B << 96) + number,
        (0x2002 << 112) + (number << 80),
    ):
        assert explain_not_public(IPv6Address(wrapped)) == inner


_PROTOCOLS = IPv6Network("2001::/23")
"""Versions of Python take different parts of it for public."""
_NEAR_WHAT_IS_NOT_PUBLIC = st.sampled_from(
    [
        *("fc00::/7", "fe80::/10", "ff00::/8", "::/96", "::ffff:0:0/96", "2001::/23", "2001:db8::/32"),
        *("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15"),
    ]
).flatmap(lambda network: st.ip_addresses(network=network))


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6) | _NEAR_WHAT_IS_NOT_PUBLIC)
def test_the_standard_library_calls_nothing_global_that_is_refused_but_known_differences(
    address: object,
) -> None:
    judged = ip_address(str(address))
    if explain_not_public(judged) is None:
        assert not judged.is_loopback
        assert not judged.is_link_local
        assert not judged.is_multicast
        assert not judged.is_unspecified
        if not (isinstance(judged, IPv6Address) and (judged.ipv4_mapped or judged in _PROTOCOLS)):
            assert not judged.is_private


def test_exactly_the_host_and_port_that_are_allowed_may_be_asked() -> None:
    allowed = read_allowed_hosts(["127.0.0.1:8080", "feeds.internal:80", "[::1]:81"])
    assert read_web_address("http://127.0.0.1:8080/x", allowed).allowed
    assert read_web_address("http://127.1:8080/", allowed).allowed, "it is the same address"
    assert read_web_address("http://feeds.internal/", allowed).allowed
    assert read_web_address("http://[::1]:81/", allowed).allowed
    assert not read_web_address("http://example.com/", allowed).allowed
    for other in (
        "http://127.0.0.1:8081/",
        "http://127.0.0.1/",
        "http://localhost:8080/",
        "http://127.0.0.2:8080/",
        "https://feeds.internal/",
        "http://x.feeds.internal/",
        "http://[::ffff:127.0.0.1]:8080/",
    ):
        with pytest.raises(AddressRefusedError):
            read_web_address(other, allowed)


@pytest.mark.parametrize(
    "text", ["localhost", ":80", "a b:80", "http://x:80", "x:0", "x:99999", "u@x:80", ""]
)
def test_what_is_no_host_and_port_cannot_be_allowed(text: str) -> None:
    with pytest.raises(AddressRefusedError):
        read_allowed_hosts([text])


def test_nothing_is_allowed_unless_named() -> None:
    assert AllowedHosts() == read_allowed_hosts([])


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("https://b.example/x", "https://b.example/x"),
        ("//b.example/x", "http://b.example/x"),
        ("/x", "http://a.example:8080/x"),
        ("x?y", "http://a.example:8080/dir/x?y"),
        ("?y", "http://a.example:8080/dir/feed?y"),
        ("", "http://a.example:8080/dir/feed?q=1"),
        ("a b", "http://a.example:8080/dir/a%20b"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_where_a_redirect_leads(location: str, leads_to: str) -> None:
    assert join_web_address("http://a.example:8080/dir/feed?q=1", location) == leads_to
