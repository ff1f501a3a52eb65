"""Who writes when and tells what: the works of a story, and the relations planted among what they tell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random

from quality.making.script import Script, Tell, Version, Work
from quality.making.world import House, World, make_name

LEAST_WORKS = 3


def plan_works(script: Script, *, small: bool) -> None:
    """Fill `script.works` and `script.planted`."""
    _plan_days(script, small=small)
    _tell_counts(script)
    if not small:
        _plant_additional(script)
        _plant_differs(script)
        _plant_part(script)
        _plant_second_count(script)
    _plant_matter(script, small=small)
    if not small:
        _plant_interview(script)
        _plant_stale(script)
    _plant_measures(script)
    for work in script.works:
        _fill(script, work)


def _plan_days(script: Script, *, small: bool) -> None:
    rng = script.rng
    authors = _draw_authors(script.world, rng)
    last = max(version.day for series in script.series for version in series.versions)
    days = list(range(max(last, 1 if small else 2) + 1))
    for day in days:
        count = 1 if small else rng.choice((1, 2, 2, 3, 3) if day < 3 else (1, 1, 2))
        for author in rng.sample(authors, count + (day == 0 and not small)):
            script.works.append(_make_work(script, author, day))
    if not small and rng.random() < 0.5:
        script.works.append(_make_work(script, rng.choice(authors[3:]), last + rng.randint(18, 70)))
    script.works.sort(key=lambda work: (work.day, work.hour))


def _draw_authors(world: World, rng: Random) -> list[House]:
    """Three agencies, then outlets."""
    return [*rng.sample(world.by_kind["agency"], 3), *rng.sample(world.by_kind["outlet"], 6)]


def _make_work(script: Script, author: House, day: int) -> Work:
    rng = script.rng
    writer, editor = make_name(rng)[0], make_name(rng)[0]
    return Work(author, day, rng.randint(5, 22), [], writer, editor)


def _on(script: Script, day: int) -> list[Work]:
    """The works of the first day from this one on that has some; those of the last day otherwise."""
    later = [work.day for work in script.works if work.day >= day]
    found = min(later) if later else script.works[-1].day
    return [work for work in script.works if work.day == found]


def _give(script: Script, day: int, tell: Tell, share: float = 0.5) -> list[Work]:
    """Let one work of the day tell it, and each other one with this likelihood."""
    works = _on(script, day)
    first = script.rng.choice(works)
    telling = [work for work in works if work is first or script.rng.random() < share]
    for work in telling:
        work.tells.append(tell)
    return telling


# --- counts ---------------------------------------------------------------------------------------------------------


def _tell_counts(script: Script) -> None:
    """The newest number of each thing, in most works of its days; the days of a change tell it all."""
    role = {0: "counter", 1: "second"}
    for rank, series in enumerate(script.series):
        by = role.get(rank, script.rng.choice(("counter", "local", "second")))
        for number, version in enumerate(series.versions):
            fact = f"{series.key}.{number}"
            for work in _works_between(script, series.versions, number):
                fresh = work.day == version.day
                if script.rng.random() < (0.95 if fresh and rank == 0 else 0.75 if fresh else 0.4):
                    work.tells.append(Tell("count", fact, series.key, number, by))
            if number:
                kind = "revision_up" if version.how == "up" else "revision_down"
                before = series.versions[number - 1]
                why = f"{series.key}: {before.value:g} on day {before.day}, {version.value:g} on day {version.day}"
                earlier = tuple(f"{series.key}.{place}" for place in range(number))
                script.plant(kind, why, earlier, (fact,))


def _works_between(script: Script, versions: Sequence[Version], number: int) -> list[Work]:
    until = versions[number + 1].day if number + 1 < len(versions) else versions[number].day + 5
    return [work for work in script.works if versions[number].day <= work.day < until]


def _plant_additional(script: Script) -> None:
    rng = script.rng
    if rng.random() > 0.45:
        return
    series = rng.choice(script.series)
    version = series.versions[-1]
    fact = f"{series.key}.more"
    _give(script, version.day, Tell("more", fact, series.key, 0, rng.choice(("counter", "local"))), 0.3)
    why = "the number comes on top of the total"
    script.plant("additional", why, (fact,), tuple(f"{series.key}.{i}" for i in range(len(series.versions))))


def _plant_differs(script: Script) -> None:
    """An agency of the other side has another number on the same day."""
    rng = script.rng
    series = script.series[0]
    if rng.random() > 0.4 or series.table.get("money"):
        return
    number = rng.randrange(len(series.versions))
    day = series.versions[number].day
    fact = f"{series.key}.other"
    for work in _give(script, day, Tell("other", fact, series.key, number, "rival"), 0.4):
        if not any(tell.fact == f"{series.key}.{number}" for tell in work.tells):
            work.tells.insert(0, Tell("count", f"{series.key}.{number}", series.key, number, "counter"))
    script.plant("differs", "two sides count differently on one day", (f"{series.key}.{number}",), (fact,))
    others = tuple(f"{series.key}.{other}" for other in range(len(series.versions)) if other != number)
    if others:
        script.plant("differs_too", "two sides count differently, on two days", others, (fact,))


def _plant_part(script: Script) -> None:
    """A number for one place only, beside the whole."""
    rng = script.rng
    counted = [series for series in script.series if series.people]
    if rng.random() > 0.4 or not counted:
        return
    series = rng.choice(counted)
    number = rng.randrange(len(series.versions))
    if series.versions[number].value < 6:
        return
    fact = f"{series.key}.part"
    _give(script, series.versions[number].day, Tell("part", fact, series.key, number, "local"), 0.3)
    script.plant("other_scope", "one number is of one place, the other of all", (f"{series.key}.{number}",), (fact,))


def _plant_second_count(script: Script) -> None:
    """Somebody else gives the same number of their own knowledge."""
    rng = script.rng
    series = script.series[0]
    if rng.random() > 0.4 or series.table.get("money"):
        return
    number = len(series.versions) - 1
    version = series.versions[number]
    works = _on(script, version.day)
    if len(works) < 2:
        return
    one, other = rng.sample(works, 2)
    fact = f"{series.key}.{number}"
    for work, role, name in ((one, "counter", fact), (other, "second", f"{fact}.second")):
        work.tells = [tell for tell in work.tells if not (tell.what == "count" and tell.key == series.key)]
        work.tells.insert(0, Tell("count", name, series.key, number, role))
    script.plant("corroboration", "two who count apart give one number", (fact,), (f"{fact}.second",))


def _plant_measures(script: Script) -> None:
    """Two counts of one story that measure different things."""
    people = [series.key for series in script.series if series.people]
    for one, other in pairwise(people):
        script.plant("other_measure", "they count different things", (f"{one}.0",), (f"{other}.0",))


def _plant_stale(script: Script) -> None:
    """A late work prints the first number again, long after it was replaced."""
    rng = script.rng
    series = script.series[0]
    if len(series.versions) < 2 or rng.random() > 0.7:
        return
    late = [work for work in script.works if work.day > series.versions[-1].day]
    if not late:
        return
    work = late[-1]
    fact = f"{series.key}.stale"
    work.tells = [tell for tell in work.tells if not (tell.what == "count" and tell.key == series.key)]
    work.tells.append(Tell("stale", fact, series.key, 0))
    newest = f"{series.key}.{len(series.versions) - 1}"
    script.plant("stale", "an old number is printed again after newer ones", (fact,), (f"{series.key}.0",), (newest,))


# --- statements -----------------------------------------------------------------------------------------------------


def _plant_matter(script: Script, *, small: bool) -> None:
    """Somebody says it, somebody denies it; others back it, one side goes back on it."""
    rng = script.rng
    if rng.random() > (0.5 if small else 0.85):
        return
    last = script.works[-1].day
    day = min(1, last)
    script.told["anonymous"] = anonymous = int(rng.random() < 0.3)
    said = ["matter.yes.accuser"]
    _give(script, day, Tell("yes", said[0], role="accuser"), 0.6)
    denied = ["matter.no.denier"]
    _give(script, day, Tell("no", denied[0], role="denier"), 0.6)
    if not small and rng.random() < 0.6:
        said.append("matter.yes.backer")
        _give(script, day + 1, Tell("yes", said[1], role="backer"), 0.5)
        if not anonymous:
            script.plant("corroboration", "two who know of it apart say it", (said[0],), (said[1],))
    if not small and rng.random() < 0.35:
        denied.append("matter.no.top")
        _give(script, day + 1, Tell("no", denied[1], role="top"), 0.4)
    for fact in denied:
        script.plant("denial", "one side says it, the other denies it", tuple(said), (fact,))
    if not small:
        _plant_second_hand(script, day)
        _plant_circle(script, day)
        if last > day and rng.random() < 0.5:
            _give(
                script, last if rng.random() < 0.5 else day + 1, Tell("confirm", "matter.confirm", role="denier"), 0.6
            )
            script.plant("reversal", "who denied it now confirms it", (denied[0],), ("matter.confirm",))


def _plant_second_hand(script: Script, day: int) -> None:
    if script.rng.random() > 0.45:
        return
    _give(script, day, Tell("chain", "matter.yes.chain", role="rival"), 0.3)
    script.plant("second_hand", "the words passed through another house", ("matter.yes.chain",))


def _plant_circle(script: Script, day: int) -> None:
    """Two outlets, each with the other as its source."""
    rng = script.rng
    works = [work for work in script.works if day <= work.day <= day + 2 and work.author.kind == "outlet"]
    houses = {work.author.name: work for work in works}
    if len(houses) < 2 or rng.random() > 0.35:
        return
    one, other = rng.sample(list(houses.values()), 2)
    one.tells.append(Tell("circle", "matter.circle.a", key=other.author.name))
    other.tells.append(Tell("circle", "matter.circle.b", key=one.author.name))
    script.plant("circular", "each gives the other as its source", ("matter.circle.a",), ("matter.circle.b",))


def _plant_interview(script: Script) -> None:
    """One interview, given to one broadcaster and carried by many."""
    rng = script.rng
    if rng.random() > 0.5:
        return
    role = rng.choice(("local", "backer", "critic", "top"))
    numbers = [i for i, remark in enumerate(script.remarks) if remark["by"] == role]
    telling = _give(script, rng.choice((0, 1)), Tell("talk", "talk", number=rng.choice(numbers), role=role), 0.9)
    if len(telling) > 1:
        script.plant("one_origin", "one interview, carried by several", ("talk",))


def _fill(script: Script, work: Work) -> None:
    """Put the tells of a work in order and add voices, narration and background."""
    rng = script.rng
    counts = [tell for tell in work.tells if tell.what in ("count", "other", "part", "more")]
    matter = [tell for tell in work.tells if tell.what in ("yes", "chain", "circle", "no", "confirm")]
    rest = [tell for tell in work.tells if tell.what in ("talk", "stale")]
    counts.sort(key=lambda tell: (tell.what != "count", tell.key != script.series[0].key))
    matter.sort(key=lambda tell: tell.what == "no")
    voices = [
        Tell("voice", role=role)
        for role in rng.sample(
            ("counter", "second", "local", "top", "critic", "backer", "witness", "rival", "accuser"), rng.randint(3, 5)
        )
    ]
    scenes = [Tell("narration") for _ in range(rng.randint(1, 3))]
    middle = [*voices, *scenes, *[tell for tell in rest if tell.what == "talk"]]
    rng.shuffle(middle)
    groups = [counts[1:], matter]
    if rng.random() < 0.35:
        groups.reverse()
    cut = rng.randint(0, len(middle))
    ending = [Tell("background") for _ in range(rng.randint(0, 2))] + [tell for tell in rest if tell.what == "stale"]
    rng.shuffle(ending)
    work.tells = [_lead(counts), *groups[0], *middle[:cut], *groups[1], *middle[cut:], *ending]
    if rng.random() < 0.4:
        work.tells.append(Tell("ending"))


def _lead(counts: Sequence[Tell]) -> Tell:
    """The opening, with the count that it tells."""
    first = next((tell for tell in counts if tell.what == "count"), Tell("lead"))
    return first._replace(what="lead")
