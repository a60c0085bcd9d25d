"""What people may do with their own ideas, and that nobody else loses anything by it (NS-11, NS-13)."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.brainstorms import LONGEST_IDEA, find_root, find_similar_idea, group_ideas
from jobs.rules.own_ideas import (
    ChangeTrouble,
    Hold,
    PressTrouble,
    RemovedIdea,
    find_own_idea,
    find_under,
    judge_change,
    judge_parting,
    judge_removal,
    judge_rewording,
    list_own_ideas,
    move_pointers,
    name_freed,
    settle_change,
    settle_merge,
    settle_removal,
    settle_return,
)
from storage.brainstorm_records import BrainstormIdea, Commitment, Rhythm
from storage.names import fold

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
SAM, DANA, ERIN = 1, 2, 3
NAMES = {SAM: "Sam", DANA: "Dana", ERIN: "Erin"}


def an_idea(number: int, text: str, rep: int = SAM, into: int | None = None) -> BrainstormIdea:
    return BrainstormIdea(number, 1, rep, NAMES[rep], text, NOW + timedelta(seconds=number), into)


def a_commitment(idea: int, rep: int, dropped_at: datetime | None = None) -> Commitment:
    return Commitment(
        idea * 10 + rep, 1, idea, rep, NAMES[rep], rep, "Acme", "", Rhythm.ONCE, None, NOW, dropped_at
    )


def test_only_ones_own_ideas_are_listed_the_newest_first() -> None:
    """NS-11: nobody, whoever leads the team included, has anybody else's in their list."""
    ideas = [an_idea(1, "A"), an_idea(2, "B", DANA), an_idea(3, "C")]
    assert [each.idea.id for each in list_own_ideas(SAM, ideas, ())] == [3, 1]
    assert find_own_idea(SAM, 2, ideas, ()) is None
    for judge in (judge_removal, judge_rewording):
        assert judge(SAM, 2, ideas, ()) is PressTrouble.NOT_THEIRS
        assert judge(SAM, 9, ideas, ()) is PressTrouble.GONE
        assert judge(SAM, 1, ideas, ()) is None
    assert judge_parting(SAM, 2, ideas) is PressTrouble.NOT_THEIRS


@pytest.mark.parametrize(
    ("taken", "hold", "may_change", "may_remove"),
    [
        ([], None, True, True),
        ([a_commitment(1, ERIN)], Hold.OTHERS, False, False),
        ([a_commitment(2, DANA)], Hold.OTHERS, False, False),
        ([a_commitment(1, ERIN, NOW)], Hold.BEFORE, False, False),
        ([a_commitment(1, SAM)], Hold.SELF, True, False),
        ([a_commitment(1, SAM, NOW)], Hold.SELF, True, False),
        ([a_commitment(1, SAM), a_commitment(1, ERIN)], Hold.OTHERS, False, False),
        ([a_commitment(3, ERIN)], None, True, True),
    ],
)
def test_what_somebody_has_taken_on_stays_as_it_is(
    taken: list[Commitment], hold: Hold | None, *, may_change: bool, may_remove: bool
) -> None:
    """NS-13, NS-17: also where what was called the same was taken, and where it was dropped since."""
    ideas = [an_idea(1, "Visit them"), an_idea(2, "visit", DANA, into=1), an_idea(3, "Cake", ERIN)]
    own = find_own_idea(SAM, 1, ideas, taken)
    assert own is not None
    assert (own.hold, own.may_change, own.may_remove) == (hold, may_change, may_remove)
    assert (judge_removal(SAM, 1, ideas, taken) is None) is may_remove
    assert (judge_rewording(SAM, 1, ideas, taken) is None) is may_change
    assert (judge_change("Call them", own, ideas) is None) is may_change


def test_who_stands_with_whom_is_told_to_both() -> None:
    ideas = [an_idea(1, "Visit them"), an_idea(2, "visit", DANA, into=1), an_idea(3, "VISIT", ERIN, into=2)]
    sam, dana, erin = (find_own_idea(each.rep_id, each.id, ideas, ()) for each in ideas)
    assert sam is not None
    assert dana is not None
    assert erin is not None
    assert (sam.head, sam.joined) == (None, ("Dana", "Erin"))
    assert (dana.head, dana.joined) == (ideas[0], ("Erin",))
    assert dana.may_part
    assert not erin.may_part, "the very same words stand once"
    assert judge_parting(ERIN, 3, ideas) is PressTrouble.SAME_WORDS
    assert judge_parting(DANA, 2, ideas) is None
    assert judge_parting(SAM, 1, ideas) is PressTrouble.ALONE


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("Call them", None),
        ("• Call them\n", None),
        ("bring cake", None),
        (" \n", ChangeTrouble.NOTHING),
        ("Call them\nVisit them", ChangeTrouble.SEVERAL),
        ("x" * (LONGEST_IDEA + 1), ChangeTrouble.TOO_LONG),
        ("x" * LONGEST_IDEA, None),
        ("READ it", ChangeTrouble.SAID),
        ("Dana's", None),
    ],
)
def test_what_is_typed_is_taken_or_told(typed: str, trouble: ChangeTrouble | None) -> None:
    """NS-11: none is cut, and nobody says the same twice."""
    ideas = [an_idea(1, "Bring cake"), an_idea(2, "Read it"), an_idea(3, "Dana's", DANA)]
    assert judge_change(typed, find_own_idea(SAM, 1, ideas, ()), ideas) is trouble
    assert judge_change(typed, None, ideas) is ChangeTrouble.GONE


