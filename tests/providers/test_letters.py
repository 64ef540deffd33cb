"""What a letter says is found in whatever habit it was written; what it does not say is not guessed; and no paragraph is lost."""

import pytest

from portal.reading.source import HEADING, TABLE, Block, Source
from providers.documents.letters import INTENTION, LEFT_OUT, Asked, Said, as_plain, dated_in, from_plain, joined, read_letter

from .letters import ASKED, FORMS, NAMES, measured, proposed, source_of


def letter(*lines, kind="paragraph"):
    return Source("letter", "text", blocks=[Block(f"b{at}", kind, line, page=1, line=at) for at, line in enumerate(lines)])


def only(text, asked=ASKED):
    return read_letter(letter(text), asked)[0]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_each_habit_of_writing_is_read_into_points_and_no_position_is_wrong(name, form):
    told = measured(name, form)

    assert told["right"] == told["wanted"] and told["proposed"] == told["right"], told
    assert told["guessed"] == 0


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_letter_is_in_a_proposal(name, form):
    source = source_of(name, form)
    shown = " ".join(" ".join(one.text.split()) for one in proposed(name, form))

    for block in source.blocks:
        for words in [cell.text for _, _, cell in block.filled] if block.kind == TABLE else [block.text]:
            assert all(word in shown for word in words.split())


POSITIONS = {
    "We support UEC-01.": "support",
    "UEC-01: fully agreed": "support",
    "UEC-01 – accepted.": "support",
    "Our board does not support UEC-01.": "cannot-support",
    "We don’t support UEC-01": "cannot-support",
    "We are not in a position to accept UEC-01.": "cannot-support",
    "We support UEC-01 provided that staff are found.": "support-with-conditions",
    "We would support UEC-01 if it were funded.": "support-with-conditions",
    "On UEC-01, can you confirm the hours?": "need-clarification",
    "UEC-01 does not affect us.": "not-affected",
    "UEC-01 is a large change for the hospital.": "",
    "For UEC-01 we support 400 people a year at home already.": "",
    "For UEC-01 our peer support services are open.": "",
    "UEC-01 cannot be supported by the present rota alone.": "",
}


@pytest.mark.parametrize("text", POSITIONS)
def test_a_position_is_proposed_only_where_words_state_it(text):
    found = only(text)

    assert (found.references, found.stance) == (["UEC-01"], POSITIONS[text])
    assert found.is_sure is bool(POSITIONS[text])


def test_two_positions_that_contradict_each_other_are_neither_and_it_is_said():
    found = only("We support UEC-01. But we object to its hours.")

    assert found.stance == "" and not found.is_sure
    assert "It says more than one" in found.why[1] and "support (“We support”)" in found.why[1]


REFERENCES = ["UEC-01", "UEC 01", "UEC01", "uec-1", "UEC–01", "(UEC/01)"]


@pytest.mark.parametrize("written", REFERENCES)
def test_a_reference_is_found_however_it_is_written(written):
    assert only(f"We support {written}.").references == ["UEC-01"]


def test_a_longer_number_is_no_reference():
    assert only("We support UEC-011 and 2.UEC-01.4 and EUEC-01.").references == []


def test_a_row_of_references_is_all_of_them():
    assert only("We support UEC-01 to UEC-03 and PLC-02.").references == ["UEC-01", "UEC-02", "UEC-03", "PLC-02"]


def test_a_paragraph_that_goes_from_one_intention_to_another_is_cut_between():
    found = read_letter(letter("We support UEC-01. It is right. We cannot support UEC-02."), ASKED)

    assert [(one.references, one.stance) for one in found] == [(["UEC-01"], "support"), (["UEC-02"], "cannot-support")]
    assert found[0].text == "We support UEC-01. It is right."


def test_a_title_that_two_intentions_have_is_not_chosen_between():
    twins = [Asked("A-1", "Virtual wards"), Asked("B-1", "Virtual wards")]

    found = only("We support virtual wards.", twins)

    assert found.references == [] and found.why == ["Several intentions have this title: A-1, B-1"]


def test_what_comes_after_the_end_and_names_an_intention_is_read_too():
    found = read_letter(letter("Dear All,", "Thank you.", "Yours sincerely,", "A. Nobody", "Annex: UEC-01", "We support it."), ASKED)

    assert [one.goes for one in found[:4]] == [LEFT_OUT] * 4 and found[3].why == ["After the letter has ended"]
    assert found[5].goes == INTENTION and found[5].references == ["UEC-01"]


def test_what_tells_nothing_is_proposed_as_nothing():
    found = only("The weather in the valley was poor.")

    assert (found.goes, found.is_sure) == ("", False) and found.why == ["Nothing in it tells which intention it is about"]


def test_conditions_money_and_days_are_told_apart():
    found = only("We support UEC-02 subject to £240,000 a year; and a lead nurse by 1 October 2027.")

    assert found.conditions == ["£240,000 a year", "A lead nurse by 1 October 2027"]
    assert found.why[1] == "Support with conditions: “subject to £240,000 a year; and a lead nurse by 1 …”"
    assert (found.money, found.days) == (["£240,000"], ["1 October 2027"])


def test_a_heading_says_what_stands_under_it_until_the_next():
    blocks = [Block("h", HEADING, "UEC-01"), Block("p", "paragraph", "We support it."), Block("g", HEADING, "General")]
    source = Source("letter", "text", blocks=[*blocks, Block("q", "paragraph", "Winter was long.")])

    found = read_letter(source, ASKED)

    assert found[0].why == ["A heading: what follows is about UEC-01"]
    assert found[1].references == ["UEC-01"] and "under the heading" in found[1].why[0]
    assert found[3].references == []


def test_the_day_on_a_letter_is_found():
    assert dated_in(source_of("headings", "text")) == "2026-11-03" and dated_in(source_of("table", "text")) is None


def test_what_is_kept_of_proposals_is_what_was_proposed():
    found = proposed("headings", "text")
    assert from_plain(as_plain(found)) == found


# ── Joined into what is recorded
def said(key, *references, stance="", conditions=(), goes=INTENTION, words="Words", **more):
    return Said(key, goes, list(references), stance, list(conditions), words, **more)


def test_passages_on_one_intention_are_one_position():
    desk = joined(
        [
            said("a", "UEC-01", stance="support-with-conditions", conditions=["One"], words="First"),
            said("b", "UEC-01", conditions=["Two"], words="Second"),
            said("c", goes=LEFT_OUT),
            said("d", goes="MONEY", words="<Too> little"),
        ]
    )

    assert desk.said == {"UEC-01": {"stance": "support-with-conditions", "comment": "First\n\nSecond", "conditions": ["One", "Two"]}}
    assert desk.points == [{"subject": "MONEY", "chapter": "", "title": "", "words": "<p>&lt;Too&gt; little</p>"}]
    assert (desk.left_out, desk.problems) == (1, [])


WRONG = {
    "its passages say Support and Cannot support": [said("a", "U-1", stance="support"), said("b", "U-1", stance="cannot-support")],
    "no passage on it has a position": [said("a", "U-1")],
    "it has conditions, and its position is Support": [said("a", "U-1", stance="support"), said("b", "U-1", conditions=["One"])],
    "has no condition": [said("a", "U-1", stance="support-with-conditions")],
}


@pytest.mark.parametrize("sentence", WRONG)
def test_what_cannot_be_recorded_is_said_by_its_reference(sentence):
    (problem,) = joined(WRONG[sentence]).problems
    assert problem.startswith("U-1: ") and sentence in problem
