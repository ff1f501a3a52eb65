"""What the parser hangs amiss around words of speech, put right before a tree is read."""

from __future__ import annotations

from sayso.extract.cues import load_cues
from sayso.extract.parse import Parse
from sayso.extract.seated import seat_named
from sayso.extract.tree import FINITE, RELATIVES, SUBJECTS, Tree

SHORTEST_CLAUSE = 3  # words of a clause that follows whom it was told
LINKS = ("for", "on", "of", "against")
DASHES = (",", "—", "–", "--")
CLAUSAL = ("ccomp", "conj", "relcl", "advcl", "acl")
LONGEST_ASIDE = 30  # words between "reported" and its "that"


def mend_parse(parse: Parse) -> Tree:
    """The tree of a parse, with its known faults repaired."""
    tree = _find_main_verb(_turn_participle(_mark_clauses(Tree(parse))))
    for verb in _speech_verbs(tree):
        tree = _free_clause(_lift_charge(_lift_joined(_insert_speech(tree, verb), verb), verb), verb)
        if tree.token(verb).tag in FINITE:
            tree = _lift_citing(_seat_subject(_join_name(seat_named(tree, verb), verb), verb), verb)
    return tree


def _mark_clauses(tree: Tree) -> Tree:
    """ "telling the paper that Lee had asked": "that" was taken for a second subject of "asked"."""
    tokens = list(tree.tokens)
    for word, token in enumerate(tokens):
        if tree.lower[word] != "that" or token.dep != "nsubj" or tree.lower[word - 1] == ",":
            continue
        if any(other > word for other in tree.dependents(token.head, "nsubj", "nsubjpass")):
            tokens[word] = token._replace(dep="mark", tag="IN")
    return tree.replace(tokens) if tokens != list(tree.tokens) else tree


def _turn_participle(tree: Tree) -> Tree:
    """ "“It was mad,” joked engineer Ann Lee": the verb behind a quotation was taken for a word that describes her."""
    for verb in range(2, len(tree.tokens) - 1):
        token = tree.token(verb)
        if token.tag not in ("VBN", "VBD", "JJ") or token.quote >= 0 or token.dep != "amod" or token.head <= verb:
            continue
        if tree.token(verb - 1).quote >= 0 and tree.lower[verb].endswith("ed") and tree.token(verb + 1).text != ",":
            named = token.head
            while tree.token(named).dep in ("compound", "nmod") and tree.token(named).head > named:
                named = tree.token(named).head
            above = tree.token(named).head
            tree = _hang(_hang(tree, verb, verb, "ROOT"), named, verb, "nsubj")
            return _retag(_hang(tree, above, verb, "ccomp") if above < verb else tree, verb, "VBD")
    return tree


def _find_main_verb(tree: Tree) -> Tree:
    """Make the verb of speech the main one of a sentence that has lost its own.

    "The mayor, Ann Lee, called …" was read as "the mayor who is called", "Lee, asked whether …, said" as "Lee asked",
    "A, police confirm" as a noun "police confirm".
    """
    roots = [n for n, token in enumerate(tree.tokens) if token.dep == "ROOT"]
    plain = load_cues().plain
    noun = next((n for n in roots if tree.is_noun(n) and tree.lower[n] in plain and tree.dependents(n, "ccomp")), None)
    if noun is not None:
        return _turn_verb(tree, noun)
    if roots and tree.lower[roots[0]] in plain and not tree.dependents(roots[0], *SUBJECTS):
        return _give_subject(tree, roots[0])
    return _raise_behind(_raise_verb(tree, roots[0]), roots[0]) if roots else tree


def _raise_behind(tree: Tree, root: int) -> Tree:
    """ "“I saw it,” the tenor Bo Lee, a friend, recalled": the verb was hung on the name, the name on the quotation."""
    if tree.token(root).quote < 0 or tree.token(root).dep != "ROOT":
        return tree
    for verb in range(root + 1, len(tree.tokens)):
        token = tree.token(verb)
        if token.quote >= 0 or token.dep != "acl" or token.tag not in ("VBN", "VBD") or tree.lower[verb - 1] != ",":
            continue
        named = next((n for n in tree.ancestors(verb) if tree.token(n).head == root), None)
        if named is None or tree.lower[verb] not in load_cues().plain or not root < named < verb:
            continue
        if tree.token(min(tree.subtree(named)) - 1).quote >= 0:
            name = tree.first(named, "appos")
            if (
                name is not None
                and tree.is_name(name)
                and not tree.is_name(named)
                and min(tree.subtree(name)) == named + 1
            ):
                tree, named = _hang(_hang(tree, name, root, "dobj"), named, name, "compound"), name
            tree = _hang(_hang(_hang(tree, verb, verb, "ROOT"), named, verb, "nsubj"), root, verb, "ccomp")
            return _retag(tree, verb, "VBD")
    return tree


