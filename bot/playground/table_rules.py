"""What Slack accepts as tables and charts. Pure.

Limits: docs.slack.dev/reference/block-kit/blocks/table-block, …/data-table-block, …/data-visualization-block.
"""

from math import isfinite
from typing import Any, cast

from bot.playground.inspection import Inspection
from bot.playground.json_parts import Json, list_part

MOST_COLUMNS = 20
MOST_CELL_CHARACTERS = 10_000
MOST_SERIES = 6
MOST_POINTS = 20


def check_table(found: Inspection, block: Json, at: str) -> None:
    """Complain about a `table` block."""
    found.known_fields(block, at, {"type", "block_id", "rows", "column_settings"})
    rows = _rows(found, block, at, least=1, most=100)
    found.count(len(list_part(block, "column_settings")), f"{at}/column_settings", least=0, most=MOST_COLUMNS)
    for index, setting in enumerate(list_part(block, "column_settings")):
        if isinstance(setting, dict):
            found.choice(
                cast("Json", setting), f"{at}/column_settings/{index}", "align", {"left", "center", "right"}
            )
    _check_cells(found, rows, at, {"raw_text", "raw_number", "rich_text"})


def check_data_table(found: Inspection, block: Json, at: str) -> None:
    """Complain about a `data_table` block; its first row is the header."""
    fields = {"type", "block_id", "rows", "caption", "page_size", "row_header_column_index"}
    found.known_fields(block, at, fields)
    found.string(block, at, "caption", least=1, most=3000, required=True)
    found.whole(block, at, "page_size", least=1, most=100)
    rows = _rows(found, block, at, least=2, most=201)
    widths = {len(row) for row in rows}
    if len(widths) > 1:
        found.complain(f"{at}/rows", "all rows must have the same number of cells")
    found.whole(block, at, "row_header_column_index", least=0, most=max(widths, default=1) - 1)
    _check_cells(found, rows[:1], at, {"raw_text", "raw_number"})
    _check_cells(found, rows, at, {"raw_text", "raw_number", "rich_text"})


def count_cell_characters(block: Json) -> int:
    """Return how many characters the cells of a table have together; none of a block that is no table."""
    rows = list_part(block, "rows") if block.get("type") in ("table", "data_table") else []
    cells = [cell for row in rows if isinstance(row, list) for cell in cast("list[Any]", row)]
    return sum(len(str(cast("Json", cell).get("text", ""))) for cell in cells if isinstance(cell, dict))


def _rows(found: Inspection, block: Json, at: str, *, least: int, most: int) -> list[list[Any]]:
    if "rows" not in block:
        found.complain(at, "missing required field: rows")
        return []
    rows: list[list[Any]] = []
    given = list_part(block, "rows")
    found.count(len(given), f"{at}/rows", least=least, most=most)
    for index, row in enumerate(given):
        if isinstance(row, list):
            cells = cast("list[Any]", row)
            found.count(len(cells), f"{at}/rows/{index}", least=1, most=MOST_COLUMNS)
            rows.append(cells)
        else:
            found.complain(f"{at}/rows/{index}", "must be an array")
    return rows


def _check_cells(found: Inspection, rows: list[list[Any]], at: str, kinds: set[str]) -> None:
    characters = 0
    for index, row in enumerate(rows):
        for column, given in enumerate(row):
            pointer = f"{at}/rows/{index}/{column}"
            cell: Json = cast("Json", given) if isinstance(given, dict) else {}
            kind = cell.get("type")
            if kind not in kinds:
                found.complain(f"{pointer}/type", f"unsupported type: {kind}")
            elif kind == "raw_text":
                text = found.string(cell, pointer, "text", least=1, most=MOST_CELL_CHARACTERS, required=True)
                characters += len(text or "")
            elif kind == "raw_number" and not _is_number(cell.get("value")):
                found.complain(f"{pointer}/value", "must be a number")
    if characters > MOST_CELL_CHARACTERS:
        found.complain(
            f"{at}/rows", f"cells must have less than {MOST_CELL_CHARACTERS + 1} characters together"
        )


def check_chart(found: Inspection, block: Json, at: str) -> None:
    """Complain about a `data_visualization` block."""
    found.known_fields(block, at, {"type", "block_id", "title", "chart"})
    found.string(block, at, "title", least=1, most=50, required=True)
    chart = found.object(block, at, "chart", required=True)
    if chart is None:
        return
    at = f"{at}/chart"
    kind = chart.get("type")
    if kind == "pie":
        found.known_fields(chart, at, {"type", "segments"})
        for pointer, segment in found.objects(chart, at, "segments", most=MOST_SERIES):
            found.string(segment, pointer, "label", least=1, most=20, required=True)
            if not _is_number(segment.get("value")) or segment["value"] <= 0:
                found.complain(f"{pointer}/value", "must be a number greater than 0")
    elif kind in {"bar", "line", "area"}:
        found.known_fields(chart, at, {"type", "series", "axis_config"})
        _check_series(found, chart, at)
    else:
        found.complain(f"{at}/type", f"unsupported type: {kind}")


def _check_series(found: Inspection, chart: Json, at: str) -> None:
    axis = found.object(chart, at, "axis_config", required=True) or {}
    categories = list_part(axis, "categories")
    found.count(len(categories), f"{at}/axis_config/categories", least=1, most=MOST_POINTS)
    for index, category in enumerate(categories):
        if not isinstance(category, str) or not 0 < len(category) <= 20:
            found.complain(f"{at}/axis_config/categories/{index}", "must be less than 21 characters")
    for name in ("x_label", "y_label"):
        found.string(axis, f"{at}/axis_config", name, most=50)
    names: set[str] = set()
    for pointer, series in found.objects(chart, at, "series", most=MOST_SERIES):
        name = found.string(series, pointer, "name", least=1, most=20, required=True) or ""
        if name in names:
            found.complain(f"{pointer}/name", f"name {name} already exists")
        names.add(name)
        labels: list[Any] = []
        for point_at, point in found.objects(series, pointer, "data", most=MOST_POINTS):
            labels.append(point.get("label"))
            if not _is_number(point.get("value")):
                found.complain(f"{point_at}/value", "must be a number")
        if sorted(map(str, labels)) != sorted(map(str, categories)):
            found.complain(f"{pointer}/data", "must have one point for each category")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
