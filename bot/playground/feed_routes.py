"""Serves the story's feeds, as other people's servers do in real life."""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from bot.playground.movable_clock import MovableClock
from bot.playground.story_news import (
    FEEDS_AT,
    SEARCH_AT,
    find_feed,
    list_items,
    search_news,
    write_article,
    write_feed,
)


class FeedRoutes:
    """What each feed holds at the playground's time."""

    def __init__(self, clock: MovableClock, base: Callable[[], str]) -> None:
        self._clock = clock
        self._base = base
        self._began: datetime = clock.now()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(SEARCH_AT, self._search),
            web.get(SEARCH_AT + r"/{words}/{number:\d{1,3}}", self._found),
            web.get(FEEDS_AT + "/{name}", self._feed),
            web.get(FEEDS_AT + r"/{name}/{number:\d{1,3}}", self._article),
        ]

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        feed = find_feed(request.match_info["name"])
        if feed is None:
            raise web.HTTPNotFound(text="There is no such feed.")
        items = list_items(feed, self._began, self._clock.now(), self._base())
        return web.Response(text=write_feed(feed, items), content_type="application/rss+xml")

    async def _search(self, request: web.Request) -> web.StreamResponse:
        feed = search_news(request.query.get("q", ""))
        items = list_items(feed, self._began, self._clock.now(), self._base())
        return web.Response(text=write_feed(feed, items), content_type="application/rss+xml")

    async def _found(self, request: web.Request) -> web.StreamResponse:
        page = write_article(search_news(request.match_info["words"]), int(request.match_info["number"]))
        if page is None:
            raise web.HTTPNotFound(text="There is no such story.")
        return web.Response(text=page, content_type="text/html")

    async def _article(self, request: web.Request) -> web.StreamResponse:
        feed = find_feed(request.match_info["name"])
        page = None if feed is None else write_article(feed, int(request.match_info["number"]))
        if page is None:
            raise web.HTTPNotFound(text="There is no such story.")
        return web.Response(text=page, content_type="text/html")