def _raise_verb(tree: Tree, root: int) -> Tree:
    """ "The mayor, Ann Lee, called …", "Lee, asked whether …, said": the later verb is the main one."""
    verb = next((n for n in range(root + 1, len(tree.tokens)) if _is_cut_off(tree, root, n)), None)
    subject = root if tree.is_noun(root) else tree.first(root, "nsubj")
    if verb is None or subject is None:
        return tree
    if subject != root and (tree.token(root).tag not in ("VBG", "VBD", "VBN") or not _is_aside(tree, subject, root)):
        return tree
    tree = _hang(_hang(tree, verb, verb, "ROOT"), subject, verb, "nsubj")
    tree = _hang(tree, root, verb, "advcl") if subject != root else tree
    return _retag(tree, verb, "VBD")


def _give_subject(tree: Tree, root: int) -> Tree:
    """ "Lee, asked whether …, said": the subject was given to what stands between."""
    if root < 1 or tree.lower[root - 1] != ",":
        return tree
    for aside in tree.dependents(root, "ccomp"):
        subject = tree.first(aside, "nsubj")
        known = aside < root and tree.token(aside).tag in ("VBD", "VBN") and subject is not None
        if known and subject is not None and _is_aside(tree, subject, aside):
            return _hang(_hang(tree, subject, root, "nsubj"), aside, root, "advcl")
    return tree


def _turn_verb(tree: Tree, root: int) -> Tree:
    """ "A, police confirm": the noun is the verb, what it was compounded with speaks."""
    named = tree.first(root, "compound")
    if named is None or named != root - 1:
        return tree
    return _retag(_hang(tree, named, root, "nsubj"), root, "VBP")


def _is_cut_off(tree: Tree, root: int, verb: int) -> bool:
    """Whether a verb of speech in -ed, right behind a comma, hangs on what stands before as if it were no main verb."""
    token = tree.token(verb)
    if token.tag not in ("VBN", "VBD") or token.quote >= 0 or tree.lower[verb - 1] not in (",", "—", "–"):
        return False
    if tree.lower[verb] not in load_cues().plain or tree.dependents(verb, *SUBJECTS, "aux", "auxpass", "agent"):
        return False
    return token.dep in ("acl", "ccomp", "conj", "advcl", "dep") and root in tree.ancestors(verb)


def _is_aside(tree: Tree, subject: int, verb: int) -> bool:
    """Whether a participle stands between commas right behind the subject: "Lee, asked whether …, said"."""
    if not verb - 2 <= subject < verb or tree.lower[verb - 1] != ",":
        return False
    last = max(word for word in tree.subtree(subject) if word < verb)
    return last == verb - 1 and not tree.dependents(verb, "aux", "auxpass")


def _speech_verbs(tree: Tree) -> list[int]:
    verbs = load_cues().verbs
    return [n for n, word in enumerate(tree.lower) if word in verbs and tree.token(n).tag in (*FINITE, "VBG", "VBN")]


def _hang(tree: Tree, word: int, head: int, dep: str) -> Tree:
    """The tree with one word, and all that hangs on it, hung elsewhere."""
    tokens = list(tree.tokens)
    tokens[word] = tokens[word]._replace(head=head, dep=dep)
    return tree.replace(tokens)


def _join_name(tree: Tree, verb: int) -> Tree:
    """ "campaigner Joan Whitely told": what was read as two subjects or an adverb is one name."""
    subjects = tree.dependents(verb, "nsubj")
    if len(subjects) > 1 and _is_role_of(tree, subjects[0], subjects[-1]):
        tree = _hang(tree, subjects[0], subjects[-1], "compound")
    last = verb - 1
    if last < 1 or not tree.token(last).text[:1].isupper() or tree.token(last).head != verb:
        return tree
    if tree.is_noun(last - 1) and tree.token(last - 1).text[:1].isupper() and tree.token(last - 1).dep == "nsubj":
        tree = _retag(_hang(_hang(tree, last, verb, "nsubj"), last - 1, last, "compound"), last, "NNP")
    before = last
    while (
        before and tree.token(before - 1).head in (verb, last) and tree.token(before - 1).dep in ("nsubj", "compound")
    ):
        before -= 1
        if tree.token(before).head == verb:
            tree = _hang(tree, before, last, "compound")
    return tree


