"""Texts that no drafter wrote, behind one honest clause: `python -m benchmarks.hostile`.

Prints the CPU seconds for each at two lengths; what doubles with the length is linear.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping

from loaders import read_text

HEAD = """技术服务合同

甲方：青禾市数据管理中心
乙方：云岭软件有限公司

第一条 甲方向乙方支付服务费。
第二条 乙方逾期交付的，每逾期一日，应向甲方支付合同总价千分之一的违约金。
"""

UNITS: Mapping[str, str] = {
    "one long sentence": "乙方逾期交付的，应支付违约金，",
    "no punctuation": "乙方逾期交付的应支付违约金",
    "only punctuation": "，。；：",
    "figures": "1",
    "numerals": "千千万万",
    "shares": "5%",
    "impossible dates": "2012年9月31日",
    "labels": "甲方",
    "fields": "甲方：",
    "references": "按第一条第二款",
    "open brackets": "（",
    "open titles": "《",
    "open quotes": "“",
    "open braces": "{{",
    "one character": "的",
    "spaces": " ",
    "wide spaces": "　",
    "letters apart": "甲 乙 ",
    "gaps": "_",
    "gaps between words": "甲_",
    "cells": "a\t",
    "table rows": "| a |\n",
    "empty lines": "\n",
    "lines of one letter": "甲\n",
    "dots": ".",
    "stars": "*",
    "hashes": "#",
    "control characters": "\x00",
}
"""What each hostile text repeats."""


def hostile(name: str, chars: int) -> str:
    """One honest contract, followed by so many characters of something else."""
    unit = UNITS[name]
    return f"{HEAD}{unit * (chars // len(unit))}\n"


def nested(depth: int) -> str:
    """Brackets within brackets behind the honest clause."""
    return f"{HEAD}{'（' * depth}甲{'）' * depth}\n"


def articles(count: int) -> str:
    """So many short articles, each referring to the next and the last to the first."""
    lines = (f"第{i}条 乙方应按第{i % count + 1}条履行。\n" for i in range(1, count + 1))
    return HEAD.split("第一条")[0] + "".join(lines)


def seconds(text: str) -> float:
    """CPU seconds to read a text."""
    start = time.process_time()
    read_text("hostile", text)
    return time.process_time() - start


def main() -> None:
    """Prints the seconds of each text at the length and at twice the length."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--chars", type=int, default=5_000)
    chars = parser.parse_args().chars
    print(f"{'seconds to read':28}{chars:>10,}{2 * chars:>10,}")
    for name in UNITS:
        once, twice = (seconds(hostile(name, n)) for n in (chars, 2 * chars))
        print(f"{name:28}{once:10.2f}{twice:10.2f}", flush=True)
    print(f"{'1,000 nested brackets':28}{seconds(nested(1_000)):10.2f}")
    print(f"{'5,000 articles in a circle':28}{seconds(articles(5_000)):10.2f}")


if __name__ == "__main__":
    main()
