"""Adding pages and correcting what the machine found: by forms that only our pages make."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from html_page import HtmlPage
from starlette.testclient import TestClient

from sayso.archive import Archive
from sayso.server.app import make_app
from sayso.server.desk import check_address, name_place
from sayso.server.forms import BadFormError
from sayso.settings import Settings

TEXT = (
    "Ferry to Skarrow is stopped\n\nSKARROW, 3 May 2024 - The ferry will not sail before Monday, said Anna Brand, the "
    "mayor of Skarrow.\n\n“Nobody was hurt,” said Olaf Meer, a clerk of the harbour office. The lamp was out for nine "
    "hours.\n\nSubscribe to our newsletter\n"
)


@pytest.fixture(scope="module")
def path(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample archive that may be changed."""
    copy = tmp_path_factory.mktemp("desk") / "sayso.db"
    shutil.copy(sample_path, copy)
    return copy


@pytest.fixture(scope="module")
def desk(path: Path) -> Iterator[TestClient]:
    app = make_app(path, Settings(page_bytes=200_000), hosts={"localhost"})
    with TestClient(app, base_url="http://localhost") as client:
        yield client


@pytest.fixture(scope="module")
def added(desk: TestClient) -> str:
    """The address of the page that a pasted text became."""
    answer = desk.post("/add", data={"seal": find_seal(desk, "/add"), "text": TEXT})
    assert answer.status_code == 200, answer.text
    return answer.url.path


@pytest.fixture(scope="module")
def article(desk: TestClient, added: str) -> str:
    links = HtmlPage(desk.get(added).text).attributes("a", "href")
    return next(link.removeprefix("/articles/") for link in links if link.startswith("/articles/"))


def find_seal(client: TestClient, address: str) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', client.get(address).text)
    assert found
    return found[1]


def count_records(path: Path) -> dict[str, int]:
    with Archive.open(path, read_only=True) as archive:
        return archive.counts()


def read_statements(client: TestClient, article: str) -> list[Any]:
    return client.get(f"/api/v1/articles/{article}").json()["statements"]


def send(client: TestClient, article: str, **fields: str) -> Any:
    address = f"/articles/{article}/correct"
    return client.post(address, data={"seal": find_seal(client, address), "author": "Ines Tarn", **fields})


# --- add ------------------------------------------------------------------------------------------------------------


def test_a_pasted_text_shows_at_once_what_was_taken_for_what(desk: TestClient, added: str, article: str) -> None:
    assert added.startswith("/pages/page-")
    page = HtmlPage(desk.get(added).text)
    assert page.text == TEXT.strip()
    for layer in ("headline", "body", "furniture"):
        assert page.spans_of(layer), layer
    assert len(read_statements(desk, article)) >= 2


def test_pasting_twice_changes_nothing(desk: TestClient, path: Path, added: str) -> None:
    before = count_records(path)
    answer = desk.post("/add", data={"seal": find_seal(desk, "/add"), "text": TEXT})
    assert answer.url.path == added and count_records(path) == before


def test_a_file_is_kept_byte_by_byte(desk: TestClient, path: Path) -> None:
    data = f"<html><head><title>x</title></head><body><h1>Bridge closed</h1><p>{TEXT}</p></body></html>".encode()
    answer = desk.post("/add", data={"seal": find_seal(desk, "/add")}, files={"file": ("../../etc/x.html", data)})
    assert answer.status_code == 200 and answer.url.path.startswith("/pages/")
    with Archive.open(path, read_only=True) as archive:
        (capture,) = archive.captures([answer.url.path.removeprefix("/pages/")])
        assert capture.place.startswith("uploaded/") and ".." not in capture.place and "etc" not in capture.place


def test_what_cannot_be_read_is_told(desk: TestClient) -> None:
    files = {"file": ("noise.bin", bytes(range(256)) * 20)}
    answer = desk.post("/add", data={"seal": find_seal(desk, "/add")}, files=files)
    assert answer.status_code == 200 and "binary" in HtmlPage(answer.text).words


@pytest.mark.parametrize(
    "address",
    ["/etc/passwd", "file:///etc/passwd", "-", "ftp://a.example/", "http://", "javascript:alert(1)", "http://[", "//x"],
)
def test_only_addresses_of_the_web_are_fetched(desk: TestClient, address: str) -> None:
    with pytest.raises(BadFormError):
        check_address(address)
    answer = desk.post("/add", data={"seal": find_seal(desk, "/add"), "address": address})
    assert answer.status_code == 422


