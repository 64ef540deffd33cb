"""What stands around an intention and says more of it: the words that lead in, the theme above, the bullet before."""

import pytest

from tests.recognition.test_proposing import INTENTIONS, proposed


def test_bullets_have_the_time_that_leads_into_them():
    text = INTENTIONS + "Money is short. For 2031/32 we wish to see:\n\n- Falls clinics in both of the towns\n- Hot clinics from May 2032\n"

    assert [one.fields["timescale"]["text"] for one in proposed(text).of("intention")] == ["For 2031/32", "from May 2032"]


def test_of_several_times_that_nearest_to_what_is_promised_counts():
    (one,) = proposed(INTENTIONS + "In 2029/30 two homes began to send lists - for 2031/32 we propose to have one from all of them.\n").of(
        "intention"
    )

    assert one.fields["timescale"]["text"] == "for 2031/32"


def test_rows_without_a_time_have_that_of_the_words_before_their_table():
    text = "Urgent care\n\nWhat is planned within 2030/31 stands below:\n\n"
    text += "Focus\tAshby\tBriarton\nFalls\t• Open a falls clinic\t• Review the beds\n"

    assert [one.fields["timescale"]["from"] for one in proposed(text).of("intention")] == ["2030-04-01", "2030-04-01"]


def test_actions_stand_under_the_theme_before_them():
    text = "Plan 2030/31\n\nLiving well\n\nWe want people to live well at home for as long as they wish to.\n\n"
    text += "Actions\n\n- Open a falls clinic\n- Train the carers\n"
    found = proposed(text)

    assert [one.fields["name"] for one in found.of("chapter")] == ["Living well"]


def test_bullets_further_in_belong_to_the_bullet_before():
    found = proposed(INTENTIONS + "We will:\n\n- open a clinic for feet\n    - in Ashby first\n- close the ward\n").of("intention")

    assert [one.fields["description"] for one in found] == ["open a clinic for feet\nin Ashby first", "close the ward"]


def test_a_document_that_announces_intentions_in_its_title_holds_them_in_its_chapters():
    text = (
        "Buying priorities 2030/31\n\nCANCER\n\nEach practice will hold a list of people who were sent a test and did not send it back.\n"
    )

    assert len(proposed(text).of("intention")) == 1


@pytest.mark.parametrize("text", ["£1m " * 2000, "A" * 40_000, "to include: " * 1000, "* a" * 4000])
def test_letters_without_sense_are_read_at_once(text):
    from time import process_time

    begun = process_time()
    proposed(f"1. Urgent care intentions\n\n{text}\n")

    assert process_time() - begun < 10
