"""A company with several products: what is the company's is written once, where it lives, and told once."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from segurctl.errors import ExitCode
from support import HEAD, TODAY, Ended

Segurctl = Callable[..., Ended]
JULIE, ORDO = "candidatures/julie.toml", "candidatures/ordo.toml"
COMPANY = HEAD + '\n[editeur]\nsiren = "732829320"\n'


@pytest.fixture
def depot(tmp_path: Path, segurctl: Segurctl) -> Path:
    """A repository with a company's file and two products."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "editeur.toml").write_text(COMPANY, encoding="utf-8")
    for path, nom in ((JULIE, "Julie"), (ORDO, "Ordo")):
        (tmp_path / "candidatures").mkdir(exist_ok=True)
        assert faire(segurctl, "init", f"produit.nom={nom}", "produit.dispositif=LGC", "-c", path).code == ExitCode.OK
    return tmp_path


def faire(segurctl: Segurctl, *words: str) -> Ended:
    return segurctl(*words, "--today", TODAY)


def tenu(path: Path) -> dict[str, object]:
    return tomli.loads(path.read_text(encoding="utf-8"))


# --- written where it lives ---


def test_a_new_candidature_leaves_to_the_company_what_is_its_own(depot: Path) -> None:
    text = (depot / JULIE).read_text(encoding="utf-8")
    assert "[etapes.isc.mandataire]" not in text
    assert "[etapes.cnda.inscription]" not in text
    assert "[etapes.psc.datapass]" in text


@pytest.mark.parametrize("candidature", [JULIE, ORDO, "editeur.toml", "./editeur.toml"])
def test_a_champ_of_the_company_is_written_in_its_file_and_read_under_each_product(
    depot: Path, segurctl: Segurctl, candidature: str
) -> None:
    avant = (depot / JULIE).read_bytes(), (depot / ORDO).read_bytes()
    ended = faire(segurctl, "set", "editeur.nie=EDI347461", "-c", candidature)
    assert (ended.code, ended.out.splitlines()) == (
        ExitCode.OK,
        ["editeur.nie : (vide) → EDI347461", "écrit dans editeur.toml, pour tous les produits"],
    )
    assert ((depot / JULIE).read_bytes(), (depot / ORDO).read_bytes()) == avant
    assert (depot / "editeur.toml").read_text(encoding="utf-8") == COMPANY + 'nie = "EDI347461"\n'
    for one in (JULIE, ORDO):
        assert segurctl("get", "editeur.nie", "-c", one).out == "EDI347461\n"


def test_an_etape_and_its_actions_too(depot: Path, segurctl: Segurctl) -> None:
    faire(segurctl, "tick", "isc.mandataire/kbis", "-c", JULIE)
    faire(segurctl, "mark", "isc.mandataire", "valide", "--le", "2025-10-02", "-c", ORDO)
    held = tenu(depot / "editeur.toml")["etapes"]
    assert "valide" in str(held)
    assert "kbis" in str(held)
    faire(segurctl, "tick", "isc.mandataire/kbis", "--undo", "-c", ORDO)
    assert "kbis" not in (depot / "editeur.toml").read_text(encoding="utf-8")


def test_one_command_may_write_in_both_files(depot: Path, segurctl: Segurctl) -> None:
    ended = faire(segurctl, "set", "editeur.nie=EDI347461", "produit.nil=JUL895988", "-c", JULIE)
    assert ended.code == ExitCode.OK
    assert 'nie = "EDI347461"' in (depot / "editeur.toml").read_text(encoding="utf-8")
    assert 'nil = "JUL895988"' in (depot / JULIE).read_text(encoding="utf-8")


def test_a_candidature_that_cannot_be_written_keeps_the_company_s_file_too(depot: Path, segurctl: Segurctl) -> None:
    (depot / JULIE).chmod(0o444)
    ended = faire(segurctl, "set", "editeur.nie=EDI347461", "produit.nil=JUL895988", "-c", JULIE)
    assert (ended.code, "rien n'est écrit" in ended.err) == (ExitCode.USAGE, True)
    assert (depot / "editeur.toml").read_text(encoding="utf-8") == COMPANY


