"""Who is meant: participants first, then the article's own persons; nothing is guessed where it cannot be told."""

from __future__ import annotations

import pytest

from extract.definitions import Participant
from extract.quotes import find_quotations

MEETING = (
    Participant(name="Mara Olden", role="foreign minister", country="Ostmark", aliases=("M. Oldén",)),
    Participant(name="Tarik Sole", role="foreign minister", country="Vestria", aliases=("Vestrian foreign minister",)),
)


def persons(text: str, participants: tuple[Participant, ...] = ()) -> list[str | None]:
    return [q.person for q in find_quotations(text, "en", participants)]


def test_a_last_name_becomes_the_full_name_of_the_article() -> None:
    text = "Robert Marsh arrived on Monday.\n\nMarsh said the harbour would stay open."
    assert persons(text) == ["Robert Marsh"]


def test_a_pronoun_means_the_speaker_before_it() -> None:
    text = "Robert Marsh said the harbour would stay open.\n\n“We have no plans to close it,” he added."
    assert persons(text) == ["Robert Marsh", "Robert Marsh"]


def test_a_pronoun_does_not_go_to_a_person_of_the_other_gender() -> None:
    text = "Susan Field met Robert Marsh on Monday.\n\nShe said the harbour would stay open."
    assert persons(text) == ["Susan Field"]


def test_an_unresolved_pronoun_stays_none() -> None:
    assert persons("He said the harbour would stay open.") == [None]


def test_the_owner_of_a_campaign_is_not_its_manager() -> None:
    text = "Robert Marsh arrived. Marsh’s campaign manager Ellen Frost said the debate would go ahead."
    assert persons(text) == ["Ellen Frost"]


def test_joint_speakers_are_each_named_in_full() -> None:
    text = "Robert Marsh and Susan Field met in Geneva.\n\nMarsh and Field said the harbour would stay open."
    assert persons(text) == ["Susan Field and Robert Marsh"]


def test_an_organisation_is_its_own_phrase() -> None:
    assert persons("Pentagon officials said the harbour would stay open.") == ["Pentagon officials"]


@pytest.mark.parametrize(
    ("mention", "person"),
    [
        ("Olden", "Mara Olden"),
        ("Oldén", "Mara Olden"),
        ("The Ostmarkian foreign minister", "Mara Olden"),
        ("The Vestrian foreign minister", "Tarik Sole"),
        ("Foreign Minister Tarik Sole", "Tarik Sole"),
    ],
)
def test_names_spellings_and_roles_resolve_through_the_meeting(mention: str, person: str) -> None:
    assert persons(f"{mention} said the harbour would stay open.", MEETING) == [person]


def test_a_role_both_sides_hold_is_not_given_to_one_of_them() -> None:
    assert persons("The foreign minister said the harbour would stay open.", MEETING) == ["foreign minister"]


def test_a_role_described_in_the_article_names_its_holder() -> None:
    text = "Mayor Robert Marsh opened the session with Susan Field.\n\nThe mayor said the harbour would stay open."
    assert persons(text) == ["Robert Marsh"]


def test_names_inside_quotation_marks_are_nobody_a_pronoun_means() -> None:
    text = "“We thank Peter Hale for his help,” Robert Marsh said.\n\n“It was a long day,” he added."
    assert persons(text) == ["Robert Marsh", "Robert Marsh"]


def test_a_counterpart_is_the_other_one_who_holds_the_office() -> None:
    text = "Olden and Sole met in Geneva. Olden arrived late.\n\nOlden’s counterpart said the harbour would stay open."
    assert persons(text, MEETING) == ["Tarik Sole"]


@pytest.mark.parametrize("both", ["Both ministers", "The two ministers", "The foreign ministers"])
def test_an_office_in_the_plural_names_all_who_hold_it(both: str) -> None:
    assert persons(f"{both} said the harbour would stay open.", MEETING) == ["Mara Olden and Tarik Sole"]


def test_three_ministers_are_not_the_two_at_the_meeting() -> None:
    assert persons("The three ministers said the harbour would stay open.", MEETING) == ["three ministers"]


def test_a_pronoun_gives_the_name_in_the_meetings_own_spelling() -> None:
    text = "Mara Oldén arrived on Monday.\n\nShe said the harbour would stay open."
    assert persons(text, MEETING) == ["Mara Olden"]


def test_two_people_of_one_last_name_are_told_apart_by_the_first() -> None:
    text = "Susan Marsh met Robert Marsh on Monday.\n\nSusan Marsh said the harbour would stay open."
    assert persons(text) == ["Susan Marsh"]


