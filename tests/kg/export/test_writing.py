"""Exports of whole stores: the same bytes from both engines, and what stands around the facts."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rdflib import RDF, Dataset, Graph, URIRef
from rdflib.namespace import PROV

from kg.build import add, load_facts
from kg.export.formats import formats
from kg.export.public import public
from kg.export.rdf_in import read_facts
from kg.export.writing import ExportRefused, How, export
from kg.store import Store, open_store
from ontology.errors import EvenhandError
from ontology.facts import Facts
from ontology.rdf.check import parse
from ontology.rdf.names import namespaces

Fill = Callable[[Store], list[str]]


def ev(name: str) -> URIRef:
    return URIRef(f"{namespaces()['ev']}{name}")


def test_both_stores_give_the_same_bytes_in_every_format(
    neo4j_address: str, tmp_path: Path, fill: Fill
) -> None:
    manifests: list[list[bytes]] = []
    for address in (str(tmp_path / "store"), neo4j_address):
        with open_store(address) as store:
            ids = fill(store)
            made = []
            for name in formats():
                folder = tmp_path / f"{len(manifests)}-{name}"
                export(store, ids, name, folder, How(check=False, on=date(2026, 1, 5)))
                made.append((folder / "manifest.json").read_bytes())
            manifests.append(made)
    assert manifests[0] == manifests[1]


def test_a_store_comes_back_from_its_named_graphs(store: Store, tmp_path: Path, fill: Fill) -> None:
    ids = fill(store)
    done = export(store, ids, "nquads", tmp_path / "out")
    assert done.refused == ()
    text = (tmp_path / "out" / "contracts.nq").read_text("utf-8")
    graph = parse(text, "nquads")
    assert read_facts(graph) == {id_: public(load_facts(store, id_)) for id_ in ids}
    found = store.query("MATCH (f:Finding) RETURN f.id AS id ORDER BY id")
    said = sorted(str(s) for s in graph.subjects(RDF.type, ev("Finding")))
    assert said == [f"urn:evenhand:{row['id']}" for row in found]

    dataset = Dataset()
    dataset.parse(data=text, format="nquads")
    facts = URIRef(f"urn:evenhand:{ids[0]}/facts")
    assert len(dataset.graph(facts)) > 100
    assert len(dataset.graph(URIRef(f"urn:evenhand:{ids[0]}/findings"))) > 5
    whence: Graph = dataset.default_graph
    assert (facts, PROV.wasDerivedFrom, URIRef(f"urn:evenhand:{ids[0]}/doc")) in whence


def test_a_finding_leads_to_the_law(tmp_path: Path, fill: Fill) -> None:
    with open_store(tmp_path / "store") as store:
        ids = fill(store)
        done = export(store, ids[:1], "turtle", tmp_path / "out")
    graph = parse((tmp_path / "out" / done.files[0].name).read_text("utf-8"), "turtle")
    finding = min(graph.subjects(RDF.type, ev("Finding")))
    rule = graph.value(finding, ev("raisedBy"))
    article = graph.value(rule, ev("basedOn"))
    assert graph.value(article, ev("number"))
    statute = graph.value(article, ev("inStatute"))
    assert (statute, RDF.type, ev("Statute")) in graph


@pytest.mark.parametrize(
    ("format_", "module"),
    [
        ("turtle", "ontology.rdf.check"),
        ("odrl", "ontology.rdf.check"),
        ("ocds", "kg.export.ocds"),
        ("graphml", "kg.export.networkx"),
        ("networkx", "kg.export.networkx"),
        ("parquet", "kg.export.parquet"),
    ],
)
def test_a_missing_library_is_named_with_what_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, harbour: Facts, format_: str, module: str
) -> None:
    import kg.export
    import ontology.rdf

    parent = kg.export if module.startswith("kg") else ontology.rdf
    monkeypatch.delattr(parent, module.rpartition(".")[2], raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    with open_store(tmp_path / "store") as store:
        id_ = add(store, harbour).contract_id
        with pytest.raises(ExportRefused, match=r"pip install 'evenhand\[export\]'"):
            export(store, [id_], format_, tmp_path / "out")


def test_unchecked_rdf_needs_no_library(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, harbour: Facts
) -> None:
    monkeypatch.setitem(sys.modules, "rdflib", None)
    monkeypatch.setitem(sys.modules, "ontology.rdf.check", None)
    with open_store(tmp_path / "store") as store:
        id_ = add(store, harbour).contract_id
        for format_ in ("turtle", "jsonld", "nquads", "odrl", "neo4j"):
            folder = tmp_path / format_
            assert export(store, [id_], format_, folder, How(check=False)).contracts == 1


def test_an_unknown_format_is_refused(tmp_path: Path, store: Store) -> None:
    with pytest.raises(EvenhandError, match="there is no format 'word'; there are turtle"):
        export(store, [], "word", tmp_path / "out")
