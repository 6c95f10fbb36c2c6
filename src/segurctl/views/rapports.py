"""The formats of `report`, found by name: adding one is a module and a line here."""

from collections.abc import Mapping
from importlib import import_module

from segurctl.history.bilan import Bilan

RAPPORTS: Mapping[str, str] = {
    "markdown": "segurctl.views.report_markdown:report_markdown",
    "html": "segurctl.views.report_html:report_html",
    "shields": "segurctl.views.report_shields:report_shields",
}


def rendre(bilan: Bilan, format_: str) -> str:
    """The document of a report, whole, with its last newline. `format_` is one of RAPPORTS."""
    module, _, function = RAPPORTS[format_].partition(":")
    document: str = getattr(import_module(module), function)(bilan)
    return document
