"""Listening ends without losing a connection that is just being accepted."""

import asyncio
import gc
import warnings

import pytest
from aiohttp import web

from bot.listening import start_listening, stop_listening
from jobs.feeds.event_loop import run_to_end


async def _stop_after(turns: int) -> list[dict[str, object]]:
    """Stop while a client is connecting, so many turns of the loop after it began; say what was heard."""
    heard: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: heard.append(context))
    runner = web.AppRunner(web.Application(), access_log=None)
    await runner.setup()
    server = await start_listening(runner, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    coming = asyncio.create_task(asyncio.open_connection("127.0.0.1", port))
    for _ in range(turns):
        await asyncio.sleep(0)
    await stop_listening(server)
    await runner.cleanup()
    try:
        _, writer = await coming
    except ConnectionError:
        return heard
    writer.close()
    return heard


@pytest.mark.parametrize("turns", range(8))
def test_who_comes_while_it_stops_is_ended_too(turns: int) -> None:
    with warnings.catch_warnings(record=True) as left_open:
        warnings.simplefilter("always", ResourceWarning)
        heard = run_to_end(_stop_after(turns))
        gc.collect()
    assert heard == []
    assert [str(warning.message) for warning in left_open] == []


def test_nobody_is_accepted_afterwards() -> None:
    async def come_late() -> None:
        runner = web.AppRunner(web.Application(), access_log=None)
        await runner.setup()
        server = await start_listening(runner, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        await stop_listening(server)
        await runner.cleanup()
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", port)

    run_to_end(come_late())
