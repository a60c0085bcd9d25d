"""By what an entry is known again."""

from dataclasses import replace
from datetime import timedelta

from jobs.rules.seen_items import mark_items
from storage.news_records import FeedItem
from tests.builders import NOW

ONE = FeedItem("1", "Acme opens a plant", "https://news.example/1", "", NOW)


def is_known(item: FeedItem, *before: FeedItem) -> bool:
    remembered = frozenset[int]().union(*(marks.remembered for marks in mark_items(before)))
    return bool(mark_items([item])[0].known_by & remembered)


def test_it_is_known_by_its_id_or_its_link() -> None:
    assert is_known(ONE, ONE)
    assert is_known(replace(ONE, title="Acme opens a plant in Leeds", link=None), ONE)
    assert is_known(replace(ONE, id="new id", title="Other", published=None), ONE)
    assert not is_known(FeedItem("2", "Acme closes a plant", "https://news.example/2", "", NOW), ONE)


def test_a_link_is_the_same_with_other_parameters_for_tracking() -> None:
    moved = replace(ONE, id="x", title="y", published=None)
    for link in (
        "http://www.news.example/1/",
        "https://NEWS.example/1?utm_source=rss&utm_medium=feed",
        "https://news.example/1#comments",
    ):
        assert is_known(replace(moved, link=link), ONE)
    assert not is_known(replace(moved, link="https://news.example/1?page=2"), ONE)


def test_ids_and_links_that_change_at_each_request_make_no_news() -> None:
    assert is_known(replace(ONE, id="session 2", link="https://news.example/?s=2"), ONE)


def test_a_title_that_is_used_again_is_news() -> None:
    later = replace(ONE, id="2", link="https://news.example/2", published=NOW + timedelta(days=7))
    assert not is_known(later, ONE)
    assert not is_known(replace(later, published=None), replace(ONE, published=None))


def test_an_id_that_all_entries_share_tells_them_not_apart() -> None:
    same = [
        replace(ONE, id="feed", title=f"T{number}", link=f"https://n.example/{number}") for number in "123"
    ]
    fourth = replace(ONE, id="feed", title="T4", link="https://n.example/4", published=NOW + timedelta(1))
    marks = mark_items([fourth, *same])
    remembered = frozenset[int]().union(*(each.remembered for each in mark_items(same)))
    assert not marks[0].known_by & remembered
    assert all(each.known_by & remembered for each in marks[1:])


def test_what_has_only_a_title_is_known_by_it() -> None:
    bare = FeedItem("feed", "Acme opens", None, "", None)
    assert is_known(bare, bare)
    assert not is_known(replace(bare, id="text:2", title="Acme closes"), replace(bare, id="text:1"))
