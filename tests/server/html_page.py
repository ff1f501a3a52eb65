"""A page as a browser would take it apart, as far as tests need it."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br"}


class HtmlPage(HTMLParser):
    """`tags`: (name, attributes) of all elements; `text`: what #text holds; `pieces`: its marked pieces."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.words = ""
        self.pieces: list[tuple[int, int, str]] = []  # start and end in `text`, reasons
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._starts: list[int] = []
        self.feed(source)
        self.close()
        assert not self._open, f"not closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append((tag, dict(attrs)))
            self._starts.append(len(self.text))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        name, attrs = self._open.pop()
        start = self._starts.pop()
        assert name == tag, f"</{tag}> closes <{name}>"
        if "data-m" in attrs:
            self.pieces.append((start, len(self.text), str(attrs["data-m"])))

    def handle_data(self, data: str) -> None:
        self.words += data
        if any(attrs.get("id") == "text" for _, attrs in self._open):
            self.text += data

    def attributes(self, tag: str, name: str) -> list[str]:
        """The values of this attribute on all elements of this name."""
        return [value for found, attrs in self.tags if found == tag and (value := attrs.get(name)) is not None]

    def spans_of(self, layer: str) -> set[tuple[str, int, int]]:
        """(note, start, end) of what bears this layer's mark, pieces that touch joined."""
        joined: dict[str, list[list[int]]] = {}
        for start, end, reasons in self.pieces:
            for reason in reasons.split():
                found, note = reason.split(":")
                if found == layer:
                    runs = joined.setdefault(note, [])
                    if runs and runs[-1][1] == start:
                        runs[-1][1] = end
                    else:
                        runs.append([start, end])
        return {(note, start, end) for note, runs in joined.items() for start, end in runs}
