"""The generated files: what they must say now, and writing them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from ontology.rdf.context import context
from ontology.rdf.odrl import profile
from ontology.rdf.owl import ontology
from ontology.rdf.shacl import shapes
from ontology.rdf.write import turtle

FOLDER = Path(__file__).with_name("generated")


def generated() -> Mapping[str, str]:
    """File name → content, from the YAML as it is."""
    return {
        "evenhand.ttl": turtle(ontology()),
        "shapes.ttl": turtle(shapes()),
        "odrl-profile.ttl": turtle(profile()),
        "context.jsonld": json.dumps(context(), ensure_ascii=False, indent=2) + "\n",
    }


def write() -> tuple[Path, ...]:
    """Writes all of them; says which were not so before."""
    FOLDER.mkdir(exist_ok=True)
    changed = []
    for name, content in generated().items():
        path = FOLDER / name
        if not path.exists() or path.read_text("utf-8") != content:
            path.write_text(content, "utf-8")
            changed.append(path)
    return tuple(changed)
