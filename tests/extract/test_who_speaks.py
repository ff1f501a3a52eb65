"""Who is meant by the words of a source, and through whom the words passed: one case a line, on invented news."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from sayso.extract.dates import extract_dates
from sayso.extract.descriptions import describe_source
from sayso.extract.names import is_personal
from sayso.extract.sources import SourcePhrase
from sayso.extract.statements import extract_statements
from sayso.model import Article, ArticleText, Source, Span, SpeakerKind, Statement


def read(text: str, *, wire: str | None = None, outlet: str | None = None) -> tuple[Statement, ...]:
    """The statements of paragraphs joined by " ¶ " that stand in no other."""
    spans, start = [], 0
    for line in text.split(" ¶ "):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    joined = text.replace(" ¶ ", "\n")
    article = Article(
        id="article-1", page="page-1", block=Span(0, len(joined)), body=tuple(spans), wire=wire, outlet=outlet
    )
    item = ArticleText(article=article, text=joined)
    return tuple(s for s in extract_statements([item], [extract_dates(item)])[0] if s.parent is None)


def read_last(text: str) -> Source:
    return read(text)[-1].source


class Case(NamedTuple):
    """The source of the last statement: name, role, affiliation."""

    text: str
    name: str | None
    role: str | None = None
    affiliation: str | None = None


ROLES = [
    Case(
        "Ann Marn, spokesman for Norwegian military intelligence, said it rained.",
        "Ann Marn",
        "spokesman for Norwegian military intelligence",
        "Norwegian military intelligence",
    ),
    Case(
        "Norwegian military intelligence spokesman Bo Tarn said it rained.",
        "Bo Tarn",
        "Norwegian military intelligence spokesman",
        "Norwegian military intelligence",
    ),
    Case("Marnpower chief executive Ann Marn said it rained.", "Ann Marn", "Marnpower chief executive", "Marnpower"),
    Case("Ann Marn, Marnpower's boss, said it rained.", "Ann Marn", "Marnpower's boss", "Marnpower"),
    Case("NATO Secretary General Ann Marn said it rained.", "Ann Marn", "NATO Secretary General", "NATO"),
    Case("Kremlin spokesman Bo Tarn said it rained.", "Bo Tarn", "Kremlin spokesman", "Kremlin"),
    Case("Norwegian Prime Minister Ann Marn said it rained.", "Ann Marn", "Norwegian Prime Minister", "Norway"),
    Case("US President Bo Tarn said it rained.", "Bo Tarn", "US President", "United States"),
    Case("Transport Minister Ann Marn said it rained.", "Ann Marn", "Transport Minister"),
    Case("Elm Police Chief Bo Tarn said it rained.", "Bo Tarn", "Elm Police Chief", "Elm Police"),
    Case("Elm Courier journalist Bo Tarn said it rained.", "Bo Tarn", "Elm Courier journalist", "Elm Courier"),
    Case("Ann Marn, who heads the Elm Institute, said it rained.", "Ann Marn", None, "Elm Institute"),
    Case(
        "Ann Marn, 43, a teacher at Elm College, said it rained.", "Ann Marn", "teacher at Elm College", "Elm College"
    ),
    Case(
        "A Norwegian harbour ministry official said it rained.",
        "A Norwegian harbour ministry official",
        None,
        "Norwegian harbour ministry",
    ),
    Case("Two senior officials said it rained.", "Two senior officials"),
    # told where nobody speaks
    Case("Ann Marn is mayor of Elm. ¶ Marn said it rained.", "Ann Marn", "mayor of Elm", "Elm"),
    Case(
        "“No,” said Marn. ¶ Ann Marn, a nurse at Elm Hospital, left.",
        "Ann Marn",
        "nurse at Elm Hospital",
        "Elm Hospital",
    ),
    Case("The Elm Institute met. ¶ Its director, Ann Marn, said it rained.", "Ann Marn", "director", "Elm Institute"),
]


@pytest.mark.parametrize("case", ROLES, ids=lambda case: case.text[:60])
def test_role_and_affiliation(case: Case) -> None:
    source = read_last(case.text)
    assert (source.name, source.role, source.affiliation) == (case.name, case.role, case.affiliation)


MEANT = [
    # by a role told before
    Case("Ann Marn, a doctor at Elm Hospital, treated ten people. ¶ The doctor added that it rained.", "Ann Marn"),
    Case("Dr. Ann Marn treated ten people. ¶ The doctor said it rained.", "Ann Marn"),
    Case("Ann Marn has been mayor of Elm since 2002. ¶ The mayor said it rained.", "Ann Marn"),
    Case("The mayor of Elm, Ann Marn, left. ¶ The mayor said it rained.", "Ann Marn"),
    Case("Norwegian Prime Minister Ann Marn left. ¶ The PM said it rained.", "Ann Marn"),
    Case("Norwegian President Ann Marn said it rained. ¶ The Norwegian leader said it snowed.", "Ann Marn"),
    Case("Spokesman Bo Tarn said it rained. ¶ The spokesperson said it snowed.", "Bo Tarn"),
    Case("Ann Marn, 43, said it rained. ¶ The 43-year-old said it snowed.", "Ann Marn"),
    Case("Deputy Minister Ann Marn said it rained. ¶ The official said it snowed.", "Ann Marn"),
    # not by a role that says otherwise, nor where two bear it
    Case("Energy Minister Ann Marn left. ¶ The defence minister said it rained.", "The defence minister"),
    Case("President Bo Tarn left. ¶ The Norwegian leader said it rained.", "The Norwegian leader"),
    Case("Doctor Ann Marn met Doctor Bo Tarn. ¶ The doctor said it rained.", "The doctor"),
    # by a pronoun
    Case("Mayor Ann Marn has landed at Elm. “It rains,” she told the crowd.", "Ann Marn"),
    Case("Bo Tarn said it rained. ¶ The inspector, Ann Marn, works alone. She said it snowed.", "Ann Marn"),
    Case("Bo Tarn said it rained. I asked Ann Marn, an engineer, about it. “It snows,” she wrote back.", "Ann Marn"),
    Case("An old engineer said it rained. Bo Tarn said it snowed. ¶ The engineer laughed. “It hailed,” she said.",
         "An old engineer"),
    Case("Bo Tarn said it rained. The judge was angry. He said it snowed.", "Bo Tarn"),
    Case("Bo Tarn told his wife, Ann Marn, of it. ¶ She said it snowed.", "Ann Marn"),
    Case("Mr Tarn said it rained. ¶ Ms Marn said it snowed. ¶ He said it hailed.", "Tarn"),
    Case("In his speech, Bo Tarn said it rained.", "Bo Tarn"),
    Case("Police said it rained. ¶ They said it snowed.", "Police"),
    Case("The Elm Courier said it rained. ¶ It said it snowed.", "Elm Courier"),
    Case("It was late. She said it rained.", None),
    # bodies
    Case("The utility Marnpower runs the dam. ¶ The utility said it rained.", "Marnpower"),
    Case("Marnpower, a utility, runs the dam. ¶ The company said it rained.", "Marnpower"),
    Case("Marnpower runs the dam. People like Marnpower. ¶ The company said it rained.", "Marnpower"),
    Case("Spring came to Elm. ¶ The company said it rained.", "The company"),
    Case("A study by the Elm Institute found that it rained. ¶ The study said it snowed.",
         "A study by the Elm Institute"),
    Case("The state news agency Ilna at first reported that ten had died.", "Ilna"),
    Case("Halvick runs the dam. ¶ The utility said it rained.", "Halvick"),
    Case("Yesterday the dam held. ¶ The utility said it rained.", "The utility"),
    Case("Elm Bank said it rained. ¶ The lender said it snowed.", "Elm Bank"),
    Case("Marn Paper closed a mill. ¶ Marn said it rained.", "Marn Paper"),
    Case("Radio Elm said it rained. ¶ The utility said it snowed.", "The utility"),
    Case("Grid operator Marnet said it rained.", "Marnet"),
    Case("The report by Bo Tarn runs to ninety pages. ¶ It says it rained.", "the report"),
    Case("Researchers at the Elm Institute counted gulls. ¶ They said it rained.", "Researchers at the Elm Institute"),
    Case("Fulmars eat it, according to a study published on Thursday in the journal Marine News.",
         "a study published on Thursday in the journal Marine News"),
    # a name given or hidden behind what follows
    Case("One witness, who gave her name only as Chloe, said it rained.", "Chloe"),
    Case("Prosecutor Ann Marn KC said it rained. ¶ Ms Marn said it snowed.", "Ann Marn"),
    Case("Cabinet member for culture Ann Marn said it rained.", "Ann Marn"),
    Case("Cllr Ann Marn said it rained. ¶ Cllr Marn said it snowed.", "Ann Marn"),
    Case("Its chair, Ann Marn, who won silver last year, said it rained.", "Ann Marn"),
    Case("A nurse, who asked not to be named for fear of her job, said it rained.", "A nurse"),
    Case("Bo Tarn said it rained. ¶ Giving evidence, council leader Ann Marn was asked about it. “No,” she said.",
         "Ann Marn"),
    Case("Ann Marn counts gulls. ¶ Bo Tarn said it rained. ¶ Marn, for her part, hopes for snow. “Snow,” she said.",
         "Ann Marn"),
    # by an age that nobody told, by a surname in capitals, with "herself"
    Case("The mayor, Piet Olsen, resigned. ¶ The 62-year-old said it rained.", "Piet Olsen"),
    Case("Mayor Ann Marn said it rained. ¶ The 50-year-old said it snowed.", "Ann Marn"),
    Case("Bo Tarn said it rained. ¶ Engineer Ann Marn left. ¶ The 44-year-old said it snowed.", "Ann Marn"),
    Case("Councillors Ann Marn and Bo Tarn met. ¶ TARN: It rained. ¶ MARN: It rained all day here.", "Ann Marn"),
    Case("Ann Marn met Piet Horak. ¶ MARN: It rained. ¶ HORAK: It rained all day here.", "Piet Horak"),
    Case("Bo Tarn met Ann Marn at Elm. ¶ MARN: It rained. ¶ TARN: Who opened the gates?", "Bo Tarn"),
    Case("Ann Marn herself said it rained.", "Ann Marn"),
    Case("Bo Tarn himself said it rained.", "Bo Tarn"),
    Case("Elm Bank itself said it rained.", "Elm Bank"),
    # by a noun that says nothing told before: whom it fits, where nobody else near before is named
    Case("Bo Tarn scored twice. ¶ The striker said it rained.", "Bo Tarn"),
    Case("Bo Tarn scored twice. Ann Lee watched. ¶ The striker said it rained.", "The striker"),
    Case("Bo Tarn said it rained. Ann Lee said it snowed. ¶ The pensioner said it hailed.", "The pensioner"),
    Case("Striker Bo Tarn scored twice. Ann Lee watched. ¶ The striker said it rained.", "Bo Tarn"),
    Case("Robert Tarn left. Mary Marn stayed. ¶ The mother of two said it rained.", "Mary Marn"),
    Case("Outside court Detective Lee said it rained.", "Lee"),
    # by where somebody comes from, a team, an honour, another word for the same
    Case("Striker Piet Olsen scored twice. ¶ “It rains,” said the Norwegian.", "Piet Olsen"),
    Case("Coach Ann Marn said it rained. ¶ The Scot said it snowed.", "Ann Marn"),
    Case("Team boss Bo Tarn said it rained. ¶ The Elmfield boss said it snowed.", "Bo Tarn"),
    Case("Judge Ann Marn said it rained. ¶ Her Honour said it snowed.", "Ann Marn"),
    Case("A friend of the star said it rained. ¶ The pal said it snowed.", "A friend of the star"),
    # a first name tells a gender where nearly all who bear it share one
    Case("Constance Marn left in May. ¶ The baker Peter Tarn said it rained. “It snows,” she said.", "Constance Marn"),
    Case("Mary Marn said it rained. ¶ Robert Tarn said it snowed. ¶ She said it hailed.", "Mary Marn"),
    # a role with the name of a body before the person's
    Case("Elm County Emergency Management Director Bo Tarn left. ¶ Tarn said it rained.", "Bo Tarn"),
    Case("Deputy Commissioner of Police (Crime) Bo Tarn said it rained.", "Bo Tarn"),
    # the owner is a body
    Case("The home’s owner, Brightday Group, said it rained. ¶ The company said it snowed.", "Brightday Group"),
    Case("The Elm Weather Office has extended its warning. ¶ Gusts hit the coast, it says.", "Elm Weather Office"),
    # whom the files were shared by has not spoken
    Case("Files shared by a whistleblower suggest it rained. ¶ The whistleblower said it snowed.", "The whistleblower"),
    # of whom a sentence tells behind its first clause
    Case("Ann Marn left. ¶ Her niece, Eva Tarn, said it rained. ¶ Asked about snow, Ms Marn paused. “No,” she said.",
         "Ann Marn"),
    # unnamed ones apart
    Case("A port official said it rained. Another port official said it snowed. The first official said it hailed.",
         "A port official"),
]  # fmt: skip


@pytest.mark.parametrize("case", MEANT, ids=lambda case: case.text[:70])
def test_who_is_meant(case: Case) -> None:
    assert read_last(case.text).name == case.name


@pytest.mark.parametrize(("name", "personal"), [("Ann Lee", True), ("Elm Council", False), ("", False)])
def test_whether_a_name_may_be_a_persons(name: str, personal: bool) -> None:
    assert is_personal(name) is personal


@pytest.mark.parametrize("words", ["“”", "“, ”", " "])
def test_a_phrase_without_words_is_nobody(words: str) -> None:
    assert not describe_source(words, SourcePhrase(head=Span(0, len(words)))).name


def test_one_anonymous_official_under_three_descriptions_is_one_and_two_are_two() -> None:
    text = (
        "A Norwegian military intelligence official said it rained. ¶ Ann Marn said it snowed. ¶ The Norwegian "
        "military intelligence official said it hailed. ¶ The official said it thundered. ¶ "
        "A port official said it was dry."
    )
    names = [statement.source.name for statement in read(text)]
    assert names[0] == names[2] == names[3]
    assert len(set(names)) == 3


@pytest.mark.parametrize(
    ("text", "kind", "members"),
    [
        ("Ann Marn and Bo Tarn said it rained.", SpeakerKind.GROUP, ("Ann Marn", "Bo Tarn")),
        ("Mayor Ann Marn left. ¶ Marn and Bo Tarn said it rained.", SpeakerKind.GROUP, ("Ann Marn", "Bo Tarn")),
        ("Kyiv and Moscow both said it rained.", SpeakerKind.COUNTRY, ("Ukraine", "Russia")),
        ("The navy and the harbour board said it rained.", SpeakerKind.GROUP, ("The navy", "the harbour board")),
        ("NATO and Norway said it rained.", SpeakerKind.GROUP, ("NATO", "Norway")),
    ],
)
def test_joint_speakers_have_members(text: str, kind: SpeakerKind, members: tuple[str, ...]) -> None:
    source = read_last(text)
    assert (source.kind, source.members) == (kind, members)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Measurements showed that it rained.", "Measurements", SpeakerKind.DATA),
        ("According to geolocated footage, it rained.", "geolocated footage", SpeakerKind.DOCUMENT),
        ("According to government figures, it rained.", "government figures", SpeakerKind.DATA),
        ("Radio Elm said it rained.", "Radio Elm", SpeakerKind.ORGANISATION),
        ("The Elm Courier said it rained.", "Elm Courier", SpeakerKind.ORGANISATION),
    ],
)
def test_kind(text: str, name: str, kind: SpeakerKind) -> None:
    source = read_last(text)
    assert (source.name, source.kind, source.anonymous) == (name, kind, False)


class Passed(NamedTuple):
    """The source of the last statement, and its links from the speaker outward: name, and whether it was read."""

    text: str
    name: str
    vias: list[tuple[str, bool]]


PASSED = [
    # quoted by
    Passed("“It is safe,” Ann Marn was quoted as saying by Interfax.", "Ann Marn", [("Interfax", True)]),
    Passed("Ann Marn was quoted by Interfax as saying it was safe.", "Ann Marn", [("Interfax", True)]),
    Passed("Interfax quoted Ann Marn as saying it was safe.", "Ann Marn", [("Interfax", True)]),
    Passed("Ann Marn was cited by Interfax as saying it was safe.", "Ann Marn", [("Interfax", True)]),
    Passed("“It is safe,” the Elm Courier quoted Ann Marn as saying.", "Ann Marn", [("Elm Courier", True)]),
    Passed("TASS quoted Ann Marn as saying it was safe, according to AFP.", "Ann Marn",
           [("TASS", True), ("AFP", True)]),
    Passed("It was safe, the defence ministry said, as quoted by AFP.", "the defence ministry", [("AFP", True)]),
    Passed("It was safe, according to Ann Marn, who was cited by Interfax.", "Ann Marn", [("Interfax", True)]),
    Passed("Officials cited by the Elm Courier said it was safe.", "Officials", [("Elm Courier", True)]),
    # carried, published
    Passed("Ann Marn told lawmakers in remarks carried by TASS that it was safe.", "Ann Marn", [("TASS", True)]),
    Passed("It is safe, Ann Marn said in comments published by the Elm Courier.", "Ann Marn", [("Elm Courier", True)]),
    Passed("In an interview published by the Elm Courier, Ann Marn said it was safe.", "Ann Marn",
           [("Elm Courier", True)]),
    # citing
    Passed("Reuters reported, citing Ann Marn, that it was safe.", "Ann Marn", [("Reuters", True)]),
    Passed("The Elm Courier, citing Ann Marn, reported that it was safe.", "Ann Marn", [("Elm Courier", True)]),
    Passed("Citing Ann Marn, the Elm Courier reported that it was safe.", "Ann Marn", [("Elm Courier", True)]),
    Passed("Quoting Ann Marn, Interfax said it was safe.", "Ann Marn", [("Interfax", True)]),
    Passed("Radio Elm said it was safe, quoting an unnamed official.", "an unnamed official",
           [("Radio Elm", True)]),
    Passed("A report by the Elm Courier, citing Ann Marn, said it was safe.", "Ann Marn", [("Elm Courier", True)]),
    # told, in an interview, in a post
    Passed("Ann Marn said in an interview with Radio Elm that it was safe.", "Ann Marn", [("Radio Elm", False)]),
    Passed("Speaking to Radio Elm, Ann Marn said that it was safe.", "Ann Marn", [("Radio Elm", False)]),
    Passed("In comments to the BBC, Ann Marn said it was safe.", "Ann Marn", [("BBC", False)]),
    Passed("“It is safe,” Ann Marn told Radio Elm's Bo Tarn.", "Ann Marn", [("Radio Elm", False)]),
    Passed("The Elm Courier was first. ¶ “It is safe,” Ann Marn told the newspaper.", "Ann Marn",
           [("Elm Courier", False)]),
    Passed("Ann Marn told the station Elm One that it was safe.", "Ann Marn", [("Elm One", False)]),
    Passed("“It is safe,” Ann Marn was quoted as saying by Ilna.", "Ann Marn", [("Ilna", True)]),
    Passed("In a Telegram post, Ann Marn said it was safe.", "Ann Marn", [("Telegram", False)]),
    Passed("Ann Marn said on state television that it was safe.", "Ann Marn", [("state television", False)]),
    Passed("Ann Marn told UPN in an e-mail that it was safe.", "Ann Marn", [("UPN", False)]),
    Passed("Ann Marn told Ilna by telephone that it was safe.", "Ann Marn", [("Ilna", False)]),
    Passed("Ann Marn told Ilva in a phone interview that it was safe.", "Ann Marn", [("Ilva", False)]),
    Passed("Ann Marn told the Elm Star that it was safe.", "Ann Marn", [("Elm Star", False)]),
    # reported
    Passed("The ministry said it was safe, the Interfax news agency reported.", "The ministry", [("Interfax", True)]),
    Passed("It was safe, Ann Marn said, Ilna reported.", "Ann Marn", [("Ilna", True)]),
    Passed("As Interfax reported, Ann Marn said it was safe.", "Ann Marn", [("Interfax", True)]),
    # nobody between
    Passed("Ann Marn told parliament that it was safe.", "Ann Marn", []),
    Passed("Ann Marn, citing the weather, said it was safe.", "Ann Marn", []),
]  # fmt: skip


@pytest.mark.parametrize("case", PASSED, ids=lambda case: case.text[:70])
def test_through_whom_words_passed(case: Passed) -> None:
    statement = read(case.text)[-1]
    found = [(via.name.removeprefix("The ").removeprefix("the "), via.read) for via in statement.via]
    assert (statement.source.name, found) == (case.name, case.vias)


def test_the_articles_own_outlet_is_no_link() -> None:
    (statement,) = read("“It is safe,” Ann Marn told the Elm Courier.", outlet="The Elm Courier")
    assert statement.via == ()


@pytest.mark.parametrize(
    "text",
    [
        "The engineer said so. " * 3000,
        "Ann Marn, a doctor, left. The doctor said it rained. " * 500,
        "Citing " * 3000 + "said it.",
        "the mayor of " * 3000 + ", Ann Marn, said it rained.",
    ],
    ids=["roles", "introductions", "citing", "phrases"],
)
def test_hostile_texts_pass(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Elm Farms said it rained.", "Elm Farms"),
        ("Refugee Action said it rained.", "Refugee Action"),
        ("The new owners, Elm Media, said it rained.", "Elm Media"),
        ("The owner of the mill, Elm Homes, said it rained.", "Elm Homes"),
    ],
)
def test_a_name_that_ends_as_those_of_businesses_is_a_body(text: str, name: str) -> None:
    source = read_last(text)
    assert (source.name, source.kind) == (name, SpeakerKind.ORGANISATION)
