"""`sayso serve`: the archive as pages and JSON in a browser."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path

import click

from sayso.cli.output import explain

FEWEST_TOKEN_SIGNS = 16


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8470, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port.")
@click.option(
    "--token",
    envvar="SAYSO_TOKEN",
    show_envvar=True,
    metavar="SECRET",
    help="Who asks must know it, as the password in a browser or as a bearer token. Needed beyond this machine.",
)
@click.option("--read-only", is_flag=True, help="Let nobody add or correct anything.")
@click.pass_context
def serve(context: click.Context, host: str, port: int, token: str | None, read_only: bool) -> None:
    """Show the archive in a browser: stories, articles with their findings marked, claims down to their origins; add
    pages, and correct what the machine got wrong.

    Nothing is asked of any other host, but for an address that somebody gives to be added. What `sayso add` brings
    meanwhile is seen at once. Without a token only this machine is served.
    """
    _check_token(host, token)
    listener = _listen(host, port)
    address = _address(host, listener.getsockname()[1])

    import uvicorn

    from sayso.server.app import make_app

    name, settings = context.obj
    app = make_app(Path(name), settings, token=token, hosts=None if token else {host, "localhost"}, read_only=read_only)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, timeout_keep_alive=5
    )
    explain(f"{name} is shown at {address} until you press Ctrl-C.")
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        explain("closed.")


def _check_token(host: str, token: str | None) -> None:
    if token is None and not is_loopback(host):
        raise click.UsageError(
            f"{host} can be reached from other machines: give a --token (or SAYSO_TOKEN) that they must know."
        )
    if token is not None and len(token) < FEWEST_TOKEN_SIGNS:
        raise click.UsageError(f"A token needs {FEWEST_TOKEN_SIGNS} signs or more, so that nobody guesses it.")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the address, so that a port in use is told before anything starts."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen()
    except OSError as error:
        raise click.UsageError(f"{host}, port {port}: cannot be listened on: {error.strerror}.") from error
    return listener


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