def _is_role_of(tree: Tree, role: int, name: int) -> bool:
    """ "said co-author Ann Lee", "the member for culture Ann Lee said": two subjects of which one names the other."""
    if tree.lower[role + 1] == "-":
        return True
    return tree.is_name(name) and tree.subtree(role)[-1] + 1 == tree.subtree(name)[0] and tree.is_noun(role)


def _retag(tree: Tree, word: int, tag: str) -> Tree:
    tokens = list(tree.tokens)
    tokens[word] = tokens[word]._replace(tag=tag)
    return tree.replace(tokens)


def _free_clause(tree: Tree, verb: int) -> Tree:
    """ "told the council the dam had burst": the clause was taken for one about the council."""
    if not any("hearer" in cue.frames for _, cue in load_cues().verbs[tree.lower[verb]]):
        return tree
    hearer = tree.first(verb, "dobj", "dative")
    if hearer is None or hearer < verb or tree.dependents(verb, "ccomp"):
        return tree
    for clause in tree.dependents(hearer, "relcl"):
        words, subject = tree.subtree(clause), tree.first(clause, *SUBJECTS)
        led = tree.lower[words[0]] == "that" and tree.token(words[0]).dep != "nsubj"
        bare = (led or tree.lower[words[0]] not in (*RELATIVES, "whose", "where", "when")) and words[0] == hearer + 1
        if led and tree.lower[hearer] not in load_cues().tellable:
            return _hang(_hang(tree, clause, verb, "ccomp"), words[0], clause, "mark")
        if bare and not led and subject is not None and len(words) > SHORTEST_CLAUSE:
            return _hang(tree, clause, verb, "ccomp")
    return tree


def _lift_charge(tree: Tree, verb: int) -> Tree:
    """ "was accused by the opposition of bribery": it is the charge, not the opposition, that is of bribery."""
    agent = tree.first(verb, "agent")
    named = tree.first(agent, "pobj") if agent is not None else None
    if named is None or tree.lower[verb] not in ("accused", "blamed"):
        return tree
    for link in tree.dependents(named, "prep"):
        if tree.lower[link] in ("of", "for"):
            return _hang(tree, link, verb, "prep")
    return tree


def _seat_subject(tree: Tree, verb: int) -> Tree:
    """ "A, the agency said": the agency was taken for an apposition to the end of A."""
    if tree.token(verb).dep not in ("conj", "ROOT") or tree.dependents(verb, *SUBJECTS):
        return tree
    last = verb - 1
    while last > 0 and tree.token(last).head == verb and tree.token(last).tag in ("RB", "MD", *FINITE):
        last -= 1
    if last < 1 or not (tree.is_noun(last) or tree.lower[last] in DASHES):
        return tree
    name = _outermost_apposition(tree, last if tree.is_noun(last) else last - 1)
    if name is None or verb in tree.ancestors(name):
        return tree
    first = tree.subtree(name)[0]
    if first < 2 or tree.lower[first - 1] not in DASHES:
        return tree
    return _hang(tree, name, verb, "nsubj")


def _outermost_apposition(tree: Tree, word: int) -> int | None:
    found = None
    for index in (word, *tree.ancestors(word)):
        if tree.token(index).dep == "appos" and tree.is_noun(index):
            found = index
    return found


def _insert_speech(tree: Tree, verb: int) -> Tree:
    """ "Lee, the report found, had left": what stands between commas was taken for a clause about Lee."""
    token = tree.token(verb)
    if token.tag not in FINITE or token.dep not in ("relcl", "acl") or not _is_between_commas(tree, verb):
        return tree
    speaker = tree.first(verb, "nsubj") or token.head
    first, main = min(tree.subtree(speaker, without=[verb])), tree.token(speaker).head
    if main == verb:
        main = tree.token(token.head).head
    if not (tree.is_noun(speaker) and speaker == verb - 1 and tree.lower[first - 1] == "," and main > verb):
        return tree
    outer = first - 2
    if outer < 0 or not tree.is_noun(outer):
        return tree
    tree = _hang(_hang(tree, verb, main, "parataxis"), speaker, verb, "nsubj")
    return tree if tree.token(outer).head == main else _hang(tree, outer, main, "nsubj")


def _is_between_commas(tree: Tree, verb: int) -> bool:
    return verb + 1 < len(tree.tokens) and tree.lower[verb + 1] == "," and "," in tree.lower[:verb]


