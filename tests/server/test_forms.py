"""What a form sends, and how it is known for one of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.server.forms import MOST_FIELDS, SEAL_SECONDS, SEAL_STEP, BadFormError, Seal, read_fields, read_parts

BORDER = b"----edge7"
names = st.text("abcdefghij", min_size=1, max_size=8)
values = st.text(max_size=60).map(str.strip).filter(bool).filter(lambda text: "\ud800" not in text)


def pack(fields: dict[str, str], file: tuple[str, bytes] | None = None) -> bytes:
    """What a browser makes of a form with a file."""
    parts = [
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (BORDER, name.encode(), text.encode())
        for name, text in fields.items()
    ]
    if file:
        head = f'Content-Disposition: form-data; name="file"; filename="{file[0]}"\r\nContent-Type: text/html'
        parts.append(b"--%s\r\n%s\r\n\r\n%s\r\n" % (BORDER, head.encode(), file[1]))
    return b"".join(parts) + b"--%s--\r\n" % BORDER


@given(st.dictionaries(names, values, max_size=6), st.binary(max_size=200))
def test_parts_come_out_as_they_went_in(fields: dict[str, str], data: bytes) -> None:
    form = read_parts(pack(fields, ("page.html", data)), BORDER)
    assert form.fields == fields
    assert form.file is not None and form.file.name == "page.html" and form.file.data == data


def test_a_file_that_was_not_chosen_is_none() -> None:
    assert read_parts(pack({"a": "1"}, ("", b"")), BORDER).file is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--%s--" % b"other",
        pack({"a": "1"})[:-8],
        b'--%s\r\nContent-Disposition: form-data; name="a"\r\n1\r\n--%s--' % (BORDER, BORDER),
        b"--%s\r\nContent-Disposition: form-data\r\n\r\n1\r\n--%s--" % (BORDER, BORDER),
        pack({f"f{number}": "1" for number in range(MOST_FIELDS + 1)}),
    ],
    ids=["empty", "foreign border", "cut off", "no blank line", "no name", "too many"],
)
def test_broken_parts_are_told(body: bytes) -> None:
    with pytest.raises(BadFormError):
        read_parts(body, BORDER)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_form_or_told(body: bytes) -> None:
    for read in (read_fields, lambda sent: read_parts(sent, b"x")):
        try:
            read(body)
        except BadFormError:
            continue


def test_fields_are_text_without_white_space_around() -> None:
    assert read_fields(b"a=+1+&b=&c=%C3%A9").fields == {"a": "1", "c": "é"}


@pytest.mark.parametrize("body", [b"a=%FF", "a=é".encode(), b"&".join(b"a=1" for _ in range(MOST_FIELDS + 1))])
def test_fields_that_cannot_be_read_are_told(body: bytes) -> None:
    with pytest.raises(BadFormError):
        read_fields(body)


def test_a_seal_holds_for_half_a_day() -> None:
    seal = Seal()
    made = seal.make(1_000_000.0)
    assert seal.holds(made, 1_000_000.0) and seal.holds(made, 1_000_000.0 + SEAL_SECONDS)
    assert not seal.holds(made, 1_000_001.0 + SEAL_SECONDS + SEAL_STEP)
    assert seal.make(1_000_100.0) == made != seal.make(1_000_000.0 + SEAL_STEP)
    assert not Seal().holds(made, 1_000_000.0), "another server's"


@pytest.mark.parametrize("forged", ["", ".", "1", "1.", "1000000.", "9" * 30 + ".a", "١.a", "1000000.é", "1000000.00"])
def test_a_forged_seal_does_not_hold(forged: str) -> None:
    assert not Seal().holds(forged, 1_000_000.0)


@given(st.text(max_size=100))
def test_no_text_is_a_seal_by_chance(text: str) -> None:
    assert not Seal().holds(text)