def test_a_disk_that_refuses_the_second_file_leaves_each_whole(
    depot: Path, segurctl: Segurctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    avant = (depot / JULIE).read_bytes()
    real, calls = os.replace, []

    def replace(source: str | Path, target: str | Path) -> None:
        calls.append(target)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "plein")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        ended = faire(segurctl, "set", "editeur.nie=EDI347461", "produit.nil=JUL895988", "-c", JULIE)
    assert (ended.code, ended.err.startswith(f"{JULIE}: écriture impossible")) == (ExitCode.USAGE, True)
    assert "editeur.toml est déjà écrit" in ended.err
    assert (depot / JULIE).read_bytes() == avant
    assert (depot / "editeur.toml").read_text(encoding="utf-8") == COMPANY + 'nie = "EDI347461"\n'


def test_a_dry_run_shows_both_differences_and_writes_neither(depot: Path, segurctl: Segurctl) -> None:
    avant = (depot / JULIE).read_bytes(), (depot / "editeur.toml").read_bytes()
    ended = faire(segurctl, "set", "editeur.nie=EDI347461", "produit.nil=JUL895988", "-c", JULIE, "--dry-run")
    assert [one for one in ended.out.splitlines() if one.startswith("+++")] == [f"+++ b/{JULIE}", "+++ b/editeur.toml"]
    assert ((depot / JULIE).read_bytes(), (depot / "editeur.toml").read_bytes()) == avant


def test_what_a_candidature_says_itself_is_changed_there(depot: Path, segurctl: Segurctl) -> None:
    path = depot / JULIE
    path.write_text(path.read_text(encoding="utf-8") + '\n[editeur]\nnie = "EDI000001"\n', encoding="utf-8")
    faire(segurctl, "set", "editeur.nie=EDI000002", "-c", JULIE)
    assert 'nie = "EDI000002"' in path.read_text(encoding="utf-8")
    assert "nie" not in (depot / "editeur.toml").read_text(encoding="utf-8")
    faire(segurctl, "unset", "editeur.nie", "-c", JULIE)
    assert "nie" not in path.read_text(encoding="utf-8")


