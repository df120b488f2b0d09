"""The commented copy of a Word contract: a comment for each finding, at the words it is about."""

import io
from pathlib import Path

import docx
import pytest

from api.contracts import Contract, Judged
from api.errors import Problem
from api.report.comments import annotate
from api.service import judge_here, read_file
from ontology.vocabulary import Lang

SAMPLE = Path(__file__).parents[3] / "api/samples/river-city-network-ops.txt"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a Word file, a run for each stretch up to a comma."""
    word = docx.Document()
    for line in SAMPLE.read_text("utf-8").split("\n"):
        paragraph = word.add_paragraph()
        for i, piece in enumerate(line.split("，")):
            paragraph.add_run(f"，{piece}" if i else piece).bold = bool(i % 2)
    path = tmp_path_factory.mktemp("word") / "contract.docx"
    word.save(str(path))
    return path


def judged_of(path: Path) -> Judged:
    (contract,) = read_file(path)
    assert isinstance(contract, Contract)
    (one,) = judge_here([contract])
    return one


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_finding_is_a_comment_at_its_words(original: Path, tmp_path: Path, lang: Lang) -> None:
    one = judged_of(original)
    made = annotate(one, original.read_bytes(), lang)
    anchored = [finding for finding in one.findings if finding.place.quote]
    assert (made.count, made.placed) == (len(one.findings), len(anchored))
    copy = tmp_path / "copy.docx"
    copy.write_bytes(made.data)
    (again,) = read_file(copy)
    assert isinstance(again, Contract)
    assert again.text == one.contract.text
    assert again.opened is not None
    notes = [note for note in again.opened.loaded.notes if note.kind == "comment"]
    for finding in anchored:
        there = [n.words for n in notes if again.text[n.start : n.end] == finding.place.quote]
        assert any(finding.title.say(lang) in words and finding.rule in words for words in there)
        assert any(finding.remedy.vendor.say(lang) in words for words in there)


def test_the_copy_opens_elsewhere_and_the_paragraphs_say_the_same(original: Path) -> None:
    made = annotate(judged_of(original), original.read_bytes(), "zh")
    old, new = docx.Document(str(original)), docx.Document(io.BytesIO(made.data))
    assert [p.text for p in new.paragraphs] == [p.text for p in old.paragraphs]
    assert {comment.author for comment in new.comments} == {"契衡"}
    assert made.data == annotate(judged_of(original), original.read_bytes(), "zh").data


def test_only_a_word_file_can_be_commented(original: Path) -> None:
    with pytest.raises(Problem, match="not read from one"):
        annotate(judged_of(SAMPLE), original.read_bytes(), "en")
    with pytest.raises(Problem, match="not read from one"):
        annotate(judged_of(original), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "en")
