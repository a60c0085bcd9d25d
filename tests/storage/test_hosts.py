"""Hosts are compared in one form, whoever wrote the address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.hosts import find_site, stands_at


@pytest.mark.parametrize(
    ("link", "site"),
    [
        ("https://WWW.Target.com/a", "target.com"),
        (" http://target.com.:8080?q#f ", "target.com"),
        ("https://kim:secret@target.com/@a", "target.com"),
        ("https://www.müller.example/a", "xn--mller-kva.example"),
        ("https://xn--mller-kva.example", "xn--mller-kva.example"),
        ("https://[2001:0DB8::1]:80/", "2001:db8::1"),
        ("https://target。com/", "target.com"),
        ("mailto:a@b.c", None),
        ("https:///a", None),
        ("https://a b/", None),
        ("https://a\\b/", None),
        ("target.com", None),
        ("", None),
    ],
)
def test_the_host_of_a_link(link: str, site: str | None) -> None:
    assert find_site(link) == site


@given(st.text(max_size=60))
def test_whatever_stands_in_a_link_fails_nowhere(text: str) -> None:
    for link in (text, f"https://{text}"):
        site = find_site(link)
        assert site is None or find_site(f"https://{site}/") is not None or ":" in site


@pytest.mark.parametrize(
    ("host", "domain", "there"),
    [
        ("acme.example", "acme.example", True),
        ("blog.acme.example", "acme.example", True),
        ("xn--mller-kva.example", "müller.example", True),
        ("notacme.example", "acme.example", False),
        ("acme.example", "blog.acme.example", False),
        ("acme.example", "", False),
        ("acme.example", "\ud800", False),
    ],
)
def test_a_host_stands_at_a_web_address(host: str, domain: str, there: bool) -> None:
    assert stands_at(host, domain) is there
