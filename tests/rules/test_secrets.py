"""Secrets and personal data: found wherever they are written, never shown, and not seen where they are not."""

import json
from pathlib import Path

import pytest

from builders import day, lire_avec_son_texte, parcours
from segurctl.candidature.secrets import MASQUE, masquer, personnelles, secrets
from segurctl.evaluation import evaluate
from segurctl.proofs.faits import Faits
from segurctl.rules.model import Constat
from support import HEAD, MINIMAL, PRODUIT, run

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
CLE = "-----BEGIN RSA PRIVATE KEY-----"
SECRETS = [
    JWT,
    CLE,
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----",
    "client_secret: 9f8c1d2e7b6a",
    "client-secret = AbCdEfGhIj",
    "clientSecret=9f8c1d2e7b6a",
    "CLIENT_SECRET='9f8c1d2e7b6a'",
    "mot de passe : Azerty2026",
    "mdp=Azerty2026!",
    "password: hunter2hunter2",
    "api_key=0123456789abcdef",
    "access_token=0123456789abcdef",
    "ghp_0123456789abcdefghijABCDEFGHIJ012345",
    "glpat-0123456789abcdefghij",
    "AKIA0123456789ABCDEF",
    "glpat-0123456789abcdefabcd",
    "xoxb-123456789012-abcdefabcdef",
    "npm_0123456789abcdefABCDEF0123456789abcd",
    "sk_live_0123456789abcdefabcd",
    "Basic dXNlcjpwYXNzd29yZDE=",
    "Authorization: 9f8c1d2e7b6a",
    "mdp=aZeRtyuiop",
    "mot de passe\u00a0: Azerty2026",
    "mot de passe : « Azerty2026 »",
    "mot-de-passe: Azerty2026",
    "motdepasse=Azerty2026",
    "pwd = Azerty2026",
    "secret = Ab12Cd34Ef56",
    "token=abcdef1234567890",
    "client_secret (BAS) : Ab12Cd34Ef56",
    "client_secret => 'Ab12Cd34Ef56'",
    "aws_secret_access_key = Ab12Cd34Ef56",
    "redis://:S3cret12@h.fr",
    "https://ghtoken1234567890@host.fr/x",
    "-----BEGIN PGP PRIVATE KEY BLOCK-----",
    "xoxb-123456789012-abcdefghijkl",
    "Authorization: Bearer 0123456789abcdef",
    "Bearer 0123456789abcdef",
    "https://lead:Azerty2026@nas.exemple.fr/video.mp4",
]
PAS_DES_SECRETS = [
    "le client_secret est dans le coffre de l'équipe",
    "client_secret: voir le coffre",
    "mot de passe : conservé",
    "mot de passe: demander au support",
    "Basic et Bearer sont possibles",
    "-----BEGIN CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----",
    "https://interop.referencement.esante.gouv.fr/evs/report.seam?oid=1.2.3&privacyKey=abc123",
    "https://www.exemple.fr:8443/a@b",
    "3f2a9c1b" * 8,
    "token",
    "eyJ.eyJ",
    "mot de passe : Conservé",
    "mot de passe : KeePassXC de l'équipe",
    "mot de passe : LastPass",
    "mot de passe : 1Password",
    "mot de passe : SharePoint de la DSI",
    "mot de passe : Bitwarden/équipe-2",
    "mot de passe : 2025-10-02 changé",
    "authentification Bearer (RFC6750)",
    "jeton bearer OAuth2.0",
    "exigence basic SC.PSC.01",
    "private key: RSA-2048",
    "client_secret=${PSC_SECRET}",
    "client_secret: ‹à-demander-à-ANS>",
    "mot de passe : https://vault.exemple.fr/Doc",
]
PERSONNELLES = [
    "camille.martin@exemple.fr",
    "camille-martin@exemple.fr",
    "c.martin@exemple.co.uk",
    "camille@gmail.com",
    "Camille.MARTIN@Exemple.FR",
    "<camille.martin@exemple.fr>",
    "06 12 34 56 78",
    "06.12.34.56.78",
    "0612345678",
    "01 23 45 67 89",
    "01-23-45-67-89",
    "+33 6 12 34 56 78",
    "+33612345678",
    "+33 (0)6 12 34 56 78",
    "0033612345678",
    "06\u00a012\u00a034\u00a056\u00a078",
    "06\u202f12\u202f34\u202f56\u202f78",
]
PAS_PERSONNELLES = [
    "support@exemple.fr",
    "support.segur@exemple.fr",
    "equipe-produit@exemple.fr",
    "prosanteconnect.editeurs@esante.gouv.fr",
    "contact.cnda@assurance-maladie.fr",
    "ans-espacedetest.ci-sis@esante.gouv.fr",
    "julie@exemple.fr",  # one word may be a product, a service or a person
    "@exemple.fr",
    "a@b",
    "2026-01-20",
    "73282932000074",
    "1.3.6.1.4.1.12559.11.36.8.3.1",
    "01.00.05",
    "0123456789",  # a number of ten digits is not said to be a telephone, unless it is a mobile's
    "id=0612345678",
    "N0612345678",
    "899700123456",
    "no-reply@exemple.fr",
    "@gmail.com",
    "lps.core@1.2.3",
    "foo-bar@2.0.1",
]


