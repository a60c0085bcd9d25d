"""Lists of feeds as other readers export them (OPML). Pure: from bytes to records.

The parser is expat itself: it fetches nothing, and a document type, the one way by which XML can make a
reader expand entities or look into files, is refused at its first sign.
"""

from dataclasses import dataclass
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

MOST_BYTES = 16 * 1024 * 1024
MOST_FEEDS = 100_000
MOST_DEPTH = 50


class OpmlRefusedError(ValueError):
    """The file is no list of feeds that can be read; the sentence says why and where."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of the list."""

    line: int
    url: str
    title: str
    folders: tuple[str, ...]
    """What it stands in, the outermost first."""


def read_opml(content: bytes) -> list[Outline]:
    """Return the feeds of a list in their order. Raises OpmlRefusedError."""
    if len(content) > MOST_BYTES:
        raise OpmlRefusedError(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB.")
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)  # noqa: FBT003 (expat's own)
    except ExpatError as error:
        raise OpmlRefusedError(f"Line {error.lineno} is not XML: {ErrorString(error.code)}.") from None
    if not reader.is_opml:
        raise OpmlRefusedError("This is not OPML: it has no <opml> at the top.")
    return reader.outlines


class _Reader:
    def __init__(self) -> None:
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.outlines: list[Outline] = []
        self.is_opml = False
        self._open: list[tuple[str, str]] = []
        """What is open: the tag, and the name of a folder."""

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if not self._open:
            self.is_opml = tag.lower() == "opml"
        if len(self._open) >= MOST_DEPTH:
            raise OpmlRefusedError(f"Line {line}: folders within folders, more than {MOST_DEPTH} of them.")
        named = {name.lower(): " ".join(text.split()) for name, text in attributes.items()}
        title = named.get("title") or named.get("text") or ""
        url = named.get("xmlurl", "")
        is_feed = tag.lower() == "outline" and bool(url)
        if is_feed:
            if len(self.outlines) >= MOST_FEEDS:
                raise OpmlRefusedError(f"Line {line}: more than {MOST_FEEDS:,} feeds.")
            folders = tuple(name for _, name in self._open if name)
            self.outlines.append(Outline(line, url, title, folders))
        is_folder = tag.lower() == "outline" and not is_feed
        self._open.append((tag, title if is_folder else ""))

    def _end(self, _tag: str) -> None:
        self._open.pop()

    def _refuse(self, *_: object) -> None:
        line = self.parser.CurrentLineNumber
        raise OpmlRefusedError(
            f"Line {line} has a DOCTYPE or an entity, by which a file can do harm. Export it again, or take "
            "that line out."
        )
