"""Which message of a brainstorm is still to be shown."""

from datetime import datetime, timedelta

import pytest

from jobs.brainstorm_posts import RESULT_USEFUL, is_owed
from storage.records import QueuedMessage, QueueState
from tests.builders import NOW

LATER = NOW + RESULT_USEFUL


@pytest.mark.parametrize(
    ("state", "at", "owed"),
    [
        (QueueState.READY, LATER, True),
        (QueueState.SENDING, NOW, True),
        (QueueState.PARKED, LATER - timedelta(minutes=1), True),
        (QueueState.PARKED, LATER, False),
        (QueueState.DROPPED, NOW, False),
        (QueueState.DONE, NOW, False),
    ],
)
def test_a_message_that_was_refused_is_owed_for_a_day(state: QueueState, at: datetime, *, owed: bool) -> None:
    """NS-14: a result that Slack refused was forgotten where the bot was started anew."""
    queued = QueuedMessage("key", "brainstorm", "C1", {}, NOW, LATER, id=1, workspace=1, state=state)
    assert is_owed(queued, at) is owed
