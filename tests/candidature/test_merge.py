"""Merging two versions of a candidature: what is taken, what is a conflict, what becomes of comments and spelling."""

from pathlib import Path

import pytest

from merging import LAYOUT, comments, init_text, loads, resolved
from segurctl.candidature.merge.marks import Labels
from segurctl.candidature.merge.texts import Outcome, Sides, merge_texts, plain_merge

DATAPASS = '[etapes.psc.datapass]\nstatut = "a-faire"\n'
DMP = '[cnda.demandes.dmp]\nteleservice = "DMP"\nstatut = "soumis"\ndepuis = 2025-10-06\n'
PROOF = '[preuves."MSS/CDA.01"]\nlien = "https://exemple.fr/1"\n'
ACCEPTED = '[[acceptations]]\nregle = "PSC002"\ncible = "psc"\nmotif = "en attente"\n'


def merge(base: str, ours: str, theirs: str) -> Outcome:
    return merge_texts(Sides(base.encode(), ours.encode(), theirs.encode()), LAYOUT)


def clean(base: str, ours: str, theirs: str) -> str:
    """The text of a merge that asks nothing."""
    outcome = merge(base, ours, theirs)
    assert outcome.clean, outcome.data.decode()
    return outcome.data.decode()


def paths(base: str, ours: str, theirs: str) -> list[str]:
    """The keys in conflict."""
    outcome = merge(base, ours, theirs)
    assert not outcome.clean
    assert b"<<<<<<< ours\n" in outcome.data
    return [".".join(conflict.path) for conflict in outcome.conflicts]


# --- what is merged ---


def test_two_actions_ticked_in_one_etape_are_both_kept_in_their_lines() -> None:
    text = init_text()
    ours = text.replace(DATAPASS, f"{DATAPASS}actions.profil = 2025-09-29\n")
    theirs = text.replace(DATAPASS, f"{DATAPASS}actions.proconnect = 2025-09-30\n")
    merged = clean(text, ours, theirs)
    assert loads(merged)["etapes"]["psc"]["datapass"]["actions"].keys() == {"profil", "proconnect"}
    assert len(merged.splitlines()) == len(text.splitlines()) + 2


def test_two_proofs_added_at_the_same_place_are_both_kept_by_id() -> None:
    other = PROOF.replace("01", "02")
    merged = clean("a = 1\n", f"a = 1\n\n{PROOF}", f"a = 1\n\n{other}")
    assert merged == f"a = 1\n\n{PROOF}\n{other}"
    assert clean("a = 1\n", f"a = 1\n\n{other}", f"a = 1\n\n{PROOF}") == merged


def test_a_file_that_both_sides_began_is_merged_without_a_base() -> None:
    merged = clean("", '[produit]\nnom = "J"\n', '[editeur]\nnie = "EDI1"\n')
    assert loads(merged) == {"produit": {"nom": "J"}, "editeur": {"nie": "EDI1"}}


def test_the_same_change_on_both_sides_is_made_once() -> None:
    same = DMP.replace("soumis", "valide")
    assert clean(DMP, f'{same}note = "a"\n', f'{same}porteur = "editeur"\n').count("valide") == 1


def test_a_table_that_one_side_moved_takes_the_changes_of_the_other() -> None:
    base = f"{DMP}\n{PROOF}\n{DATAPASS}"
    moved = f"{DATAPASS}\n{DMP}\n{PROOF}"
    assert clean(base, moved, base.replace("a-faire", "valide")) == moved.replace("a-faire", "valide")


def test_a_table_that_one_side_spelled_inline_takes_the_changes_of_the_other() -> None:
    inline = '[cnda.demandes]\ndmp = { teleservice = "DMP", statut = "soumis", depuis = 2025-10-06 }\n'
    assert '"DMP", porteur = "editeur", statut' in clean(DMP, inline, f'{DMP}porteur = "editeur"\n')


def test_acceptations_that_both_sides_add_are_all_there() -> None:
    one, other = (f"\n{ACCEPTED}".replace("PSC002", rule) for rule in ("PSC003", "PSC004"))
    merged = clean(ACCEPTED, ACCEPTED + one, ACCEPTED + other)
    assert [held["regle"] for held in loads(merged)["acceptations"]] == ["PSC002", "PSC003", "PSC004"]
    assert merged == ACCEPTED + one + other