def test_a_typo_that_is_put_right_parts_nobody() -> None:
    """NS-11: Dana had called hers the same as "Visti all their stores"."""
    ideas = [an_idea(1, "Visti all their stores"), an_idea(2, "visit their stores", DANA, into=1)]
    assert settle_change(ideas[0], "Visit all their stores", ideas) == {}


def test_words_about_something_else_are_put_into_nobodys_mouth() -> None:
    """NS-11: "bring cake  (Sam, Dana)", though Dana has said to visit the stores."""
    ideas = [
        an_idea(1, "Visit all their stores"),
        an_idea(2, "visit their stores", DANA, into=1),
        an_idea(3, "Visit their stores", ERIN, into=1),
    ]
    moved = settle_change(ideas[0], "Bring cake", ideas)
    assert moved == {2: None, 3: 2}
    assert name_freed(ideas[0], ideas, moved) == ("Dana",)
    changed = move_pointers([replace(ideas[0], text="Bring cake"), *ideas[1:]], moved)
    assert [(each.text, each.names) for each in group_ideas(changed)] == [
        ("Bring cake", ("Sam",)),
        ("visit their stores", ("Dana", "Erin")),
    ]


def test_an_idea_with_other_words_stands_where_they_belong() -> None:
    ideas = [an_idea(1, "Visit them", DANA), an_idea(2, "visit", into=1), an_idea(3, "Bring cake", ERIN)]
    assert settle_change(ideas[1], "Call them", ideas) == {2: None}
    assert settle_change(ideas[1], "bring CAKE", ideas) == {2: 3}
    assert settle_change(ideas[1], "VISIT", ideas) == {}
    assert settle_change(ideas[1], "Visit them!", ideas) == {}


def test_what_was_merged_into_a_removed_idea_stays_and_comes_back_with_it() -> None:
    """NS-11: nothing of others is lost."""
    ideas = [
        an_idea(1, "Visit all their stores"),
        an_idea(2, "visit their stores", DANA, into=1),
        an_idea(3, "Visit their stores", ERIN, into=1),
    ]
    assert settle_removal(ideas[0], ideas) == {3: 2}
    left = move_pointers(ideas[1:], {3: 2})
    assert [(each.text, each.names) for each in group_ideas(left)] == [
        ("visit their stores", ("Dana", "Erin"))
    ]
    returned = an_idea(9, "Visit all their stores")
    back = [*left, returned]
    assert settle_return(returned, 1, None, back) == {2: 9}
    [group] = group_ideas(move_pointers(back, {2: 9}))
    assert (group.text, group.names) == ("Visit all their stores", ("Dana", "Erin", "Sam"))


def test_a_forged_return_brings_nobody_elses_along() -> None:
    """A button is forged by Erin: what still stands is not hers to move, nor what is about something else."""
    ideas = [an_idea(1, "Visit them"), an_idea(2, "visit", DANA, into=1), an_idea(9, "Visit", ERIN)]
    assert settle_return(ideas[2], 1, None, ideas) == {9: 2}, "the very same words stand once"
    gone = [an_idea(2, "visit", DANA, into=1), an_idea(9, "Bring cake", ERIN)]
    assert settle_return(gone[1], 1, None, gone) == {}
    assert settle_return(gone[1], 1, 77, gone) == {}


def test_what_is_gone_hides_nothing_from_who_says_something_alike() -> None:
    """NS-11: Dana's stands alone since Sam's is off the list, so it is offered again."""
    left = an_idea(2, "visit their stores", DANA, into=1)
    found = find_similar_idea(an_idea(3, "Visit all of their stores", ERIN), [left])
    assert found == left


TEXTS = (
    "Visit all their stores",
    "visit their stores",
    "VISIT their stores",
    "Bring cake",
    "bring cake!",
    "Read the magazine",
)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["add", "merge", "part", "change", "remove", "return", "take", "drop"]),
        st.sampled_from([SAM, DANA, ERIN]),
        st.integers(0, 30),
        st.integers(0, 30),
        st.sampled_from(TEXTS),
    ),
    max_size=40,
)