def _lift_joined(tree: Tree, verb: int) -> Tree:
    """ "Lee said the talks had failed and warned that …": it is Lee who warned, not the talks."""
    outer = _joined_speech(tree, verb)
    if outer is None:
        return tree
    above = tree.token(verb).head
    for link in tree.dependents(above, "cc", "punct"):
        if above < link < verb and all(tree.token(n).tag[:2] in ("CC", "RB", "MD", ",") for n in range(link, verb)):
            tree = _hang(tree, link, outer, tree.token(link).dep)
    return _hang(tree, verb, outer, "conj")


def _joined_speech(tree: Tree, verb: int) -> int | None:
    """The word of speech that a later one goes on from, where the parser joined it to what was said."""
    token = tree.token(verb)
    if token.dep != "conj" or tree.dependents(verb, *SUBJECTS, "auxpass", "mark"):
        return None
    inner = token.head
    while tree.token(inner).dep == "conj":
        inner = tree.token(inner).head
    outer = tree.token(inner).head
    if tree.token(inner).dep != "ccomp" or not outer < inner < verb or tree.lower[outer] not in load_cues().plain:
        return None
    spoken = _tense(tree, verb)
    if not _leads_phrase(tree, verb) or _tense(tree, outer) != spoken:
        return None
    return outer if _tense(tree, inner) != spoken or _is_spoken(tree, verb, inner) else None


def _leads_phrase(tree: Tree, verb: int) -> bool:
    """Whether a verb is speech by itself, or with the preposition behind it: "calls for"."""
    cues = load_cues()
    known = {link for _, cue in cues.verbs.get(tree.lower[verb], ()) for link in cue.frames}
    return (
        tree.lower[verb] in cues.plain
        or any(tree.lower[child] in known and tree.lower[child] in LINKS for child in tree.dependents(verb, "prep"))
        or _puts_at(tree, verb)
    )


def _puts_at(tree: Tree, verb: int) -> bool:
    """Whether somebody puts a number at so much: "and put the losses at 3 million"."""
    puts = any("amount" in cue.frames for rest, cue in load_cues().verbs.get(tree.lower[verb], ()) if not rest)
    return puts and any(
        tree.lower[child] == "at" and any(tree.token(word).tag == "CD" for word in tree.subtree(child))
        for child in (*tree.dependents(verb, "prep"), *_behind_object(tree, verb))
    )


def _behind_object(tree: Tree, verb: int) -> list[int]:
    named = tree.first(verb, "dobj")
    return tree.dependents(named, "prep") if named is not None else []


def _tense(tree: Tree, verb: int) -> tuple[str, ...]:
    """The tags of a verb and of what helps it; of a modal verb only that."""
    helping = [tree.token(child).tag for child in tree.dependents(verb, "aux", "auxpass")]
    tag = tree.token(verb).tag
    return ("MD",) if "MD" in helping else (*helping, tag if helping or tag != "VBN" else "VBD")


def _is_spoken(tree: Tree, verb: int, inner: int) -> bool:
    """Whether a verb in the tense of what was said still is the speaker's: it leads a clause or a phrase of its own,
    and the subject of what was said is a thing."""
    leads = any(tree.dependents(child, "mark") for child in tree.dependents(verb, "ccomp"))
    leads = leads or _puts_at(tree, verb) or any(tree.lower[n] in LINKS for n in tree.dependents(verb, "prep"))
    subject = tree.first(inner, *SUBJECTS)
    person = subject is None or tree.token(subject).tag.startswith(("PRP", "NNP", "WP"))
    return leads and (bool(tree.dependents(inner, "auxpass")) or not person)


def _lift_citing(tree: Tree, verb: int) -> Tree:
    """ "The paper reported, citing an official, that A": "citing" was hung on the verb of A."""
    citing = next((n for n in range(verb + 1, min(verb + 8, len(tree.tokens))) if tree.lower[n] == "citing"), None)
    if citing is None or tree.lower[citing - 1] != ",":
        return tree
    end = min(citing + LONGEST_ASIDE, len(tree.tokens))
    mark = next((n for n in range(citing, end) if tree.lower[n] == "that" and tree.lower[n - 1] == ","), None)
    if mark is None or tree.token(mark).dep != "mark" or tree.token(mark).head == verb:
        return tree
    clause = tree.token(mark).head
    if tree.token(verb).head == clause:
        tree = _hang(tree, verb, tree.token(clause).head if tree.token(clause).head != clause else verb, "advcl")
    tree = _hang(tree, citing, verb, "advcl")
    return _hang(tree, clause, verb, "ccomp")