def test_an_acceptation_that_one_side_removed_goes_while_the_other_adds_one() -> None:
    other = ACCEPTED.replace("PSC002", "PSC004")
    merged = clean(f"a = 1\n\n{ACCEPTED}", "a = 1\n", f"a = 1\n\n{ACCEPTED}\n{other}")
    assert [held["regle"] for held in loads(merged)["acceptations"]] == ["PSC004"]


def test_ends_of_lines_and_a_mark_of_ours_stay() -> None:
    ours = "\ufeff" + DMP.replace("\n", "\r\n").replace("DMP", "INSi")
    merged = clean(DMP, ours, f'{DMP}note = """\na\nb"""\n')
    assert merged == ours + 'note = """\r\na\r\nb"""\r\n'


# --- what is a conflict ---


def test_two_values_of_a_key_are_left_between_marks_around_its_line_alone() -> None:
    ours = DMP.replace('"DMP"', '"A"')
    theirs = DMP.replace('"DMP"', '"B"') + 'porteur = "tiers"\n'
    outcome = merge(DMP, ours, theirs)
    assert outcome.data.decode() == DMP.replace(
        'teleservice = "DMP"\n',
        '<<<<<<< ours\nteleservice = "A"\n=======\nteleservice = "B"\n>>>>>>> theirs\nporteur = "tiers"\n',
    )


def test_the_marks_have_the_names_and_the_size_that_git_gives() -> None:
    sides = Sides(b"a = 1\n", b"a = 2\n", b"a = 3\n")
    merged = merge_texts(sides, LAYOUT, Labels("HEAD", "branche", 9)).data
    assert merged == b"<<<<<<<<< HEAD\na = 2\n=========\na = 3\n>>>>>>>>> branche\n"


def test_a_statut_of_one_side_never_meets_the_day_of_the_other() -> None:
    ours, theirs = DMP.replace("soumis", "valide"), DMP.replace("10-06", "11-07")
    assert paths(DMP, ours, theirs) == ["cnda.demandes.dmp.statut", "cnda.demandes.dmp.depuis"]
    data = merge(DMP, ours, theirs).data.decode()
    assert (loads(resolved(data, 0)), loads(resolved(data, 1))) == (loads(ours), loads(theirs))


def test_a_proof_that_both_sides_changed_is_one_conflict() -> None:
    ours, theirs = PROOF.replace("/1", "/2"), f'{PROOF}remarque = "floue"\n'
    assert paths(PROOF, ours, theirs) == ["preuves.MSS/CDA.01"]
    data = merge(PROOF, ours, theirs).data.decode()
    assert (resolved(data, 0), resolved(data, 1)) == (ours, theirs)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_table_that_one_side_removed_and_the_other_changed_is_a_conflict(swapped: bool) -> None:
    sides = ["a = 1\n", f'a = 1\n\n{DMP}porteur = "editeur"\n']
    assert paths(f"a = 1\n\n{DMP}", *(reversed(sides) if swapped else sides)) == ["cnda.demandes.dmp"]


def test_a_table_that_only_groups_others_may_lose_one_while_it_gains_another() -> None:
    merged = clean(
        f'[psc.dossiers.lps]\nnru = "1"\n\n{DMP}', DMP, f'[psc]\nedc = true\n\n[psc.dossiers.lps]\nnru = "1"\n\n{DMP}'
    )
    assert loads(merged)["psc"] == {"edc": True}


def test_a_key_that_became_a_table_and_changed_is_a_conflict() -> None:
    assert paths("psc = 1\n", "psc = 2\n", "[psc]\nedc = true\n") == ["psc"]


def test_a_list_is_one_value() -> None:
    assert paths('p = ["a"]\n', 'p = ["a", "b"]\n', 'p = ["a", "c"]\n') == ["p"]


def test_one_acceptation_changed_in_two_ways_is_a_conflict_of_that_one() -> None:
    other = f"\n{ACCEPTED}".replace("PSC002", "PSC004")
    ours, theirs = (ACCEPTED.replace("en attente", motif) for motif in ("vu", "écrit"))
    assert paths(ACCEPTED + other, ours + other, theirs + other) == ["acceptations.PSC002 psc"]


def test_what_is_not_in_conflict_is_merged_around_it() -> None:
    base, added = f"{DMP}\n{PROOF}", PROOF.replace("01", "02")
    outcome = merge(base, base.replace('"DMP"', '"A"'), f"{base}\n{added}".replace('"DMP"', '"B"'))
    for side, value in enumerate("AB"):
        held = loads(resolved(outcome.data.decode(), side))
        assert held["cnda"]["demandes"]["dmp"]["teleservice"] == value
        assert held["preuves"].keys() == {"MSS/CDA.01", "MSS/CDA.02"}


