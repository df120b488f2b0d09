"""The font that comes with the program has what its list says, and the characters of the law."""

from fontTools.ttLib import TTFont

from api.report.fonts import CHARACTERS, FAMILY, FOLDER, FONT, covered, missing


def test_the_list_of_what_is_covered_is_that_of_the_font() -> None:
    font = TTFont(FONT)
    assert covered() == frozenset(font.getBestCmap())
    assert font["name"].getDebugName(1) == FAMILY
    assert "Adobe" in font["name"].getDebugName(0)


def test_every_standard_character_and_every_sign_of_contracts_is_covered() -> None:
    standard = CHARACTERS.read_text("utf-8").replace("\n", "")
    assert len(set(standard)) == 8105
    assert missing(standard) == ()
    assert (
        missing("“”‘’—…《》〔〕【】①⑳㎡℃‰%☐☑☒√×≥≤≠±→■□●○¥￥Ⅳ％＿·、，。；：？！ＡＺ０９αβЯ") == ()
    )
    assert missing("繁體裁決書與契約") == ()
    assert missing("合😀同😀\ue000") == ("\ue000", "😀")


def test_the_font_is_small_enough_to_ship_and_has_its_licence() -> None:
    assert FONT.stat().st_size < 5_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text("utf-8")
