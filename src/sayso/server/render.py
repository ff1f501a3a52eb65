"""Templates → HTML. Every value is escaped; text of pages goes through `line` or `exact`."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from sayso.brief import rests_on
from sayso.rules.sites import join_names
from sayso.server.atlas import is_ambiguous
from sayso.server.chart import shorten_number
from sayso.server.days import tell_days, tell_reason
from sayso.server.feed import count_minutes
from sayso.server.library import Library
from sayso.server.marks import fold_line, hide_controls
from sayso.server.notes import tell_value, write_spans
from sayso.server.reader import Reader, read_reader
from sayso.server.strings import count, family_of, name_language, name_topic, say
from sayso.server.tree import gather_stands, tell_support


def show(request: Request, library: Library, template: str, **values: Any) -> HTMLResponse:
    """A page as this reader likes it, with ways to add and correct where the archive may be written to."""
    reader = values.pop("reader", None) or read_reader(request.cookies)
    return HTMLResponse(render(template, writable=library.is_writable, reader=reader, **values))


def lead_to(path: str, request: Request) -> Response:
    """Sends on to the permanent address, with the question that was asked."""
    return RedirectResponse(path + (f"?{request.url.query}" if request.url.query else ""), 307)


def render(template: str, **values: Any) -> str:
    """The template with these values. A value that the template needs and does not get is an error."""
    return make_environment().get_template(template).render(**values)


@lru_cache(maxsize=1)
def make_environment() -> Environment:
    """The templates with their filters; all of them escape what they are given."""
    environment = Environment(
        loader=PackageLoader("sayso.server", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        line=fold_line,
        inline=hide_controls,
        exact=write_exactly,
        number=shorten_number,
        value=tell_value,
        day=tell_days,
        reason=tell_reason,
        outlets=join_names,
        spans=write_spans,
    )
    environment.globals.update(say=say, count=count, family_of=family_of, rests_on=rests_on, link_words=link_words)
    environment.globals.update(minutes=count_minutes, link_name=link_name, language=name_language, writable=False)
    environment.globals.update(reader=Reader(), link_place=link_place, topic_of=name_topic, is_ambiguous=is_ambiguous)
    environment.globals.update(tell_support=tell_support, gather_stands=gather_stands)
    return environment


def load_templates() -> None:
    """Read and compile all templates, so that no reader waits for it."""
    environment = make_environment()
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)


def write_exactly(text: str) -> Markup:
    """The text so that a browser has the same characters: it would read a bare carriage return as a newline."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))  # noqa: S704 (escaped on this line)


def link_words(found: Any) -> str:
    """The address of the very words of a citation or finding: the article, with the words marked."""
    return f"/articles/{quote(found.article)}?at={write_spans(found.spans)}#cited"


def link_name(kind: str, name: str) -> str:
    """The address of what the archive has under a name: `outlets`, `organisations`."""
    return f"/{kind}?name={quote(name, safe='')}"


def link_place(key: str) -> str:
    """The address of a place."""
    return f"/places/{quote(key, safe='')}"
