"""Turns .doc, .wps, .rtf and .odt into .docx with LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from ontology.errors import UnreadableDocument

SECONDS = 120
"""How long a conversion may take."""

_NAMES = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")


def to_docx(data: bytes, suffix: str, name: str) -> bytes:
    """The same document as .docx. Raises `UnreadableDocument`.

    Each call has a profile of its own: LibreOffice runs once a profile.
    """
    program = next((path for path in map(shutil.which, _NAMES) if path), None)
    if program is None:
        raise UnreadableDocument(
            f"to read {suffix} files LibreOffice is needed (Debian: apt-get install "
            "libreoffice-writer-nogui; else libreoffice.org); or save the file as .docx",
            name,
        )
    with tempfile.TemporaryDirectory(prefix="evenhand-") as folder:
        source = Path(folder, "in" + suffix)
        source.write_bytes(data)
        profile = Path(folder, "profile")
        _settle(profile)
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            # Not into a pipe: the program proper holds it when the one that started it is gone.
            nowhere = subprocess.DEVNULL
            subprocess.run(command, stdout=nowhere, stderr=nowhere, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise UnreadableDocument(
                f"LibreOffice did not finish with it in {SECONDS} seconds; save it as .docx", name
            ) from None
        result = Path(folder, "in.docx")
        if not result.exists():
            raise UnreadableDocument(
                "LibreOffice cannot open it: it is damaged or locked; save it as .docx", name
            )
        return result.read_bytes()


_SAFE = (
    ("Security/Scripting", "DisableMacrosExecution", "true"),
    ("Security/Scripting", "MacroSecurityLevel", "3"),
    ("Security/Scripting", "BlockUntrustedRefererLinks", "true"),
)
"""No macro runs, not even a signed one, and nothing that a document links to is fetched."""


def _settle(profile: Path) -> None:
    """Writes the settings of a profile before LibreOffice first opens it."""
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.Common/{path}"><prop oor:name="{name}" '
        f'oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SAFE
    )
    folder = profile / "user"
    folder.mkdir(parents=True)
    folder.joinpath("registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        "utf-8",
    )
