"""The command `luoshi`.

A module of this package whose name is `x` and which has a function `x` is the command `luoshi x`; its docstring is the help. If `x` is
itself an application of several commands, they are `luoshi x …`.
A module imports at its top only what every command can afford; Django and the database are imported inside the command that needs them.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import typer

from luoshi import command_line

HELP = "落实：读政府工作报告，管承诺落实。 / Luoshi: reads a government's work report and follows its promises up."


def application() -> typer.Typer:
    """All commands of this package."""
    app = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_luoshi)
    for module in sorted(iter_modules(command_line.__path__), key=lambda found: found.name):
        if not module.ispkg and module.name != "main":
            command = getattr(import_module(f"{command_line.__name__}.{module.name}"), module.name, None)
            if isinstance(command, typer.Typer):
                app.add_typer(command, name=module.name)
            elif command is not None:
                app.command(module.name)(command)
    return app


def main() -> None:
    """The entry point of the installed program."""
    application()()


def _luoshi() -> None:
    """Makes `luoshi` a group of commands even while there is only one."""


if __name__ == "__main__":
    main()
