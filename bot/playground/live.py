"""The live feed: what changes is pushed to every open page at once."""

import asyncio
import json
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.playground.json_parts import Json
from bot.playground.workspace import Change


@dataclass(eq=False)
class _Page:
    reader: str
    outgoing: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue[str | None])


class LiveFeed:
    """The pages that are open, each for one person."""

    def __init__(self) -> None:
        self._pages: set[_Page] = set()

    @property
    def readers(self) -> set[str]:
        """Whose pages are open."""
        return {page.reader for page in self._pages}

    def tell(self, change: Change) -> None:
        """Queue a change for the pages whose person may see it."""
        text = json.dumps(change.body)
        for page in self._pages:
            if change.audience is None or page.reader in change.audience:
                page.outgoing.put_nowait(text)

    def tell_everybody(self, body: Json) -> None:
        """Queue a change for all pages."""
        self.tell(Change(None, body))

    async def serve(self, request: web.Request, reader: str) -> web.StreamResponse:
        """Serve one page until it closes."""
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        page = _Page(reader)
        self._pages.add(page)
        sender = asyncio.create_task(self._send(page, socket))
        try:
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
        finally:
            self._pages.discard(page)
            page.outgoing.put_nowait(None)
            await sender
        return socket

    async def close(self) -> None:
        """End every page's feed."""
        for page in list(self._pages):
            page.outgoing.put_nowait(None)

    async def _send(self, page: _Page, socket: web.WebSocketResponse) -> None:
        while (text := await page.outgoing.get()) is not None:
            try:
                await socket.send_str(text)
            except ConnectionError:
                # The page went away; its reading side ends the feed.
                return
        await socket.close()
