"""Where a running Luoshi keeps what it makes itself: the embedded database, the secret key, collected files.

``LUOSHI_DATA`` names the folder; without it, it is ``.luoshi`` beside the package ``luoshi``.
"""

from __future__ import annotations

import os
import secrets
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
    """The key that signs sessions: made at the first start, then kept in ``folder``; readable by its owner only."""
    kept = folder / "secret_key"
    if not kept.exists():
        with NamedTemporaryFile("w", dir=folder, prefix=kept.name) as draft:
            draft.write(secrets.token_urlsafe(50))
            draft.flush()
            # A link fails where a rename would overwrite: of two first starts at once, both use the same key.
            with suppress(FileExistsError):
                kept.hardlink_to(draft.name)
    return kept.read_text()
