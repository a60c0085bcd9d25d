"""JSON objects as the playground passes them on, and careful looks inside them."""

from typing import Any, TypeAlias, cast

Json: TypeAlias = dict[str, Any]


def part(body: Json, *names: str) -> Json:
    """Return the object at a path of names, or an empty one if there is none."""
    for name in names:
        inner: Any = body.get(name)
        if not isinstance(inner, dict):
            return {}
        body = cast("Json", inner)
    return body


def list_part(body: Json, name: str) -> list[Any]:
    """Return the list with this name, or an empty one if there is none."""
    inner: Any = body.get(name)
    return cast("list[Any]", inner) if isinstance(inner, list) else []


def objects(body: Json, name: str) -> list[Json]:
    """Return the objects in the list with this name."""
    return [cast("Json", item) for item in list_part(body, name) if isinstance(item, dict)]
