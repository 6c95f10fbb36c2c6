"""`links` as a team and its CI run it: a real command, and a real server."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pexpect
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from liens.serveur import Serveur, en_marche
from support import HEAD, MINIMAL, PRODUIT, Ended, contents, run, settled_environment

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit", "markdown")
JOUR = ("--today", "2026-03-02")
PRIVE = ("--allow-private", *JOUR)


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """A repository, and a cache of its own beside it."""
    (tmp_path / "depot" / ".git").mkdir(parents=True)
    return tmp_path / "depot"


def links(depot: Path, *words: str) -> Ended:
    return run("links", *words, cwd=depot, env={"XDG_CACHE_HOME": str(depot.parent / "cache")})


def ecrire(depot: Path, *liens: str, nom: str = "candidature.toml", plus: str = "") -> None:
    """A candidature whose proofs are links."""
    preuves = "".join(f'\n[preuves."SC.PSC.{rang:02}"]\nlien = "{lien}"\n' for rang, lien in enumerate(liens))
    (depot / nom).write_text(MINIMAL + plus + preuves, encoding="utf-8")


# What it says, and how it ends


def test_links_that_answer_have_nothing_to_say(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/ok"), serveur.url("/infini"))
    ended = links(depot, *PRIVE)
    assert ended == (0, "2 liens : 2 répondent\nrien à signaler dans 1 fichier\n", "")


def test_each_verdict_is_said_on_the_line_of_its_link(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, *map(serveur.url, ("/ok", "/404", "/401", "/403", "/505", "/vers?u=/cas/login")))
    ended = links(depot, *PRIVE)
    dites = [line for line in ended.out.splitlines() if line.startswith("candidature.toml:")]
    connexion = "renvoie à une page de connexion (127.0.0.1/cas/login)"
    assert [line.replace(serveur.url(""), "").removeprefix("candidature.toml:") for line in dites] == [
        "13:1: LIE001 le lien de SC.PSC.01 est cassé, la page n'existe pas (404) : /404",
        "16:1: LIE003 le lien de SC.PSC.02 n'est pas vérifié, il faut être connecté (401) : /401",
        f"25:1: LIE003 le lien de SC.PSC.05 n'est pas vérifié, {connexion} : /vers?u=/cas/login",
        "19:1: LIE004 le lien de SC.PSC.03 n'est pas vérifié, l'accès est refusé (403) : /403",
        "22:1: LIE005 le lien de SC.PSC.04 n'est pas vérifié, le site répond 505 : /505",
    ]
    assert "  → segurctl set 'preuves.\"SC.PSC.02\".verifiee_a_la_main_le=…'" in ended.out.splitlines()
    assert ended.out.splitlines()[-2:] == [
        "6 liens : 1 répond, 1 cassé, 4 non vérifiés",
        "1 erreur, 4 avertissements dans 1 fichier",
    ]
    assert ended.code == 1


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    ("page", "strict", "code"), [("/ok", False, 0), ("/403", False, 0), ("/403", True, 1), ("/404", False, 1)]
)
def test_it_ends_the_same_in_every_format(
    depot: Path, serveur: Serveur, format_: str, page: str, code: int, *, strict: bool
) -> None:
    ecrire(depot, serveur.url(page))
    ended = links(depot, "--format", format_, *(["--strict"] if strict else []), *PRIVE)
    assert (ended.code, ended.err) == (code, "")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_that_cannot_be_read_is_a_finding_and_the_others_are_asked(
    depot: Path, serveur: Serveur, format_: str
) -> None:
    ecrire(depot, serveur.url("/404"), nom="a.candidature.toml")
    (depot / "b.candidature.toml").write_text(MINIMAL + "\n[psc]\nx = 1\n", encoding="utf-8")
    ended = links(depot, "--format", format_, *PRIVE)
    assert ended.code == 2
    assert "LIE001" in ended.out
    assert "FIC001" in ended.out


def test_a_file_with_no_link_asks_nothing(depot: Path) -> None:
    ecrire(depot)
    assert links(depot, *JOUR) == (0, "aucun lien à vérifier\nrien à signaler dans 1 fichier\n", "")


def test_only_the_rules_of_links_are_looked_for(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/ok"), plus='\n[psc]\ndatapass_demande = "H6789"\n')
    assert links(depot, *PRIVE).code == 0
    document = json.loads(links(depot, "--format", "sarif", *PRIVE).out)
    [one] = document["runs"]
    assert {rule["id"][:3] for rule in one["tool"]["driver"]["rules"]} == {"LIE", "FIC"}
    assert one["automationDetails"] == {"id": "segurctl/links/"}


def test_the_document_is_what_its_schema_says(depot: Path, serveur: Serveur) -> None:
    ecrire(
        depot, *map(serveur.url, ("/ok", "/404", "/403#place", "/403")), "http://127.0.0.1:9/", nom="a.candidature.toml"
    )
    ecrire(depot, serveur.url("/404"), nom="b.candidature.toml")
    ended = links(depot, "--format", "json", *PRIVE[1:], "--allow-private", "--timeout", "0.5", "--deadline", "30")
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources(
        [(nom, Resource.from_contents(one)) for nom, one in schemas.items()]
    )
    document = json.loads(ended.out)
    Draft202012Validator(schemas["links.schema.json"], registry=registry, format_checker=FormatChecker()).validate(
        document
    )
    liens = {one["url"].removeprefix(serveur.url("")): one for one in document["liens"]}
    assert [one["url"] for one in document["liens"]] == sorted(one["url"] for one in document["liens"])
    assert liens["/404"]["fichiers"] == ["a.candidature.toml", "b.candidature.toml"]
    assert liens["/403"]["champs"] == ['preuves."SC.PSC.02".lien', 'preuves."SC.PSC.03".lien']
    assert {nom: one["verdict"] for nom, one in liens.items() if nom.startswith("/")} == {
        "/404": "casse",
        "/403": "refuse",
        "/ok": "ok",
    }
    assert document["resume"]["liens"] == 4
    assert document["resume"]["verdicts"] == {
        **dict.fromkeys(("authentification", "interdit", "inconnu"), 0),
        "ok": 1,
        "casse": 1,
        "refuse": 1,
        "indisponible": 1,
    }
    # Each once, in however many files and places.
    assert serveur.methodes("/404") == ["HEAD", "GET"]


@pytest.mark.parametrize("format_", FORMATS)
def test_two_runs_say_the_same_bytes(depot: Path, serveur: Serveur, format_: str) -> None:
    ecrire(depot, *(serveur.url(f"/{page}/{rang}") for page in ("404", "ok", "403") for rang in range(8)))
    first, second = (links(depot, "--no-cache", "--format", format_, *PRIVE).out for _ in range(2))
    assert first == second
    assert "LIE001" in first


def test_the_report_goes_where_it_is_asked_for(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/404"))
    ended = links(depot, "--format", "markdown", "--output", "liens.md", *PRIVE)
    assert (ended.code, ended.out) == (1, "1 lien : 1 cassé\n1 erreur dans 1 fichier\n")
    assert (depot / "liens.md").read_text(encoding="utf-8").startswith("## segurctl links : échec\n")


# Which links


def test_attestations_and_the_like_are_asked_and_files_are_not(depot: Path, serveur: Serveur) -> None:
    text = f"""
