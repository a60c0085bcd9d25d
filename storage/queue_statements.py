"""The statements by which messages are claimed, marked, ended and put off, compiled once.

What they are for stands in `storage.queue`, which fills in their values.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    Update,
    and_,
    bindparam,
    case,
    exists,
    literal,
    null,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.engine import Dialect

from storage.database import Instant
from storage.records import QueueState
from storage.statements import QuickStatement
from storage.tables import queued_message

SUSPECT_AFTER = 2
"""So many failures of our own, and a row no longer holds up the later messages of its person."""

DOUBTED_FOR = timedelta(hours=1)
"""So long the later messages of a person wait for one of which nobody knows whether it was sent."""

_is_held = or_(
    queued_message.c.state == QueueState.BUSY.value, queued_message.c.state == QueueState.SENDING.value
)

QUEUE_COLUMNS = (
    queued_message.c.id,
    queued_message.c.workspace,
    queued_message.c.key,
    queued_message.c.kind,
    queued_message.c.recipient,
    queued_message.c.facts,
    queued_message.c.due_at,
    queued_message.c.useful_until,
    queued_message.c.state,
    queued_message.c.tries,
    queued_message.c.failures,
    queued_message.c.deaths,
    queued_message.c.token,
    queued_message.c.attempted_at,
    queued_message.c.channel,
    queued_message.c.ts,
    queued_message.c.reason,
)


QUEUE_FIELDS = tuple(column.name for column in QUEUE_COLUMNS)


def _choose_due(dialect: Dialect) -> Update:
    """Return the statement that claims; its reasons stand in `claim_due`."""
    earlier = queued_message.alias("earlier")
    is_later = exists().where(
        earlier.c.workspace == queued_message.c.workspace,
        earlier.c.recipient == queued_message.c.recipient,
        earlier.c.next_at.is_not(None),
        earlier.c.failures < SUSPECT_AFTER,
        or_(
            earlier.c.attempted_at.is_(None),
            earlier.c.attempted_at > bindparam("in_doubt_since", type_=Instant),
        ),
        tuple_(earlier.c.due_at, earlier.c.id) < tuple_(queued_message.c.due_at, queued_message.c.id),
    )
    chosen = bindparam("kind", type_=String)
    due_by, now = bindparam("due_by", type_=Instant), bindparam("now", type_=Instant)
    waiting = and_(queued_message.c.state == QueueState.READY.value, queued_message.c.next_at <= due_by)
    abandoned = and_(_is_held, queued_message.c.next_at < now)
    picked = (
        select(queued_message.c.id)
        .where(
            queued_message.c.next_at <= bindparam("latest", type_=Instant),
            or_(waiting, abandoned),
            or_(chosen == "", queued_message.c.kind == chosen),
            ~is_later,
        )
        # What is due at one moment comes mixed: else one workspace after the other would be served. And
        # everybody's first message comes before anybody's second, which would be passed over again and again.
        .order_by(queued_message.c.next_at, queued_message.c.place, queued_message.c.token)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
        .cte("picked")
    )
    if dialect.name == "postgresql":
        # A plan that ran the choice again would lock more rows than the limit.
        picked = picked.prefix_with("MATERIALIZED")
    in_doubt = queued_message.c.state == QueueState.SENDING.value
    return (
        update(queued_message)
        .where(queued_message.c.id.in_(select(picked.c.id)))
        .values(
            state=case((in_doubt, QueueState.READY.value), else_=QueueState.BUSY.value),
            owner=bindparam("claimed_by", type_=String),
            next_at=bindparam("leased_until", type_=Instant),
            tries=queued_message.c.tries + 1,
            deaths=queued_message.c.deaths + case((_is_held, 1), else_=0),
        )
        .returning(*QUEUE_COLUMNS)
    )


CLAIM = QuickStatement(_choose_due)


def _when_held(**changes: ColumnElement[Any] | None) -> QuickStatement:
    """Return the statement that changes a row as long as its worker holds it."""
    return QuickStatement(
        update(queued_message)
        .where(
            queued_message.c.id == bindparam("row"),
            queued_message.c.workspace == bindparam("of_workspace"),
            queued_message.c.owner == bindparam("held_by"),
            # The same worker may have claimed the row anew after its lease ran out: that claim counts.
            queued_message.c.tries == bindparam("held_since"),
            _is_held,
        )
        .values(**changes)
        .returning(queued_message.c.id)
    )


MARK_SENDING = _when_held(
    state=literal(QueueState.SENDING.value),
    attempted_at=bindparam("at", type_=Instant),
    channel=bindparam("conversation", type_=String),
    next_at=bindparam("until", type_=Instant),
)


END = _when_held(
    state=bindparam("ended", type_=String), reason=bindparam("why", type_=String), next_at=null()
)
END_POSTED = _when_held(
    state=bindparam("ended", type_=String),
    reason=bindparam("why", type_=String),
    next_at=null(),
    channel=bindparam("conversation", type_=String),
    ts=bindparam("place", type_=String),
)


HAND_BACK = _when_held(
    state=literal(QueueState.READY.value),
    next_at=bindparam("until", type_=Instant),
    reason=bindparam("why", type_=String),
    failures=queued_message.c.failures + bindparam("failed", type_=Integer),
    attempted_at=case(
        (bindparam("in_doubt", type_=Integer) == 1, queued_message.c.attempted_at), else_=null()
    ),
    channel=case((bindparam("forgotten", type_=Integer) == 0, queued_message.c.channel), else_=null()),
)
HOLD_BACK = QuickStatement(
    update(queued_message)
    .where(
        queued_message.c.workspace == bindparam("of_workspace"),
        queued_message.c.recipient == bindparam("to"),
        queued_message.c.state == QueueState.READY.value,
        queued_message.c.next_at < bindparam("until", type_=Instant),
        tuple_(queued_message.c.due_at, queued_message.c.id)
        > tuple_(bindparam("after", type_=Instant), bindparam("row", type_=Integer)),
    )
    .values(
        next_at=bindparam("until", type_=Instant),
        # What lapses behind another one is given up for that one's reason, and not silently.
        reason=case(
            (bindparam("why", type_=String) == "", queued_message.c.reason),
            else_=bindparam("why", type_=String),
        ),
    )
    .returning(queued_message.c.id)
)
