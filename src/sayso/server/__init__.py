"""The archive in a browser: pages (HTML) and an API (JSON), both from the same calls on `Archive`. It only reads.

`app.make_app` wires the room; `pages` and `api` hold the routes, `guard` what every request and answer must pass. What
is shown is prepared by plain functions on a `Dossier` (`marks`, `notes`, `series`, `chart`, `tree`, `printings`), each
with one template. Every word of the interface is in `strings.toml`.
"""
