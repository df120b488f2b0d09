import io
import re
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from benchmarks.material import as_docx
from loaders.files.how import How
from loaders.opening import Opened, Unopened, open_contracts

CONTRACT = """\
航标巡检服务合同
甲方：云岫市航标管理处
乙方：鹭洲低空科技有限公司
第一条 乙方每月巡检灯塔一次，并向甲方提交报告。
第二条 甲方应当在收到报告后十日内支付服务费人民币3,000元。
第三条 任何一方违约的，应当赔偿对方因此受到的损失。
第四条 本合同自双方盖章之日起生效。
"""
OTHER = CONTRACT.replace("航标", "浮标")


def packed(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def opened(tmp_path: Path, data: bytes, name: str = "bundle.zip") -> list[Opened | Unopened]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(open_contracts(path, How()))


def test_each_contract_of_an_archive_is_read_and_the_rest_passed_over(tmp_path: Path) -> None:
    files = {
        "合同/巡检.txt": CONTRACT.encode(),
        "合同/浮标.txt": OTHER.encode("gb18030"),
        "readme.txt": b"nothing of interest",
        "__MACOSX/._巡检.txt": b"\x00\x05\x16\x07",
    }
    found = opened(tmp_path, packed(files))
    assert [(one.name, isinstance(one, Opened)) for one in found] == [
        ("bundle~巡检", True),
        ("bundle~浮标", True),
    ]
    first = found[0]
    assert isinstance(first, Opened)
    assert first.loaded.text == CONTRACT


def test_archives_in_archives_are_opened_to_a_depth(tmp_path: Path) -> None:
    data = packed({"合同.txt": CONTRACT.encode()})
    for _ in range(3):
        data = packed({"inner.zip": data})
    (one,) = opened(tmp_path, data)
    assert isinstance(one, Opened)
    for _ in range(3):
        data = packed({"inner.zip": data})
    (one,) = opened(tmp_path, data)
    assert isinstance(one, Unopened)
    assert "deep in each other" in one.error.message


def test_names_in_gb18030_are_read_as_such(tmp_path: Path) -> None:
    name = "采购合同.txt".encode("gb18030")
    data = packed({"X" * len(name): CONTRACT.encode()}).replace(b"X" * len(name), name)
    (one,) = opened(tmp_path, data)
    assert one.name == "bundle~采购合同"


def test_a_path_that_climbs_out_of_the_archive_is_only_a_name(tmp_path: Path) -> None:
    (one,) = opened(tmp_path, packed({"../../etc/合同.txt": CONTRACT.encode()}))
    assert isinstance(one, Opened)
    assert not (tmp_path.parent / "etc").exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed({"合同.txt": b"a" * 400_000_000}), "-fold when unpacked"),
        (packed({f"{i}.txt": b"x" for i in range(2_001)}), "2,001 files"),
        (packed({"合同.txt": CONTRACT.encode()})[:60], "damaged"),
        (packed({"notes.txt": b"x"}), "hardly any of the words|looks like"),
    ],
)
def test_a_hostile_or_empty_archive_says_what_it_is(tmp_path: Path, data: bytes, said: str) -> None:
    found = opened(tmp_path, data)
    assert all(isinstance(one, Unopened) for one in found)
    messages = [one.error.message for one in found if isinstance(one, Unopened)]
    assert any(re.search(said, message) for message in messages), messages


def test_the_attachment_of_a_mail_is_read(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@x.cn", "b@x.cn", "请审合同"
    mail["Date"] = "Mon, 02 Mar 2026 09:00:00 +0800"
    mail.set_content("您好，请审阅附件。")
    mail.add_attachment(
        CONTRACT.encode(), maintype="text", subtype="plain", filename="巡检合同.txt"
    )
    (one,) = opened(tmp_path, bytes(mail), "mail.eml")
    assert isinstance(one, Opened)
    assert one.name == "mail~巡检合同"
    assert one.loaded.text == CONTRACT


def test_every_place_in_an_archive_names_its_file(tmp_path: Path) -> None:
    (one,) = opened(tmp_path, packed({"合同/巡检.docx": as_docx(CONTRACT)}))
    assert isinstance(one, Opened)
    assert one.loaded.places
    assert {place.part for place in one.loaded.places} == {"合同/巡检.docx"}