def note(text: str) -> str:
    """A file whose only note holds a text."""
    return f"{MINIMAL}\n[etapes.psc.datapass]\nnote = {json.dumps(text, ensure_ascii=False)}\n"


def trouves(text: str) -> list[Constat]:
    """What the two rules find in a file."""
    held = lire_avec_son_texte(text)
    found = evaluate(held.candidature, parcours(), day("2026-01-20"), Faits(held.text)).constats
    return [one for one in found if one.regle.id in ("FIC002", "FIC003")]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_found_in_a_note_and_not_shown(secret: str) -> None:
    [constat] = trouves(note(secret))
    assert (constat.regle.id, constat.cible) == ("FIC002", "etapes.psc.datapass.note")
    assert secret not in constat.ecart.message


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_found_in_a_comment(secret: str) -> None:
    [constat] = trouves(f"{HEAD}# {secret}\n{PRODUIT}")
    assert constat.ecart.place is not None
    assert constat.ecart.place[0] == 4


@pytest.mark.parametrize("text", PAS_DES_SECRETS)
def test_what_only_speaks_of_secrets_is_none(text: str) -> None:
    assert list(secrets(text)) == []


@pytest.mark.parametrize("text", PERSONNELLES)
def test_somebody_s_address_or_telephone_is_found(text: str) -> None:
    [constat] = trouves(note(f"écrire à {text}, ou rappeler"))
    assert (constat.regle.id, constat.cible) == ("FIC003", "etapes.psc.datapass.note")
    assert text not in constat.ecart.message


@pytest.mark.parametrize("text", PAS_PERSONNELLES)
def test_a_service_s_address_or_a_number_is_nobody_s(text: str) -> None:
    assert list(personnelles(f"écrire à {text}, ou rappeler")) == []


def test_every_address_of_the_catalogue_may_be_written() -> None:
    contacts = [one for plateforme in parcours().plateformes.values() for one in plateforme.contacts]
    contacts += [one.contact for one in parcours().etapes.values() if one.contact]
    assert trouves(note(" ".join(one.adresse for one in contacts))) == []


def test_one_finding_for_each_champ_where_the_first_thing_stands() -> None:
    text = note(f"{JWT} puis {CLE}") + f"# {JWT}\n\n[psc]  # {JWT}\nclient_id_bas = '{JWT}'\n"
    found = trouves(text)
    assert [one.cible for one in found] == [
        "etapes.psc.datapass",
        "etapes.psc.datapass.note",
        "psc",
        "psc.client_id_bas",
    ]
    assert found[1].ecart.message == "on lit ici un jeton JWT et une clé privée"
    assert [one.ecart.place and one.ecart.place[0] for one in found] == [11, 10, 13, 14]