[cnda.demandes.dmp]
teleservice = "DMP"
avancement = "conforme"
attestation = "{serveur.url("/404/attestation")}"

[cnda.demandes.vieux]
teleservice = "DMP"
avancement = "conforme"
cloture = "remplacee"
attestation = "{serveur.url("/404/closed")}"

[tests_intrusion.web]
fichier = "{serveur.url("/404/test")}"

[preuves."SC.PSC.01"]
fichier = "preuves/psc.pdf"

[preuves."SC.PSC.02"]
emplacement = "{serveur.url("/404/video")}"

[preuves."SC.PSC.03"]
emplacement = "partage/video.mp4"
"""
    (depot / "candidature.toml").write_text(MINIMAL + text, encoding="utf-8")
    ended = links(depot, *PRIVE)
    assert {demande.chemin for demande in serveur.demandes} == {"/404/attestation", "/404/test", "/404/video"}
    assert "le lien de cnda.demandes.dmp est cassé" in ended.out


def test_a_candidature_that_is_withdrawn_asks_nothing(depot: Path, serveur: Serveur) -> None:
    tete = f'retiree_le = 2026-02-01\nmotif_retrait = "abandon"\n{HEAD}{PRODUIT}'
    lien = f'\n[preuves."SC.1"]\nlien = "{serveur.url("/404")}"\n'
    (depot / "candidature.toml").write_text(tete + lien, encoding="utf-8")
    assert links(depot, *PRIVE).code == 0
    assert serveur.connexions == 0


def test_a_place_of_the_team_s_own_may_be_on_its_own_network(depot: Path) -> None:
    ecrire(depot, plus='\n[preuves."SC.1"]\nemplacement = "http://127.0.0.1/video.mp4"\n')
    assert links(depot, *JOUR) == (0, "1 lien : 1 interdit\nrien à signaler dans 1 fichier\n", "")


# What a person says of them


def test_a_link_that_somebody_opened_is_no_warning_but_one_that_is_gone_is_an_error(
    depot: Path, serveur: Serveur
) -> None:
    for page, code in (("/403", 0), ("/401", 0), ("/505", 0), ("/404", 1)):
        ecrire(depot, serveur.url(page))
        text = (depot / "candidature.toml").read_text(encoding="utf-8")
        (depot / "candidature.toml").write_text(f"{text}verifiee_a_la_main_le = 2026-03-01\n", encoding="utf-8")
        ended = links(depot, "--strict", *PRIVE)
        assert ended.code == code
        assert ("1 lien : 1 ouvert à la main" in ended.out) == (code == 0)


def test_what_the_command_says_to_type_takes_the_warning_away(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/403"))
    assert links(depot, "--strict", *PRIVE).code == 1
    assert run("set", 'preuves."SC.PSC.00".verifiee_a_la_main_le=2026-03-02', *JOUR, cwd=depot).code == 0
    assert links(depot, "--strict", *PRIVE).code == 0


@pytest.mark.parametrize("champ", ["lien", "fichier", "emplacement"])
def test_another_address_is_not_the_one_that_was_opened_and_another_place_of_it_is(depot: Path, champ: str) -> None:
    preuve = f'\n[preuves."SC.1"]\n{champ} = "https://ged.exemple.fr/a"\nverifiee_a_la_main_le = 2026-03-01\n'
    (depot / "candidature.toml").write_text(MINIMAL + preuve, encoding="utf-8")
    run(
        "set",
        f'preuves."SC.1".{champ}=https://ged.exemple.fr/b',
        f'preuves."SC.1".{champ}=https://ged.exemple.fr/a#x',
        cwd=depot,
    )
    assert "verifiee_a_la_main_le" in (depot / "candidature.toml").read_text(encoding="utf-8")
    run("set", f'preuves."SC.1".{champ}=https://ged.exemple.fr/b', cwd=depot)
    assert "verifiee_a_la_main_le" not in (depot / "candidature.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["set", "proof add"])
def test_another_link_is_not_the_one_that_was_opened(depot: Path, serveur: Serveur, command: str) -> None:
    autre = serveur.url("/403/autre")
    words = {"set": [f'preuves."SC.PSC.00".lien={autre}'], "proof add": ["SC.PSC.00", "--lien", autre]}
    ecrire(depot, serveur.url("/403"))
    run("set", 'preuves."SC.PSC.00".verifiee_a_la_main_le=2026-03-02', *JOUR, cwd=depot)
    assert run(*command.split(), *words[command], *JOUR, cwd=depot).code == 0
    assert "verifiee_a_la_main_le" not in (depot / "candidature.toml").read_text(encoding="utf-8")
    assert links(depot, "--strict", *PRIVE).code == 1


def test_a_day_to_come_is_no_day_on_which_somebody_opened_it(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/403"))
    text = (depot / "candidature.toml").read_text(encoding="utf-8")
    (depot / "candidature.toml").write_text(f"{text}verifiee_a_la_main_le = 2026-03-03\n", encoding="utf-8")
    assert links(depot, "--strict", *PRIVE).code == 1


def test_of_what_is_no_proof_the_finding_is_to_be_accepted(depot: Path, serveur: Serveur) -> None:
    text = f'\n[tests_intrusion.web]\nfichier = "{serveur.url("/403")}"\n'
    (depot / "candidature.toml").write_text(MINIMAL + text, encoding="utf-8")
    ended = links(depot, *PRIVE)
    assert "acceptez ce constat dans [[acceptations]]" in ended.out
    assert "segurctl set" not in ended.out


def test_depositing_the_same_link_again_keeps_the_day_it_was_opened(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/403"))
    run("set", 'preuves."SC.PSC.00".verifiee_a_la_main_le=2026-03-02', *JOUR, cwd=depot)
    run("proof", "add", "SC.PSC.00", *JOUR, cwd=depot)
    assert "verifiee_a_la_main_le = 2026-03-02" in (depot / "candidature.toml").read_text(encoding="utf-8")


def test_a_finding_that_the_team_accepts_counts_apart_and_check_does_not_call_it_useless(
    depot: Path, serveur: Serveur
) -> None:
    acceptation = """
