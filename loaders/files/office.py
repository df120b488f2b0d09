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
        command = [
            program,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
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
