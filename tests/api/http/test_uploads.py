"""A file becomes a job, and the job contracts; what is no contract says so in a clear message."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.http.jobs import NAME_BYTES, safe_name
from ontology.values import Json

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "api/samples/defective-portal-maintenance.txt"

Ended = Callable[[TestClient, str], Json]


def send(client: TestClient, name: str, content: bytes, **how: str) -> str:
    answer = client.post("/contracts", files={"file": (name, content)}, data=how)
    assert answer.status_code == 202, answer.text
    job: str = answer.json()["id"]
    assert answer.headers["location"].endswith(f"/jobs/{job}")
    return job


def test_an_upload_is_read_added_and_judged(beta: TestClient, ended: Ended) -> None:
    done = ended(beta, send(beta, SAMPLE.name, SAMPLE.read_bytes()))
    assert done["state"] == "done"
    assert done["progress"] == 1
    (added,) = done["contracts"]
    assert added["state"] == "new"
    assert added["name"] == SAMPLE.stem
    assert beta.get(f"/contracts/{added['id']}/findings").json()["total"] > 0
    again = ended(beta, send(beta, SAMPLE.name, SAMPLE.read_bytes()))
    assert again["contracts"] == [{**added, "state": "known"}]
    assert beta.delete(f"/contracts/{added['id']}").status_code == 204
    assert beta.get(f"/contracts/{added['id']}").status_code == 404
    assert added["id"] not in [row["id"] for row in beta.get("/contracts").json()["items"]]


def test_an_archive_gives_its_contracts_and_what_it_could_not_read(
    beta: TestClient, ended: Ended
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(SAMPLE, "one.txt")
        archive.writestr("broken.docx", b"PK\x03\x04 broken")
    done = ended(beta, send(beta, "several.zip", packed.getvalue()))
    assert done["state"] == "done"
    (added,) = done["contracts"]
    (failed,) = done["failures"]
    assert failed["name"] == "several.zip!broken.docx"
    assert failed["why"]["zh"] != failed["why"]["en"]
    beta.delete(f"/contracts/{added['id']}")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("empty.docx", b"", "empty"),
        ("blank.txt", b" \n \n", "white space"),
        ("poem.txt", "床前明月光，疑是地上霜。举头望明月，低头思故乡。".encode() * 20, "contract"),
        ("program.exe", b"MZ\x90\x00" + bytes(200), ""),
        ("half.docx", b"PK\x03\x04" + bytes(300), ""),
        ("half.pdf", b"%PDF-1.7\n1 0 obj\n<<", ""),
        ("noise.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 20, ""),
        ("large.txt", "合同".encode() * 4_000_000, "MB"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_what_is_no_contract_fails_with_a_clear_message(
    beta: TestClient, ended: Ended, name: str, content: bytes, said: str
) -> None:
    failed = ended(beta, send(beta, name, content))
    assert failed["state"] == "failed"
    assert said in failed["error"]["en"], failed["error"]
    assert failed["error"]["zh"]
    assert name in failed["error"]["en"]
    assert "/uploads/" not in str(failed)
    assert failed["contracts"] == []


def test_an_encrypted_file_asks_for_its_password(beta: TestClient, ended: Ended) -> None:
    content = (ROOT / "tests/loaders/files/locked.pdf").read_bytes()
    failed = ended(beta, send(beta, "locked.pdf", content, password="wrong"))
    assert failed["state"] == "failed"
    assert "password" in failed["error"]["en"]


def test_the_same_key_is_the_same_job(beta: TestClient, ended: Ended) -> None:
    def posted(key: str, content: bytes, **how: str) -> tuple[int, Json]:
        answer = beta.post(
            "/contracts",
            files={"file": ("a.txt", content)},
            data=how,
            headers={"Idempotency-Key": key},
        )
        return answer.status_code, answer.json()

    status, first = posted("k1", b"nothing")
    assert status == 202
    assert posted("k1", b"nothing")[0] == 200
    assert posted("k1", b"nothing")[1]["id"] == first["id"]
    for other in (posted("k1", b"other"), posted("k1", b"nothing", buyer="乙方")):
        assert (other[0], other[1]["kind"]) == (422, "key_reused")
    assert posted("k2", b"nothing")[0] == 202
    ended(beta, first["id"])


def test_a_form_without_a_file_is_told_what_is_missing(beta: TestClient) -> None:
    answer = beta.post("/contracts", data={"buyer": "甲方"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["at"] == "body.file"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("合同.docx", "合同.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\合同\\采购.docx", "采购.docx"),
        ("..", "contract"),
        ("", "contract"),
        ("a\x00b.txt", "a_b.txt"),
        (".hidden", "hidden"),
    ],
)
def test_the_name_of_a_file_is_no_path(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_suffix() -> None:
    name = safe_name("合同" * 200 + ".docx")
    assert name.endswith(".docx")
    assert len(name.encode()) <= NAME_BYTES