# --- comments and spelling ---


def test_comments_come_with_what_they_speak_of() -> None:
    ours = DMP.replace("soumis", "valide")
    theirs = (
        "# en tête\n\n" + DMP.replace("statut", "# vu le 12\n# avec eux\nstatut")
        + 'porteur = "editeur"  # nous\n# sous la dernière\n\n# à la fin\n'
    )  # fmt: skip
    base = DMP
    merged = clean(base, ours + "note = 'x'\n", theirs)
    assert comments(merged) == comments(theirs)
    lines = merged.splitlines()
    assert lines[0] == "# en tête"
    assert lines[lines.index('statut = "valide"') - 2 :][:2] == ["# vu le 12", "# avec eux"]
    assert 'porteur = "editeur" # nous' in lines
    assert lines[-1] == "# à la fin"


def test_a_comment_that_one_side_rewrote_is_rewritten() -> None:
    base = f"# à faire\n{DMP}"
    merged = clean(base, base + 'note = "a"\n', base.replace("à faire", "fait") + 'porteur = "tiers"\n')
    assert merged.startswith("# fait\n[cnda")
    assert "à faire" not in merged


def test_a_comment_on_what_the_other_side_removed_is_kept() -> None:
    base = f"{DMP}\n{PROOF}"
    merged = clean(base, base.replace("lien", "# ne pas perdre\nlien"), DMP)
    assert merged.count("# ne pas perdre") == 1
    assert "preuves" not in loads(merged)


def test_two_comments_on_one_line_are_both_kept() -> None:
    base = 'a = 1  # deux\nb = "#"\n'
    assert comments(clean(base, base.replace("deux", "trois"), base.replace("deux", "quatre"))).keys() == {
        "# trois",
        "# quatre",
    }


def test_a_value_keeps_the_spelling_of_those_who_wrote_it() -> None:
    written = "profils = [\n  'Général',  # le premier\n  \"MSP\",\n]\n"
    merged = clean("a = 1\n", "a = 1\nb = 2\n", f"a = 1\n{written}")
    assert written in merged


# --- what git does alone ---


@pytest.mark.parametrize("side", range(3))
def test_what_is_no_toml_is_merged_as_git_does(side: int) -> None:
    texts = ["a = 1\n\nb = 1\nc = 1\n", "a = 2\n\nb = 1\nc = 1\n", "a = 1\n\nb = 1\nc = 2\n"]
    texts[side] = texts[side].replace("b = 1", "b = = 1")
    sides = Sides(*(text.encode() for text in texts))
    assert merge_texts(sides, LAYOUT) == plain_merge(sides, Labels())


@pytest.mark.parametrize("odd", [b"a = \xff\n", b"a = 1\n" + b"#" * (1 << 20)], ids=["no UTF-8", "too long"])
def test_what_cannot_be_read_is_merged_as_git_does(odd: bytes) -> None:
    assert merge_texts(Sides(b"a = 1\n", b"a = 1\n", odd), LAYOUT) == Outcome(odd, clean=True)


def test_what_is_no_text_is_ours_and_a_conflict() -> None:
    assert merge_texts(Sides(b"\0", b"\0ours", b"\0theirs"), LAYOUT) == Outcome(b"\0ours", clean=False)


def test_the_union_of_git_loses_a_value_without_a_word(tmp_path: Path) -> None:
    """Why `merge=union` is never offered: both lines are kept, and one of them is not of its table any more."""
    base = f'[produit]\nnom = "J"\n\n{PROOF}'
    sides = Sides(
        *(f"{base}{more}".encode() for more in ("", '\n[preuves."A"]\nlien = "x"\n', '\n[preuves."B"]\nlien = "x"\n'))
    )
    merged = union(tmp_path, sides)
    assert [name for name in ("A", "B") if f'[preuves."{name}"]' in merged] == ["A", "B"]
    assert merged.count('lien = "x"') == 1


def union(folder: Path, sides: Sides) -> str:
    import subprocess

    for name, data in zip(Sides._fields, sides, strict=True):
        (folder / name).write_bytes(data)
    words = ["git", "merge-file", "-p", "--union", "ours", "base", "theirs"]
    return subprocess.run(words, cwd=folder, capture_output=True, check=True).stdout.decode()
