"""What a person has settled, as JSON: `config list --format json`."""

import json
from pathlib import Path

from segurctl.views.config_text import Reglage


def config_json(path: Path, reglages: tuple[Reglage, ...], ici: tuple[str, ...]) -> str:
    """The document; `ici`, the candidatures found from here, which win over the folders of the file."""
    document = {
        "version": 1,
        "fichier": str(path),
        "reglages": [
            {"cle": one.cle, "valeurs": one.valeurs, "source": one.source, "variable": one.variable or None}
            for one in reglages
        ],
        "ici": ici,
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
