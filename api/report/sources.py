"""What a report rests on: the files, and the law as it was cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.contracts import Judged
from api.messages import Speaker
from api.report.law import law
from kg.finding import Finding


def contract_sources(judged: Judged, say: Speaker) -> tuple[str, ...]:
    """The file of a contract, then each article that its findings cite."""
    return (file_said(judged, say), *laws_said(judged.findings, say))


def file_said(judged: Judged, say: Speaker) -> str:
    """A file by its name, its length and its hash."""
    document = judged.contract.facts.document
    chars = document.chars or len(judged.contract.text)
    sha = document.sha256 or say("sources.no_hash")
    return say("sources.file", name=document.name, chars=f"{chars:,}", sha=sha)


def laws_said(findings: Iterable[Finding], say: Speaker) -> Iterator[str]:
    """The articles, each once in each version, in the order of their ids."""
    basis = sorted(
        {(b.id, b.version.valid_from): b for f in findings for b in f.basis}.items(),
        key=lambda item: item[0],
    )
    seen = dict.fromkeys((cited.cited, cited.version) for _, b in basis for cited in [law(b, say)])
    for cited, version in seen:
        yield f"{cited} ({version})"
