"""Many files: in order, on several processes, going on where a batch was cut short."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from api.bulk import Journal, read_many
from api.contracts import Contract, Failure
from loaders.files.how import How

TEXT = """\
航标巡检服务合同（{n}号）
甲方：云岫市航标管理处
乙方：鹭洲低空科技有限公司
第一条 乙方每月巡检灯塔{n}次，并向甲方提交报告。
第二条 甲方应当在收到报告后十日内支付服务费人民币{n},000元。
第三条 任何一方违约的，应当赔偿对方因此受到的损失。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "contracts"
    found.mkdir()
    for n in range(1, 8):
        (found / f"{n}.txt").write_text(TEXT.format(n=n), "utf-8")
    return found


def names(found: tuple[Contract | Failure, ...]) -> list[str]:
    return [one.name if isinstance(one, Contract) else one.error.message for one in found]


def test_processes_give_the_files_in_order_and_the_same_facts(folder: Path) -> None:
    paths = sorted(folder.iterdir())
    (folder / "3.txt").write_bytes(b"%PDF-1.7 torn")
    alone = [(path, names(found)) for path, found in read_many(paths, How(), workers=1)]
    together = [(path, names(found)) for path, found in read_many(paths, How(), workers=2)]
    assert together == alone
    assert [path.name for path, _ in alone] == [f"{n}.txt" for n in range(1, 8)]
    assert "damaged" in alone[2][1][0]


def test_a_batch_goes_on_where_it_was_cut_short(
    folder: Path, tmp_path: Path, run: Callable[..., object]
) -> None:
    out = tmp_path / "out"
    first = run("read", str(folder), "--out", str(out))
    assert "done 7, done before 0" in first.err  # type: ignore[attr-defined]
    (out / "2.json").unlink()
    (folder / "5.txt").write_text(TEXT.format(n=9), "utf-8")
    (folder / "readme.txt").write_text("Nothing of interest.", "utf-8")
    second = run("read", str(folder), "--out", str(out))
    assert "done 2, done before 5, passed over as no contract 1, failed 0" in second.err  # type: ignore[attr-defined]
    assert json.loads((out / "5.json").read_text("utf-8"))["contract"]["title"].endswith("（9号）")


def test_a_journal_forgets_what_was_read_otherwise_and_bears_a_torn_line(
    folder: Path, tmp_path: Path
) -> None:
    journal = Journal(tmp_path / "journal", How())
    journal.done(folder / "1.txt", ["one"])
    with (tmp_path / "journal").open("a") as file:
        file.write('["torn')
    assert Journal(tmp_path / "journal", How()).results(folder / "1.txt") == ("one",)
    assert Journal(tmp_path / "journal", How()).results(folder / "2.txt") is None
    assert Journal(tmp_path / "journal", How(buyer="乙方")).results(folder / "1.txt") is None
    assert Journal(tmp_path / "journal", How()).results(tmp_path / "gone.txt") is None