def test_this_machine_is_not_fetched_from(desk: TestClient) -> None:
    answer = desk.post("/add", data={"seal": find_seal(desk, "/add"), "address": "http://127.0.0.1:9/private"})
    assert answer.status_code == 200 and "private" in HtmlPage(answer.text).words


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("page.html", "page.html"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("a\x00b\u202e.txt", "a_b_.txt"),
        ("", "page"),
        ("x" * 500, "x" * 200),
    ],
)
def test_names_of_files_are_made_harmless(name: str, place: str) -> None:
    how, digest, last = name_place("uploaded", b"1", name).split("/")
    assert (how, last) == ("uploaded", place) and len(digest) == 8


# --- correct --------------------------------------------------------------------------------------------------------


def test_a_statement_is_taken_out_and_brought_back(desk: TestClient, article: str) -> None:
    before = read_statements(desk, article)
    wrong = before[0]["id"]
    answer = send(desk, article, kind="reject", finding=wrong, reason="it is no statement")
    assert answer.status_code == 200 and "Kept and applied" in answer.text
    assert wrong not in {line["id"] for line in read_statements(desk, article)}
    judgement = desk.get("/api/v1/judgements").json()["judgements"][-1]
    assert judgement["kind"] == "reject" and judgement["author"] == "Ines Tarn"
    answer = desk.post(f"/judgements/{judgement['id']}/undo", data={"seal": find_seal(desk, "/judgements")})
    assert answer.url.path == "/judgements" and read_statements(desk, article) == before


def test_a_speaker_is_corrected(desk: TestClient, article: str) -> None:
    statement = read_statements(desk, article)[0]["id"]
    send(desk, article, kind="speaker", finding=statement, name="Berta Quill")
    corrected = next(line for line in read_statements(desk, article) if line["id"] == statement)
    assert corrected["source"]["name"] == "Berta Quill"
    page = desk.get(f"/articles/{article}/correct?finding={statement}").text
    assert "Berta Quill" in page


def test_a_statement_is_added_by_words_or_by_selection(desk: TestClient, article: str) -> None:
    words = "The lamp was out for nine hours"
    text = desk.get(f"/api/v1/articles/{article}").json()["page"]["text"]
    start = text.index(words)
    selected = desk.get(f"/articles/{article}/correct?at={start}-{start + len(words)}")
    assert words in HtmlPage(selected.text).words
    answer = send(desk, article, kind="add", at=f"{start}-{start + len(words)}", name="Olaf Meer", stance="warn")
    assert answer.status_code == 200
    new = next(line for line in read_statements(desk, article) if line["content"][0]["text"] == words)
    assert new["stance"] == "warn" and new["source"]["name"] == "Olaf Meer"


def test_copies_are_told_apart_and_put_together(desk: TestClient, stories: list[Any]) -> None:
    work = next(w for s in stories for w in s["works"] if w["original"] and len(w["articles"]) == 2)
    one, other = (printing["article"] for printing in work["articles"])
    send(desk, one, kind="different", other=other)
    apart = desk.get(f"/api/v1/articles/{one}").json()["work"]["articles"]
    assert other not in {printing["article"] for printing in apart}
    send(desk, one, kind="same", other=f"http://localhost/articles/{other}?at=1-2#cited")
    together = desk.get(f"/api/v1/articles/{one}").json()["work"]["articles"]
    assert other in {printing["article"] for printing in together}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"kind": "nonsense"},
        {"kind": "reject"},
        {"kind": "speaker", "finding": "statement-1"},
        {"kind": "add", "words": "words that do not stand in it"},
        {"kind": "add", "words": "ferry", "stance": "sings"},
        {"kind": "add", "at": "5-1"},
    ],
)
def test_forms_that_say_nothing_are_told(desk: TestClient, article: str, fields: dict[str, str]) -> None:
    assert send(desk, article, **fields).status_code == 422


def test_unknown_findings_are_told(desk: TestClient, article: str) -> None:
    assert send(desk, article, kind="reject", finding="statement-0000000000000000").status_code == 404
    assert desk.get(f"/articles/{article}/correct?finding=statement-0").status_code == 404
    seal = find_seal(desk, "/add")
    assert desk.post("/judgements/judgement-0000000000000000/undo", data={"seal": seal}).status_code == 404


