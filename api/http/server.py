"""What a running server holds: its keys, workspaces, limits and log."""

from __future__ import annotations

from api.http.audit import AuditLog
from api.http.keys import KeyRing
from api.http.limits import Rate
from api.http.settings import DEFAULT_WORKSPACE, Settings
from api.http.workspaces import Workspaces
from api.rulebook import chosen


class Server:
    """Opened once for an application, and closed with it.

    Raises `RuleError` for rules of one's own that will not do, and `StoreError` where the store of
    the default workspace cannot be opened.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.keys = KeyRing(settings.data)
        self.requests = Rate(settings.requests_a_minute)
        self.uploads = Rate(settings.uploads_a_minute)
        self.workspaces = Workspaces(settings, chosen(settings.rules))
        self.audit = AuditLog(settings.data)
        if not settings.keys:
            self.workspaces.get(DEFAULT_WORKSPACE)

    def close(self) -> None:
        self.workspaces.close()
        self.keys.close()
        self.audit.close()