def test_a_champ_of_the_company_is_taken_out_of_its_file_where_that_is_named(depot: Path, segurctl: Segurctl) -> None:
    faire(segurctl, "unset", "editeur.siren", "-c", "editeur.toml")
    assert "siren" not in (depot / "editeur.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("champ", ["editeur.siren", "editeur", "etapes.isc.mandataire", "etapes.isc.mandataire.statut"])
def test_what_only_the_company_tells_is_not_taken_out_through_a_product(
    depot: Path, segurctl: Segurctl, champ: str
) -> None:
    """A line typed twice, that was to take a copy out, would take it from everybody."""
    text = COMPANY + '\n[etapes.isc.mandataire]\nstatut = "valide"\n'
    (depot / "editeur.toml").write_text(text, encoding="utf-8")
    ended = faire(segurctl, "unset", champ, "-c", ORDO)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert f"segurctl unset {champ} -c editeur.toml" in ended.err
    assert (depot / "editeur.toml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("words", [["set", "produit.nil=JUL895988"], ["mark", "psc.datapass", "soumis"]])
def test_what_is_a_product_s_is_not_written_in_the_company_s_file(
    depot: Path, segurctl: Segurctl, words: list[str]
) -> None:
    ended = faire(segurctl, *words, "-c", "editeur.toml")
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert "se note dans une candidature, pas dans editeur.toml" in ended.err


def test_the_company_s_file_is_changed_and_read_by_itself(tmp_path: Path, segurctl: Segurctl) -> None:
    (tmp_path / "editeur.toml").write_text(COMPANY, encoding="utf-8")
    assert faire(segurctl, "set", "editeur.nie=EDI347461", "-c", "editeur.toml").code == ExitCode.OK
    assert faire(segurctl, "mark", "isc.mandataire", "soumis", "-c", "editeur.toml").code == ExitCode.OK
    assert segurctl("get", "editeur.nie", "-c", "editeur.toml").out == "EDI347461\n"
    assert "soumise" in faire(segurctl, "show", "isc.mandataire", "-c", "editeur.toml").out
    refus = faire(segurctl, "show", "psc.datapass", "-c", "editeur.toml")
    assert (refus.code, "chaque produit" in refus.err) == (ExitCode.USAGE, True)


def test_it_is_changed_by_itself_whatever_a_product_says(depot: Path, segurctl: Segurctl) -> None:
    path = depot / JULIE
    path.write_text(path.read_text(encoding="utf-8") + '\n[editeur]\nnie = "EDI000001"\n', encoding="utf-8")
    ended = faire(segurctl, "set", "editeur.nie=EDI347461", "-c", "editeur.toml")
    assert (ended.code, 'nie = "EDI347461"' in (depot / "editeur.toml").read_text(encoding="utf-8")) == (0, True)
    assert 'nie = "EDI000001"' in path.read_text(encoding="utf-8")


def test_an_etape_that_one_product_tells_and_the_company_leaves_to_do_is_told(depot: Path, segurctl: Segurctl) -> None:
    a_faire = '\n[etapes.isc.mandataire]\nstatut = "a-faire"\n'
    (depot / "editeur.toml").write_text(COMPANY + a_faire, encoding="utf-8")
    path = depot / JULIE
    path.write_text(path.read_text(encoding="utf-8") + a_faire.replace("a-faire", "soumis"), encoding="utf-8")
    assert "ISC005 etapes.isc.mandataire est aussi dans editeur.toml" in faire(segurctl, "check").out


def test_one_that_hides_another_says_so(depot: Path, segurctl: Segurctl) -> None:
    ended = segurctl("init", "--editeur", "--today", TODAY, cwd=depot / "candidatures")
    dit = "Ici et en dessous, il est lu à la place de ../editeur.toml, dont rien ne compte plus."
    assert ended.out.splitlines()[-1] == dit


def test_a_candidature_that_nothing_would_find_is_said_to_be(tmp_path: Path, segurctl: Segurctl) -> None:
    (tmp_path / "suivi").mkdir()
    ended = faire(segurctl, "init", "produit.nom=X", "produit.dispositif=LGC", "-c", "suivi/s.toml")
    assert "segurctl ne le trouvera pas de lui-même" in ended.out
    assert (
        ended.out.splitlines()[-1]
        == "Ensuite : segurctl next suivi/s.toml, ou pas à pas : segurctl walk -c suivi/s.toml"
    )
    (tmp_path / "candidatures").mkdir()
    words = ("init", "produit.nom=X", "produit.dispositif=LGC", "-c", "c.toml", "--today", TODAY)
    assert "attention" not in segurctl(*words, cwd=tmp_path / "candidatures").out


@pytest.mark.parametrize(
    "words", [["set", "editeur.nie=EDI347461"], ["get", "editeur.nie"], ["show", "isc.mandataire"]]
)
def test_a_company_s_file_that_is_not_there_is_said_with_how_to_make_one(
    tmp_path: Path, segurctl: Segurctl, words: list[str]
) -> None:
    ended = segurctl(*words, "-c", "editeur.toml")
    assert (ended.code, "segurctl init --editeur" in ended.err) == (ExitCode.USAGE, True)


def test_a_wrong_value_is_refused_as_it_would_be_in_a_candidature(depot: Path, segurctl: Segurctl) -> None:
    ended = faire(segurctl, "set", "editeur.siren=123456789", "-c", JULIE)
    assert (ended.code, (depot / "editeur.toml").read_text(encoding="utf-8")) == (ExitCode.USAGE, COMPANY)
    assert ended.err.startswith("segurctl: ISC001 ")


# --- made from the candidatures ---


@pytest.fixture
def seuls(tmp_path: Path, segurctl: Segurctl) -> Path:
    """Two products that each tell of their company."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "candidatures").mkdir()
    for path, nie in ((JULIE, "EDI347461"), (ORDO, "EDI347462")):
        faire(segurctl, "init", "produit.nom=X", "produit.dispositif=LGC", "editeur.siren=732829320", "-c", path)
        faire(segurctl, "set", f"editeur.nie={nie}", "-c", path)
    faire(segurctl, "mark", "isc.mandataire", "valide", "-c", ORDO)
    return tmp_path


def test_the_company_s_file_gathers_what_the_candidatures_agree_on(seuls: Path, segurctl: Segurctl) -> None:
    ended = faire(segurctl, "init", "--editeur", "editeur.raison_sociale=Exemple")
    assert ended.code == ExitCode.OK
    held = tenu(seuls / "editeur.toml")
    assert held["editeur"] == {"siren": "732829320", "raison_sociale": "Exemple"}
    assert f'  editeur.nie : "EDI347461" ({JULIE}), "EDI347462" ({ORDO})\n' in ended.out
    assert "editeur.siren :" not in ended.out  # they agree on it
    etapes = held["etapes"]
    assert isinstance(etapes, dict)
    assert str(etapes["isc"]["mandataire"]["depuis"]) == TODAY
    assert etapes["cnda"] == {"inscription": {"statut": "a-faire"}}


def test_the_commands_that_it_prints_take_the_copies_out(seuls: Path, segurctl: Segurctl) -> None:
    said = faire(segurctl, "init", "--editeur").out.splitlines()
    commandes = [one.strip().split()[1:] for one in said if one.strip().startswith("segurctl unset")]
    assert len(commandes) == 2
    for one in commandes:
        assert faire(segurctl, *one).code == ExitCode.OK
    assert tenu(seuls / JULIE)["editeur"] == {"nie": "EDI347461"}
    assert segurctl("get", "editeur.siren", "-c", JULIE).out == "732829320\n"
    assert segurctl("get", "etapes.isc.mandataire.statut", "-c", ORDO).out == "valide\n"


def test_a_dry_run_of_it_writes_nothing(seuls: Path, segurctl: Segurctl) -> None:
    ended = faire(segurctl, "init", "--editeur", "--dry-run")
    assert ended.out.startswith("--- a/editeur.toml\n")
    assert not (seuls / "editeur.toml").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["init", "--editeur"], "existe déjà"),
        (["init", "--editeur", "-c", "societe.toml"], "se nomme editeur.toml"),
        (["init", "--editeur", "-c", "autre/editeur.toml"], "n'existe pas"),
        (["init", "produit.nom=X", "produit.dispositif=LGC", "-c", "candidatures/editeur.toml"], "--editeur"),
        (["init", "produit.nom=X", "produit.dispositif=LGC", "editeur.siren=552100554", "-c", "x.toml"], "732829320"),
        (["init", "produit.nom=X", "produit.dispositif=LGC", "editeur.nie=EDI347461", "-c", "x.toml"], "se note là"),
    ],
)
def test_what_it_cannot_be_is_said_in_one_line(depot: Path, segurctl: Segurctl, words: list[str], said: str) -> None:
    ended = faire(segurctl, *words)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("champ", ["produit.nil=JUL895988", "editeur.siren=123456789", "editeur.nom=X"])
def test_what_is_not_the_company_s_or_is_wrong_is_not_put_in_it(tmp_path: Path, segurctl: Segurctl, champ: str) -> None:
    ended = faire(segurctl, "init", "--editeur", champ)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert list(tmp_path.iterdir()) == []


def test_a_candidature_begun_with_what_the_company_says_does_not_say_it_again(depot: Path, segurctl: Segurctl) -> None:
    ended = faire(
        segurctl,
        "init",
        "produit.nom=X",
        "produit.dispositif=LGC",
        "editeur.siren=732829320",
        "-c",
        "candidatures/x.toml",
    )
    assert ended.code == ExitCode.OK
    assert "editeur" not in tenu(depot / "candidatures" / "x.toml")


# --- told once ---


def test_what_is_wrong_in_the_company_s_file_is_told_once_on_its_line(depot: Path, segurctl: Segurctl) -> None:
    (depot / "editeur.toml").write_text(COMPANY.replace("732829320", "732829321"), encoding="utf-8")
    ended = faire(segurctl, "check", "--format", "json")
    document = json.loads(ended.out)
    assert ended.code == ExitCode.FINDINGS
    assert [(one["regle"], one["fichier"], one["ligne"]) for one in document["constats"]] == [
        ("ISC001", "editeur.toml", 6)
    ]
    assert document["fichiers"] == ["editeur.toml", JULIE, ORDO]


@pytest.mark.parametrize("command", ["check", "status", "links", "report"])
def test_it_stands_for_the_candidatures_under_which_it_is_read(depot: Path, segurctl: Segurctl, command: str) -> None:
    """As the hook of pre-commit names it, when it is what changed."""
    assert faire(segurctl, command, "editeur.toml") == faire(segurctl, command, ".")
    assert faire(segurctl, command, "editeur.toml").code == ExitCode.OK


def test_what_one_product_does_not_accept_counts(depot: Path, segurctl: Segurctl) -> None:
    (depot / "editeur.toml").write_text(COMPANY.replace("732829320", "732829321"), encoding="utf-8")
    accepte = '\n[[acceptations]]\nregle = "ISC001"\ncible = "editeur.siren"\nmotif = "essai"\npar = "moi"\n'
    codes = []
    for path in (JULIE, ORDO):
        (depot / path).write_text((depot / path).read_text(encoding="utf-8") + accepte, encoding="utf-8")
        codes.append(faire(segurctl, "check").code)
    assert codes == [ExitCode.FINDINGS, ExitCode.OK]


@pytest.mark.parametrize("command", ["check", "status", "next", "links"])
def test_a_broken_company_s_file_is_told_once_and_the_products_still_show(
    depot: Path, segurctl: Segurctl, command: str
) -> None:
    (depot / "editeur.toml").write_text(COMPANY + "x = 1\n", encoding="utf-8")
    ended = faire(segurctl, command)
    assert ended.code == ExitCode.USAGE
    assert (ended.out + ended.err).count("clé inconnue « x »") == 1
    if command in ("status", "next"):
        assert "Julie" in ended.out
        assert "Ordo" in ended.out


def test_what_etapes_rest_on_is_not_judged_without_it(depot: Path, segurctl: Segurctl) -> None:
    """Nobody knows what the company has done: to say that it has not would be false."""
    path = depot / JULIE
    text = path.read_text(encoding="utf-8")
    acces = '[etapes.convergence.acces]\nstatut = "a-faire"'
    path.write_text(text.replace(acces, acces.replace("a-faire", "valide")), encoding="utf-8")
    assert "CVG001" in faire(segurctl, "check").out
    (depot / "editeur.toml").write_text(COMPANY + "x = 1\n", encoding="utf-8")
    ended = faire(segurctl, "check", "--format", "json")
    assert {one["regle"] for one in json.loads(ended.out)["constats"]} == {"FIC001"}
    assert "erreur" not in faire(segurctl, "status").out


@pytest.mark.parametrize(
    "words",
    [
        ["show", "psc.datapass"],
        ["get", "produit.nom"],
        ["set", "produit.nil=JUL895988"],
        ["tick", "isc.mandataire/kbis"],
    ],
)
def test_a_command_about_one_product_does_not_do_without_it(depot: Path, segurctl: Segurctl, words: list[str]) -> None:
    (depot / "editeur.toml").write_text(COMPANY + "x = 1\n", encoding="utf-8")
    ended = segurctl(*words, "-c", JULIE)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert ended.err.startswith("editeur.toml:7:1: clé inconnue « x »")


def test_a_secret_in_it_is_found(depot: Path, segurctl: Segurctl) -> None:
    cle = "-----BEGIN " + "PRIVATE KEY-----"
    (depot / "editeur.toml").write_text(COMPANY + f"# {cle}\n", encoding="utf-8")
    ended = faire(segurctl, "check")
    assert ended.code == ExitCode.FINDINGS
    assert "editeur.toml:7:3: FIC002" in ended.out


def test_a_gate_points_at_the_company_s_file_where_the_etape_lives(depot: Path, segurctl: Segurctl) -> None:
    ended = faire(segurctl, "check", JULIE, "--gate", "convergence.acces", "--format", "json")
    [constat] = json.loads(ended.out)["constats"]
    assert (constat["fichier"], ended.code) == ("editeur.toml", ExitCode.FINDINGS)