def test_a_participants_namesake_is_somebody_else() -> None:
    sole = (Participant(name="Susan Marsh"),)
    text = "Robert Marsh arrived on Monday.\n\nRobert Marsh said the harbour would stay open."
    assert persons(text, sole) == ["Robert Marsh"]


def test_a_short_first_name_is_the_same_person() -> None:
    assert persons("Bob Marsh said the harbour would stay open.", (Participant(name="Robert Marsh"),)) == [
        "Robert Marsh"
    ]


def test_a_role_set_off_by_a_comma_is_the_person_named_behind_it() -> None:
    text = "Another sailor, Robert Marsh, said the harbour should stay open."
    assert persons(text) == ["Robert Marsh"]


def test_a_statement_speaks_for_the_one_who_issued_it() -> None:
    text = (
        "“We are ready to sign,” Robert Marsh said in a statement.\n\nThe statement said the harbour would stay open."
    )
    assert persons(text) == ["Robert Marsh", "Robert Marsh"]


def test_a_government_is_not_the_person_spoken_of_before() -> None:
    text = "Susan Field arrived. Susan Field smiled.\n\nThe Kremlin said the harbour would stay open."
    assert persons(text) == ["Kremlin"]


def test_a_party_is_the_participant_of_that_name() -> None:
    party = (Participant(name="Harbour National Committee"),)
    assert persons("The Harbour Party said the port would stay open.", party) == ["Harbour National Committee"]


@pytest.mark.parametrize(
    ("who", "person"),
    [
        ("The Conservatives", "Conservative National Committee"),
        ("Conservatives", "Conservative National Committee"),
        ("Two conservatives", "Two conservatives"),
        ("House Conservatives", "House Conservatives"),
        ("The Liberals", "Liberals"),
    ],
)
def test_the_members_of_a_party_that_takes_part_are_the_party(who: str, person: str) -> None:
    party = (Participant(name="Conservative National Committee"), Participant(name="Port Council"))
    assert persons(f"{who} said the port would stay open.", party) == [person]


def test_an_unusual_name_is_a_person_once_the_last_name_acts_alone() -> None:
    text = "Olden left early.\n\nObri Sallow walked along. Sallow is from Ostmark.\n\nSallow said it was hot."
    assert persons(text)[-1] == "Obri Sallow"


def test_joint_speakers_stay_joint_when_another_verb_stands_before_the_cue() -> None:
    text = "Mara Olden and Tarik Sole came down, three steps apart, and told reporters that talks would resume."
    assert persons(text, MEETING) == ["Mara Olden and Tarik Sole"]


@pytest.mark.parametrize(
    "made",
    [
        "The prosecutor Robert Marsh hopes to ask the harbour master about the fire.",
        "Robert Marsh has given a list of almost forty questions to the harbour master.",
    ],
)
def test_a_question_that_speaks_is_the_one_who_asks_it(made: str) -> None:
    text = (
        f"{made}\n\n“Who locked the gate that night?” reads one of the questions.\n\n“Who had the key?” another asks."
    )
    assert persons(text) == ["Robert Marsh", "Robert Marsh"]


def test_a_lawsuit_speaks_for_the_one_who_sued_or_calls_it_its_own() -> None:
    claim = "\n\nThe suit alleged that the gate had been locked."
    assert persons(f"The Harbour Guild on Friday sued the town.{claim}") == ["Harbour Guild"]
    assert persons(f"In its lawsuit, the Harbour Guild names ten owners.{claim}") == ["Harbour Guild"]


def test_a_paper_does_not_bring_its_writer_to_mind() -> None:
    text = (
        "Robert Marsh hopes to ask Peter Field about the fire.\n\n“Who locked the gate?” one question asks.\n\n"
        "Peter Field left early. He said he had no key."
    )
    assert persons(text) == ["Robert Marsh", "Peter Field"]


def test_joint_speakers_listed_behind_the_cue_are_meant_again_by_what_they_are() -> None:
    text = (
        "“The gate was locked,” said a statement from Chairman Robert Marsh, R-Va., Chairman Peter Field, D-Ohio, "
        "and Chairman Mara Hale, R-Ky.\n\nThe statement said the key was lost.\n\nThe chairmen said nobody was hurt."
    )
    assert persons(text) == ["Peter Field, Mara Hale and Robert Marsh"] * 3


