"""What is proposed of a document, rule by rule, in invented words."""

import pytest

from intentions.recognition import Known, Thing, propose
from portal.reading import read

KNOWN = Known(
    organisations=[Thing("vale-icb", ("NHS Vale Integrated Care Board", "Vale ICB", "QX9"))],
    places=[Thing("ashford", ("Ashby",)), Thing("briar", ("Briarton",)), Thing("dale", ("Dalewick",))],
)
INTENTIONS = "1. Urgent care\n\n1.1 Commissioning intentions\n\n"


def proposed(text):
    found = propose(read(text.encode(), "paper.txt"), KNOWN)
    assert found.coverage().share == 1.0
    return found


def titles(text):
    return [one.fields["title"] for one in proposed(text).of("intention")]


def test_a_sentence_that_commits_under_intentions_is_one_with_its_words_and_why():
    found = proposed(INTENTIONS + "Demand has grown. We will open a minor injuries unit in Ashby by April 2031.\n")

    (intention,) = found.of("intention")
    assert intention.fields["title"] == "Open a minor injuries unit in Ashby by April 2031"
    assert (intention.fields["strength"], intention.fields["kind"], intention.fields["places"]) == ("will", "new-service", ["ashford"])
    assert intention.fields["timescale"] == {"text": "by April 2031", "from": None, "to": "2031-04-30", "precision": "month"}
    assert intention.blocks == ["b3"] and intention.line == 5
    assert 0.5 < intention.sure <= 1 and "commits" in intention.why


def test_a_sentence_that_only_tells_stays_a_passage():
    found = proposed(INTENTIONS + "The ward was opened in 2012. It is full every winter.\n")

    assert found.of("intention") == []
    assert "The ward was opened" in found.of("passage")[0].fields["body"]


def test_a_sentence_in_the_introduction_is_no_intention():
    assert titles("1. Introduction\n\nWe will set out in this paper what we plan to do in the coming year for all.\n") == []


@pytest.mark.parametrize(
    ("sentence", "strength"),
    [
        ("Providers must report each fall in a care home every month to us.", "require"),
        ("Providers will be expected to report each fall in a care home to us.", "require"),
        ("We wish to agree a tariff for hot clinics with both of the trusts.", "wish-to-agree"),
        ("We will review the contract for wheelchairs with its users this year.", "review"),
        ("We are likely to need more beds for children in the north this year.", "likely"),
        ("We will consider whether the night bus for nurses should go on for long.", "consider"),
        ("We plan to open a second clinic for feet in the market hall of Ashby.", "will"),
    ],
)
def test_the_strength_is_that_of_its_verb(sentence, strength):
    (intention,) = proposed(INTENTIONS + sentence + "\n").of("intention")

    assert intention.fields["strength"] == strength


def test_bullets_under_intentions_are_intentions_and_a_label_is_the_title():
    text = (
        INTENTIONS
        + "We wish to see:\n\n- Falls service – a team that visits within two hours\n- Hot clinics - open on all seven days in both towns\n"
    )

    assert titles(text) == ["Falls service", "Hot clinics"]


def test_bullets_that_give_reasons_or_qualities_are_no_intentions():
    assert (
        titles(INTENTIONS + "We expect services that:\n\n- are kind to people and their families\n- are open when they are needed\n") == []
    )
    assert (
        titles(INTENTIONS + "There are several reasons:\n\n- demand has grown in all of the towns\n- money is short in all of them\n") == []
    )


def test_a_long_enumeration_is_as_many_intentions_as_it_has_members():
    text = (
        INTENTIONS
        + "Opening a clinic for feet in each of the towns, extending the night nursing service to the villages, training care home staff "
        "in wounds and falls and improved transport for people on dialysis.\n"
    )

    assert len(titles(text)) == 4


def test_a_short_enumeration_stays_whole():
    assert len(titles(INTENTIONS + "Providers will report on falls, wounds, infections and complaints every month.\n")) == 1


def test_a_sentence_that_goes_on_about_an_intention_belongs_to_it():
    found = proposed(INTENTIONS + "We will open a clinic for feet in Ashby. This is to serve the villages too.\n")

    (intention,) = found.of("intention")
    assert intention.fields["description"].endswith("serve the villages too.")


