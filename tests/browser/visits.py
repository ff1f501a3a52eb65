"""A page of the browser, and all that goes wrong on it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page


class Visit:
    """A page of the browser, and all that went wrong on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.faults: list[str] = []
        page.on("console", lambda message: self.faults.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", self._watch)

    def _watch(self, request: Any) -> None:
        if not request.url.startswith(self.address):
            self.faults.append(f"asked {request.url}")

    def go(self, path: str) -> None:
        answer = self.page.goto(self.address + path)
        assert answer is not None and answer.status == 200, path

    def ask(self, path: str) -> Any:
        return self.page.request.get(self.address + path).json()
