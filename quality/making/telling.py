"""Writes what a work tells: paragraphs of sentences whose sources, cues, contents and figures are marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quality.making.likeness import is_alike
from quality.making.lines import Line, Mark, capitalise, expand, join, mark
from quality.making.script import Names, Overlay, Said, Script, Tell, Work, expand_in, make_headline, print_amount
from quality.making.world import Person, load_data

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OPEN, CLOSE = "“", "”"  # every house prints its own
TRIES = 12


def write_work(script: Script, work: Work, others: Sequence[Work] = ()) -> bool:
    """Give the work its paragraphs and headline. What comes out like one of the others' is written again; whether one
    of `TRIES` is unlike all."""
    told, tells = dict(script.told), list(work.tells)
    for _ in range(TRIES):
        script.told, work.tells = dict(told), list(tells)
        work.paragraphs = _write_paragraphs(script, work)
        if not any(is_alike(work.paragraphs, other.paragraphs) for other in others):
            work.headline = make_headline(script, work)
            return True
    return False


def _write_paragraphs(script: Script, work: Work) -> list[Line]:
    teller = Teller(script, work)
    for tell in work.tells:
        teller.tell(tell)
    return teller.paragraphs


class _Frame(Overlay):
    """The slots of one attribution: cues are marked as they are filled in."""

    def __init__(self, slots: dict[str, Any], below: Names, said: Said) -> None:
        super().__init__(slots, below)
        self._said = said

    def __missing__(self, key: str) -> Any:
        return mark(key[1:], "cue", self._said) if key[0] == "<" else super().__missing__(key)


class Teller:
    """Writes one work. It knows who has been introduced and who spoke last."""

    def __init__(self, script: Script, work: Work) -> None:
        self.script = script
        self.work = work
        self.rng = script.rng
        self.paragraphs: list[Line] = []
        self._known: set[str] = set()
        self._last: Person | None = None
        self._forms = load_data("attribution")
        self._used: set[str] = set()

    def tell(self, tell: Tell) -> None:
        """Write one paragraph."""
        paragraph = getattr(self, f"_tell_{tell.what}")(tell)
        if paragraph.text:
            self.paragraphs.append(paragraph)

    # --- attribution ------------------------------------------------------------------------------------------------

    def _source(self, said: Said, *, inverted: bool = False) -> Line:
        """Who says it: in full the first time, then by surname, role or (where the verb is not before it) pronoun."""
        person = said.speaker
        if person is None:
            return self._unnamed(said)
        if person.name not in self._known:
            self._known.add(person.name)
            return self._introduce(person, said)
        chance = self.rng.random()
        if person is self._last and chance < 0.45 and not inverted:
            return mark(person.pronoun, "source", said)
        if chance < 0.2:
            return mark(person.short, "source", said)
        return mark(f"{person.title} {person.surname}".strip() if chance < 0.3 else person.surname, "source", said)

    def _introduce(self, person: Person, said: Said) -> Line:
        """Name and role, in one of the orders that newspapers use."""
        chance = self.rng.random()
        if person.role.endswith("minister") and not person.role.startswith("the ") and chance < 0.6:
            return mark(f"{person.role} {person.name}", "source", said)
        name = f"{person.title} {person.name}".strip()
        if person.role_only or chance < 0.45 or (chance > 0.7 and "'s " in person.short):
            source = mark(name, "source", said)
            return Line(f"{source.text}, {self._put_role(person)},", source.marks)
        if chance < 0.7:
            source = mark(name, "source", said)
            return Line(f"{source.text} of {self._name_org(person.org)}", source.marks)
        return mark(f"{person.short.removeprefix('the ')} {person.name}", "source", said)

    def _put_role(self, person: Person) -> str:
        """The role, in this reporter's words."""
        for beginning, others in load_data("roles")["ways"].items():
            if person.role.startswith(beginning):
                return str(self.rng.choice((beginning, *others))) + person.role.removeprefix(beginning)
        return person.role

    def _name_org(self, org: str) -> str:
        """An organisation with its article, where it bears one."""
        return org if " " not in org or org.startswith("St ") else f"the {org}"

    def _unnamed(self, said: Said) -> Line:
        if not said.anonymous:
            return mark(said.name, "source", said)
        if said.name not in self._known:
            self._known.add(said.name)
            condition = self.rng.choice(self._forms["words"]["condition"])
            source = mark(said.name, "source", said)
            return Line(f"{source.text}, {expand_in(self.script, condition).text},", source.marks)
        return mark("the official" if "official" in said.name else "the same source", "source", said)

    def _attribute(self, form: str, said: Said, content: Line | None, **slots: Line | str) -> Line:
        """A sentence that ties the content to its source."""
        template = self.rng.choice(self._forms["indirect"][form])
        return self._frame(template, said, C=mark(content, "content", said) if content else "", **slots)

    def _frame(self, template: str, said: Said, **slots: Line | str) -> Line:
        script, rng = self.script, self.rng
        day = f" on {WEEKDAYS[script.date(self.work.day).weekday()]}" if rng.random() < 0.6 else ""
        if "{day}" in template and day:
            said.day = self.work.day
        hearer = rng.choice(self._forms["words"]["hearer"]) if "{hearer}" in template else ""
        filled = {
            "S": self._source(said, inverted="> {S}" in template),
            "day": day,
            "hearer": expand_in(script, hearer) if hearer else "",
            **slots,
        }
        sentence = capitalise(expand(template, rng, _Frame(filled, script.names, said)))
        self._last = said.speaker
        return sentence

    def _quote(self, said: Said, words: str, form: str = "said", **slots: Line | str) -> Line:
        """A sentence with a quotation; one of two sentences may be split by its cue."""
        said.direct = "direct"
        text = expand_in(self.script, words).text
        first, _, rest = text.partition(". ")
        if rest and form == "said" and self.rng.random() < 0.6:
            template = self.rng.choice(self._forms["direct"]["split"])
            halves = {"Q1,": f"{OPEN}{first},{CLOSE}", "Q2.": f"{OPEN}{rest}.{CLOSE}"}
            return self._frame(template.replace("{Q2.}.", "{Q2.}"), said, **self._mark_all(said, halves), **slots)
        template = self.rng.choice(self._forms["direct"][form]).replace("{Q.}.", "{Q.}")
        whole = {"Q,": f"{OPEN}{text},{CLOSE}", "Q.": f"{OPEN}{text}.{CLOSE}"}
        return self._frame(template, said, **self._mark_all(said, whole), **slots)

    def _mark_all(self, said: Said, pieces: dict[str, str]) -> dict[str, Line | str]:
        return {key: mark(text, "content", said) for key, text in pieces.items()}

    def _rotate(self, name: str, templates: list[str]) -> str:
        """One of the templates that this story has used least: no two reporters put it the same way."""
        told = self.script.told
        place = min(range(len(templates)), key=lambda i: (told.get(f"{name}.{i}", 0), self.rng.random()))
        told[f"{name}.{place}"] = told.get(f"{name}.{place}", 0) + 1
        return templates[place]

    def _say(self, role: str, fact: str, claim: str | None = None) -> Said:
        person = self.script.cast[role]
        return Said(fact, claim or fact, person, person.name)

    # --- counts -----------------------------------------------------------------------------------------------------

    def _clause(self, tell: Tell, form: str) -> Line:
        """The words of a count; `up` and `down` hold the earlier number too."""
        series = next(s for s in self.script.series if s.key == tell.key)
        version = series.versions[tell.number]
        claim = f"{series.key}={tell.number}"
        value = version.value
        figure = print_amount(self.script, series, value, version.qualifier, tell.fact, claim)
        slots: dict[str, Line | str] = {"n": figure, "people": series.people}
        if form in ("up", "down"):
            before = series.versions[tell.number - 1]
            old = f"{series.key}={tell.number - 1}"
            slots["m"] = print_amount(
                self.script, series, before.value, "", f"{series.key}.{tell.number - 1}.before", old
            )
        return expand_in(self.script, self._rotate(f"{series.key}.{form}", series.table[form]), **slots)

    def _count_form(self, tell: Tell) -> str:
        series = next(s for s in self.script.series if s.key == tell.key)
        version = series.versions[tell.number]
        if (
            tell.number
            and version.day == self.work.day
            and self.rng.random() < (0.85 if version.how == "down" else 0.3)
        ):
            return version.how
        return "clause"

    def _tell_lead(self, tell: Tell) -> Line:
        script, rng = self.script, self.rng
        if self.work.day > 20:
            series = script.series[0]
            stale = next((t for t in self.work.tells if t.what == "stale"), None)
            back = self._back(stale) if stale else Line("that nobody here has forgotten")
            if stale:
                self.work.tells = [t for t in self.work.tells if t is not stale]
            del series
            return capitalise(expand_in(script, rng.choice(load_data("generic")["tail"]["lines"]), back=back))
        fresh = self.work.day == 0 or not tell.key or rng.random() < 0.35
        pieces: list[str | Line]
        if fresh:
            pieces = [expand_in(script, self._rotate("happened", script.event["happened"]))]
            if tell.key:
                pieces += [", ", self._clause(tell, "part")]
        else:
            pieces = [self._clause(tell, self._count_form(tell))]
        content = join(pieces)
        said = self._say(
            tell.role or "counter", "lead" if fresh else tell.fact, "event" if fresh else f"{tell.key}={tell.number}"
        )
        meanwhile = (
            f", as {expand_in(script, self._rotate('meanwhile', script.event['meanwhile'])).text}"
            if rng.random() < 0.5 and ", as " not in content.text
            else ""
        )
        if fresh and rng.random() < 0.35 and not self._is_corroborating(tell):
            return capitalise(join([content, meanwhile, "."]))
        template = rng.choice(("{C}, {S} <said>{day}", "{C}, <according to> {S}", "{C}, {S} <said>"))
        return self._frame(template + meanwhile + ".", said, C=mark(content, "content", said))

    def _is_corroborating(self, tell: Tell) -> bool:
        """Whether it matters who says it."""
        return any(
            p.kind == "corroboration" and any(tell.fact in side for side in p.sides) for p in self.script.planted
        )

    def _back(self, tell: Tell) -> Line:
        series = next(s for s in self.script.series if s.key == tell.key)
        old = series.versions[0]
        figure = print_amount(self.script, series, old.value, old.qualifier, tell.fact, f"{series.key}=0")
        return expand_in(
            self.script, self._rotate(f"{series.key}.back", series.table["back"]), n=figure, people=series.people
        )

    def _tell_count(self, tell: Tell) -> Line:
        said = self._say(tell.role, tell.fact, f"{tell.key}={tell.number}")
        sentence = self._attribute("count", said, self._clause(tell, self._count_form(tell)))
        return self._extend(sentence, tell.role)

    def _tell_more(self, tell: Tell) -> Line:
        series = next(s for s in self.script.series if s.key == tell.key)
        value = max(2.0, round(series.versions[-1].value * self.rng.uniform(0.1, 0.5)))
        value = self.script.told.setdefault(tell.fact, int(value))
        figure = print_amount(self.script, series, value, "", tell.fact, f"{series.key}+", "additional")
        said = self._say(tell.role, tell.fact)
        clause = expand_in(
            self.script, self._rotate(f"{series.key}.more", series.table["more"]), n=figure, people=series.people
        )
        return self._attribute("count", said, clause)

    def _tell_other(self, tell: Tell) -> Line:
        """Another side's number, passed on by an agency."""
        series = next(s for s in self.script.series if s.key == tell.key)
        version = series.versions[tell.number]
        value = self.script.told.setdefault(tell.fact, int(version.value * self.rng.choice((0.6, 1.4, 1.7)) + 2))
        figure = print_amount(self.script, series, value, "", tell.fact, f"{series.key}~{tell.number}")
        clause = expand_in(
            self.script, self._rotate(series.key, series.table["clause"]), n=figure, people=series.people
        )
        return self._passed_on(self._say(tell.role, tell.fact), clause)

    def _tell_part(self, tell: Tell) -> Line:
        series = next(s for s in self.script.series if s.key == tell.key)
        value = max(2, int(series.versions[tell.number].value * 0.4))
        figure = print_amount(self.script, series, value, "", tell.fact, f"{series.key}/")
        said = self._say(tell.role, tell.fact)
        clause = expand_in(
            self.script, f"in {{town2}} alone {series.table['clause'][0]}", n=figure, people=series.people
        )
        return self._attribute("count", said, clause)

    def _tell_stale(self, tell: Tell) -> Line:
        """The old number as background, in the article's own words."""
        return capitalise(
            join(["the ", self.script.names["noun"], " ", self._back(tell), " is still being looked into."])
        )

    # --- the matter -------------------------------------------------------------------------------------------------

    def _tell_yes(self, tell: Tell) -> Line:
        script, rng = self.script, self.rng
        matter = script.event["matter"]
        said = self._say(tell.role, tell.fact, "matter")
        if tell.role == "accuser" and script.told["anonymous"]:
            said.speaker, said.anonymous, said.kind = None, True, "anonymous"
            said.name = self._anonymous_name()
        if rng.random() < 0.3:
            return self._quote(said, self._rotate("quote_yes", matter["quote_yes"]))
        if rng.random() < 0.2:
            said.stance = "accuse"
            target = mark(self._name_org(script.cast["denier"].org), "content", said)
            gerund = mark(expand_in(script, self._rotate("gerund", matter["gerund"])), "content", said)
            sentence = self._attribute("accuse", said, None, T=target, G=gerund)
        else:
            sentence = self._attribute("allege", said, expand_in(script, self._rotate("claim", matter["claim"])))
        if rng.random() < 0.4:
            again = Said(f"{tell.fact}.quote", "matter", said.speaker, said.name, said.kind, anonymous=said.anonymous)
            return join([sentence, self._quote(again, self._rotate("quote_yes", matter["quote_yes"]))], " ")
        return sentence

    def _anonymous_name(self) -> str:
        key = "anonymous.name"
        if key not in self.script.names:
            template = self.script.rng.choice(self._forms["words"]["anonymous"])
            self.script.names[key] = expand_in(self.script, template, org=self.script.cast["denier"].org).text
        return str(self.script.names[key])

    def _tell_no(self, tell: Tell) -> Line:
        script, rng = self.script, self.rng
        matter = script.event["matter"]
        said = self._say(tell.role, tell.fact, "matter.no")
        said.negated = True
        if rng.random() < 0.35:
            return self._quote(said, self._rotate("quote_no", matter["quote_no"]))
        if rng.random() < 0.35:
            return self._attribute("not", said, expand_in(script, self._rotate("not", matter["not"])))
        said.stance, said.negated = "deny", False
        sentence = self._deny(said, matter)
        if rng.random() < 0.5:
            again = self._say(tell.role, f"{tell.fact}.quote", "matter.no")
            again.negated = True
            return join([sentence, self._quote(again, self._rotate("quote_no", matter["quote_no"]))], " ")
        return sentence

    def _deny(self, said: Said, matter: dict[str, Any]) -> Line:
        forms = self._forms["indirect"]["deny"]
        if not any(tell.what in ("yes", "chain", "circle") for tell in self.work.tells):
            forms = [form for form in forms if "{R}" not in form]  # nothing here for it to point back to
        template = self.rng.choice(forms)
        content = mark(expand_in(self.script, self._rotate("claim", matter["claim"])), "content", said)
        denied = mark(expand_in(self.script, self._rotate("np", matter["np"])), "content", said)
        label = f"{OPEN}{self.rng.choice(matter['label'])}{CLOSE}"
        back = mark(self.rng.choice(self._forms["words"]["back"]), "content", said)
        return self._frame(template, said, C=content, N=denied, R=back, L=label)

    def _tell_confirm(self, tell: Tell) -> Line:
        matter = self.script.event["matter"]
        said = self._say(tell.role, tell.fact, "matter")
        said.stance = "confirm"
        sentence = self._attribute("confirm", said, expand_in(self.script, self._rotate("confirm", matter["confirm"])))
        again = self._say(tell.role, f"{tell.fact}.quote", "matter")
        again.stance = "confirm"
        return join([sentence, self._quote(again, self._rotate("quote_confirm", matter["quote_confirm"]))], " ")

    def _tell_chain(self, tell: Tell) -> Line:
        said = self._say(tell.role, tell.fact, "matter")
        clause = expand_in(self.script, self._rotate("claim", self.script.event["matter"]["claim"]))
        return self._passed_on(said, clause)

    def _tell_circle(self, tell: Tell) -> Line:
        said = Said(tell.fact, "matter", None, tell.key, "organisation")
        clause = expand_in(self.script, self._rotate("claim", self.script.event["matter"]["claim"]))
        return self._attribute("reported", said, clause)

    def _passed_on(self, said: Said, clause: Line) -> Line:
        via = self._passer()
        said.via = (via,)
        return self._attribute("passed", said, clause, V=mark(via, "via", said))

    def _passer(self) -> str:
        """A broadcaster of the country, the same for the whole story."""
        names = self.script.names
        if "radio" not in names:
            names["radio"] = self.rng.choice(self.script.world.by_kind["radio"]).name
        return str(names["radio"])

    def _tell_talk(self, tell: Tell) -> Line:
        remark = self.script.remarks[tell.number]
        said = self._say(tell.role, tell.fact)
        via = self._passer()
        said.via = (via,)
        for form in ("say", "quote"):
            self.script.told[f"remark.{tell.number}.{form}.0"] = 9  # nobody tells it again besides
        if self.script.told.setdefault("talk.quote", int(self.rng.random() < 0.5)):
            return self._quote(said, remark["quote"][0], "passed", V=mark(via, "via", said))
        return self._attribute("passed", said, expand_in(self.script, remark["say"][0]), V=mark(via, "via", said))

    # --- voices, narration ------------------------------------------------------------------------------------------

    def _tell_voice(self, tell: Tell) -> Line:
        """What somebody says besides: told, quoted, or both."""
        sentences: list[str | Line] = []
        if self.rng.random() < 0.75:
            sentences += self._remark(tell.role)
        if not sentences or self.rng.random() < 0.55:
            sentences += self._remark_quoted(tell.role)
        return join(sentences, " ")

    def _pick(self, role: str, form: str, most: int) -> tuple[str, str] | None:
        """(fact, template) of a remark of this role that fewer than `most` works have told, and not this one."""
        told = self.script.told
        own = [
            (f"remark.{number}.{form}.{place}", template)
            for number, remark in enumerate(self.script.remarks)
            if remark["by"] == role
            for place, template in enumerate(remark[form])
        ]
        left = [pair for pair in own if told.get(pair[0], 0) < most and pair[0] not in self._used]
        if not left:
            return None
        fact, template = min(left, key=lambda pair: (told.get(pair[0], 0), self.rng.random()))
        self._use(fact)
        return fact, template

    def _use(self, fact: str) -> None:
        self._used.add(fact)
        self.script.told[fact] = self.script.told.get(fact, 0) + 1

    def _remark(self, role: str) -> list[str | Line]:
        picked = self._pick(role, "say", 1)
        if picked is None:
            return []
        said = self._say(role, picked[0])
        forms = ["assert"] * 4 + ["add"] * (self._last is said.speaker) + ["warn"] * (role in ("counter", "backer"))
        form = self.rng.choice(forms)
        said.stance = "warn" if form == "warn" else "assert"
        sentence = self._attribute(form, said, expand_in(self.script, picked[1]))
        if self.rng.random() < 0.2:
            return [self._append(sentence, role)]
        return [sentence]

    def _remark_quoted(self, role: str) -> list[str | Line]:
        picked = self._pick(role, "quote", 3)
        return [self._quote(self._say(role, picked[0]), picked[1])] if picked else []

    def _append(self, sentence: Line, role: str) -> Line:
        """`…, adding that …`: one source for two contents."""
        own = [m for m in sentence.marks if m.part == "source"]
        if not own or own[0].start > 2 or not sentence.text.endswith("."):
            return sentence
        picked = self._pick(role, "say", 1)
        if picked is None:
            return sentence
        said = self._say(role, picked[0])
        content = mark(expand_in(self.script, picked[1]), "content", said)
        form = self.rng.choice(self._forms["indirect"]["adding"])
        adding = expand(form, self.rng, _Frame({"C": content}, self.script.names, said))
        stem = Line(sentence.text[:-1], sentence.marks)
        whole = join([stem, ", ", adding, "."])
        return Line(whole.text, (*whole.marks, Mark(own[0].start, own[0].end, "source", said)))

    def _extend(self, sentence: Line, role: str) -> Line:
        """Sometimes a quotation of the same person after what they said."""
        if self.rng.random() > 0.3:
            return sentence
        return join([sentence, *self._remark_quoted(role)], " ")

    def _tell_narration(self, tell: Tell) -> Line:
        return self._lines([*self.script.event["narration"], *load_data("generic")["narration"]["lines"]], 2)

    def _tell_background(self, tell: Tell) -> Line:
        return self._lines([*self.script.event["background"], *load_data("generic")["background"]["lines"]], 2)

    def _tell_ending(self, tell: Tell) -> Line:
        return self._lines(load_data("generic")["ending"]["lines"], 1)

    def _lines(self, templates: list[str], most: int) -> Line:
        """One or more sentences of the article's own, which no other work of the story has."""
        told = self.script.told
        left = [template for template in templates if not told.get(template)]
        chosen = self.rng.sample(left, min(len(left), self.rng.randint(1, most)))
        told.update(dict.fromkeys(chosen, 1))
        return join([capitalise(expand_in(self.script, template)) for template in chosen], " ")
