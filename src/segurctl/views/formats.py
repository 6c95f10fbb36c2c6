"""The formats of a report, found by name: adding one is a module and a line here."""

from collections.abc import Mapping
from importlib import import_module

from segurctl.evaluation.rapport import Rapport

FORMATS: Mapping[str, str] = {
    "json": "segurctl.views.check_json:check_json",
    "github": "segurctl.views.check_github:check_github",
    "gitlab": "segurctl.views.check_gitlab:check_gitlab",
    "sarif": "segurctl.views.check_sarif:check_sarif",
    "junit": "segurctl.views.check_junit:check_junit",
    "markdown": "segurctl.views.check_markdown:check_markdown",
}


def render(rapport: Rapport, format_: str) -> str:
    """The document of a report for a machine, whole, with its last newline. `format_` is one of FORMATS."""
    module, _, function = FORMATS[format_].partition(":")
    document: str = getattr(import_module(module), function)(rapport)
    return document
