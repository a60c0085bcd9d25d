"""Columns of text as arrays: the bytes of all cells, or a code for each and every text once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pyarrow  # pyright: ignore[reportMissingTypeStubs]

Ints = npt.NDArray[np.int64]

arrow: Any = pyarrow  # which says nothing about its types


@dataclass(frozen=True, slots=True)
class TextColumn:
    """The cells of a column one after the other."""

    lengths: Ints
    """(n,) in bytes."""
    _starts: Ints
    _bytes: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, column: Any) -> Self:
        """Take over the strings of an Arrow column."""
        array: Any = column.cast(arrow.large_string()).combine_chunks()
        if not column.num_chunks:  # a column without rows
            array = arrow.array([], arrow.large_string())
        _, ends, content = array.buffers()
        rows = len(array)
        bounds = np.frombuffer(ends, np.int64, rows + 1, array.offset * 8) if rows else np.zeros(1, np.int64)
        letters = np.frombuffer(content, np.uint8) if content is not None else np.zeros(0, np.uint8)
        return cls(np.diff(bounds), bounds[:-1], letters)

    @classmethod
    def gather(cls, texts: Sequence[str]) -> Self:
        return cls.of(arrow.chunked_array([arrow.array(texts, arrow.large_string())]))

    def __len__(self) -> int:
        return len(self.lengths)

    def cut(self, rows: Ints | None, length: int) -> npt.NDArray[np.uint8]:
        """Return the bytes of rows that are all `length` long as (rows, length); None means every row."""
        if rows is None:
            start = int(self._starts[0]) if len(self) else 0
            return self._bytes[start : start + len(self) * length].reshape(len(self), length)
        return self._bytes[self._starts[rows, None] + np.arange(length)]

    def texts(self, rows: Ints) -> list[str]:
        starts, lengths = self._starts[rows].tolist(), self.lengths[rows].tolist()
        content = self._bytes
        return [
            content[start : start + length].tobytes().decode()
            for start, length in zip(starts, lengths, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """A code per row, and what each code stands for."""

    codes: Ints
    """(n,) places in `texts`."""
    texts: list[str]

    @classmethod
    def of(cls, column: Any) -> Self:
        """Take over an Arrow column of dictionary codes."""
        unified: Any = column.unify_dictionaries()
        if not unified.num_chunks:
            return cls(np.zeros(0, np.int64), [])
        codes = np.concatenate([_read_indices(chunk.indices) for chunk in unified.chunks])
        texts: list[str] = unified.chunk(0).dictionary.to_pylist()
        return cls(codes, texts)

    def text(self, row: int) -> str:
        return self.texts[int(self.codes[row])]

    def select(self, text: str) -> npt.NDArray[np.bool_]:
        """Return which rows hold this text."""
        if text not in self.texts:
            return np.zeros(len(self.codes), np.bool_)
        return self.codes == self.texts.index(text)

    def rows_of(self, meanings: Mapping[int, str]) -> dict[int, str]:
        """Return for each row what is said of its code, if anything is."""
        rows = np.flatnonzero(np.isin(self.codes, list(meanings))) if meanings else self.codes[:0]
        return {
            row: meanings[code] for row, code in zip(rows.tolist(), self.codes[rows].tolist(), strict=True)
        }

    def drop_unused(self) -> "CodedColumn":
        """Return the same rows without the texts that none of them holds."""
        used = np.bincount(self.codes, minlength=len(self.texts)) > 0
        if bool(used.all()):
            return self
        texts = [text for text, is_used in zip(self.texts, used.tolist(), strict=True) if is_used]
        return CodedColumn((np.cumsum(used) - 1)[self.codes], texts)

    def rename(self, tidy: Callable[[str], str]) -> "CodedColumn":
        """Return the same rows with tidied texts, each once and in alphabetical order.

        So the order of the rows does not show in the codes.
        """
        tidied = [tidy(text) for text in self.texts]
        names = sorted(set(tidied))
        place = {name: number for number, name in enumerate(names)}
        onto = np.array([place[name] for name in tidied], np.int64)
        return CodedColumn(onto[self.codes] if len(onto) else self.codes, names)


def _read_indices(indices: Any) -> Ints:
    # By the buffer, because Arrow's own way to NumPy imports pandas first.
    content = indices.buffers()[1]
    return np.frombuffer(content, np.int32, len(indices), indices.offset * 4).astype(np.int64)
