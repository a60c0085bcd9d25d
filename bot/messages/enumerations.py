"""Names in a row, as a sentence has them."""

from collections.abc import Sequence


def enumerate_names(names: Sequence[str], most: int = 100) -> str:
    """Return "Kim", "Kim and Dana" or "Kim, Dana and Lee"; beyond `most` of them "Kim, Dana and 7 more"."""
    shown = list(names) if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
