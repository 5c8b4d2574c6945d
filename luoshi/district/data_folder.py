"""Where a running Luoshi keeps what it makes itself: the embedded database, the secret key, collected files.

``LUOSHI_DATA`` names the folder; without it, it is ``.luoshi`` beside the package ``luoshi``.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import luoshi

CHECKOUT = Path(luoshi.__file__).resolve().parents[1]


def data_folder() -> Path:
    """The folder, made if need be. Others may pass through it (the database may run under another account) but not list it."""
    folder = Path(os.environ.get("LUOSHI_DATA") or CHECKOUT / ".luoshi").expanduser().resolve()
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    if not any(folder.iterdir()):  # wherever it lies, no repository shall take in the secret key and the people's reports
        (folder / ".gitignore").write_text("*\n")
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions: made at the first start."""
    return kept(folder / "secret_key", lambda: secrets.token_urlsafe(50))


def signing_key(folder: Path) -> bytes:
    """The Ed25519 key of 32 bytes that signs the heads of the record: made when the first one is signed."""
    return bytes.fromhex(kept(folder / "signing_key", lambda: secrets.token_hex(32)))


def licence_key(folder: Path) -> bytes:
    """The Ed25519 key of 32 bytes that signs licences: made when the first one is signed, or the first after it was taken away."""
    return bytes.fromhex(kept(folder / "licence_key", lambda: secrets.token_hex(32)))


def kept(file: Path, make: Callable[[], str]) -> str:
    """What ``file`` holds, readable by its owner only; made once, if there is no such file."""
    if not file.exists():
        with NamedTemporaryFile("w", dir=file.parent, prefix=file.name) as draft:
            draft.write(make())
            draft.flush()
            # A link fails where a rename would overwrite: of two first starts at once, both use the same key.
            with suppress(FileExistsError):
                file.hardlink_to(draft.name)
    return file.read_text()
