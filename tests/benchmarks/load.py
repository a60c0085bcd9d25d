"""The load process: sends signed `/touch` requests over keep-alive connections and prints what it saw.

It takes one job as JSON on standard input and answers with JSON. Every request is built and signed
before the clock starts, and one thread serves all connections, so that it takes little from the machine.
"""

import hashlib
import hmac
import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlencode

NOTES = ("visited store", "coffee with Kim", "called Robin yesterday", "dropped off flyers at Mill Street")
LONGEST_WAIT = 10.0


@dataclass(frozen=True, slots=True)
class Job:
    """What to send where; request n of a job has the trigger id `<prefix>.<n>`."""

    port: int
    secret: str
    team_id: str
    accounts: list[str]
    people: list[str]
    clients: int
    seconds: float
    most: int
    prefix: str
    must_say: str
    """What an answer has to contain to count as right."""


@dataclass(slots=True)
class Seen:
    """What came back: times in seconds, one for each request that was answered as it should be."""

    elapsed: float = 0.0
    times: list[float] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def build_requests(job: Job) -> Iterator[tuple[str, bytes]]:
    """Yield (trigger id, bytes on the wire); no two texts are the same."""
    for number in range(job.most):
        trigger_id = f"{job.prefix}.{number}"
        account = job.accounts[number * 7 % len(job.accounts)]
        fields = {
            "token": "deprecated",
            "team_id": job.team_id,
            "team_domain": "brightside",
            "channel_id": "C0SALES",
            "channel_name": "sales",
            "user_id": job.people[number % len(job.people)],
            "user_name": "rep",
            "command": "/touch",
            "text": f"{account} {NOTES[number % len(NOTES)]}, number {trigger_id}",
            "api_app_id": "A0PLAYGROUND",
            "is_enterprise_install": "false",
            "response_url": f"http://127.0.0.1:9/response/{number}",
            "trigger_id": trigger_id,
        }
        body = urlencode(fields).encode()
        timestamp = str(int(time.time()))  # noqa: TID251 (a signature needs the real time)
        signed = b"v0:" + timestamp.encode() + b":" + body
        signature = hmac.new(job.secret.encode(), signed, hashlib.sha256).hexdigest()
        head = (
            "POST /slack/events HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{job.port}\r\n"
            "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
            "Accept: application/json,*/*\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n"
            f"X-Slack-Request-Timestamp: {timestamp}\r\n"
            f"X-Slack-Signature: v0={signature}\r\n\r\n"
        )
        yield trigger_id, head.encode() + body


class Client:
    """One connection that waits for each answer before it sends the next request."""

    def __init__(self, job: Job, requests: Iterator[tuple[str, bytes]], seen: Seen) -> None:
        self._job = job
        self._requests = requests
        self._seen = seen
        self._received = b""
        self._trigger_id = ""
        self._sent_at = 0.0
        self.connection = socket.create_connection(("127.0.0.1", job.port))
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self) -> bool:
        """Send the next request; returns False where there is none left."""
        following = next(self._requests, None)
        if following is None:
            return False
        self._trigger_id, wire = following
        self._received = b""
        self._sent_at = time.perf_counter()
        self.connection.sendall(wire)
        return True

    def receive(self) -> bool:
        """Read what has come; returns whether the answer is whole."""
        part = self.connection.recv(65536)
        if not part:
            raise ConnectionError(f"The server closed the connection after: {self._received[:300]!r}")
        self._received += part
        head, separator, body = self._received.partition(b"\r\n\r\n")
        if not separator:
            return False
        lowered = head.lower()
        if b"transfer-encoding: chunked" in lowered:
            whole = body.endswith(b"0\r\n\r\n")
        else:
            _, _, length = lowered.partition(b"content-length:")
            whole = len(body) >= int(length.split(b"\r\n", 1)[0])
        if whole:
            self._note(head, body)
        return whole

    def _note(self, head: bytes, body: bytes) -> None:
        taken = time.perf_counter() - self._sent_at
        if head.split(b" ", 2)[1] == b"200" and self._job.must_say.encode() in body:
            self._seen.times.append(taken)
            self._seen.acknowledged.append(self._trigger_id)
        else:
            self._seen.wrong.append(f"{self._trigger_id}: {(head + body)[:300]!r}")


def drive(job: Job) -> Seen:
    """Send until the time is over or all is sent, then wait for what is still under way."""
    seen = Seen()
    requests = iter(list(build_requests(job)))
    waiting = selectors.DefaultSelector()
    clients = [Client(job, requests, seen) for _ in range(job.clients)]
    started = time.perf_counter()
    until = started + job.seconds
    for client in clients:
        if client.send():
            waiting.register(client.connection, selectors.EVENT_READ, client)
    while waiting.get_map():
        ready = waiting.select(LONGEST_WAIT)
        if not ready:
            seen.wrong.append(f"No answer within {LONGEST_WAIT:g} s.")
            break
        for key, _ in ready:
            client: Any = key.data
            if client.receive() and not (time.perf_counter() < until and client.send()):
                waiting.unregister(client.connection)
    seen.elapsed = time.perf_counter() - started
    for client in clients:
        client.connection.close()
    return seen


if __name__ == "__main__":
    json.dump(asdict(drive(Job(**json.load(sys.stdin)))), sys.stdout)
