from pathlib import Path

import pytest

from loaders.files import MAX_BYTES, open_all
from loaders.files.loaded import Loaded
from loaders.files.plain import decode
from ontology.errors import UnreadableDocument

CONTRACT = """\
航标巡检服务合同
甲方：云岫市航标管理处
乙方：鹭洲低空科技有限公司
第一条 乙方每月巡检灯塔一次，并向甲方提交报告。
第二条 甲方应当在收到报告后十日内支付服务费人民币3,000元。
第三条 任何一方违约的，应当赔偿对方因此受到的损失。
第四条 本合同自双方盖章之日起生效。
"""

TRADITIONAL = """\
航標巡檢服務合同
甲方：雲岫市航標管理處
乙方：鷺洲低空科技有限公司
第一條 乙方每月巡檢燈塔一次，並向甲方提交報告。
第二條 任何一方違約的，應當賠償對方因此受到的損失，雙方另有約定的除外。
"""


def save(folder: Path, data: bytes, name: str = "contract.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def load(path: Path) -> str:
    (member,) = open_all(path)
    assert isinstance(member.loaded, Loaded)
    return member.loaded.text


def refusal(path: Path) -> str:
    (member,) = open_all(path)
    assert isinstance(member.loaded, UnreadableDocument)
    assert str(member.loaded).startswith(str(path))
    return member.loaded.message


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "gb18030",
        "gbk",
    ],
)
def test_every_usual_encoding_gives_the_same_text(tmp_path: Path, encoding: str) -> None:
    assert load(save(tmp_path, CONTRACT.encode(encoding))) == CONTRACT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16-le"])
def test_traditional_characters_are_told_from_rare_ones(tmp_path: Path, encoding: str) -> None:
    assert load(save(tmp_path, TRADITIONAL.encode(encoding))) == TRADITIONAL


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_are_read_as_python_reads_them(tmp_path: Path, end: str) -> None:
    data = CONTRACT.replace("\n", end).encode()
    path = save(tmp_path, data)
    assert load(path) == CONTRACT
    assert load(path) == path.read_text("utf-8")


@pytest.mark.parametrize("suffix", [".txt", ".TXT", ".md", ".markdown", ".text"])
def test_plain_text_goes_by_several_suffixes(tmp_path: Path, suffix: str) -> None:
    assert load(save(tmp_path, CONTRACT.encode(), f"contract{suffix}")) == CONTRACT


def test_single_broken_characters_are_kept_as_such() -> None:
    data = bytearray(CONTRACT.encode() * 5)
    data[data.index("损失".encode())] = 0xFF
    text = decode(bytes(data), "x")
    assert 0 < text.count("\ufffd") < 4


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf", "nothing but white space"),
        ("　 \n\t\r\n".encode(), "nothing but white space"),
        (bytes(range(256)) * 40, "no text in UTF-8"),
        (b"\x00\x01\x02\x03" * 500, "binary data"),
        (CONTRACT.encode()[:-200] + b"\xff\xfe\xfd" * 40, "no text in UTF-8"),
        (("甲方\ufffd\ufffd应当\ufffd" * 30).encode(), "are broken"),
    ],
)
def test_what_is_no_text_is_refused_with_what_it_is(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in refusal(save(tmp_path, data))


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_a_wrong_table_is_never_taken_for_the_right_one(encoding: str) -> None:
    data = (TRADITIONAL if encoding == "big5" else CONTRACT).encode(encoding)
    wrong = data.decode({"gb18030": "big5", "big5": "gb18030"}[encoding], "replace")
    assert decode(data, "x") != wrong


def test_a_path_that_holds_no_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "missing.txt")
    assert "a folder" in refusal(tmp_path)
    assert "cannot be opened" in refusal(tmp_path / "a\0b.txt")
    assert "a device or pipe" in refusal(Path("/dev/null"))


def test_the_bytes_decide_what_a_file_is_not_its_suffix(tmp_path: Path) -> None:
    assert load(save(tmp_path, CONTRACT.encode(), "contract.odp")) == CONTRACT


def test_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert "20 MB" in refusal(path)


def test_too_many_characters_are_refused(tmp_path: Path) -> None:
    assert "5,000,000" in refusal(save(tmp_path, b"a" * 5_000_001))
