"""证据包 Package: members under their names, a manifest of their SHA-256, one zip file.

The same members give the same bytes: members lie in the order of their names, uncompressed (other
zlibs compress otherwise), and bear the zip format's first day as their time.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = "taizhang-evidence/v1"
MANIFEST: Final = "manifest.json"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_MODE: Final = 0o100644 << 16


def packed(members: Mapping[str, bytes]) -> bytes:
    """Return members and their manifest as a zip file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, content in sorted({**members, MANIFEST: manifest_of(members)}.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            package.writestr(entry, content)
    return stream.getvalue()


def manifest_of(members: Mapping[str, bytes]) -> bytes:
    """Return the manifest: the SHA-256 of every other member, by name."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    return as_json({"format": FORMAT, "members": hashes})


def as_json(content: Mapping[str, Any]) -> bytes:
    """Return a table as JSON in the one form that the verifier takes for it."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
