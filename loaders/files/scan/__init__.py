"""Reads scans and photographs with RapidOCR (PP-OCR models in the package, never the network)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from loaders.files.loaded import Loaded, Note, Place, Writer
from loaders.files.page_lines import Char, Line
from loaders.files.page_tables import with_tables
from loaders.files.scan import pictures
from loaders.files.scan.blanks import with_blanks
from loaders.files.scan.coverage import is_blank, missed, written_columns
from loaders.files.scan.drawn import rules
from loaders.files.scan.rows import Seen, rows
from ontology.errors import UnreadableDocument

if TYPE_CHECKING:
    import pypdfium2
    from numpy import uint8
    from numpy.typing import NDArray

DPI = 200
"""At which pages of a PDF are drawn: 150 to 300 read alike."""

UNSURE = 0.80
"""The confidence below which a character is marked as uncertain."""

A4_HEIGHT = 842.0
"""Points to which the longer side of a page is scaled."""

UPRIGHT = 0.85
"""The mean confidence from which a page is taken to stand upright."""

LEAST_WIDTH = 96
"""Pixels, at a height of 48, to which a shorter line is padded; time goes with the width."""

GOOD_ENOUGH = 0.5
"""The confidence below which a line is no text but a stain."""


def read(data: bytes, name: str) -> Loaded:
    """The text of a picture, a form feed before each page but the first.

    Raises `UnreadableDocument`.
    """
    out = Writer("image")
    for number, page in enumerate(pictures.pages(data, name), 1):
        if number > 1:
            out.write("\f")
        _write(page, number, out)
    if not out.at:
        raise UnreadableDocument(
            "nothing was recognised on it; scan it again, straight and with 200 dpi or more", name
        )
    return out.loaded()


def recognise_page(page: pypdfium2.PdfPage, number: int, out: Writer) -> bool:
    """Writes what is recognised on a page of a PDF; false where nothing is."""
    width, height = page.get_size()
    scale = min(DPI / 72, pictures.LONGEST_SIDE / max(width, height, 1))
    before = out.at
    _write(pictures.cleaned(page.render(scale=scale).to_pil()), number, out)
    return out.at > before


def _write(page: NDArray[uint8], number: int, out: Writer) -> None:
    page, seen = _upright(page)
    height, width = page.shape
    scale = A4_HEIGHT / max(page.shape)
    for line in with_tables(rules(page, scale), rows(_scaled(with_blanks(page, seen), scale))):
        _line(line, number, (width * scale, height * scale), out)
    for top, bottom in missed(page, seen):
        words = (
            f"page {number}: ink at {100 * top // height}–{100 * bottom // height} % of its height"
        )
        out.notes.append(Note("lost", words, out.at, out.at))


def _scaled(seen: list[Seen], scale: float) -> list[Seen]:
    """The pieces in points, as if the page were A4."""

    def extent(box: Seen | Char) -> tuple[float, float, float, float]:
        return scale * box.left, scale * box.top, scale * box.right, scale * box.bottom

    return [
        Seen(
            piece.words,
            piece.sure,
            *extent(piece),
            tuple(Char(char.word, *extent(char), False, char.sure) for char in piece.chars),
        )
        for piece in seen
    ]


def _line(line: Line, number: int, size: tuple[float, float], out: Writer) -> None:
    width, height = size
    box = (
        round(1000 * line.left / width),
        round(1000 * line.top / height),
        round(1000 * line.right / width),
        round(1000 * line.bottom / height),
    )
    start = out.at
    least = min((char.sure for char in line.chars), default=1.0)
    out.write(line.words, Place(0, page=number, box=box, sure=round(100 * least)))
    at = 0
    for char in line.chars:
        at = line.words.find(char.word, at)
        if at < 0:
            break
        if char.sure < UNSURE and not char.word.isspace():
            out.notes.append(Note("uncertain", char.word, start + at, start + at + 1))
        at += 1
    out.write("\n")


def _upright(page: NDArray[uint8]) -> tuple[NDArray[uint8], list[Seen]]:
    """The page turned so that it reads best, with what is seen on it."""
    if is_blank(page):
        return page, []
    seen = _seen(page)
    if _worth(seen) >= UPRIGHT and not _stands_sideways(seen):
        return page, seen
    tried = [(page, seen)]
    for quarters in (1, 2, 3):
        turned = pictures.turned(page, quarters)
        tried.append((turned, _seen(turned)))
    # Of four readings the one with most characters read surely, not lying on their sides.
    return max(tried, key=lambda t: (not _stands_sideways(t[1]), _mass(t[1])))


def _worth(seen: list[Seen]) -> float:
    return sum(s.sure for s in seen) / len(seen) if seen else 0.0


def _mass(seen: list[Seen]) -> float:
    return sum(len(s.words) * s.sure**4 for s in seen)


def _stands_sideways(seen: list[Seen]) -> bool:
    long = [s for s in seen if len(s.words) > 3]
    tall = sum(s.bottom - s.top > 1.5 * (s.right - s.left) for s in long)
    return 2 * tall > len(long)


def _seen(page: NDArray[uint8]) -> list[Seen]:
    # A fifth of a page is margins left and right, and looking for lines there takes as long.
    first, end = written_columns(page)
    engine = _engine()
    found: Any = engine(page[:, first:end], return_word_box=True, return_single_char_box=True)
    if found.boxes is None:
        return []
    lines = zip(found.boxes, found.txts, found.scores, found.word_results, strict=True)
    return [
        Seen(
            words,
            float(score),
            *_extent(box, first),
            chars=tuple(_each(words, chars, _extent(box, first), (score, first))),
        )
        for box, words, score, chars in lines
        if score >= GOOD_ENOUGH
    ]


def _extent(box: Any, first: int) -> tuple[float, float, float, float]:
    """The extent of a box on the page, of which the columns from `first` on were looked at."""
    across, down = [float(x) + first for x, _ in box], [float(y) for _, y in box]
    return min(across), min(down), max(across), max(down)


def _each(
    words: str,
    chars: Any,
    extent: tuple[float, float, float, float],
    given: tuple[float, int],
) -> Iterator[Char]:
    """The characters of a line, each as sure as the engine is of it.

    Evenly spread where it does not place each; a space has no place of its own.
    """
    score, first = given
    left, top, right, bottom = extent
    if len(chars) == sum(not word.isspace() for word in words):
        placed, edge = iter(chars), left
        for word in words:
            if word.isspace():
                yield Char(word, edge, top, edge, bottom)
                continue
            char, sure, place = next(placed)
            yield (one := Char(char, *_extent(place, first), sure=float(sure)))
            edge = one.right
        return
    step = (right - left) / max(len(words), 1)
    for i, char in enumerate(words):
        yield Char(char, left + i * step, top, left + (i + 1) * step, bottom, sure=float(score))


@cache
def _engine() -> Any:  # the package has no types
    from rapidocr import RapidOCR

    # The classifier of angles makes whole lines vanish without a word.
    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            # Lines are looked for on a smaller picture; their words are read from the page itself.
            "Det.limit_side_len": 960,
            "Det.limit_type": "max",
            # A line at a time: none is padded to the length of another.
            "Rec.rec_batch_num": 1,
            "Rec.rec_img_shape": [3, 48, LEAST_WIDTH],
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
