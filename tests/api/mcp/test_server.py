"""The server for agents, asked by the SDK's own client over the pipes of the real process."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

from api.mcp.desk import PRIVATE

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "api/samples"
HARBOUR, LAKESIDE = "harbour-software-dev.txt", "lakeside-data-service.txt"
ASKING = {
    *("read_contract", "read_text", "list_contracts", "questions", "ask", "rules", "statute"),
    *("findings", "compare", "changes", "benchmark", "exposure", "brief"),
}

Work = Callable[[Client], Any]


def serve(work: Work, store: Path, *more: str) -> Any:
    """Does some work with a client of a server of its own."""

    async def session() -> Any:
        arguments = ["-m", "api.cli", "mcp", "--store", str(store), "--folder", str(SAMPLES), *more]
        server = StdioServerParameters(
            command=sys.executable, args=arguments, cwd=ROOT, env={"EVENHAND_LANG": "en"}
        )
        async with Client(server) as client:
            return await work(client)

    return anyio.run(session)


async def call(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return dict(result.structured_content)


async def refusal(client: Client, tool: str, **arguments: Any) -> str:
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    return str(getattr(result.content[0], "text", ""))


def test_tools_are_described_and_only_read(tmp_path: Path) -> None:
    async def work(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == ASKING
        for name, tool in tools.items():
            assert tool.description, name
            assert tool.annotations is not None, name
            assert tool.annotations.read_only_hint, name
        severity = json.dumps(tools["findings"].input_schema)
        assert all(grade in severity for grade in ("high", "medium", "low"))
        assert "add_contract" in await refusal(client, "add_contract", path=HARBOUR)

    serve(work, tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_file_is_read_weighed_and_briefed(tmp_path: Path) -> None:
    async def work(client: Client) -> None:
        read = await call(client, "read_contract", contract=HARBOUR)
        text = (SAMPLES / HARBOUR).read_text("utf-8")
        assert len(read["terms"]) == 44
        assert all(text[t["start"] : t["end"]] == t["quote"] for t in read["terms"])
        assert not {key for party in read["parties"] for key in party} & set(PRIVATE)

        found = await call(client, "findings", contract=HARBOUR, side="buyer", severity="high")
        assert found["count"] == len(found["results"]) == 14
        assert {one["severity"] for one in found["results"]} == {"high"}
        few = await call(client, "findings", contract=HARBOUR, limit=2)
        assert (len(few["results"]), few["cut"]) == (2, True)

        sums = await call(
            client, "exposure", contract=HARBOUR, scenarios=["late_payment"], days=[60]
        )
        assert [one["amount"] for one in sums["results"]] == ["154800.00"]
        brief = await call(client, "brief", contract=HARBOUR, side="buyer")
        assert brief["points"]
        assert brief["markdown"].startswith("# ")

    serve(work, tmp_path / "none")


def test_a_text_is_read_as_its_file_is(tmp_path: Path) -> None:
    async def work(client: Client) -> None:
        text = (SAMPLES / HARBOUR).read_text("utf-8")
        from_text = await call(client, "read_text", text=text, name="harbour-software-dev")
        assert from_text == await call(client, "read_contract", contract=HARBOUR)

    serve(work, tmp_path / "none")


def test_numbers_of_people_in_quoted_words_are_masked(tmp_path: Path) -> None:
    async def work(client: Client) -> None:
        text = (SAMPLES / HARBOUR).read_text("utf-8")
        words = "乙方应当通知王某（身份证号110101199003071234，手机13812345678）到场。"
        said = text.replace("四、", f"四、{words}", 1)
        assert words in said
        answer = json.dumps(
            await call(client, "read_text", text=said, sections=["clauses", "norms", "terms"]),
            ensure_ascii=False,
        )
        assert "手机138******78" in answer
        assert "13812345678" not in answer
        assert "110101199003071234" not in answer

    serve(work, tmp_path / "none")


def test_contracts_are_held_against_each_other_and_against_peers(tmp_path: Path) -> None:
    async def work(client: Client) -> None:
        rows = await call(client, "compare", contracts=[HARBOUR, LAKESIDE])
        assert all(row["differs"] for row in rows["results"])
        changed = await call(client, "changes", old=HARBOUR, new=HARBOUR)
        assert changed["results"] == []
        values = await call(client, "benchmark", contract=HARBOUR, outliers=True)
        assert all(value["outlier"] or value["missing"] for value in values["results"])
        assert values["results"]

    serve(work, tmp_path / "none")


def test_rules_and_law_are_at_hand(tmp_path: Path) -> None:
    async def work(client: Client) -> None:
        assert (await call(client, "rules"))["count"] >= 60
        assert (await call(client, "rules", id="asy-01"))["id"] == "ASY-01"
        article = await call(client, "statute", id="CN-CIVIL-585", on="2024-01-01")
        assert len(article["versions"]) == 1
        assert (await call(client, "statute", id="CN-CIVIL-585", on="1999-01-01"))["versions"] == []

    serve(work, tmp_path / "none")


def test_with_leave_to_write_it_adds_and_asks_the_graph(tmp_path: Path) -> None:
    async def work(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {*ASKING, "add_contract"}
        assert tools["add_contract"].annotations is not None
        assert not tools["add_contract"].annotations.read_only_hint
        first = await call(client, "add_contract", path=HARBOUR)
        again = await call(client, "add_contract", path=HARBOUR)
        assert (first["new"], again["new"]) == (True, False)
        kept = await call(client, "list_contracts")
        assert [one["name"] for one in kept["results"]] == ["harbour-software-dev"]
        by_id = await call(client, "findings", contract=first["id"])
        assert by_id == await call(client, "findings", contract="harbour-software-dev")
        asked = await call(client, "ask", question="who-can-terminate")
        assert [row["holder"] for row in asked["results"]] == ["vendor"]
        wrote = await refusal(client, "ask", question="CREATE (n:Contract {id: 'x'}) RETURN n")
        assert "read" in wrote.lower()
        # A question is never a file: what stands in one would be told in the complaint.
        assert "who-can-terminate" in await refusal(client, "ask", question="pyproject.toml")

    serve(work, tmp_path / "store", "--write")


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("read_contract", {"contract": "../../pyproject.toml"}, "--folder"),
    ("read_contract", {"contract": "/etc/passwd"}, "--folder"),
    ("read_contract", {"contract": "README.md"}, "README.md"),
    ("read_contract", {"contract": "nobody"}, "no store here"),
    ("read_contract", {"contract": HARBOUR, "sections": ["secrets"]}, "sections"),
    ("read_text", {"text": ""}, "text"),
    ("read_text", {"text": "Nothing of a contract."}, "Chinese"),
    ("findings", {"contract": HARBOUR, "side": "landlord"}, "side"),
    ("findings", {"contract": HARBOUR, "on": "someday"}, "on"),
    ("exposure", {"contract": HARBOUR, "scenarios": ["flood"]}, "there is no scenario 'flood'"),
    ("ask", {"question": "pyproject.toml"}, "no store here"),
    ("statute", {"id": "CN-NONE-1"}, "CN-CIVIL-585"),
    ("rules", {"id": "XYZ-99"}, "XYZ-99"),
]


@pytest.mark.parametrize(("tool", "arguments", "said"), REFUSED)
def test_what_cannot_be_done_is_said_in_one_line(
    tool: str, arguments: dict[str, Any], said: str, refusals: dict[str, str]
) -> None:
    assert said in refusals[json.dumps([tool, arguments])]
    assert "Traceback" not in refusals[json.dumps([tool, arguments])]


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """All refusals asked of one server: starting one for each would take a second each."""

    async def work(client: Client) -> dict[str, str]:
        return {json.dumps([t, a]): await refusal(client, t, **a) for t, a, _ in REFUSED}

    return serve(work, tmp_path_factory.mktemp("mcp") / "none")


def test_nothing_but_the_protocol_stands_on_standard_output(tmp_path: Path) -> None:
    head = {"jsonrpc": "2.0", "id": 1, "method": "initialize"}
    about = {"protocolVersion": "2025-06-18", "capabilities": {},
             "clientInfo": {"name": "test", "version": "1"}}  # fmt: skip
    asked = {"jsonrpc": "2.0", "id": 2, "method": "tools/call"}
    given = {"name": "findings", "arguments": {"contract": HARBOUR, "limit": 1}}
    lines = [
        {**head, "params": about},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {**asked, "params": given},
    ]
    ran = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "mcp", "--folder", str(SAMPLES)],
        cwd=ROOT,
        env={"EVENHAND_STORE": str(tmp_path / "none"), "PATH": "/usr/bin:/bin"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert ran.stdin is not None
    assert ran.stdout is not None
    for line in lines:
        ran.stdin.write(json.dumps(line) + "\n")
        ran.stdin.flush()
    answers = [json.loads(ran.stdout.readline()) for _ in range(2)]
    ran.stdin.close()
    assert [answer["id"] for answer in answers] == [1, 2]
    assert ran.wait(20) == 0
    assert ran.stdout.read() == ""


def test_without_the_extra_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['mcp'] = None\n"
        "from api.cli import main\n"
        "main(['mcp', '--lang', 'en'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert "evenhand[mcp]" in ran.stderr
