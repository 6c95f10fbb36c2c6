"""The command that gives the schema of the file to editors and CI."""

from typing import Annotated

import typer

from segurctl.cli.result import Result


def schema(
    *,
    editeur: Annotated[
        bool, typer.Option("--editeur", help="Celui d'editeur.toml, le fichier de l'entreprise.")
    ] = False,
) -> Result:
    """Le schéma JSON d'un fichier de candidature, pour l'éditeur de texte et la CI.

    Avec « #:schema ./candidature.schema.json » en première ligne du fichier, l'éditeur complète, explique et
    souligne.

    Exemples :

        segurctl schema > candidature.schema.json
        segurctl schema | check-jsonschema --schemafile - candidature.toml
    """
    from segurctl.candidature.schema import schema_text
    from segurctl.parcours.load import load_parcours

    return Result(schema_text(load_parcours(), editeur=editeur))
