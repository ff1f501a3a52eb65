"""What a number counts and what happened to it, by how its sentence hangs together.

The number's noun is the word that it hangs on; the verb, the adjective or the preposition above that says what is told
of it. This is asked where the words right around a number name nothing (`sayso.extract.figure_context`).
"""

from __future__ import annotations

from typing import NamedTuple

from sayso.extract.figure_acts import find_base, find_participle
from sayso.extract.figure_words import load_words
from sayso.extract.tree import SUBJECTS, Tree
from sayso.rules.tables import load_rules

LONGEST_NOUN = 5  # words of a noun phrase, its head among them
HIGH = 6  # words above a number that are looked at
MODIFIERS = ("amod", "compound", "nmod", "poss")
NUMERIC = ("nummod", "quantmod", "compound", "nmod", "amod")
SAME = ("conj", "appos")
CARRIED = ("conj", "xcomp", "advcl", "ccomp", "aux", "auxpass")
PURPOSES = ("for", "on", "in")
TOLD_WITH = ("of", "on", "in", "with", "by", "to")
POINTER = "it"  # what an amount is of was told before
LEVELS = ("to", "at", "from")  # what something rises to is no rise
RELATIVE = ("which", "that", "who")


class Frame(NamedTuple):
    """The noun phrase that a number is of, and what is told of it in a word; None where the sentence says neither."""

    counted: str | None = None
    told: str | None = None


def read_frame(tree: Tree, start: int, end: int, *, is_amount: bool) -> Frame:
    """The frame of the number at `[start, end)` of the sentence: of an amount, what it is of stands above it."""
    top = find_top(tree, start, end)
    if top is None:
        return Frame()
    noun = _climb(tree, top)
    if is_amount and noun == top:
        return _frame_amount(tree, top)
    return Frame(name_phrase(tree, noun) if is_amount else None, _tell_count(tree, noun))


def find_top(tree: Tree, start: int, end: int) -> int | None:
    """The word of `[start, end)` that hangs on a word outside of it; None where none of them was parsed."""
    inside = [i for i, token in enumerate(tree.tokens) if token.start < end and start < token.end and token.quote < 0]
    tops = [i for i in inside if tree.token(i).head not in inside or tree.token(i).head == i]
    return next((i for i in tops if tree.token(i).text[-1:].isalnum() or tree.token(i).text in "%$£€"), None)


def _climb(tree: Tree, top: int) -> int:
    """The noun that a number belongs to: "a $2,500 bond", "three small boats"."""
    for _ in range(HIGH):
        head = tree.token(top).head
        if tree.token(top).dep not in NUMERIC or not tree.is_noun(head) or head < top:
            break
        top = head
    return top


# --- nouns ----------------------------------------------------------------------------------------------------------


def name_phrase(tree: Tree, noun: int | None) -> str | None:
    """A noun with the words before it that say what kind, and what it is of: "gambling losses of the firm"."""
    if noun is None or not tree.is_noun(noun) or tree.token(noun).quote >= 0:
        return None
    first = noun
    while first > 0 and noun - first < LONGEST_NOUN - 1 and _belongs(tree, first - 1, noun):
        first -= 1
    while first < noun and not _says_something(tree, first):
        first += 1
    named = tree.text[tree.token(first).start : tree.token(noun).end]
    inner = _name_whole(tree, noun)
    return f"{named} of {inner}" if inner else named


def _belongs(tree: Tree, index: int, noun: int) -> bool:
    """Whether the word is part of the noun's phrase: it hangs on it, or on a word that does."""
    token = tree.token(index)
    if token.tag in ("CD", "DT", "CC", "RB", "PRP$", "$", ",") or (token.tag == "." and token.text != "-"):
        return False
    if token.dep == "case":
        return token.head == index - 1
    is_below = token.head == noun or (token.head > index and tree.token(token.head).head == noun)
    return is_below and (token.dep in (*MODIFIERS, "punct") and tree.lower[index] not in load_words().stops)


def _says_something(tree: Tree, index: int) -> bool:
    return tree.token(index).text[:1].isalpha()


def _name_whole(tree: Tree, noun: int) -> str | None:
    """What a noun is of, where that is a noun without a number: "losses of | grain"."""
    of = next((i for i in tree.dependents(noun, "prep") if tree.lower[i] == "of" and i == noun + 1), None)
    whole = tree.first(of, "pobj") if of is not None else None
    if whole is None or any(tree.token(i).tag == "CD" for i in range(noun, whole + 1)):
        return None
    return name_phrase(tree, whole)


# --- amounts --------------------------------------------------------------------------------------------------------


def _frame_amount(tree: Tree, top: int) -> Frame:
    """What an amount is of: the subject or object of the verb above it, or the noun that it is an "of" of."""
    behind = next((i for i in tree.dependents(top, "acl", "relcl") if i > top and tree.is_verb(i)), None)
    if behind is not None:  # "the $3 million paid for 19 kiosks"
        return Frame(_name_purpose(tree, behind), find_participle(tree.lower[behind]))
    top = _first_of_row(tree, top)
    token, head = tree.token(top), tree.token(top).head
    if token.dep == "pobj":
        return _frame_led(tree, head)
    if tree.is_verb(head) or tree.token(head).tag == "MD":
        beside = _find_degree(tree, top, head)
        return Frame(_name_subject(tree, head), beside) if beside else _frame_verb(tree, head, top)
    is_degree = tree.token(head).tag.startswith(("JJ", "RB")) and head > top
    if is_degree and tree.lower[head] not in load_rules("counted")["pointing"]["adverbs"]:
        return Frame(_name_subject(tree, _find_verb(tree, head)), tree.lower[head])
    return Frame()


