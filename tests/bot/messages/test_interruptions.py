"""What whoever opened a brainstorm hears when nobody can see it any more."""

from typing import Any

import pytest

from bot.messages.catalog import COMPOSERS
from jobs.interruptions import INTERRUPTED
from jobs.rules.interruptions import Obstacle


def facts_of(obstacle: Obstacle, *, over: bool) -> dict[str, Any]:
    return {"channel": "C1", "obstacle": obstacle.value, "over": over}


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize(
    ("obstacle", "step"),
    [
        (Obstacle.NOT_INVITED, "type `/invite @Drumbeat` there"),
        (Obstacle.ARCHIVED, "unarchive it"),
        (Obstacle.SHARED, "begin another one with `/brainstorm`"),
        (Obstacle.RESTRICTED, "ask an admin of your workspace"),
    ],
)
def test_one_sentence_says_what_waits_and_what_to_do(obstacle: Obstacle, step: str, over: bool) -> None:
    """Complaint 16."""
    message = COMPOSERS[INTERRUPTED](facts_of(obstacle, over=over))
    said = message.blocks[0]["text"]["text"]
    assert "<#C1>" in said
    assert step in said
    assert ("and it comes by itself" if over else "and it goes on by itself") in said
    assert said.count(". ") == 0
    assert "!" not in said


def test_it_says_what_is_kept_and_what_happens_otherwise() -> None:
    assert COMPOSERS[INTERRUPTED](facts_of(Obstacle.ARCHIVED, over=False)).blocks[1]["elements"] == [
        {
            "type": "mrkdwn",
            "text": "Every idea is kept, in `/brainstorm ideas` once it is closed. "
            "If nothing changes within a day, it closes quietly.",
        }
    ]
    over = COMPOSERS[INTERRUPTED](facts_of(Obstacle.ARCHIVED, over=True)).blocks[1]
    assert over["elements"][0]["text"] == "Every idea is kept, in `/brainstorm ideas`."
