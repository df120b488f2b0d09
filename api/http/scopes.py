"""What a key may allow: `read` to see, `write` to add and remove, `query` to ask in Cypher, and
`personal` to see telephone numbers and the like.
"""

from __future__ import annotations

from typing import Literal, get_args

Scope = Literal["read", "write", "query", "personal"]

SCOPES: tuple[Scope, ...] = get_args(Scope)
