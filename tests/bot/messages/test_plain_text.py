"""Labels, hints, options and words beside a field are plain text, where marks are read as they stand.

What is foreign stands there as it was typed; these are the words of ours, wherever in `bot` they are.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

BOT = Path(__file__).parents[3] / "bot"
MARKS = re.compile(r"(?<!\w)([*_~])(?=\S)[^*_~]*(?<=\S)\1(?!\w)")
PLAIN: Mapping[str, tuple[frozenset[int], frozenset[str]]] = {
    "plain_text": (frozenset({0}), frozenset()),
    "header": (frozenset({0}), frozenset()),
    "option": (frozenset({0, 2}), frozenset({"description"})),
    "button": (frozenset({0}), frozenset({"label"})),
    "select": (frozenset({0}), frozenset()),
    "input_block": (frozenset({1}), frozenset({"label", "hint"})),
    "text_input": (frozenset({1}), frozenset({"label", "hint", "placeholder", "initial"})),
    "modal": (frozenset({1}), frozenset({"title", "submit", "close"})),
    "ack": (frozenset(), frozenset({"errors"})),
}
"""By function: which of its arguments are plain text, by their place and by their name."""

Scopes = tuple[ast.AST, ...]
"""A module, and within it the functions one in another."""


class Words:
    """The words of ours that some code may come to, with the functions and names it goes through."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.modules = {name: ast.parse(source) for name, source in sources.items()}
        # Names are unique in the repository, but for what is private.
        self._functions: dict[str, list[tuple[ast.Module, ast.FunctionDef]]] = {}
        for module in self.modules.values():
            for node in module.body:
                if isinstance(node, ast.FunctionDef):
                    self._functions.setdefault(node.name, []).append((module, node))

    def list_marked(self) -> list[str]:
        """Return the plain text of ours with marks in it, and where it is used."""
        return [
            f"{name}:{call.lineno}: {words}"
            for name, module in self.modules.items()
            for call, scopes in _list_calls(module, ())
            for argument in _list_plain(call)
            for words in self._collect(argument, (module, *scopes), frozenset())
            if MARKS.search(words)
        ]

    def _collect(self, node: ast.expr, scopes: Scopes, seen: frozenset[str]) -> Iterator[str]:
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=values):
                yield "".join(str(each.value) if isinstance(each, ast.Constant) else "x" for each in values)
            case ast.Name(id=name) if name not in seen:
                for value in _list_values(name, scopes):
                    yield from self._collect(value, scopes, seen | {name})
            case ast.Call(func=ast.Name(id=name)) if name not in seen:
                for home, function in self._functions.get(name, []):
                    if home is scopes[0] or not name.startswith("_"):
                        for each in ast.walk(function):
                            if isinstance(each, ast.Return) and each.value is not None:
                                yield from self._collect(each.value, (home, function), seen | {name})
            case _:
                pass
        for each in _list_parts(node):
            yield from self._collect(each, scopes, seen)


def _list_parts(node: ast.expr) -> list[ast.expr]:
    """Return what may be said, wholly or in part, where this is said."""
    match node:
        case ast.JoinedStr(values=values):
            return [each.value for each in values if isinstance(each, ast.FormattedValue)]
        case ast.IfExp(body=first, orelse=second) | ast.BinOp(left=first, right=second):
            return [first, second]
        case ast.BoolOp(values=values) | ast.Dict(values=values):
            return values
        case ast.DictComp(value=value):
            return [value]
        case _:
            return []


def _list_calls(node: ast.AST, functions: Scopes) -> Iterator[tuple[ast.Call, Scopes]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, functions
        inner = (*functions, child) if isinstance(child, ast.FunctionDef) else functions
        yield from _list_calls(child, inner)


def _list_values(name: str, scopes: Scopes) -> list[ast.expr]:
    """Return what is assigned to a name in the innermost function, or else in the module."""
    for scope in reversed(scopes):
        nodes = scope.body if isinstance(scope, ast.Module) else ast.walk(scope)
        found = [
            each.value
            for each in nodes
            if isinstance(each, ast.Assign | ast.AnnAssign | ast.AugAssign) and each.value is not None
            for target in (each.targets if isinstance(each, ast.Assign) else [each.target])
            if isinstance(target, ast.Name) and target.id == name
        ]
        if found:
            return found
    return []


def _list_plain(call: ast.Call) -> list[ast.expr]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    places, names = PLAIN.get(name, (frozenset[int](), frozenset[str]()))
    return [
        *(each for place, each in enumerate(call.args) if place in places),
        *(each.value for each in call.keywords if each.arg in names),
    ]


def test_nothing_that_is_plain_text_has_marks() -> None:
    """A hint said that _Drop it_ is on Home."""
    paths = sorted(BOT.rglob("*.py"))
    sources = {str(path.relative_to(BOT.parent)): path.read_text(encoding="utf-8") for path in paths}
    assert Words(sources).list_marked() == []


def test_marks_are_found_wherever_they_come_from() -> None:
    source = """
NAMED = "the *name*"

def _tell(number):
    stay = "stays" if number == 1 else "it ~stays~"
    return f"{number} {stay}; _Drop it_ is on Home."

def compose(number):
    input_block("a", NAMED, {}, hint=_tell(number))
    ack(errors={"a": "No *x*" if number else "snake_case, 2 * 3 * 4"})
    section("*bold* is fine here")
"""
    found = Words({"a.py": source}).list_marked()
    assert [each.partition(": ")[2] for each in found] == [
        "the *name*",
        "x x; _Drop it_ is on Home.",
        "it ~stays~",
        "No *x*",
    ]