def _first_of_row(tree: Tree, top: int) -> int:
    """ "fell 211 points, or 0.55%": the first of what is listed or told in other words."""
    for _ in range(HIGH):
        token = tree.token(top)
        if token.dep not in SAME or token.head == top or tree.is_verb(top):
            break
        top = token.head
    return top


def _find_degree(tree: Tree, top: int, verb: int) -> str | None:
    """ "two hours late", "22% higher": the word right behind the amount that it is a measure of."""
    behind = top + 1
    if tree.token(top).dep != "npadvmod" or behind >= len(tree.tokens) or tree.token(behind).head != verb:
        return None
    return tree.lower[behind] if tree.token(behind).tag.startswith(("JJ", "RB")) else None


def _find_verb(tree: Tree, index: int) -> int | None:
    return next((i for i in tree.ancestors(index) if tree.is_verb(i)), None)


def _frame_led(tree: Tree, preposition: int) -> Frame:
    """ "an offer of $3 billion", "left its key rate at 4%", "leaking for four years"."""
    head = tree.token(preposition).head
    if tree.is_noun(head):
        return Frame(name_phrase(tree, head))
    verb = head if tree.is_verb(head) else _find_verb(tree, head)
    if verb is None:
        return Frame()
    frame = _frame_verb(tree, verb, preposition)
    moving = load_rules("counted")["acted"]["moving"]
    is_level = tree.lower[preposition] in LEVELS and find_base(tree.lower[verb]) in moving
    return Frame(frame.counted) if is_level else frame


def _frame_verb(tree: Tree, verb: int, below: int) -> Frame:
    """The object of a verb beside the amount, else its subject, and what was done."""
    told = find_participle(tree.lower[verb])
    dep = tree.token(below).dep
    if dep in SUBJECTS:
        return Frame(_name_purpose(tree, verb), told)
    if dep in ("dobj", "dative"):
        if find_base(tree.lower[verb]) in load_rules("counted")["pointing"]["verbs"]:
            return Frame(POINTER, told)
        return Frame(_name_purpose(tree, verb) or _name_subject(tree, verb), told)
    thing = next((i for i in tree.dependents(verb, "dobj") if i != below and tree.is_noun(i)), None)
    return Frame(name_phrase(tree, thing) or _name_subject(tree, verb), told)


def _name_purpose(tree: Tree, verb: int) -> str | None:
    """ "paid $3 million for 19 kiosks", "spent £400,000 on training": what the money is for."""
    led = (tree.first(child, "pobj") for child in tree.dependents(verb, "prep") if tree.lower[child] in PURPOSES)
    things = (thing for thing in led if thing is not None and tree.is_noun(thing) and not tree.is_name(thing))
    times = load_rules("counted")["phrase"]["times"]
    return next((name_phrase(tree, thing) for thing in things if tree.lower[thing] not in times), None)


def _name_subject(tree: Tree, verb: int | None) -> str | None:
    subject = find_subject(tree, verb) if verb is not None else None
    if subject is not None and tree.lower[subject] in ("it", "this", "that", "which"):
        return POINTER
    return name_phrase(tree, subject)


def find_subject(tree: Tree, verb: int) -> int | None:
    """The subject of a verb, or that of the verb it hangs on: "expected to reach", "fell … and closed at"."""
    for word in (verb, *tree.ancestors(verb)):
        token = tree.token(word)
        found = tree.first(word, *SUBJECTS)
        if found is not None:
            return token.head if tree.lower[found] in RELATIVE and token.dep == "relcl" else found
        if token.dep in ("acl", "relcl") and tree.is_noun(token.head):
            return token.head
        if token.dep not in CARRIED:
            return None
    return None


# --- counts ---------------------------------------------------------------------------------------------------------


def _tell_count(tree: Tree, noun: int) -> str | None:
    """What happened to what is counted: the verb behind it, the one that it is subject or object of, or the noun of
    doing that it is an "of" of."""
    clauses = (child for child in tree.dependents(noun, "acl", "relcl") if child > noun and tree.is_verb(child))
    behind = next((told for child in clauses if (told := _tell_verb(tree, child))), None)
    if behind is not None:
        return behind
    noun = _first_of_row(tree, noun)
    token, head = tree.token(noun), tree.token(noun).head
    if token.dep == "pobj" and tree.lower[head] in TOLD_WITH:
        above = tree.token(head).head
        if tree.lower[head] == "of" and tree.is_noun(above):
            return tree.lower[above] if tree.lower[above] not in load_rules("counted")["gathered"]["nouns"] else None
        return find_participle(tree.lower[above]) if tree.is_verb(above) else None
    if not tree.is_verb(head) or token.dep not in ("dobj", "nsubj", "nsubjpass", "attr", "oprd"):
        return None
    return _tell_verb(tree, head)


def _tell_verb(tree: Tree, verb: int) -> str | None:
    """What a verb tells of its subject or object: what it says to be so ("listed as missing"), else what it does."""
    state = tree.first(verb, "acomp", "oprd")
    if tree.lower[verb] in load_rules("counted")["acted"]["naming"]:
        led = next((i for i in tree.dependents(verb, "prep") if tree.lower[i] == "as"), None)
        named = tree.first(led, "amod", "pcomp", "acomp", "pobj") if led is not None else state
        return tree.lower[named] if named is not None else None
    return find_participle(tree.lower[verb]) or (tree.lower[state] if state is not None else None)
