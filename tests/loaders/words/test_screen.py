from loaders.words.needs import screen


def test_a_screen_finds_whatever_one_of_its_patterns_finds() -> None:
    found = screen(["[0-9]+ ?(?:小时|工作日)", "立即|即时(?!通讯)"])
    for words in ("三小时", "5个工作日", "须立即返航", "即时通讯"):
        assert found.search(words)
    assert not found.search("浮标由甲方保管")


def test_nothing_is_screened_out_where_a_pattern_needs_no_words() -> None:
    assert screen(["立即", "[0-9]*"]).search("")
