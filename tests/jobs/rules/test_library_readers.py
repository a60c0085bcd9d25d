"""Who is shown the ideas of a brainstorm in a private channel."""

import pytest

from jobs.rules.idea_library import LibraryReader, may_read_ideas
from storage.brainstorm_records import PrivateBrainstorm

SAM, MORGAN = 1, 3


@pytest.mark.parametrize(
    ("reader", "took_part", "expected"),
    [
        (LibraryReader("UTC", MORGAN), False, True),
        (LibraryReader("UTC", SAM), True, True),
        (LibraryReader("UTC", SAM), False, False),
        (LibraryReader("UTC", SAM, "G1"), False, True),
        (LibraryReader("UTC", SAM, "C2"), False, False),
        (LibraryReader("UTC", SAM, "C2"), True, True),
        (LibraryReader("UTC", channel="G1"), False, True),
        (LibraryReader("UTC", channel="C2"), False, False),
        (LibraryReader("UTC"), False, False),
        # A whole channel reads a message: who took part elsewhere is one of many there.
        (LibraryReader("UTC", channel="C2"), True, False),
    ],
)
def test_the_ideas_of_a_private_channel_are_for_it_and_for_who_took_part(
    reader: LibraryReader, took_part: bool, expected: bool
) -> None:
    assert may_read_ideas(PrivateBrainstorm(7, "G1", MORGAN, took_part), reader) is expected