# --- who may write --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seal", ["", "1.2", "9999999999." + "0" * 64])
def test_a_form_without_our_seal_does_nothing(desk: TestClient, path: Path, seal: str) -> None:
    before = count_records(path)
    for address in ("/add", "/judgements/judgement-1/undo", "/articles/article-1/correct"):
        answer = desk.post(address, data={"seal": seal, "text": "Something else\n\nThe mayor said so."})
        assert answer.status_code == 422 and "too old" in answer.text
    assert count_records(path) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://localhost"},
    ],
)
def test_other_sites_cannot_write(desk: TestClient, headers: dict[str, str]) -> None:
    data = {"seal": find_seal(desk, "/add"), "text": TEXT}
    assert desk.post("/add", data=data, headers=headers).status_code == 403
    assert desk.post("/api/v1/pages", json={"text": TEXT}, headers=headers).status_code == 403


def test_our_own_pages_can(desk: TestClient, added: str) -> None:
    headers = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    data = {"seal": find_seal(desk, "/add"), "text": TEXT}
    assert desk.post("/add", data=data, headers=headers).url.path == added


def test_forged_cookies_mean_nothing(desk: TestClient) -> None:
    cookie = {"cookie": "seal=1.2; session=admin; sayso=\x7f" + "a" * 2000}
    assert desk.get("/", headers=cookie).status_code == 200
    answer = desk.post("/add", data={"text": TEXT}, headers=cookie)
    assert answer.status_code == 422 and "set-cookie" not in answer.headers


def test_what_is_too_long_is_not_read(desk: TestClient) -> None:
    body = b"a" * 400_000
    assert desk.post("/add", content=body).status_code == 413

    def drip() -> Iterator[bytes]:
        for _ in range(8):
            yield b"a" * 50_000

    form = {"content-type": "application/x-www-form-urlencoded"}
    assert desk.post("/add", content=drip(), headers=form).status_code == 413
    answer = desk.post("/api/v1/pages", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 413 and answer.json()["status"] == 413


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "multipart/form-data", "", "multipart/form-data; boundary="]
)
def test_other_bodies_are_no_forms(desk: TestClient, kind: str) -> None:
    assert desk.post("/add", content=b"seal=1", headers={"content-type": kind}).status_code == 422


def test_read_only_means_it(path: Path) -> None:
    client = TestClient(make_app(path, Settings(), read_only=True), base_url="http://localhost")
    for address in ("/add", "/api/v1/pages", "/api/v1/judgements"):
        answer = client.post(address, json={"text": TEXT})
        assert answer.status_code == 405 and answer.headers["allow"] == "GET, HEAD"
    assert client.get("/add").status_code == 404
    links = HtmlPage(client.get("/").text).attributes("a", "href")
    assert "/add" not in links and "/judgements" not in links


def test_without_the_token_nothing_is_written(path: Path) -> None:
    token = "correct horse battery staple"
    client = TestClient(make_app(path, Settings(), token=token), base_url="http://10.0.0.7")
    assert client.post("/api/v1/pages", json={"text": TEXT}).status_code == 401
    bearer = {"authorization": f"Bearer {token}"}
    assert client.post("/api/v1/pages", json={"text": TEXT}, headers=bearer).status_code == 200


# --- by program -----------------------------------------------------------------------------------------------------


def test_a_program_adds_judges_and_undoes(desk: TestClient, added: str, article: str) -> None:
    answer = desk.post("/api/v1/pages", json={"text": TEXT}).json()
    assert answer["pages"] == [added.removeprefix("/pages/")] and answer["new_pages"] == 0
    wrong = read_statements(desk, article)[0]["id"]
    wanted = {"article": article, "kind": "reject", "finding": wrong, "author": "a program"}
    judgement = desk.post("/api/v1/judgements", json=wanted).json()["judgement"]
    assert wrong not in {line["id"] for line in read_statements(desk, article)}
    undone = desk.post(f"/api/v1/judgements/{judgement['id']}/undo", json={}).json()["judgement"]
    assert undone["undone"] and wrong in {line["id"] for line in read_statements(desk, article)}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"article": 1}', b'{"nonsense": 1}', b"\xff", b"[" * 100_000])
def test_broken_json_is_told(desk: TestClient, body: bytes) -> None:
    for address in ("/api/v1/pages", "/api/v1/judgements", "/api/v1/judgements/judgement-1/undo"):
        answer = desk.post(address, content=body, headers={"content-type": "application/json"})
        assert answer.status_code == 422 and answer.headers["content-type"] == "application/problem+json"
