import pytest

from benchmarks.corpus import samples
from loaders.grammar.reading import Reading, prepare
from loaders.layout import read_text
from loaders.roles import find_roles
from loaders.words import HERE, Cue, load, load_all
from loaders.words.needs import needs

CUES = [
    pytest.param(cue, id=f"{name}:{cue.id}")
    for path in sorted(HERE.rglob("*.yaml"))
    for name in [path.relative_to(HERE).with_suffix("").as_posix()]
    for cue in load(name)
]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("交货", [["交货"]]),
        ("交货|验收", [["交货"], ["验收"]]),
        ("逾期[^。]{0,8}(?:交付|退场)", [["逾期", "交付 退场"]]),
        ("(?:合同)?价款", [["价款 合同", "价款"]]),
        ("(?:巡检|清运)(?=记录)", [["巡检 清运"]]),
        ("扣[除减]", [["扣减 扣除"]]),
        ("船(?:坞|舶){2,}", [["船", "坞 舶"]]),
        ("[^。]*", [[]]),
        ("(?i)usb", [[]]),
    ],
)
def test_a_pattern_needs_its_fixed_words(pattern: str, needed: list[list[str]]) -> None:
    found = [[" ".join(sorted(s)) for s in sets] for sets in needs(pattern)]
    assert found == [[" ".join(sorted(s.split())) for s in sets] for sets in needed]


@pytest.mark.parametrize("cue", CUES)
def test_every_match_holds_what_its_cue_needs(cue: Cue) -> None:
    for example in cue.examples:
        for match in cue.pattern.finditer(example):
            held = match.group()
            assert any(
                all(any(pair in held for pair in pairs) for pairs in needed)
                for needed in needs(cue.source)
            )


def _searched_everywhere(reading: Reading, cue: Cue) -> set[tuple[int, int]]:
    spans = set()
    for match in cue.pattern.finditer(reading.view.plain):
        sentence = reading.sentence_at(match.start())
        inside = sentence and match.end() <= sentence.end + 1
        if inside and sentence.index not in reading.unchosen:
            spans.add((match.start(), min(match.end(), sentence.end)))
    return spans


@pytest.mark.parametrize("source", samples(), ids=lambda source: source.name)
def test_no_cue_is_missed_by_waking_only_some_sentences(source: tuple[str, str]) -> None:
    text = read_text(*source)
    reading = prepare(text, find_roles(text))
    for cue in load_all("terms"):
        woken = {(hit.start, hit.end) for hit in reading.hits((cue,))}
        assert woken >= _searched_everywhere(reading, cue), cue.id
