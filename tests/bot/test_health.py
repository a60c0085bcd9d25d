"""What machines may ask a running bot."""

import re
from http.client import HTTPConnection

from bot.health import Check, Health, check_connection, check_database, check_delivery
from bot.metrics import Metrics
from bot.port import Port
from jobs.rules.delivery import AskedToWait, Posted, Refused, ShutOut, Unclear
from storage.database import Database
from tests.builders import NOW, a_message, a_workspace


def ask(checks: list[Check], path: str, metrics: Metrics | None = None) -> tuple[int, str]:
    health = Health(checks, metrics or Metrics())
    port = Port("127.0.0.1", 0, health.routes)
    port.start()
    connection = HTTPConnection("127.0.0.1", port.port, timeout=60)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()
        port.stop()
        health.close()


def test_ready_when_everything_works(books: Database) -> None:
    metrics = Metrics()
    metrics.note_beat()
    checks = [check_database(books), check_delivery(metrics), check_connection(lambda: True)]
    assert ask(checks, "/readyz") == (200, "database: ok\ndelivery: ok\nsocket mode: ok\n")


def test_not_ready_says_in_a_line_each_what_is_missing(sqlite_books: Database) -> None:
    with sqlite_books.everywhere() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    checks = [check_database(sqlite_books), check_delivery(Metrics()), check_connection(lambda: False)]
    assert ask(checks, "/readyz") == (
        503,
        "database: its schema is not the newest\ndelivery: has not begun\nsocket mode: not connected\n",
    )
    assert ask(checks, "/healthz")[0] == 200


def test_not_ready_where_nothing_can_be_written(sqlite_books: Database) -> None:
    """The disk was full, every round failed, and the answer was ok."""
    metrics = Metrics()
    metrics.note_round(failed=True)
    with sqlite_books.everywhere() as connection:
        writer = connection.connection.driver_connection
    # Refuses every write, as a full disk does.
    writer.execute("PRAGMA query_only = ON")
    status, text = ask([check_database(sqlite_books), check_delivery(metrics)], "/readyz")
    writer.execute("PRAGMA query_only = OFF")
    assert status == 503
    assert text == (
        "database: nothing can be written (OperationalError)\n"
        "delivery: its last round failed; the log says where\n"
    )
    metrics.note_round(failed=False)
    assert ask([check_database(sqlite_books), check_delivery(metrics)], "/readyz")[0] == 200


def test_a_database_that_is_gone_makes_nothing_fail() -> None:
    books = Database("postgresql://nobody:secret@127.0.0.1:1/none")
    metrics = Metrics()
    metrics.watch_queue(books, lambda: NOW)
    status, text = ask([check_database(books)], "/readyz")
    assert (status, text) == (503, "database: does not answer (OperationalError)\n")
    status, text = ask([], "/metrics", metrics)
    assert status == 503
    assert "secret" not in text
    books.close()


def test_metrics_tell_of_the_queue_and_of_what_was_counted(books: Database) -> None:
    workspace = a_workspace(books)
    with books.transaction(workspace.id) as transaction:
        a_message(transaction, "k1")
    metrics = Metrics()
    metrics.watch_queue(books, lambda: NOW)
    for outcome in (Posted("D1", "1.1"), Refused("no"), ShutOut("no"), Unclear("lost"), AskedToWait(7.0)):
        metrics.count_send("welcome", outcome)
    with metrics.time_listener("touch"):
        pass
    metrics.count_refusal("unsigned")
    status, text = ask([], "/metrics", metrics)
    assert status == 200
    for line in (
        'drumbeat_queue_messages{state="ready"} 1.0',
        'drumbeat_queue_messages{state="parked"} 0.0',
        'drumbeat_sends_total{kind="welcome",outcome="posted"} 1.0',
        'drumbeat_sends_total{kind="welcome",outcome="unclear"} 1.0',
        "drumbeat_rate_limit_wait_seconds_total 7.0",
        'drumbeat_listener_seconds_count{listener="touch"} 1.0',
        'drumbeat_refused_requests_total{reason="unsigned"} 1.0',
        "drumbeat_queue_oldest_due_seconds",
    ):
        assert line in text
    assert re.search(r'drumbeat_build_info\{version="\d', text)


def test_two_bots_in_one_process_count_for_themselves() -> None:
    one, other = Metrics(), Metrics()
    one.count_repeat()
    assert "drumbeat_repeated_requests_total 1.0" in one.render().decode()
    assert "drumbeat_repeated_requests_total 0.0" in other.render().decode()
