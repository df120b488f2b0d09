"""`evenhand serve`: the HTTP API, on this machine unless told otherwise."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import lang, own_rules, store
from api.cli.screen import Screen
from api.cli.store import address

if TYPE_CHECKING:
    from api.http.settings import Settings

data = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    envvar="EVENHAND_DATA",
    metavar="DIR",
)


@click.command()
@store
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@data
@own_rules
@click.option("--keys", is_flag=True)
@click.option("--personal", is_flag=True)
@click.option("--upload-mb", type=click.IntRange(1, 4096), default=100, show_default=True)
@click.option("--rate", type=click.IntRange(1), default=6000, show_default=True, metavar="N")
@lang
@click.pass_obj
def serve(
    screen: Screen,
    store: str | None,
    host: str,
    port: int,
    data: Path | None,
    rules_dir: Path | None,
    keys: bool,
    personal: bool,
    upload_mb: int,
    rate: int,
) -> None:
    """Serves the contracts of a store until it is stopped."""
    from api.errors import Problem

    try:
        from api.http.settings import Settings, is_loopback
    except ImportError as error:
        raise Problem("no_server_extra") from error
    settings = Settings(
        data=folder(data),
        store=address(store),
        host=host,
        port=port,
        keys=keys or not is_loopback(host),
        personal=personal,
        rules=rules_dir,
        upload_bytes=upload_mb * 1024 * 1024,
        requests_a_minute=rate,
    )
    _run(screen, settings)


def folder(given: Path | None) -> Path:
    """Where the keys, jobs and workspaces of the server lie."""
    from api.http.settings import default_data

    return (given or default_data(os.environ)).absolute()


def _run(screen: Screen, settings: Settings) -> None:
    from api.errors import Problem

    try:
        import uvicorn

        from api.http.app import create_app
    except ImportError as error:
        raise Problem("no_server_extra") from error
    if settings.keys and not settings.on_loopback and not _has_keys(settings.data):
        raise Problem("no_keys_yet", host=settings.host)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)
    sockets = [config.bind_socket()]
    # Whoever reads the address may come at once.
    sockets[0].listen(config.backlog)
    at = sockets[0].getsockname()
    name = f"[{at[0]}]" if ":" in at[0] else at[0]
    screen.line(screen.say("serve.at", address=f"http://{name}:{at[1]}/api/v1"))
    if not settings.keys:
        screen.note(screen.say("serve.no_keys"))
    server.run(sockets=sockets)


def _has_keys(data: Path) -> bool:
    from api.http.keys import KeyRing

    ring = KeyRing(data)
    try:
        return any(key.revoked is None for key in ring.all())
    finally:
        ring.close()
