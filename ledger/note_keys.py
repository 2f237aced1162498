"""密钥 Note keys: the keys of logs and witnesses, in the encodings of C2SP ``signed-note``.

Two kinds are known here: that of a log (0x01, Ed25519 over the text) and that of a witness (0x04,
a timestamped Ed25519 cosignature, C2SP ``tlog-cosignature``). A witness's private key is written as
a log's is, with its own kind. Reading order: errors, base64, public keys, private keys.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Final, Self

import attrs
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ledger.errors import LedgerError

LOG: Final = 0x01
"""Signature type of a log: Ed25519 over the text."""
WITNESS: Final = 0x04
"""Signature type of a witness: Ed25519 over a time and the text."""
ID_BYTES: Final = 4
DASH: Final = "\N{EM DASH} "
"""How a signature line begins."""
KEY_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
TIME_BYTES: Final = 8
LATEST: Final = 2**63 - 1
"""The last second a cosignature can state."""
_PRIVATE: Final = "PRIVATE+KEY+"
_KEY: Final = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)")
_NAME: Final = re.compile(r"[^\s+\x00-\x1f]+")

# --- errors ---


class NoteError(LedgerError):
    """签名不可信: a note, a key or a signature that cannot be trusted, and why."""


# --- base64 ---


def decoded(text: str) -> bytes:
    """Read standard base64, in its one canonical form.

    Raises:
        NoteError: it is something else.

    """
    try:
        read = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        read = b""
    if b64encode(read).decode() != text or not text:
        raise NoteError(f"{text[:60]!r} is no base64: take the file again from where it came.")
    return read


def encoded(read: bytes) -> str:
    """Write standard base64."""
    return b64encode(read).decode()


# --- public keys ---


@attrs.frozen
class Verifier:
    """验证公钥: the public key of a log or a witness, under its name.

    Attributes:
        name: whose it is, without spaces or ``+``.
        type: ``LOG`` or ``WITNESS``.
        key: the Ed25519 public key, 32 bytes (RFC 8032).

    """

    name: str
    type: int
    key: bytes

    @classmethod
    def parse(cls, vkey: str) -> Self:
        """Read a verifier key, ``name+8 hex digits+base64``.

        Raises:
            NoteError: it is none, or of a kind that is not known here.

        """
        name, id_, type_, key = _parsed_key(vkey.strip(), "public key 公钥")
        made = cls(name, type_, key)
        if made.id.hex() != id_:
            raise NoteError(
                f"The public key 公钥 of {name} was altered: its id is {made.id.hex()}."
            )
        try:
            Ed25519PublicKey.from_public_bytes(key)
        except ValueError:
            raise NoteError(f"The public key 公钥 of {name} is no Ed25519 key.") from None
        return made

    @property
    def id(self) -> bytes:
        """The key's id: the first four bytes of a hash of its name, type and bytes."""
        said = self.name.encode() + b"\n" + bytes([self.type]) + self.key
        return sha256(said).digest()[:ID_BYTES]

    def __str__(self) -> str:
        """Return the verifier key."""
        return f"{self.name}+{self.id.hex()}+{encoded(bytes([self.type]) + self.key)}"

    def verified(self, text: str, signature: bytes) -> int | None:
        """Return the POSIX time a true signature over a text states (0 for a log's), else None."""
        at, signature = _timed(signature) if self.type == WITNESS else (0, signature)
        if len(signature) != SIGNATURE_BYTES or not 0 <= at <= LATEST:
            return None
        try:
            public = Ed25519PublicKey.from_public_bytes(self.key)
            public.verify(signature, _message(self.type, at, text))
        except InvalidSignature:
            return None
        return at


def _timed(signature: bytes) -> tuple[int, bytes]:
    return int.from_bytes(signature[:TIME_BYTES], "big"), signature[TIME_BYTES:]


def _message(type_: int, at: int, text: str) -> bytes:
    """Return the bytes that are signed."""
    return (f"cosignature/v1\ntime {at}\n{text}" if type_ == WITNESS else text).encode()


def _parsed_key(text: str, what: str) -> tuple[str, str, int, bytes]:
    """Return the name, the id, the kind and the bytes of a key."""
    read = _KEY.fullmatch(text)
    if read is None:
        raise NoteError(f"This is no {what}: it has the form name+id+base64.")
    name, id_, blob = read[1], read[2], decoded(read[3])
    if blob[0] not in (LOG, WITNESS):
        raise NoteError(f"The {what} of {name} is of kind {blob[0]:#04x}, not known here.")
    if len(blob) != 1 + KEY_BYTES:
        raise NoteError(f"The {what} of {name} has {len(blob)} bytes instead of {1 + KEY_BYTES}.")
    return name, id_, blob[0], blob[1:]


# --- private keys ---


@attrs.frozen
class Signer:
    """签名私钥: the private key of a log or a witness, under its name.

    Attributes:
        name: whose it is, without spaces or ``+``.
        type: ``LOG`` or ``WITNESS``.
        seed: the Ed25519 private key, 32 bytes (RFC 8032).

    """

    name: str
    type: int
    seed: bytes = attrs.field(repr=False)

    @classmethod
    def new(cls, name: str, type_: int = LOG) -> Self:
        """Make a key.

        Raises:
            NoteError: the name is empty, or has a space or a ``+``.

        """
        if not _NAME.fullmatch(name):
            raise NoteError(
                f"A key 密钥 cannot be called {name!r}: choose a name without spaces and plus "
                "signs, such as wjg.example/ledger-2019."
            )
        return cls(name, type_, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, skey: str) -> Self:
        """Read a signer key, ``PRIVATE+KEY+name+8 hex digits+base64``.

        Raises:
            NoteError: it is none, or of a kind that is not known here.

        """
        text = skey.strip()
        if not text.startswith(_PRIVATE):
            raise NoteError(f"This is no private key 私钥: it does not begin with {_PRIVATE}.")
        name, id_, type_, seed = _parsed_key(text.removeprefix(_PRIVATE), "private key 私钥")
        made = cls(name, type_, seed)
        if made.verifier.id.hex() != id_:
            raise NoteError(f"The private key 私钥 of {name} was altered: restore it from a copy.")
        return made

    def skey(self) -> str:
        """Return the signer key; whoever has it signs in this name."""
        id_, blob = self.verifier.id.hex(), encoded(bytes([self.type]) + self.seed)
        return f"{_PRIVATE}{self.name}+{id_}+{blob}"

    @property
    def verifier(self) -> Verifier:
        """The public key of it."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return Verifier(self.name, self.type, public.public_bytes(Encoding.Raw, PublicFormat.Raw))

    def line(self, text: str, at: int = 0) -> str:
        """Return the signature line over a text; a witness states the POSIX time ``at``."""
        time = at.to_bytes(TIME_BYTES, "big") if self.type == WITNESS else b""
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        signature = private.sign(_message(self.type, at, text))
        return f"{DASH}{self.name} {encoded(self.verifier.id + time + signature)}\n"
