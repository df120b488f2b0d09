from pathlib import Path

import pytest

from loaders.words import HERE, Cue, load, read
from ontology.errors import OntologyError

CUES = [
    pytest.param(cue, id=f"{path.stem}:{cue.id}")
    for path in sorted(HERE.glob("*.yaml"))
    for cue in load(path.stem)
]


@pytest.mark.parametrize("cue", CUES)
def test_a_cue_is_found_in_its_examples_and_not_in_its_counterexamples(cue: Cue) -> None:
    assert cue.examples, "a cue without an example proves nothing"
    assert [e for e in cue.examples if not cue.pattern.search(e)] == []
    assert [e for e in cue.counterexamples if cue.pattern.search(e)] == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: 1", "a list of records"),
        ("- {id: a, pattern: x}", "missing 'examples'; missing 'counterexamples'"),
        ("- {id: a, pattern: '(', examples: [], counterexamples: []}", "'a' is no regular"),
        ("- &a {id: a, pattern: x, examples: [], counterexamples: []}\n- *a", "twice: a"),
        ("- {id: a, pattern: x, examples: [], counterexamples: [], why: 1}", "unknown 'why'"),
    ],
)
def test_a_faulty_cue_file_says_what_is_wrong(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "cues.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(OntologyError, match=message) as raised:
        read(path)
    assert str(raised.value).startswith(str(path))


def test_alternatives_are_one_pattern_and_meaning_defaults_to_the_id(tmp_path: Path) -> None:
    path = tmp_path / "cues.yaml"
    path.write_text(
        "- {id: a, pattern: [甲, 乙], examples: [甲, 乙], counterexamples: []}\n"
        "- {id: b, means: a, pattern: 丙, examples: [丙], counterexamples: []}\n",
        "utf-8",
    )
    first, second = read(path)
    assert first.pattern.search("乙")
    assert (first.means, second.means) == ("a", "a")
