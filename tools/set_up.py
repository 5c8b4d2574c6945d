"""Prepare this folder: a Python environment in `.venv` with exactly the locked libraries.

Run by `make` as `python3 -m tools.set_up`; needs Python and nothing else.

Whatever was interrupted is done again: a step counts as done only once its stamp is written, and the stamp holds everything that the
step depends on. So a moved folder, another Python or a changed lock are noticed, and a second run takes no time.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tools import vendor_assets

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKOUT = Path(__file__).resolve().parents[1]
ENVIRONMENT = CHECKOUT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
MADE = ENVIRONMENT / "made"
SUITABLE = ("3.13", "3.12", "3.11")


def main() -> None:
    """Take the steps that are not done yet."""
    parser = argparse.ArgumentParser(description="准备运行环境 / prepare the environment")
    parser.add_argument("--for-tests", action="store_true", help="also install what tests and checks need")
    for_tests = parser.parse_args().for_tests
    use_a_suitable_python()
    fail_if_made_by_another_account()
    libraries = CHECKOUT / ("requirements-dev.lock" if for_tests else "requirements.lock")
    packages = CHECKOUT / "package-lock.json"
    with (CHECKOUT / ".venv.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two `make` at once take turns
        step("1/2 Python 环境 / environment", MADE, identity(), make_environment)
        state = identity(libraries, CHECKOUT / "pyproject.toml")
        step("2/2 程序库 / libraries", ENVIRONMENT / libraries.stem, state, lambda: install(libraries))
        if for_tests or vendor_assets.wanted(CHECKOUT):
            get_browser_files(packages, for_tests=for_tests)


def get_browser_files(packages: Path, *, for_tests: bool) -> None:
    """What pages need from npm. The site runs without it, and only says what is missing; tests need it."""
    try:
        step("页面程序 / browser files", ENVIRONMENT / packages.stem, identity(packages, CHECKOUT / "package.json"), fetch_packages)
    except SystemExit as problem:
        if for_tests:
            raise
        print(
            f"{problem}\n没有图形编辑器和中文字体：决策模型可以用文字编辑，电子证照暂不能生成 PDF。 / "
            "Without the graphical editor and the Chinese font decision models are edited as text, and licences are not printed as PDF.",
            flush=True,
        )


def use_a_suitable_python() -> None:
    """Go on with another Python of this machine if this one is too old or too new; end with advice if there is none."""
    if f"{sys.version_info.major}.{sys.version_info.minor}" not in SUITABLE:
        for name in (f"python{version}" for version in SUITABLE):
            # A name on the path may be a version manager's stand-in for a Python that is not there.
            if shutil.which(name) and subprocess.run([name, "--version"], capture_output=True, check=False).returncode == 0:
                os.execvp(name, [name, "-m", "tools.set_up", *sys.argv[1:]])  # noqa: S606 - a program found on the path of whoever runs `make`
        sys.exit(
            f"需要 Python {SUITABLE[-1]} 至 {SUITABLE[0]}，这里是 / Python {SUITABLE[-1]} to {SUITABLE[0]} is needed, this is {sys.version}"
        )
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("这个 Python 没有 venv，请安装，例如 / This Python lacks venv, install it, for example: sudo apt-get install python3-venv")


def fail_if_made_by_another_account() -> None:
    """After a run as root an ordinary account can neither use nor remove what was made."""
    made = [place for folder in (ENVIRONMENT, CHECKOUT / ".luoshi") if folder.exists() for place in (folder, *folder.iterdir())]
    foreign = [place for place in made if place.lstat().st_uid != os.geteuid() != 0]
    if foreign:
        sys.exit(
            f"{foreign[0]} 属于另一个用户，多半是以 root 运行过，请交还： / "
            "It belongs to another account, most likely after a run as root; give it back:\n"
            "    sudo chown -R $(id -u) .venv .venv.lock .luoshi"
        )


def step(name: str, stamp: Path, state: str, act: Callable[[], None]) -> None:
    """Do ``act`` unless ``stamp`` says that it was done in this very state."""
    if stamp.exists() and stamp.read_text() == state:
        return
    print(f"准备 Set-up {name} …", flush=True)
    began = time.monotonic()
    act()
    stamp.write_text(state)
    print(f"准备 Set-up {name} 完成 / done, {time.monotonic() - began:.1f} s", flush=True)


def identity(*files: Path) -> str:
    """What a step's result depends on: the place of this folder, the Python, and the content of ``files``."""
    content = b"".join(file.read_bytes() for file in files)
    return "\n".join((str(CHECKOUT), sys.version, hashlib.sha256(content).hexdigest()))


def make_environment() -> None:
    """An empty environment with the locked installer; whatever was there is removed."""
    run(sys.executable, "-m", "venv", "--clear", ENVIRONMENT)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", CHECKOUT / "requirements-setup.lock")


def install(lock: Path) -> None:
    """Install the locked libraries and this folder's own package.

    The environment does not count as made meanwhile: after an interruption, which may leave half a library, it is made anew.
    """
    MADE.unlink()
    uv_install("--require-hashes", "--requirement", lock)
    uv_install("--no-deps", "--offline", "--editable", CHECKOUT)
    MADE.write_text(identity())


def fetch_packages() -> None:
    """What pages and tests need from npm. Where there is no npm, a Python package brings one."""
    npm = shutil.which("npm")
    if npm is None:
        uv_install("--require-hashes", "--requirement", CHECKOUT / "requirements-node.lock")
        npm = str(ENVIRONMENT / "bin" / "npm")
    run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    vendor_assets.copy(CHECKOUT)


def uv_install(*arguments: str | Path) -> None:
    """Install into the environment. Service accounts often have no home folder to keep downloads in."""
    cache = () if os.access(Path.home(), os.W_OK) else ("--no-cache",)
    run(ENVIRONMENT / "bin" / "uv", "pip", "install", "--python", PYTHON, *cache, *arguments)


def run(*command: str | Path) -> None:
    """Run a program. A person at a terminal sees its progress; elsewhere its words are shown only if it fails."""
    output = None if sys.stdout.isatty() else subprocess.PIPE
    done = subprocess.run(command, cwd=CHECKOUT, text=True, stdout=output, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        sys.exit(
            f"\n{done.stdout or ''}\n未完成：{' '.join(map(str, command))}\n多半是网络或软件源的问题；解决后再运行一次即可。 / "
            "This did not work, most likely because of the network or the package source; mend it and run the same command again."
        )


if __name__ == "__main__":
    main()