def test_no_finding_of_any_rule_shows_a_secret_that_it_quotes(tmp_path: Path) -> None:
    text = MINIMAL + f'\n[psc]\nclient_id_bas = "{JWT}"\nclient_id_prod = "{JWT}"\ndatapass_demande = "{JWT}"\n'
    (tmp_path / "candidature.toml").write_text(text, encoding="utf-8")
    for format_ in ("text", "json", "github", "gitlab", "sarif", "junit", "markdown"):
        ended = run("check", "--format", format_, cwd=tmp_path)
        assert ended.code == 1
        assert JWT not in ended.out + ended.err
    out = run("check", cwd=tmp_path).out
    assert "PSC004" in out
    assert "PSC002 numéro de demande DataPass sans sa lettre ; la valeur n'est pas montrée" in out


def test_a_secret_in_a_key_or_in_the_reason_of_an_acceptation_is_not_shown_either(tmp_path: Path) -> None:
    text = f"""{MINIMAL}
[psc]
client_id_bas = "a"
client_id_prod = "a"

[psc.dossiers.{JWT.replace(".", "-")[:20]}]
role = "editeur-logiciel-utilisateur"

[preuves."{JWT}"]
lien = "http://localhost"

[[acceptations]]
regle = "PSC004"
cible = "psc.client_id_prod"
motif = "client_secret: 9f8c1d2e7b6a"
par = "Bearer 0123456789abcdef"
"""
    (tmp_path / "candidature.toml").write_text(text, encoding="utf-8")
    for format_ in ("text", "json", "github", "gitlab", "sarif", "junit", "markdown"):
        ended = run("check", "--format", format_, cwd=tmp_path)
        assert ended.code == 1
        for secret in (JWT, "9f8c1d2e7b6a", "0123456789abcdef"):
            assert secret not in ended.out + ended.err


def test_a_file_that_cannot_be_read_shows_no_secret_either(tmp_path: Path) -> None:
    text = MINIMAL + f'\n[etapes.psc.datapass]\nstatut = "{JWT}"\n'
    (tmp_path / "candidature.toml").write_text(text, encoding="utf-8")
    ended = run("check", cwd=tmp_path)
    assert ended.code == 2
    assert JWT not in ended.out + ended.err


@pytest.mark.parametrize("value", [JWT, "camille.martin@exemple.fr"])
def test_it_is_refused_when_it_is_typed(value: str, tmp_path: Path) -> None:
    path = tmp_path / "candidature.toml"
    path.write_text(MINIMAL, encoding="utf-8")
    ended = run("set", f"psc.client_id_bas={value}", cwd=tmp_path)
    assert ended.code == 2
    assert value not in ended.out + ended.err
    assert path.read_text(encoding="utf-8") == MINIMAL


@pytest.mark.parametrize(
    ("message", "montre"),
    [
        ("« -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- » n", f"« {MASQUE} » n"),
        ("« -----BEGIN PRIVATE KEY-----\nMIIE » n", f"« {MASQUE}"),
        ("client_secret=Ab1" + "x" * 300 + "END fin", f"{MASQUE} fin"),
        ("password=Abcd1234,Efgh5678 fin", f"{MASQUE} fin"),
        ("https://u:" + "a1" * 150 + "@h.fr fin", f"https://{MASQUE} fin"),
        ('{"a": "mdp=Azerty2026", "b": 1}', f'{{"a": "{MASQUE}", "b": 1}}'),
        ('{"a": "{\\"mdp\\": \\"Azerty2026\\"}"}', f'{{"a": "{{\\"{MASQUE}\\"}}"}}'),
    ],
)
def test_what_goes_on_after_a_secret_is_masked_with_it_and_a_document_stays_one(message: str, montre: str) -> None:
    assert masquer(message) == montre


def test_an_opaque_id_that_looks_like_a_telephone_is_an_id() -> None:
    assert trouves(f'{MINIMAL}\n[motco2]\npersonne_morale = "0612345678"\n') == []