[[acceptations]]
regle = "LIE001"
cible = 'preuves."SC.PSC.00".lien'
motif = "le site est en travaux"
par = "chef de projet"
"""
    ecrire(depot, serveur.url("/404"))
    text = (depot / "candidature.toml").read_text(encoding="utf-8")
    (depot / "candidature.toml").write_text(text + acceptation, encoding="utf-8")
    ended = links(depot, *PRIVE)
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "rien à signaler dans 1 fichier · 1 accepté")
    assert "ACC" not in run("check", *JOUR, cwd=depot).out


# The cache


def test_a_link_that_was_there_is_not_asked_again_the_same_week(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/ok"), serveur.url("/404"))
    links(depot, *PRIVE)
    serveur.demandes.clear()
    ended = links(depot, "--allow-private", "--today", "2026-03-05")
    assert [demande.chemin for demande in serveur.demandes] == ["/404", "/404"]
    assert "1 réponse déjà connue (la plus ancienne : il y a 3 jours)" in ended.out
    serveur.demandes.clear()
    links(depot, "--allow-private", "--max-age", "3", "--today", "2026-03-05")
    assert serveur.methodes("/ok") == ["HEAD"]
    serveur.demandes.clear()
    links(depot, "--no-cache", *PRIVE)
    assert serveur.methodes("/ok") == ["HEAD"]


def test_offline_answers_from_what_is_known_and_asks_nothing(depot: Path) -> None:
    ecrire(depot, "http://127.0.0.1:9/", "https://www.exemple.fr/")
    links(depot, *JOUR, "--deadline", "1", "--timeout", "0.1")  # the second is nowhere in a closed network
    ecrire(depot, "http://127.0.0.1:9/", "https://ailleurs.exemple.fr/")
    ended = links(depot, "--offline", "--today", "2026-03-09")
    dites = ended.out.splitlines()
    assert "réseau privé, le 2 mars 2026 : http://127.0.0.1:9/" in dites[0]
    assert any("LIE006" in line for line in dites)
    assert dites[-3].startswith("2 liens : 1 interdit, 1 inconnu")
    assert ended.code == 1


@pytest.mark.parametrize("words", [["--offline"], ["--max-age", "3"]])
def test_forgetting_what_is_known_and_answering_from_it_contradict_each_other(depot: Path, words: list[str]) -> None:
    ecrire(depot)
    ended = links(depot, "--no-cache", *words)
    assert (ended.code, ended.out) == (2, "")
    assert f"--no-cache et {words[0]} se contredisent" in ended.err


def test_offline_tells_what_was_learned_of_a_private_network_when_asked_so(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/404"))
    links(depot, *PRIVE)
    serveur.demandes.clear()
    assert "LIE001" in links(depot, "--offline", *PRIVE).out
    assert "LIE006" in links(depot, "--offline", *JOUR).out
    ended = links(depot, "--offline", "--max-age", "3", "--allow-private", "--today", "2026-03-09")
    assert "LIE006 le lien de SC.PSC.00 n'est pas vérifié, sa dernière réponse est trop ancienne : " in ended.out
    assert serveur.demandes == []


def test_a_page_that_was_mended_is_known_to_be_there_the_same_day(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/404-puis-ok"))
    assert links(depot, *PRIVE).code == 1
    assert links(depot, *PRIVE).code == 0
    assert links(depot, "--offline", *PRIVE).code == 0


def test_status_tells_what_was_learned_by_a_proxy(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, "http://8.8.8.8/404")
    env = {"XDG_CACHE_HOME": str(depot.parent / "cache"), "HTTP_PROXY": f"http://127.0.0.1:{serveur.port}"}
    run("links", "--proxy", *JOUR, cwd=depot, env=env)
    assert "1 cassé, d'après segurctl links" in run("status", *JOUR, cwd=depot, env=env).out


def test_a_cache_that_cannot_be_kept_is_said_and_changes_nothing(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/ok"))
    ended = run("links", *PRIVE, cwd=depot, env={"XDG_CACHE_HOME": "/dev/null/x"})
    assert ended.code == 0
    assert "les réponses n'ont pas été gardées" in ended.out


def test_what_was_learned_of_a_private_network_is_not_told_of_the_web(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/ok"))
    assert links(depot, *PRIVE).code == 0
    assert links(depot, *JOUR).code == 1
    assert "LIE002" in links(depot, "--offline", *JOUR).out


# The guard, from outside


def test_a_pull_request_does_not_make_ci_talk_to_its_own_network(depot: Path, serveur: Serveur) -> None:
    hotes = ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "0x7f000001", "2130706433")
    ecrire(depot, *(serveur.url("/ok", hote) for hote in hotes))
    ended = links(depot, *JOUR, "--format", "json")
    assert {one["verdict"] for one in json.loads(ended.out)["liens"]} == {"interdit"}
    assert (ended.code, serveur.connexions) == (1, 0)


def test_check_and_status_ask_nothing(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/404"))
    links(depot, *PRIVE)
    serveur.demandes.clear()
    for command in ("check", "status", "next"):
        run(command, *JOUR, cwd=depot, env={"XDG_CACHE_HOME": str(depot.parent / "cache")})
    assert serveur.demandes == []
    assert "LIE" not in run("check", *JOUR, cwd=depot, env={"XDG_CACHE_HOME": str(depot.parent / "cache")}).out


def test_check_says_who_asks_the_network(depot: Path) -> None:
    ecrire(depot)
    ended = run("check", "--select", "LIE", cwd=depot)
    assert ended.code == 2
    assert "segurctl links" in ended.err


# status


def test_status_tells_what_is_known_and_how_old_it_is(depot: Path) -> None:
    ecrire(depot, "http://127.0.0.1:9/", "http://127.0.0.1:9/b")
    env = {"XDG_CACHE_HOME": str(depot.parent / "cache")}
    assert "Liens" not in run("status", *JOUR, cwd=depot, env=env).out
    links(depot, *JOUR)
    said = run("status", "--today", "2026-03-05", cwd=depot, env=env).out
    assert "  Liens                               2 interdits, d'après segurctl links, il y a 3 jours\n" in said
    assert "(segurctl check)" in said
    ecrire(depot, "http://127.0.0.1:9/", "http://127.0.0.1:9/c")
    links(depot, "--today", "2026-03-04")
    ecrire(depot, *(f"http://127.0.0.1:9/{page}" for page in ("", "b", "z")))
    said = run("status", "--today", "2026-03-05", cwd=depot, env=env).out
    assert "2 interdits, 1 inconnu, d'après segurctl links, entre il y a 1 jour et il y a 3 jours" in said
    [one] = json.loads(run("status", "--format", "json", "--today", "2026-03-05", cwd=depot, env=env).out)[
        "candidatures"
    ]
    assert one["liens"] == {
        **dict.fromkeys(("ok", "casse", "authentification", "refuse", "indisponible", "a_la_main"), 0),
        "total": 3,
        "interdit": 2,
        "inconnu": 1,
        "depuis": "2026-03-02",
        "jusqu_au": "2026-03-04",
    }
    assert not [each for each in one["constats"] if each["regle"].startswith("LIE")]


# Hostile text


def test_what_a_server_says_cannot_move_a_cursor_nor_give_orders(depot: Path, serveur: Serveur) -> None:
    ecrire(
        depot,
        serveur.url("/vers?u=/cas/login/%251b[31m%250d%250a::error::x%25C2%259B"),
        serveur.url("/vers?u=/404/%251b]0;x"),
    )
    for format_ in FORMATS:
        out = links(depot, "--format", format_, *PRIVE).out
        assert not {"\x1b", "\x9b", "\x85", "\u2028"} & set(out)
        assert "\n::error::x" not in out


def test_a_password_in_a_link_is_not_said(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, f"http://julie:tressecret@127.0.0.1:{serveur.port}/404")
    for format_ in FORMATS:
        assert "tressecret" not in links(depot, "--format", format_, *PRIVE).out
    assert {one.chemin for one in serveur.demandes} == {"/404"}


def test_thousands_of_links_to_nowhere_are_soon_told(depot: Path) -> None:
    ecrire(depot, *(f"http://10.0.{rang // 250}.{rang % 250}/" for rang in range(5000)))
    ended = links(depot, *JOUR, "--format", "json")
    assert json.loads(ended.out)["resume"]["erreurs"] == 5000


# Usage


@pytest.mark.parametrize(
    "words",
    [
        ["--jobs", "0"],
        ["--jobs", "1000"],
        ["--timeout", "-1"],
        ["--max-age", "-1"],
        ["--max-age", "x"],
        ["--deadline", "0"],
    ],
)
def test_a_limit_that_is_none_is_refused_in_french(depot: Path, words: list[str]) -> None:
    ecrire(depot)
    ended = links(depot, *words)
    assert (ended.code, ended.out) == (2, "")
    assert words[0] in ended.err


def test_nothing_is_written_but_the_cache(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/404"))
    before = contents(depot)
    links(depot, *PRIVE)
    assert contents(depot) == before


# On a terminal


def spawn(depot: Path, *words: str, **env: str) -> "pexpect.spawn[str]":
    environ = {**settled_environment(), "TERM": "xterm", "XDG_CACHE_HOME": str(depot.parent / "cache"), **env}
    return pexpect.spawn(
        sys.executable,
        ["-m", "segurctl", "links", *words],
        cwd=depot,
        env=environ,
        encoding="utf-8",
        timeout=30,
        dimensions=(40, 80),
    )


def test_a_bar_shows_while_links_are_asked_and_is_gone_at_the_end(depot: Path) -> None:
    with en_marche(Serveur(latence=0.3)) as serveur:
        ecrire(depot, *(serveur.url(f"/ok/{rang}") for rang in range(6)))
        child = spawn(depot, *PRIVE)
        child.expect_exact("Vérification des liens")
        child.expect_exact("/6")
        child.expect_exact("6 liens : ")
        child.expect(pexpect.EOF)
        child.wait()
        assert child.exitstatus == 0


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"CI": "true"}])
def test_there_is_no_bar_where_nobody_could_see_it_move(depot: Path, env: dict[str, str]) -> None:
    with en_marche(Serveur(latence=0.2)) as serveur:
        ecrire(depot, *(serveur.url(f"/ok/{rang}") for rang in range(3)))
        child = spawn(depot, *PRIVE, **env)
        child.expect(pexpect.EOF)
        assert "Vérification" not in (child.before or "")


def test_ctrl_c_ends_at_once_and_keeps_what_was_learned(depot: Path, serveur: Serveur) -> None:
    ecrire(depot, serveur.url("/204"), serveur.url("/lent"))
    process = subprocess.Popen(
        [sys.executable, "-m", "segurctl", "links", *PRIVE, "--timeout", "100", "--jobs", "1"],
        cwd=depot,
        env={**settled_environment(), "XDG_CACHE_HOME": str(depot.parent / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    fin = time.monotonic() + 30
    while len(serveur.demandes) < 2 and time.monotonic() < fin:  # one at a time: the first was answered
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, b"", b"")
    serveur.demandes.clear()
    links(depot, *PRIVE, "--timeout", "0.1")
    assert "/204" not in {demande.chemin for demande in serveur.demandes}
