"""The connections of whoever asks the playground, so that none outlives it."""

import asyncio
from weakref import WeakSet

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware


def remember_connections(connections: WeakSet[asyncio.Transport]) -> Middleware:
    """Return what adds the connection of each request to `connections`."""

    @web.middleware
    async def remember(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.transport is not None:
            connections.add(request.transport)
        return await handler(request)

    return remember
