"""A sentence as acts, each with its condition: a modal with its act, or an act stated of a side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.grammar.mentions import Mention
from loaders.grammar.pieces import Kind, Piece, pieces
from loaders.grammar.sentences import Sentence
from loaders.phrases import phrase
from ontology.facts import Modality


@dataclass(frozen=True, slots=True)
class Act:
    """`[start, end)` of the view, its condition included; the act itself begins at `act`.

    `piece` is where the piece with the modal starts, `spoken` whether there is a modal. `doer` is
    who acts, if the words of the act or the recital before it say so.
    """

    start: int
    piece: int
    modal: int
    act: int
    end: int
    modality: Modality
    kind: Kind
    doer: Mention | None = None

    @property
    def spoken(self) -> bool:
        """Whether a modal makes it a norm."""
        return self.kind is Kind.MODAL


_JOINED = re.compile(
    r"^或|^(?:并|且|以及|和|及|同时|以)?(?:确保|保证(?!金)|保障|直至|避免|覆盖|便|使|从而|防|能够?)"
)
_FRESH = re.compile(
    r"^(?:但|如|若|否则|逾期|倘|一旦|因|由于|未|经.{2,20}仍)|(?:的|情[形况]下?|者)[)）”]*$"
)
_BEHIND = re.compile(r"方可|才[能可]|始得|方能")
_FIRST = 4
"""How near the start of a piece its own subject stands."""
_SPARES = re.compile(r"(?:除外|不在此限|不受此限)$")
_PREDICATE = re.compile(r"(?:均|即|则|应)?(?:归|属|视为|为|是|由)")
"""What ends a subject begun before it: 乙方完成的新成果，归双方所有."""
_SPARES_EVENT = re.compile(r"原因|造成|导致|不当|引起|所致")


def acts(view: str, sentence: Sentence) -> Iterator[Act]:
    """The acts of a sentence in order; what states no conduct (视为…) yields none."""
    current: Act | None = None
    opened = False
    waiting: Piece | None = None
    recital: Mention | None = None
    void = False
    found = pieces(view, sentence)
    for piece in found:
        words = view[piece.start : piece.end].strip()
        if current is not None and _SPARES.search(words):
            if _SPARES_EVENT.search(words) and len(words) > 8:
                yield current
                start = (waiting or piece).start
                current = Act(
                    start, piece.start, piece.end, piece.end, piece.end, "exemption", Kind.MODAL
                )
            else:
                current = replace(current, end=piece.end)
            waiting = None
            continue
        match piece.kind:
            case Kind.LABEL:
                continue
            case Kind.NONE:
                if current is not None and (current.spoken or not _PREDICATE.match(words)):
                    yield current
                current, waiting, opened, void = None, None, False, True
                if view[piece.end : piece.end + 1] in ("：", ":"):
                    return
            case Kind.RECITAL:
                if current is not None:
                    yield current
                    current = None
                waiting, recital = waiting or piece, piece.doer
            case Kind.CONDITION if current is not None and opened:
                current = replace(current, end=piece.end)
            case Kind.CONDITION:
                waiting = waiting or piece
            case Kind.MORE if current is None:
                waiting = waiting or piece
            case Kind.BARE if void and current is None:
                continue
            case Kind.BARE if (
                waiting is not None and piece is not found[-1] and _aims(view, waiting)
            ):
                continue
            case Kind.MORE:
                if waiting is None:
                    current, opened = replace(current, end=piece.end), False
            case _ if current is not None and _continues(
                piece, words, waiting, view, opened=opened
            ):
                current = replace(current, end=piece.end)
                waiting, opened = None, piece.open
            case _:
                if current is not None:
                    yield current
                current = _act(piece, waiting, recital)
                waiting, opened = None, piece.open
    if current is not None:
        yield current


def _aims(view: str, piece: Piece) -> bool:
    return bool(phrase("protases", "aims").match(view[piece.start : piece.end].strip()))


def _act(piece: Piece, waiting: Piece | None, recital: Mention | None) -> Act:
    return Act(
        start=piece.start if waiting is None else waiting.start,
        piece=piece.start,
        modal=piece.modal,
        act=piece.act,
        end=piece.end,
        modality=piece.modality,
        kind=piece.kind,
        doer=piece.doer or recital,
    )


def _continues(piece: Piece, words: str, waiting: Piece | None, view: str, *, opened: bool) -> bool:
    """Whether the piece only adds to the act before it."""
    if waiting is not None:
        if waiting.doer is not None:
            return False
        fresh = _FRESH.search(view[waiting.start : waiting.end].strip())
        return piece.kind is Kind.BARE and not fresh
    if opened and (piece.doer is None or piece.doer.start > piece.start + _FIRST):
        return True
    if piece.kind is Kind.MODAL:
        return piece.doer is None and bool(_JOINED.match(words) or _BEHIND.search(words))
    return piece.kind is Kind.BARE
