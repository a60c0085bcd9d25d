"""How far many commitments are, each looked up once however many there are. Pure."""

from collections.abc import Iterable

from jobs.rules.commitments import Progress, measure_progress
from storage.brainstorm_records import Commitment, Location, Tick


def measure_all(
    commitments: Iterable[Commitment], ticks: Iterable[Tick], locations: Iterable[Location]
) -> list[Progress]:
    """Return how far each of these is."""
    of_commitment: dict[int, list[Tick]] = {}
    of_account: dict[int, list[Location]] = {}
    for tick in ticks:
        of_commitment.setdefault(tick.commitment_id, []).append(tick)
    for location in locations:
        of_account.setdefault(location.account_id, []).append(location)
    return [
        measure_progress(each, of_commitment.get(each.id, ()), of_account.get(each.account_id, ()))
        for each in commitments
    ]
