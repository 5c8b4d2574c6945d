"""`luoshi serve`: the web application on this machine, ready to use."""

from __future__ import annotations

import os
from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="监听地址 / Address to listen on. Set LUOSHI_HOSTS to the site's names as well.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口；被占用时用下一个空闲的 / Port; if it is taken, the next free one.")] = 8000,
    workers: Annotated[int, typer.Option(help="工作进程数 / Number of worker processes.")] = 2,
    demonstration: Annotated[bool, typer.Option("--demonstration", help="载入示范区 / Load the demonstration district.")] = False,
) -> None:
    """启动网站：准备好一切，然后打印网址。 / Start the site: prepares everything, then prints the address."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
    os.environ["LUOSHI_DEMONSTRATION"] = "1" if demonstration else "0"
    import django
    from django.core.exceptions import ImproperlyConfigured

    from luoshi.district.errors import NotPrepared

    try:
        django.setup()
        from luoshi.district.preparation import prepare
        from luoshi.district.web_server import listen, run

        prepare(demonstration=demonstration, say=typer.echo)
        listener = listen(host, port)
    except (ImproperlyConfigured, NotPrepared) as problem:
        typer.echo(f"\n{problem}", err=True)
        raise typer.Exit(1) from problem
    run(listener, workers=workers, say=typer.echo)
