"""sayso: on whose say-so?

`extract_statements(text)` is the attribution engine alone. It is imported when it is first asked for, so that
`import sayso` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.texts import Extraction, extract_statements, extract_text

__all__ = ["Extraction", "extract_statements", "extract_text"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sayso import texts

    return getattr(texts, name)
