"""`check` as a team and its CI run it: codes, places, choices, files, and the gate."""

import json
from pathlib import Path

import pytest

from builders import EXAMPLES
from support import HEAD, MINIMAL, PRODUIT, compare, contents, run

SCREENS = Path(__file__).with_name("screens")
AVERTIT = MINIMAL + '\n[psc]\nclient_id_bas = "a"\nclient_id_prod = "a"\n'
FAUTIF = MINIMAL + '\n[psc]\ndatapass_demande = "H6789"\n'
ILLISIBLE = MINIMAL + '\n[psc]\ndatapas_demande = "D1"\n'
FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit", "markdown")


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """A repository with one candidature that is sound."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "candidature.toml").write_text(MINIMAL, encoding="utf-8")
    return tmp_path


def ecrire(folder: Path, text: str, nom: str = "candidature.toml") -> Path:
    """Write a candidature."""
    path = folder / nom
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# What it says, and how it ends


def test_a_sound_file_has_nothing_to_say(depot: Path) -> None:
    ended = run("check", cwd=depot)
    assert (ended.code, ended.out, ended.err) == (0, "rien à signaler dans 1 fichier\n", "")


def test_a_finding_is_one_line_that_editors_can_jump_to_then_how_to_mend_it(depot: Path) -> None:
    ecrire(depot, FAUTIF)
    first, second, third, last = run("check", cwd=depot).out.splitlines()
    assert first.startswith("candidature.toml:10:1: PSC001 « H6789 »")
    assert second.startswith("  erreur : donnez le numéro de la demande")
    assert third == "  → segurctl set psc.datapass_demande=…"
    assert last == "1 erreur dans 1 fichier"


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    ("text", "strict", "code"),
    [(MINIMAL, False, 0), (AVERTIT, False, 0), (AVERTIT, True, 1), (FAUTIF, False, 1), (ILLISIBLE, False, 2)],
)
def test_it_ends_the_same_in_every_format(depot: Path, format_: str, text: str, code: int, *, strict: bool) -> None:
    ecrire(depot, text)
    ended = run("check", "--format", format_, *(["--strict"] if strict else []), cwd=depot)
    assert ended.code == code
    assert ended.err == ""


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_that_cannot_be_read_is_a_finding_and_the_others_still_show(depot: Path, format_: str) -> None:
    ecrire(depot, FAUTIF, "a.candidature.toml")
    ecrire(depot, ILLISIBLE, "b.candidature.toml")
    ended = run("check", "--format", format_, cwd=depot)
    assert ended.code == 2
    assert "PSC001" in ended.out
    assert "FIC001" in ended.out
    assert "datapas_demande" in ended.out


def test_an_unreadable_file_says_where_and_how_to_mend_it(depot: Path) -> None:
    ecrire(depot, ILLISIBLE)
    first, second, _ = run("check", cwd=depot).out.splitlines()
    assert first == "candidature.toml:10:1: FIC001 clé inconnue « datapas_demande » dans [psc]"
    assert "vouliez-vous dire « datapass_demande »" in second


def test_all_that_is_wrong_with_the_shape_of_a_file_is_told_at_once_in_its_order(depot: Path) -> None:
    fautes = "".join(f"cle{rang} = 1\n" for rang in range(30))
    ecrire(depot, f"{MINIMAL}\n[psc]\n{fautes}")
    lines = [line for line in run("check", cwd=depot).out.splitlines() if "FIC001" in line]
    assert [line.partition(" ")[0] for line in lines] == [f"candidature.toml:{rang}:1:" for rang in range(10, 30)]
    assert len(run("status", cwd=depot).err.splitlines()) == 1  # where it is not the question, the first is enough


def test_where_there_is_no_file_it_says_how_to_begin(tmp_path: Path) -> None:
    ended = run("check", cwd=tmp_path)
    assert ended.code == 2
    assert "segurctl init" in ended.err


def test_a_path_that_leads_nowhere_does_not_hide_the_others(depot: Path) -> None:
    (depot / "vide").mkdir()
    ended = run("check", "vide", "candidature.toml", "pas-la.toml", cwd=depot)
    assert ended.code == 2
    assert ended.err == ""
    assert "vide:1:1: FIC001 aucune candidature dans vide" in ended.out
    assert "pas-la.toml:1:1: FIC001" in ended.out
    assert "2 erreurs dans 3 fichiers" in ended.out


def test_many_files_are_told_in_the_order_of_their_names_and_each_once(depot: Path) -> None:
    for nom in ("c", "a", "b"):
        ecrire(depot, FAUTIF, f"candidatures/{nom}.toml")
    (depot / "candidature.toml").unlink()
    out = run("check", ".", "candidatures/b.toml", cwd=depot).out
    assert [line.partition(":")[0] for line in out.splitlines() if "PSC001" in line] == [
        f"candidatures/{nom}.toml" for nom in "abc"
    ]


def test_two_runs_are_byte_identical(depot: Path) -> None:
    for format_ in FORMATS:
        runs = {
            run("check", EXAMPLES / "pieges", "--format", format_, cwd=depot, env={"PYTHONHASHSEED": seed}).out
            for seed in ("1", "2")
        }
        assert len(runs) == 1


def test_it_writes_nothing(depot: Path) -> None:
    ecrire(depot, FAUTIF)
    before = contents(depot)
    run("check", "--strict", cwd=depot)
    assert contents(depot) == before


def test_the_day_may_be_frozen(depot: Path) -> None:
    ecrire(depot, MINIMAL + "\n[editeur]\nkbis_du = 2025-10-20\n")
    assert run("check", "--today", "2026-01-20", cwd=depot).code == 0
    assert run("check", cwd=depot, env={"SEGURCTL_TODAY": "2026-01-21"}).code == 1
    assert run("check", "--today", "hier", cwd=depot).code == 2


# Which rules


def test_rules_are_chosen_by_the_beginning_of_their_ids(depot: Path) -> None:
    ecrire(depot, FAUTIF + 'client_id_bas = "a"\nclient_id_prod = "a"\n\n[editeur]\nsiren = "1"\n')

    def found(*options: str) -> list[str]:
        constats = json.loads(run("check", "--format", "json", *options, cwd=depot).out)["constats"]
        return [one["regle"] for one in constats]

    assert found() == ["ISC001", "PSC001", "PSC004"]
    assert found("--select", "PSC") == ["PSC001", "PSC004"]
    assert found("--select", "psc004,ISC") == ["ISC001", "PSC004"]
    assert found("--select", "PSC", "--select", "ISC001", "--ignore", "PSC001") == ["ISC001", "PSC004"]
    assert found("--ignore", "PSC") == ["ISC001"]
    assert run("check", "--ignore", "PSC001,ISC", cwd=depot).code == 0


def test_a_file_that_cannot_be_read_is_told_whatever_is_chosen(depot: Path) -> None:
    ecrire(depot, ILLISIBLE)
    assert run("check", "--select", "PSC", "--ignore", "FIC", cwd=depot).code == 2


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_does_not_exist_is_refused(depot: Path, option: str) -> None:
    ended = run("check", option, "PSC0X1", cwd=depot)
    assert ended.code == 2
    assert "vouliez-vous dire « PSC0" in ended.err
    assert "segurctl rules" in run("check", option, "ZZZ", cwd=depot).err


# Formats and the file of a report


def test_the_format_may_come_from_the_environment(depot: Path) -> None:
    assert json.loads(run("check", cwd=depot, env={"SEGURCTL_FORMAT": "json"}).out)["version"] == 1
    assert run("check", cwd=depot, env={"SEGURCTL_FORMAT": "yaml"}).out.startswith("rien")
    assert run("check", "--format", "text", cwd=depot, env={"SEGURCTL_FORMAT": "json"}).out.startswith("rien")
    assert run("status", cwd=depot, env={"SEGURCTL_FORMAT": "sarif"}).out.startswith("Julie")


def test_an_unknown_format_is_refused_with_those_that_exist(depot: Path) -> None:
    ended = run("check", "--format", "yaml", cwd=depot)
    assert ended.code == 2
    assert "text, json, github, gitlab, sarif, junit, markdown" in ended.err


@pytest.mark.parametrize("format_", FORMATS)
def test_a_report_goes_to_its_file_and_the_count_to_the_screen(depot: Path, format_: str) -> None:
    ecrire(depot, FAUTIF)
    ended = run("check", "--format", format_, "--output", "rapport", cwd=depot)
    assert (ended.code, ended.out) == (1, "1 erreur dans 1 fichier\n")
    assert (depot / "rapport").read_text(encoding="utf-8") == run("check", "--format", format_, cwd=depot).out


def test_a_report_replaces_the_one_before_and_never_a_candidature(depot: Path) -> None:
    (depot / "rapport").write_text("avant", encoding="utf-8")
    run("check", "-o", "rapport", cwd=depot)
    assert (depot / "rapport").read_text(encoding="utf-8").startswith("rien")
    (depot / "lien").symlink_to("candidature.toml")
    for nom in ("candidature.toml", "./candidature.toml", "lien"):
        ended = run("check", "-o", nom, cwd=depot)
        assert ended.code == 2
        assert "ne remplace pas un fichier .toml" in ended.err or "c'est un lien" in ended.err
    assert (depot / "candidature.toml").read_text(encoding="utf-8") == MINIMAL


@pytest.mark.parametrize("nom", [".", "pas-la/rapport"])
def test_a_report_that_cannot_be_written_is_said(depot: Path, nom: str) -> None:
    ended = run("check", "-o", nom, cwd=depot)
    assert ended.code == 2
    assert nom in ended.err
    assert "rien à signaler" not in ended.out


def test_a_report_may_go_to_a_device(depot: Path) -> None:
    assert run("check", "-o", "/dev/null", cwd=depot).code == 0


# What the disk knows


def test_proofs_are_looked_for_beside_the_candidature_wherever_it_is_run(depot: Path) -> None:
    ecrire(depot, MINIMAL + '\n[preuves.A]\nfichier = "preuves/a.pdf"\n', "produit/candidature.toml")
    (depot / "ailleurs").mkdir()
    assert run("check", "../produit", cwd=depot / "ailleurs").code == 1
    (depot / "produit" / "preuves").mkdir()
    (depot / "produit" / "preuves" / "a.pdf").write_bytes(b"a")
    assert run("check", "../produit", cwd=depot / "ailleurs").code == 0


def test_status_counts_what_check_finds(depot: Path) -> None:
    ecrire(depot, FAUTIF + 'client_id_bas = "a"\nclient_id_prod = "a"\n\n[preuves.A]\nfichier = "pas-la.pdf"\n')
    assert "2 erreurs, 1 avertissement (segurctl check)" in run("status", cwd=depot).out


def test_acceptations_are_counted_apart(depot: Path) -> None:
    acceptation = '\n[[acceptations]]\nregle = "PSC001"\ncible = "psc.datapass_demande"\nmotif = "m"\npar = "p"\n'
    ecrire(depot, FAUTIF + acceptation)
    ended = run("check", "--strict", cwd=depot)
    assert (ended.code, ended.out) == (0, "rien à signaler dans 1 fichier · 1 accepté\n")
    document = json.loads(run("check", "--format", "json", cwd=depot).out)
    assert document["resume"] == {"erreurs": 0, "avertissements": 0, "infos": 0, "acceptes": 1, "echoue": False}
    assert document["constats"][0]["acceptation"] == {"motif": "m", "par": "p", "jusqu_au": None}


# The place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f'{HEAD}psc.datapass_demande = "H1"\n{PRODUIT}', "4:5"),
        (f'{MINIMAL}\n[psc]\n  "datapass_demande"   =   "H1"', "10:3"),
        (f"{HEAD}psc = {{ edc = true, datapass_demande = 'H1' }}\n{PRODUIT}", "4:21"),
        (MINIMAL.replace("\n", "\r\n") + '\r\n[psc]\r\ndatapass_demande = "H1"\r\n', "10:1"),
        ("\ufeff" + FAUTIF, "10:1"),
    ],
)
def test_the_line_and_column_are_those_of_the_key(depot: Path, text: str, place: str) -> None:
    (depot / "candidature.toml").write_bytes(text.encode())
    assert run("check", cwd=depot).out.startswith(f"candidature.toml:{place}: PSC001 ")


def test_the_print_of_a_finding_does_not_move_with_its_line(depot: Path) -> None:
    def prints() -> list[str]:
        return [one["empreinte"] for one in json.loads(run("check", "--format", "json", cwd=depot).out)["constats"]]

    ecrire(depot, FAUTIF)
    before = prints()
    ecrire(depot, FAUTIF.replace("\n[psc]", "\n# une ligne de plus\n\n[psc]").replace("H6789", "H7890"))
    assert prints() == before
    assert len(set(before)) == len(before)


# The gate


def test_an_open_gate_is_said_and_lets_pass(depot: Path) -> None:
    ended = run("check", "--gate", "psc.datapass", cwd=depot)
    assert (ended.code, ended.out) == (0, "psc.datapass : ouverte, tout ce qu'elle demande est là\n")


def test_a_closed_gate_says_what_misses_where_it_comes_from_and_what_to_type() -> None:
    ended = run(
        "check", "examples/en-route", "--gate", "motco2.enrolement", "--today", "2025-10-18", cwd=EXAMPLES.parent
    )
    assert ended.code == 1
    compare(SCREENS / "gate.txt", ended.out)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_gate_is_told_in_every_format_with_the_same_end(depot: Path, format_: str) -> None:
    ended = run("check", "--gate", "convergence.produit", "--format", format_, cwd=depot)
    assert ended.code == 1
    assert "convergence.acces" in ended.out
    assert run("check", "--gate", "psc.datapass", "--format", format_, cwd=depot).code == 0


def test_other_findings_do_not_close_a_gate(depot: Path) -> None:
    ecrire(depot, FAUTIF)
    assert run("check", cwd=depot).code == 1
    assert run("check", "--gate", "psc.datapass", cwd=depot).code == 0


def test_strict_asks_for_the_advice_too(depot: Path) -> None:
    ended = run("check", "--gate", "psc.datapass", "--strict", cwd=depot)
    assert ended.code == 1
    assert "psc.guichet (conseillé)" in ended.out


def test_the_gate_of_an_etape_that_does_not_exist_is_refused(depot: Path) -> None:
    ended = run("check", "--gate", "psc.datapas", cwd=depot)
    assert ended.code == 2
    assert "psc.datapass" in ended.err


def test_a_file_that_cannot_be_read_closes_every_gate(depot: Path) -> None:
    ecrire(depot, ILLISIBLE)
    ended = run("check", "--gate", "psc.datapass", cwd=depot)
    assert ended.code == 2
    assert "datapas_demande" in ended.out


def test_the_gates_of_several_files_are_told_under_their_names(depot: Path) -> None:
    ecrire(depot, MINIMAL, "a.candidature.toml")
    ended = run("check", "--gate", "psc.datapass", cwd=depot)
    assert ended.out.splitlines()[0].startswith("candidature.toml · psc.datapass : ouverte")
    assert ended.out.splitlines()[1].startswith("a.candidature.toml · psc.datapass : ouverte")


def test_a_candidature_withdrawn_has_nothing_to_wait_for(depot: Path) -> None:
    ecrire(depot, HEAD + "retiree_le = 2026-01-01\n" + PRODUIT)
    ended = run("check", "--gate", "convergence.referencement", cwd=depot)
    assert (ended.code, ended.out) == (0, "convergence.referencement : candidature retirée, rien n'est demandé\n")


def test_gate_and_select_do_not_go_together(depot: Path) -> None:
    """A gate asks one question: choosing rules would change nothing of it, in silence."""
    ended = run("check", "--gate", "psc.datapass", "--select", "PSC", cwd=depot)
    assert ended.code == 2
    assert "--gate" in ended.err
