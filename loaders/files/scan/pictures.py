"""Prepares pictures of pages: grey without red seals, straight, of bearable size."""

from __future__ import annotations

import io
from collections.abc import Iterator

import cv2
import numpy as np
from numpy import uint8
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence

from ontology.errors import UnreadableDocument

MOST_PIXELS = 120_000_000
"""The largest picture that is opened: an A3 page at 600 dpi has 70 million."""

MOST_PAGES = 500
LONGEST_SIDE = 3_600
"""Pixels to which a larger page is shrunk: more do not read better."""

SKEW = 4.0
"""Degrees in which a page is looked for straighter."""

STEP = 0.25
_SMALL = 800


def pages(data: bytes, name: str) -> Iterator[NDArray[uint8]]:
    """The pages of a picture file, ready to be recognised. Raises `UnreadableDocument`."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_large(name)
            for number, frame in enumerate(ImageSequence.Iterator(picture)):
                if number >= MOST_PAGES:
                    raise UnreadableDocument(
                        f"more than {MOST_PAGES} pages in one picture; split it", name
                    )
                yield cleaned(ImageOps.exif_transpose(frame) or frame)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(name) from None
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as problem:  # Pillow lets through whatever a broken field makes it raise
        raise UnreadableDocument("the picture is damaged; scan or save it again", name) from problem


def _too_large(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"more than {MOST_PIXELS // 1_000_000} million pixels; scan it with 300 dpi", name
    )


def cleaned(picture: Image.Image) -> NDArray[uint8]:
    """A page in grey, where red ink is as white as the paper, and straight."""
    if max(picture.size) > LONGEST_SIDE:
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        opaque = picture.convert("RGBA")
        paper = Image.new("RGBA", opaque.size, "white")
        picture = Image.alpha_composite(paper, opaque)
    # In the red channel a red seal has the brightness of paper, and black ink stays black.
    grey = picture.convert("RGB").getchannel("R")
    angle, page = skew(grey), np.asarray(grey, dtype=uint8)
    return _rotated(page, angle) if abs(angle) >= STEP else page


def _rotated(page: NDArray[uint8], angle: float) -> NDArray[uint8]:
    """A page turned anticlockwise by some degrees, on paper large enough for all of it."""
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = round(width * cos + height * sin), round(width * sin + height * cos)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    turned = cv2.warpAffine(page, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(255.0,))
    return np.asarray(turned, dtype=uint8)


def skew(grey: Image.Image) -> float:
    """Degrees by which a page has to be turned so that its lines lie level.

    Lines lie level where the sums of ink along rows differ most from each other.
    """
    small = grey.copy()
    small.thumbnail((_SMALL, _SMALL))
    ink = small.point([255] * 140 + [0] * 116)
    coarse = range(-int(SKEW), int(SKEW) + 1)
    near = _sharpest(ink, [float(k) for k in coarse])
    finer = int(1 / STEP)
    return _sharpest(ink, [near + k * STEP for k in range(-finer, finer + 1)])


def _sharpest(ink: Image.Image, angles: list[float]) -> float:
    """Of some angles the one at which the lines lie most level; in doubt the smallest."""
    best, most = 0.0, -1.0
    for angle in sorted(angles, key=abs):
        turned = ink.rotate(angle)
        sums = np.asarray(turned).sum(axis=1, dtype=np.int64)
        sharpness = float(np.square(np.diff(sums)).sum())
        if sharpness > most * 1.02:
            best, most = angle, sharpness
    return best


def turned(page: NDArray[uint8], quarters: int) -> NDArray[uint8]:
    """A page turned anticlockwise by right angles."""
    return np.ascontiguousarray(np.rot90(page, quarters))
