"""The law by date."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from ontology.errors import OntologyError
from ontology.law import (
    Article,
    Statute,
    article,
    articles,
    figure,
    figures,
    governing,
    in_force,
    read_statute,
    statutes,
)


@pytest.mark.parametrize(
    ("article_id", "on", "number"),
    [
        # the Civil Code came into force in 2021; before that it says nothing
        ("CN-CIVIL-585", date(2020, 12, 31), None),
        ("CN-CIVIL-585", date(2021, 1, 1), "585"),
        # payments to SMEs: no regulation, the text of 2020, the revision with other numbers
        ("CN-SME-PAYMENT-9", date(2020, 8, 31), None),
        ("CN-SME-PAYMENT-9", date(2020, 9, 1), "8"),
        ("CN-SME-PAYMENT-9", date(2025, 5, 31), "8"),
        ("CN-SME-PAYMENT-9", date(2025, 6, 1), "9"),
        ("CN-SME-PAYMENT-17", date(2024, 5, 17), "15"),
        # arbitration: renumbered by the revision of 2025
        ("CN-ARBITRATION-27", date(2026, 2, 28), "16"),
        ("CN-ARBITRATION-27", date(2026, 3, 1), "27"),
        # choice of court: 34 until 2021, 35 since
        ("CN-CIVIL-PROCEDURE-35", date(2021, 12, 31), "34"),
        ("CN-CIVIL-PROCEDURE-35", date(2022, 1, 1), "35"),
        # invoices: an article fell away in 2023
        ("CN-INVOICE-18", date(2023, 7, 19), "19–22"),
        ("CN-INVOICE-18", date(2023, 7, 20), "18–21"),
    ],
)
def test_the_version_is_the_one_of_the_day(article_id: str, on: date, number: str | None) -> None:
    version = in_force(article_id, on)
    assert (version.number if version else None) == number


def test_an_interpretation_reaches_back_to_the_code_it_interprets() -> None:
    signed = date(2022, 6, 1)
    assert in_force("CN-CONTRACT-INTERP-65", signed) is None
    version = governing("CN-CONTRACT-INTERP-65", signed)
    assert version is not None
    assert version.valid_from == date(2023, 12, 5)
    assert governing("CN-CONTRACT-INTERP-65", date(2020, 12, 31)) is None


def test_a_statute_does_not_reach_back() -> None:
    assert governing("CN-SME-PAYMENT-9", date(2019, 5, 1)) is None


def test_an_unknown_article_is_an_error() -> None:
    with pytest.raises(OntologyError, match="no article 'CN-CIVIL-9999'"):
        article("CN-CIVIL-9999")


@pytest.mark.parametrize("found", articles().values(), ids=lambda found: found.id)
def test_each_article_is_whole(found: Article) -> None:
    assert found.id == f"{found.statute}-{found.number}"
    for version in found.versions:
        assert version.summary.zh.endswith("。")
        assert version.summary.en.endswith(".")
        assert in_force(found.id, version.valid_from) == version
        if version.valid_to is not None:
            assert in_force(found.id, version.valid_to) == version
        if version.reaches is not None:
            assert version.reaches < version.valid_from
    assert found.latest.valid_to is None


@pytest.mark.parametrize("statute", statutes().values(), ids=lambda statute: statute.id)
def test_versions_follow_each_other_without_a_gap(statute: Statute) -> None:
    for found in statute.articles:
        for older, newer in pairwise(found.versions):
            assert older.valid_to is not None
            assert older.valid_to + timedelta(days=1) == newer.valid_from


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date(2019, 8, 19), None),
        (date(2021, 10, 29), "3.85"),
        (date(2024, 5, 17), "3.45"),
        (date(2025, 5, 19), "3.10"),
        (date(2025, 5, 20), "3.00"),
        (None, "3.00"),
    ],
)
def test_the_loan_prime_rate_is_the_one_of_the_day(on: date | None, value: str | None) -> None:
    assert figure("lpr_1y", on) == (None if value is None else Decimal(value))


def test_figures_run_from_old_to_new() -> None:
    for values in figures().values():
        assert list(values) == sorted(values)
    with pytest.raises(OntologyError, match="no figure 'lpr_9y'"):
        figure("lpr_9y", None)


STATUTE = """id: XX
title: {{zh: 某法, en: A law}}
kind: law
articles:
  "1":
    - valid_from: 2021-01-01
      zh: 一。
      en: One.
      checked: text
{more}"""


@pytest.mark.parametrize(
    ("more", "message"),
    [
        # two versions that hold on the same day
        (
            "    - {valid_from: 2022-01-01, zh: 二。, en: Two., checked: text}\n",
            "must end before 2022-01-01",
        ),
        ('  "2": []\n', "article 2 needs a list of versions"),
        ('  "2":\n    - {valid_from: soon, zh: 二。, en: Two., checked: text}\n', "is no date"),
        ('  "2":\n    - {valid_from: 2021-01-01, zh: 二。, checked: text}\n', "missing 'en'"),
        ('  "2":\n    - {valid_from: 2021-01-01, zh: 二。, en: T., checked: yes}\n', "checked is"),
    ],
)
def test_a_wrong_statute_file_is_refused(tmp_path: Path, more: str, message: str) -> None:
    path = tmp_path / "some.yaml"
    path.write_text(STATUTE.format(more=more), "utf-8")
    with pytest.raises(OntologyError, match=message) as caught:
        read_statute(path)
    assert caught.value.source is not None
    assert caught.value.source.startswith(str(path))
