"""The scorers in ../shared/score: found near the data, imported by path (they are not part of this project)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent


def load_scorer(name: str, near: str) -> ModuleType:
    """The scorer `score/NAME.py` beside or above the data, else in ../shared.

    Raises:
        FileNotFoundError: it is in neither place.
    """
    above = list(Path(near).resolve().parents)
    for folder in [*above, HERE.parent.parent / "shared"]:
        path = folder / "score" / f"{name}.py"
        if path.exists():
            return _import(name, path)
    raise FileNotFoundError(f"score/{name}.py stands neither above {near} nor in ../shared.")


def _import(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{path} cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
