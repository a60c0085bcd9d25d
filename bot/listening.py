"""Listening for HTTP, and ending it without losing a connection that is just being accepted."""

import asyncio

from aiohttp import web


async def start_listening(runner: web.AppRunner, host: str, port: int) -> asyncio.Server:
    """Listen for a runner that is set up, and return the server and with it the port it has got.

    Raises OSError where the address is taken or not this machine's, UnicodeError where the host is no name.
    """
    served = runner.server
    if served is None:
        raise RuntimeError("A runner is set up before it listens.")
    return await asyncio.get_running_loop().create_server(served, host, port)


async def stop_listening(server: asyncio.Server) -> None:
    """Accept nothing more, and close the server once whatever was being accepted has its handler.

    `Server.close` alone forgets the sockets that were accepted in the same turn of the loop: they get no
    handler and no end (CPython issue 109564). A client that comes back at once whenever it is cut off,
    as a bot by Socket Mode does, hits that turn often.
    """
    loop = asyncio.get_running_loop()
    for listener in server.sockets:
        loop.remove_reader(listener)
    # One turn for the task that was made at accepting, one for the handler it makes.
    for _ in range(2):
        await asyncio.sleep(0)
    server.close()
