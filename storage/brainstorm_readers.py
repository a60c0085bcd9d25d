"""Who is shown the brainstorms of private channels (NS-17)."""

from sqlalchemy import ColumnElement, exists, or_, true

from storage.brainstorm_records import LibraryReader
from storage.brainstorm_tables import brainstorm, brainstorm_idea, commitment


def is_shown_to(reader: LibraryReader | None) -> ColumnElement[bool]:
    """Return the condition under which a brainstorm is shown to somebody; to None all of them are.

    Those of private channels are to whoever opened it, said an idea there or took one on; and in that
    channel itself, to everybody who looks from there, for nobody can who is not in it. Who is in the channel
    by now is not asked: that would be a call to Slack for each channel at each look. Who only listened finds
    the ideas in the channel.

    What counts is whether the channel was private when it began. Where that is not known, of brainstorms from
    before it was noted, the ideas are the team's, as they were then.
    """
    if reader is None:
        return true()
    shown = or_(brainstorm.c.private.is_not(true()), brainstorm.c.channel == reader.channel)
    return shown if reader.rep_id is None else or_(shown, _took_part(reader.rep_id))


def _took_part(rep_id: int) -> ColumnElement[bool]:
    idea_there = (
        brainstorm_idea.c.workspace == brainstorm.c.workspace,
        brainstorm_idea.c.brainstorm_id == brainstorm.c.id,
    )
    return or_(
        brainstorm.c.opened_by == rep_id,
        exists().where(*idea_there, brainstorm_idea.c.rep_id == rep_id),
        exists().where(
            *idea_there,
            commitment.c.workspace == brainstorm_idea.c.workspace,
            commitment.c.brainstorm_idea_id == brainstorm_idea.c.id,
            commitment.c.rep_id == rep_id,
        ),
    )
