"""Facts and findings of one contract → a report that people hand on."""

from api.report.page import Material, render

__all__ = ["Material", "render"]
