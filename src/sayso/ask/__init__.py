"""A question in plain words, answered with what the pages say, or not at all.

    question.py    the words of a question → what is asked for: a number, who, what, when; of whom, about what
    evidence.py    a dossier → what may answer: each statement and figure with the words, names and dates around it
    sides.py       who gives and who takes: bought and sold, won and lost
    acts.py        who does what to whom, by a parse of the question and of what would answer
    support.py     whether one piece of evidence says what was asked, in each point; and where not, why
    groups.py      the pieces that do, by claim: best first, one a sentence, a speaker's together, no weak tail
    answer.py      what is shown of these, and the nearest that do not answer
    records.py     what an answer is

Nothing here opens an archive: `sayso.archive.answers` finds the stories that a question may be about.
"""

from __future__ import annotations

from sayso.ask.answer import answer_question, refuse_question
from sayso.ask.question import Question, read_question
from sayso.ask.records import Answer, Answers, Near, Source

__all__ = ["Answer", "Answers", "Near", "Question", "Source", "answer_question", "read_question", "refuse_question"]