def test_no_command_shows_a_secret_wherever_it_stands(tmp_path: Path) -> None:
    jeton = "ghp_0123456789012345678901234567890123456"
    text = MINIMAL.replace('"Julie"', f'"{jeton}"') + (
        f'\n[etapes.psc.datapass]\nstatut = "refuse"\nnote = "mdp = Azerty2026 {jeton}"\n\n[cnda.demandes.{jeton}]\n'
    )
    (tmp_path / "candidature.toml").write_text(text, encoding="utf-8")
    commands = [
        *(["status"], ["next", "--tout"], ["show", "psc.datapass"], ["show", "cnda.demandes"]),
        *(["status", "--format", "json"], ["next", "--format", "json"], ["show", "psc.datapass", "--format", "json"]),
        *(["check", "--select", jeton], ["check", "--gate", jeton], ["check", f"{jeton}.toml"]),
        *(["set", f"produit.{jeton}=1"], ["set", f"editeur.kbis_du={jeton}"], ["check", "--gate", "cnda.homologation"]),
    ]
    for words in commands:
        ended = run(*words, cwd=tmp_path)
        assert jeton not in ended.out + ended.err, words
        assert "Azerty2026" not in ended.out + ended.err, words
        if "json" in words:
            json.loads(ended.out)


def test_every_secret_of_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    text = f"{MINIMAL}version = 3.0\n\n[etapes.psc.datapass]\nnote = 'client_secret: 9f8c1d2e7b6a'\n"
    text += "[chapitres.a]\nnote = 'api_key: Zx9kLmN0pQ et camille.martin@exemple.fr'\n"
    (tmp_path / "candidature.toml").write_text(text, encoding="utf-8")
    out = run("check", cwd=tmp_path).out
    places = [line.split(":")[1:4:2] for line in out.splitlines() if line.startswith("cand")]
    assert [(line, rule.split()[0]) for line, rule in places] == [
        ("8", "FIC001"),
        ("11", "FIC002"),
        ("13", "FIC002"),
        ("13", "FIC003"),
    ]


def test_a_password_cut_in_the_middle_is_not_shown(tmp_path: Path) -> None:
    lien = "postgres://adminadminadminadmin:S3cretPassw0rd-S3cretPassw0rd@db.exemple.fr"
    (tmp_path / "candidature.toml").write_text(MINIMAL.replace('"Julie"', f'["{lien}"]'), encoding="utf-8")
    ended = run("check", cwd=tmp_path)
    assert ended.code == 2
    assert "S3cret" not in ended.out
    assert [one.split(": ")[1][:6] for one in ended.out.splitlines() if one.startswith("cand")] == ["FIC001", "FIC002"]


def test_get_gives_what_is_asked_and_explain_its_examples(tmp_path: Path) -> None:
    (tmp_path / "candidature.toml").write_text(MINIMAL.replace('"Julie"', f'"{JWT}"'), encoding="utf-8")
    assert run("get", "produit.nom", cwd=tmp_path).out == f"{JWT}\n"
    assert "client_secret: 9f8c" in run("explain", "FIC002", cwd=tmp_path).out


def test_a_message_without_a_secret_is_as_it_was() -> None:
    assert masquer("« julie » est déjà le Client_ID") == "« julie » est déjà le Client_ID"
    assert masquer(f"a {JWT} b {JWT} c") == f"a {MASQUE} b {MASQUE} c"


@pytest.mark.parametrize(
    "hostile",
    [
        "eyJ",
        "-eyJ",
        "mdp=",
        "mdp=a",
        "a@a.",
        "a-a.",
        "@a",
        "://a:",
        "bearer ",
        "0",
        "+33",
        "client_secret",
        " 01",
        "glpat-",
        "-",
    ],
)
def test_a_hostile_text_costs_no_more_than_its_size(hostile: str, tmp_path: Path) -> None:
    """A file as large as they may be: what is quadratic would take hours, and be stopped."""
    (tmp_path / "candidature.toml").write_text(
        f"{MINIMAL}# {hostile * (1_000_000 // len(hostile))}\n", encoding="utf-8"
    )
    limits = "ulimit -v 1048576; ulimit -t 60"
    assert run("check", "--select", "FIC", cwd=tmp_path, limits=limits).code in (0, 1)