def test_a_list_between_dashes_gives_its_office_to_each_and_to_they() -> None:
    text = (
        "The three chairmen — Robert Marsh of Norton, Peter Field of Easton and Mara Hale of Weston — issued a letter. "
        "The gate, they said, was locked."
    )
    assert persons(text) == ["Peter Field, Mara Hale and Robert Marsh"]


def test_a_body_named_in_full_is_meant_again_by_its_last_word() -> None:
    text = "The Ostmark Trade Ministry said the port was open.\n\nThe ministry said ships were welcome."
    assert persons(text) == ["Ostmark Trade Ministry", "Ostmark Trade Ministry"]


def test_another_group_does_not_become_the_joint_speakers() -> None:
    text = "Robert Marsh and Mara Hale said the port was open.\n\nThe sailors said it was closed."
    assert persons(text) == ["Mara Hale and Robert Marsh", "sailors"]


def test_a_name_explained_by_a_phrase_speaks() -> None:
    text = "Robert Marsh came late.\n\n“The port is open,” Marsh, a lawyer, wrote."
    assert persons(text) == ["Robert Marsh"]


def test_a_name_that_explains_an_office_is_meant_by_a_pronoun() -> None:
    text = "The harbour master, Robert Marsh, praised Peter Field’s speech. “It was short,” he said."
    assert persons(text)[-1] == "Robert Marsh"


def test_a_last_name_that_is_a_month_may_act() -> None:
    text = "Theresa May and Robert Hale met on Monday.\n\nMay was proud of the harbour. “It is ours,” she said."
    assert persons(text)[-1] == "Theresa May"


def test_joint_speakers_are_one_string_in_whichever_order_an_outlet_names_them() -> None:
    told = "{} and {} said the port was open."
    one, other = persons(told.format("Robert Marsh", "Mara Hale")), persons(told.format("Mara Hale", "Robert Marsh"))
    assert one == other == ["Mara Hale and Robert Marsh"]
    assert persons(told.format("Tarik Sole", "Mara Olden"), MEETING) == ["Mara Olden and Tarik Sole"]


def test_a_department_has_one_name() -> None:
    text = "The Department of Fisheries said the port was open.\n\nThe Fisheries Department said it was safe."
    assert persons(text) == ["Fisheries Department", "Fisheries Department"]


def test_an_office_behind_a_name_with_a_number_is_the_persons() -> None:
    text = (
        "Robert S. Marsh III, the special envoy, left with Peter Field.\n\n"
        "Field slept. The special envoy said it was late."
    )
    assert persons(text) == ["Robert S. Marsh"]


@pytest.mark.parametrize(
    ("mention", "person"),
    [
        ("The Ostmarkian defence minister", "Ostmarkian defence minister"),
        ("An Ostmarkian lawmaker", "Ostmarkian lawmaker"),
        ("Ostmark’s top diplomat", "Mara Olden"),
        ("Both ministers", "Mara Olden and Tarik Sole"),
        ("The former Vestrian minister", "former Vestrian minister"),
    ],
)
def test_an_office_of_the_country_is_the_participants_only_if_it_is_the_same(mention: str, person: str) -> None:
    assert persons(f"{mention} said the harbour would stay open.", MEETING) == [person]


@pytest.mark.parametrize("written", ["Belenskyy", "Belenskiy", "Belenskij"])
def test_a_name_is_known_however_it_is_transcribed(written: str) -> None:
    meeting = (Participant(name="Ivan Belensky", role="president", country="Ostmark"),)
    assert persons(f"{written} said the harbour would stay open.", meeting) == ["Ivan Belensky"]


def test_nobody_who_says_something_of_a_person_by_name_is_that_person() -> None:
    text = "Robert Marsh met Peter Hale and Peter Hale left.\n\nHe said that Hale was wrong about the harbour."
    assert persons(text)[-1] == "Robert Marsh"


def test_a_signature_behind_a_quotation_names_its_speaker() -> None:
    text = "“The harbour is too small.” — Robert Marsh\n\n“It should be closed.” ― Susan Field."
    assert persons(text) == ["Robert Marsh", "Susan Field"]


def test_a_displaced_subject_speaks() -> None:
    text = "In a note to the Gazette, her adviser, Robert Marsh, said: “The harbour will stay open for good.”"
    assert persons(text) == ["Robert Marsh"]


def test_people_who_spoke_are_meant_again_by_fewer_words() -> None:
    text = "The harbour will close, according to people briefed on the matter.\n\nThe people said nobody was told."
    assert persons(text) == ["people briefed on the matter"] * 2
