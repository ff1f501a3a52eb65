"""What a test starts heeds Ctrl-C."""

from __future__ import annotations

import signal


def heed_ctrl_c() -> None:
    """A background job of a shell ignores Ctrl-C, and so would what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