def test_an_answer_that_is_asked_for_is_no_intention_but_a_deadline():
    found = proposed(INTENTIONS + "We will open a clinic for feet.\n\nWe invite providers to send a formal response by 31 January 2031.\n")

    assert len(found.of("intention")) == 1
    assert found.of("round")[0].fields["deadline"]["date"] == "2031-01-31"


def test_a_table_of_what_description_and_timescale_is_a_row_an_intention():
    text = (
        "Plans 2030/31\n\nWhat\tDescription\tTimescale\n1. Primary care\t\t\nPhones\tPractices will answer within a"
        " minute.\tFrom Q3 2030/31\n"
        "Weekend visits\tNurses will visit at weekends.\t\n2. Cancer\t\t\nScreening\tWe will screen at work.\t2030/31\n"
    )
    found = proposed(text)

    chapters = {one.key: one.fields["name"] for one in found.of("chapter")}
    assert [(one.fields["title"], chapters[one.chapter]) for one in found.of("intention")] == [
        ("Phones", "Primary care"),
        ("Weekend visits", "Primary care"),
        ("Screening", "Cancer"),
    ]
    times = [one.fields["timescale"] for one in found.of("intention")]
    assert [one and one["text"] for one in times] == [
        "From Q3 2030/31",
        None,
        "2030/31",
    ]
    assert found.of("intention")[0].blocks == ["b2.r2.c0", "b2.r2.c1", "b2.r2.c2"]


def test_places_across_give_each_cell_its_place_and_blank_cells_nothing():
    text = (
        "Urgent care\n\nFocus\tAshby\tBriarton\tDalewick\nFalls\t• Open a falls clinic\t\t• Train care home staff • Extend the night team\n"
    )
    found = proposed(text).of("intention")

    assert [(one.fields["title"], one.fields["places"], one.fields["theme"]) for one in found] == [
        ("Open a falls clinic", ["ashford"], "Falls"),
        ("Train care home staff", ["dale"], "Falls"),
        ("Extend the night team", ["dale"], "Falls"),
    ]


def test_headings_that_ran_together_are_parted_by_the_places_that_are_known():
    text = "Urgent care\n\nNeeds of all.FocusAshbyBriartonDalew\t\t\t\nFalls\t• Open a falls clinic\t• Review the beds\t• Train the staff\n"

    assert [one.fields["places"] for one in proposed(text).of("intention")] == [["ashford"], ["briar"], ["dale"]]


def test_measures_of_an_outcome_are_joined_by_and_or_or():
    text = "Outcomes\n\nOutcome\tAvailable measures\tSuggested measures\nI live where I want to (residents prioritised)\t"
    text += "Time at home And survey of carers\tCare plans OR home visits\n"
    (outcome,) = proposed(text).of("outcome")

    assert outcome.fields["statement"] == "I live where I want to"
    assert outcome.fields["prioritised_by"] == "residents prioritised"
    assert [(one["text"], one["combine"], one["status"]) for one in outcome.fields["measures"]] == [
        ("Time at home", "AND", "available"),
        ("survey of carers", "AND", "available"),
        ("Care plans", "OR", "suggested"),
        ("home visits", "OR", "suggested"),
    ]


@pytest.mark.parametrize(
    ("words", "pounds", "kind", "years"),
    [
        ("We expect savings of £1.2m in 2030/31.", 1_200_000, "saving", [2030, 2030]),
        ("An investment of £300k is planned.", 300_000, "investment", None),
        ("There is a shortfall of £14,250,000 against plan.", 14_250_000, "pressure", None),
        ("We spend £2.3 billion each year.", 2_300_000_000, "investment", None),
    ],
)
def test_an_amount_is_in_pounds_with_its_kind_and_years(words, pounds, kind, years):
    (money,) = proposed(f"1. Money\n\n{words}\n").of("money")

    assert (money.fields["amount_gbp"], money.fields["kind"], money.fields["years"]) == (pounds, kind, years)


def test_money_in_a_table_takes_its_scale_from_the_heading():
    (money,) = proposed("1. Money\n\nScheme\tSaving 2030/31 (£000)\nFewer journeys\t450\n").of("money")

    assert (money.fields["amount_gbp"], money.fields["label"], money.fields["years"]) == (450_000, "Fewer journeys", [2030, 2030])


