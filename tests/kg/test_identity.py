from dataclasses import replace

import pytest

from kg.identity import contract_id, forum_id, normal_uscc, place_id, places
from kg.naming import alias
from ontology.facts import Document, Facts

USCC = "91330106MA2KJ8XQ3T"


def test_a_contract_is_its_text_whatever_the_file_is_called(harbour: Facts) -> None:
    renamed = replace(harbour, document=replace(harbour.document, name="copy (2)"))
    assert contract_id(renamed) == contract_id(harbour) == "c" + harbour.document.sha256[:16]


def test_facts_without_a_text_are_told_apart_by_what_they_say(harbour: Facts) -> None:
    bare = replace(harbour, document=Document("harbour"))
    fewer = replace(bare, terms=bare.terms[1:])
    assert contract_id(bare) == contract_id(bare)
    assert contract_id(bare) != contract_id(fewer)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("栖霞测控（云岭）有限公司", "栖霞测控(云岭)有限公司"),
        ("栖霞测控〔云岭〕有限公司", "栖霞测控【云岭】有限公司"),
        ("栖霞 测控\u3000有限公司", "栖霞测控有限公司"),
        ("ＡＢＣ测控有限公司", "Abc测控有限公司"),
        ("栖霞测控有限公司\u200b", "栖霞测控有限公司"),
    ],
)
def test_a_party_is_the_same_however_its_name_is_typed(one: str, other: str) -> None:
    first, second = alias(one, None), alias(other, None)
    assert first is not None
    assert first == second


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (USCC, USCC),
        ("9133 0106 ma2k j8xq 3t", USCC),
        ("９１３３０１０６ＭＡ２ＫＪ８ＸＱ３Ｔ", USCC),
        ("91330106MA2KJ8XQ3", None),  # one letter short
        ("91330106MA2KJ8XQ3O", None),  # O is no letter of a code
        (None, None),
    ],
)
def test_a_credit_code_is_one_only_in_full(written: str | None, plain: str | None) -> None:
    assert normal_uscc(written) == plain


@pytest.mark.parametrize("name", [None, "", "　"])
def test_a_party_without_name_and_code_has_no_id(name: str | None) -> None:
    assert alias(name, "尚未办理") is None


def test_a_place_is_the_path_of_its_names() -> None:
    chain = places({"province": "云岭省", "city": "临渊市", "county": "望江县"})
    assert [(p.id, p.level, p.parent) for p in chain] == [
        ("云岭省", "province", None),
        ("云岭省/临渊市", "city", "云岭省"),
        ("云岭省/临渊市/望江县", "county", "云岭省/临渊市"),
    ]


def test_a_level_not_named_leaves_a_gap() -> None:
    chain = places({"province": "云岭省", "city": None, "county": "望江县"})
    assert [(p.id, p.parent) for p in chain] == [("云岭省", None), ("云岭省//望江县", "云岭省")]
    assert place_id(None) is None
    assert place_id({"province": None}) is None


def test_a_forum_named_after_a_side_is_another_in_each_place() -> None:
    here, there = {"province": "云岭省"}, {"province": "海岬省"}
    assert forum_id("甲方所在地法院", here) != forum_id("甲方所在地法院", there)
    assert forum_id("甲方所在地 法院", here) == forum_id("甲方所在地法院", here)