@dataclass
class Meeting:
    """What a brainstorm holds, kept as the jobs keep it; each deed may press a button that is out of date."""

    ideas: list[BrainstormIdea] = field(default_factory=list[BrainstormIdea])
    taken: list[Commitment] = field(default_factory=list[Commitment])
    gone: list[tuple[int, RemovedIdea]] = field(default_factory=list[tuple[int, RemovedIdea]])
    last: int = 0

    def has_said(self, rep: int, text: str) -> bool:
        return any(each.rep_id == rep and fold(each.text) == fold(text) for each in self.ideas)

    def pick(self, number: int) -> BrainstormIdea | None:
        return self.ideas[number % len(self.ideas)] if self.ideas else None

    def add(self, rep: int, text: str) -> BrainstormIdea | None:
        if self.has_said(rep, text):
            return None
        self.last += 1
        same = next((each.id for each in self.ideas if fold(each.text) == fold(text)), None)
        self.ideas.append(an_idea(self.last, text, rep, same))
        return self.ideas[-1]

    def bring_back(self, number: int) -> None:
        owner, removed = self.gone[number % len(self.gone)]
        if not self.has_said(owner, removed.text):
            self.last += 1
            returned = an_idea(self.last, removed.text, owner)
            self.ideas.append(returned)
            moved = settle_return(returned, removed.id, removed.into, self.ideas)
            self.ideas = move_pointers(self.ideas, moved)

    def take(self, idea: BrainstormIdea, rep: int) -> None:
        by_id = {each.id: each for each in self.ideas}
        self.taken.append(a_commitment(find_root(idea, by_id).id, rep))

    def change(self, idea: BrainstormIdea, rep: int, text: str) -> None:
        own = find_own_idea(rep, idea.id, self.ideas, self.taken)
        if judge_change(text, own, self.ideas) is None:
            moved = settle_change(idea, text, self.ideas)
            said = [replace(each, text=text) if each.id == idea.id else each for each in self.ideas]
            self.ideas = move_pointers(said, moved)

    def remove(self, idea: BrainstormIdea, rep: int) -> None:
        if judge_removal(rep, idea.id, self.ideas, self.taken) is None:
            moved = settle_removal(idea, self.ideas)
            self.gone.append((rep, RemovedIdea(idea.id, idea.text, idea.merged_into)))
            self.ideas = move_pointers([each for each in self.ideas if each.id != idea.id], moved)

    def do(self, deed: str, rep: int, first: int, second: int, text: str) -> None:
        idea, other = self.pick(first), self.pick(second)
        if deed == "add" or idea is None or other is None:
            self.add(rep, text)
        elif deed == "return" and self.gone:
            self.bring_back(first)
        elif deed == "take":
            self.take(idea, rep)
        elif deed == "drop" and self.taken:
            number = first % len(self.taken)
            self.taken[number] = replace(self.taken[number], dropped_at=NOW)
        elif deed == "merge" and idea.rep_id == rep and idea.id != other.id:
            self.ideas = move_pointers(self.ideas, settle_merge(idea, other, self.ideas))
        elif deed == "part" and judge_parting(rep, idea.id, self.ideas) is None:
            self.ideas = move_pointers(self.ideas, {idea.id: None})
        elif deed == "change":
            self.change(idea, rep, text)
        elif deed == "remove":
            self.remove(idea, rep)


@given(DEEDS)
def test_whatever_people_do_nobody_else_loses_an_idea_or_a_promise(
    deeds: list[tuple[str, int, int, int, str]],
) -> None:
    """NS-11, NS-13, NS-17: no words of somebody else's change, nothing that was taken goes, no circles."""
    meeting = Meeting()
    for deed, rep, first, second, text in deeds:
        before, promised = list(meeting.ideas), list(meeting.taken)
        meeting.do(deed, rep, first, second, text)
        now = {each.id: each for each in meeting.ideas}
        for each in before:
            if each.rep_id != rep:
                assert now[each.id].text == each.text
                if deed in ("merge", "part", "take", "drop"):
                    assert now[each.id].merged_into == each.merged_into
        for each in promised:
            assert each.idea_id in now
            if each.rep_id != rep or deed != "change":
                assert now[each.idea_id].text == next(old.text for old in before if old.id == each.idea_id)
        listed = [name for group in group_ideas(meeting.ideas) for name in group.names]
        assert {each.rep_name for each in meeting.ideas} == set(listed)
        for each in meeting.ideas:
            assert each.merged_into not in find_under(each.id, meeting.ideas), "a circle"
        own = [(each.rep_id, fold(each.text)) for each in meeting.ideas]
        assert len(own) == len(set(own))
