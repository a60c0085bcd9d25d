"""The sentence about one account of an analysis. Pure."""

from bot.reports.findings import Findings


def explain_place(findings: Findings, place: int) -> str:
    """Return why an account stands as it does."""
    table = findings.table
    return (
        f"{findings.names[place]} usually hears from you every {table.usual_gap[place]:.0f} days; "
        f"it has been {table.days_quiet[place]}."
    )
