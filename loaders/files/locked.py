"""Opens Office files that are locked with a password (ECMA-376 encryption, and the older RC4)."""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import Any

from loaders.files.magic import is_encrypted_office
from ontology.errors import UnreadableDocument

_LOCKED = (
    "the file is locked with a password; give it with --password, or open it in Word or WPS, "
    "take the password off (File, Info, Protect) and save it"
)
_NEEDED = (
    "to open a locked Office file install what decrypts it with: pip install 'evenhand[files]'"
)
_DAMAGED = "the locked file is damaged; ask for it again, or for one without a password"
MAX_UNLOCKED = 256 * 1024 * 1024
"""The most bytes of a file once it is unlocked."""


def unlocked(data: bytes, password: str | None, name: str) -> bytes:
    """The bytes behind the lock of an old or new Office file; the same where it has none.

    Raises `UnreadableDocument` where the password is missing or wrong.
    """
    certain = is_encrypted_office(data)
    if find_spec("msoffcrypto") is None:
        if certain:
            raise UnreadableDocument(_NEEDED if password else _LOCKED, name)
        return data
    file = _file(data, name, certain=certain)
    if file is None:
        return data
    if not password:
        raise UnreadableDocument(_LOCKED, name)
    return _opened(file, password, name)


def _file(data: bytes, name: str, *, certain: bool) -> Any | None:
    """The locked file as the library has it, `None` where it is not locked."""
    import msoffcrypto

    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        return file if file.is_encrypted() else None
    except Exception as problem:  # the library lets through whatever its parsers raise
        if certain:
            raise UnreadableDocument(
                "the file is locked, and damaged or locked in a way that is not known; open it in "
                "Word or WPS and save it without a password",
                name,
            ) from problem
        return None


def _opened(file: Any, password: str, name: str) -> bytes:
    from msoffcrypto.exceptions import InvalidKeyError

    held, fits = io.BytesIO(), False
    try:
        # The older formats check the password as they load the key, and know no such word.
        try:
            file.load_key(password=password, verify_password=True)
        except TypeError:
            file.load_key(password=password)
        fits = True
        file.decrypt(held)
    except InvalidKeyError as problem:
        if fits:
            raise UnreadableDocument(_DAMAGED, name) from problem
        raise UnreadableDocument(
            "the password does not open this file; give its password with --password", name
        ) from None
    except Exception as problem:  # the library lets through whatever its parsers raise
        raise UnreadableDocument(_DAMAGED, name) from problem
    if held.tell() > MAX_UNLOCKED:
        raise UnreadableDocument("unlocked, the file is too large; save it without pictures", name)
    return held.getvalue()
