"""What a file told is kept with its contract: a store says all that reading the file says."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api import told
from api.contracts import Contract
from api.service import add, read_file, remove, stored
from benchmarks.material import as_docx, by_office
from kg.copying import copy
from kg.doctor import examine
from kg.store import Store, open_store
from loaders.opening import Opened
from ontology.errors import StoreError
from ontology.values import Json

Run = Callable[..., Json]
SECRET = "乙方放弃一切抗辩权"
"""What the file `hiding` hides."""


@pytest.fixture(params=["embedded", "server"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store of its own on each engine."""
    if request.param == "embedded":
        return str(tmp_path / "shelves")
    return str(request.getfixturevalue("neo4j_address"))


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened


def read(path: Path) -> Contract:
    (contract,) = read_file(path)
    assert isinstance(contract, Contract)
    return contract


def as_kept(contract: Contract) -> Opened:
    """What a store can say of a contract read just now: headings only help to read it."""
    assert contract.opened is not None
    return replace(contract.opened, loaded=replace(contract.opened.loaded, headings=()))


def test_a_store_gives_back_all_that_the_file_told(
    store: Store, hiding: Path, tender: Path
) -> None:
    for path in (hiding, tender):
        contract = read(path)
        id_ = add(store, contract).contract_id
        (again,) = stored(store, [id_])
        assert again.opened == as_kept(contract)
        assert again.where(5) == contract.where(5)
    assert examine(store).complaints == ()


def test_findings_of_the_store_are_those_of_the_file(
    run: Run, address: str, hiding: Path, tender: Path
) -> None:
    here = run("findings", hiding, tender, "--json").rows
    assert run("add", hiding, tender, "--store", address).code == 0
    kept = run("findings", "--store", address, "--json").rows
    assert [row["quote"] for row in kept if row["status"] == "noted"] == [SECRET]
    assert any("place" in row for row in kept if row["status"] == "flagged")

    def lines(rows: list[Json]) -> list[str]:
        return sorted(json.dumps(row, sort_keys=True) for row in rows)

    assert lines(kept) == lines(here)


def test_a_report_from_the_store_shows_the_file(
    run: Run, address: str, hiding: Path, tender: Path, tmp_path: Path
) -> None:
    assert run("add", hiding, tender, "--store", address).code == 0
    out, beside = tmp_path / "out", tmp_path / "beside"
    assert run("report", "--store", address, "--out", out).code == 0
    assert run("report", hiding, tender, "--out", beside).code == 0
    for name in ("hiding.html", "tender.html"):
        assert (out / name).read_text("utf-8") == (beside / name).read_text("utf-8")
    assert SECRET in (out / "hiding.html").read_text("utf-8")
    assert "YX-2031-7" in (out / "tender.html").read_text("utf-8")


def test_the_same_words_in_plain_text_do_not_wipe_what_word_told(
    store: Store, hiding: Path, plain: Path
) -> None:
    id_ = add(store, read(hiding)).contract_id
    kept = store.files.read(id_)
    text = plain.with_name("hiding.txt")
    text.write_text(read(hiding).text, "utf-8")
    assert add(store, read(text)).contract_id == id_
    assert store.files.read(id_) == kept


def test_what_is_kept_of_a_removed_contract_goes_with_it(store: Store, hiding: Path) -> None:
    id_ = add(store, read(hiding)).contract_id
    assert id_ in store.files
    remove(store, id_)
    assert store.files.ids() == ()


def test_what_is_damaged_is_said_and_mended_by_adding_again(store: Store, hiding: Path) -> None:
    contract = read(hiding)
    id_ = add(store, contract).contract_id
    store.files.write(id_, '{"schema": "contract-file/1", "notes": 7')
    with pytest.raises(StoreError, match="add the file again"):
        stored(store, [id_])
    add(store, contract)
    (again,) = stored(store, [id_])
    assert again.opened == as_kept(contract)


def test_a_copy_of_a_store_keeps_it_too(store: Store, hiding: Path, tmp_path: Path) -> None:
    id_ = add(store, read(hiding)).contract_id
    with open_store(tmp_path / "other") as other:
        copied = copy(store, other)
        assert copied.alike
        assert copied.source.counts["files"] == 1
        assert other.files.read(id_) == store.files.read(id_)


def test_both_engines_keep_the_same_letters(
    neo4j_address: str, hiding: Path, tender: Path, tmp_path: Path
) -> None:
    with open_store(tmp_path / "here") as here, open_store(neo4j_address) as there:
        for path in (hiding, tender):
            contract = read(path)
            id_ = add(here, contract).contract_id
            assert add(there, contract).contract_id == id_
            assert here.files.read(id_) == there.files.read(id_)
        assert here.files.ids() == there.files.ids()


@pytest.mark.skipif(
    not any(Path(p, "soffice").exists() for p in os.get_exec_path()), reason="no LibreOffice"
)
def test_a_finding_from_the_store_has_its_page_and_box(
    run: Run, plain: Path, tmp_path: Path
) -> None:
    pdf = tmp_path / "printed.pdf"
    pdf.write_bytes(by_office(as_docx(plain.read_text("utf-8")), "pdf"))
    address = str(tmp_path / "shelves")
    assert run("add", pdf, "--store", address).code == 0
    rows = run("findings", "--store", address, "--json").rows
    places = [row["place"] for row in rows if row["status"] == "flagged" and row["start"] >= 0]
    assert places
    assert {place["page"] for place in places} == {1}
    assert all(0 <= value <= 1000 for place in places for value in place["box"])


def test_nothing_is_kept_of_a_file_that_tells_nothing(store: Store, plain: Path) -> None:
    id_ = add(store, read(plain)).contract_id
    assert id_ not in store.files
    assert told.of(store, id_, "plain", "") is None