def test_a_letter_says_from_whom_when_and_about_what():
    text = (
        "Date: 8 December 2030\n\nDear colleagues\n\nRE: Draft intentions for discussion\n\nPlease send your response by 31"
        " January to the board.\n\n"
        "Yours sincerely\n\nA. Reader\n\nChair, Vale ICB\n"
    )
    (found,) = proposed(text).of("round")

    assert found.fields["letter"]["date"] == "2030-12-08"
    assert found.fields["letter"]["subject"] == "Draft intentions for discussion"
    assert found.fields["letter"]["from"] == "A. Reader, Chair, Vale ICB"
    assert found.fields["deadline"]["date"] == "2031-01-31"


def test_dates_that_may_be_american_are_asked_about():
    (found,) = proposed("Please send your comments by 03/04/2031 to the board of the Vale.\n").of("round")

    assert found.fields["deadline"]["ask_order"] is True and found.fields["deadline"]["date"] is None


def test_a_day_that_can_be_nothing_else_tells_of_the_others():
    (found,) = proposed("Date: 25/03/2031\n\nDear all\n\nPlease send your comments by 03/04/2031 to the board of the Vale.\n").of("round")

    assert (found.fields["deadline"]["date"], found.fields["deadline"]["ask_order"]) == ("2031-04-03", False)
    assert found.fields["letter"]["date"] == "2031-03-25"


def test_the_day_of_a_letter_that_may_be_two_stays_as_it_is_written():
    (found,) = proposed("Date: 03/04/2031\n\nDear all\n\nThis is what we plan for the Vale.\n\nYours sincerely\n").of("round")

    assert found.fields["letter"]["date"] == "03/04/2031"


def test_a_sentence_may_name_its_day_in_figures():
    (found,) = proposed(INTENTIONS + "We will open a minor injuries unit in Ashby by 25/03/2031.\n").of("intention")

    assert found.fields["timescale"] == {"text": "by 25/03/2031", "from": None, "to": "2031-03-25", "precision": "day"}


def test_the_round_has_title_years_and_lead():
    (found,) = proposed(
        "Commissioning Intentions 2030/31 to 2032/33\n\nNHS Vale Integrated Care Board\n\n1. Purpose\n\nThis says what we plan.\n"
    ).of("round")

    assert found.fields["title"] == "Commissioning Intentions 2030/31 to 2032/33"
    assert found.fields["years"] == [2030, 2030] or found.fields["years"][0] == 2030
    assert (found.fields["lead"], found.fields["lead_key"]) == ("NHS Vale Integrated Care Board", "vale-icb")


def test_acronyms_have_what_they_stand_for():
    found = proposed("1. Purpose\n\nThe Accident Review Board (ARB) met. The Office of the Vale (OV) did not. See (TBC) too.\n")

    assert [(one.fields["short"], one.fields["long"]) for one in found.of("acronym")] == [
        ("ARB", "Accident Review Board"),
        ("OV", "Office of the Vale"),
    ]


def test_references_are_addresses_dated_names_and_footnotes():
    found = proposed("1. Purpose\n\nSee www.vale.example/plan and the Long View of Care (2029) for more of it.\n\n¹ Census of 2021\n")

    assert {one.fields["text"] for one in found.of("reference")} == {
        "www.vale.example/plan",
        "Long View of Care (2029)",
        "¹ Census of 2021",
    }


def test_what_stands_on_every_page_is_named_as_left_out():
    page = "Board of the Vale\n\nThe boards will agree plan {} and write it down for everybody to read.\n\n\f"
    found = proposed("".join(page.format(at) for at in range(5)))

    assert [one.why for one in found.left_out] == ["it is furniture of the page: repeated 5 times"] * 5
    assert found.coverage().left_out == 20


def test_a_plan_on_a_page_is_its_parts():
    text = (
        "Vision\n\nEveryone in the Vale lives well for longer.\n\nObjective One\n\nFewer people fall at home each"
        " year.\n\nTraining\n\n- Train every carer in falls\n- Visit each home once\n\n"
        "Overseen through the following governance arrangements\n\n- Board of the Vale\n- Quality group\n\nMeasured using"
        " the following success criteria\n\n- Falls down by a tenth\n\n"
        "High level risks to be mitigated\n\n- Too few carers to train\n"
    )
    found = proposed(text)

    assert [one.fields["part"] for one in found.of("plan")] == [
        "vision",
        "objective",
        "theme",
        "theme",
        "governance",
        "governance",
        "success",
        "risk",
    ]
    assert found.of("intention") == []


def test_one_line_alone_is_proposed_too():
    assert proposed("Nothing much to say here today.\n").coverage().share == 1.0
