"""Contracts at hand without reading: the samples with the facts written for them by hand."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.cli import main
from api.contracts import Contract
from api.service import add
from benchmarks.material import package
from kg.store import open_store
from ontology.facts import Facts
from ontology.values import Json

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Contract]:
    def load(stem: str) -> Contract:
        path = ROOT / "tests/data/samples" / f"{stem}.json"
        (text,) = (ROOT / "api/samples").glob(f"{stem}.*")
        return Contract(
            Facts.from_json(json.loads(path.read_text("utf-8"))), text.read_text("utf-8")
        )

    return load


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[Json]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Ran]:
    """Runs `evenhand` as a user would, in English unless `--lang` says otherwise."""
    monkeypatch.setenv("EVENHAND_LANG", "en")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def ran(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        code = stopped.value.code
        return Ran(code if isinstance(code, int) else 0, out, err)

    return ran


@pytest.fixture
def filled(tmp_path: Path, sample: Callable[[str], Contract]) -> Path:
    """A store with three samples: one for the buyer, one for the vendor, one for neither."""
    folder = tmp_path / "store"
    with open_store(folder) as store:
        for stem in ("coastal-cloud-hosting", "lakeside-data-service", "river-city-network-ops"):
            add(store, sample(stem))
    return folder


LINES = [
    "航标巡检服务合同",
    "甲方：云岫市航标管理处",
    "乙方：鹭洲低空科技有限公司",
    "第一条 乙方每月巡检灯塔一次，并向甲方提交报告。",
    "第二条 甲方应当在收到报告后十日内支付服务费人民币3,000元。",
    "第三条 任何一方违约的，应当赔偿对方因此受到的损失。",
    "第四条 本合同自双方盖章之日起生效。",
]
SECRET = "乙方放弃一切抗辩权"


@pytest.fixture
def hiding(tmp_path: Path) -> Path:
    """A Word file with a sentence that nobody sees."""
    paragraphs = [f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES]
    paragraphs.insert(5, f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{SECRET}</w:t></w:r></w:p>")
    path = tmp_path / "hiding.docx"
    path.write_bytes(package("".join(paragraphs)))
    return path


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """The same sentences in plain text."""
    path = tmp_path / "plain.txt"
    path.write_text("\n".join(LINES), "utf-8")
    return path


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    """A tender document with the contract in its third chapter."""
    body = "".join(
        f"第{n}条 甲方与乙方约定本合同事项，违约的一方赔偿对方。\n"
        for n in "一二三四五六七八九" * 3
    )
    path = tmp_path / "tender.txt"
    path.write_text(
        "云岫市灯塔巡检招标文件\n项目编号：YX-2031-7\n预算金额：35.5万元\n第一章 招标公告\n"
        + "开标时间：2031年5月6日9点30分\n"
        + "投标人应当在开标前递交投标文件，采购代理机构不接受邮寄。\n" * 20
        + "第二章 投标人须知\n"
        + "投标文件有下列情形之一的，评标委员会应当否决其投标。\n" * 20
        + f"第三章 合同条款及格式\n甲方：\n乙方：\n{body}甲方（盖章）：    乙方（盖章）：\n"
        + "第四章 投标文件格式\n"
        + "投标函：投标人承诺投标文件有效期为开标之日起九十日。\n" * 20,
        "utf-8",
    )
    return path
