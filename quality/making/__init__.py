"""Made news: invented pages whose truth is known, at any size. `python -m quality make` writes them.

names, roles, measures, events, generic, attribution, sites (`*.toml`)   the grammar, as data
lines → world → script → plan → telling                                  who says what when, in marked words
printing → pages → story → truth → write                                 who carries it, what is around it, what is true
load                                                                     the truth into an archive, without a parse
"""

from __future__ import annotations

from quality.making.load import load_findings, load_news
from quality.making.write import write_news

__all__ = ["load_findings", "load_news", "write_news"]
