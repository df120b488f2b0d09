import re

import pytest

from loaders.words import HERE, Cue, load
from loaders.words.opening import compiled

CUES = [
    pytest.param(cue, id=f"{name}:{cue.id}")
    for path in sorted(HERE.rglob("*.yaml"))
    for name in [path.relative_to(HERE).with_suffix("").as_posix()]
    for cue in load(name)
]


@pytest.mark.parametrize(
    ("source", "pattern"),
    [
        ("(?:甲方|乙方)交付|[0-9]日", "(?=[0123456789乙甲])(?:(?:甲方|乙方)交付|[0-9]日)"),
        ("(?<!不)应当?", "(?=[应])(?:(?<!不)应当?)"),
        ("也?可|^须", "(?=^|[也可])(?:也?可|^须)"),
        ("(?:再|又)?[^。]验收", "(?:再|又)?[^。]验收"),
        ("浮标|灯塔", "浮标|灯塔"),
        ("(?i)(?<=.)usb", "(?i)(?<=.)usb"),
        ("(?:年|月)?", "(?:年|月)?"),
    ],
)
def test_a_pattern_is_tried_only_where_it_can_begin(source: str, pattern: str) -> None:
    assert compiled(source).pattern == pattern


@pytest.mark.parametrize("cue", CUES)
def test_looking_ahead_changes_no_match(cue: Cue) -> None:
    plain = re.compile(cue.source)
    for words in (*cue.examples, *cue.counterexamples):
        found = [match.span() for match in cue.pattern.finditer(words)]
        assert found == [match.span() for match in plain.finditer(words)]
