"""What most intentions of a programme have in common is said once for all of them; beside each stands what differs."""

import pytest

from intentions.documents.paper.programme import in_a_line, shared


def facts(**more):
    return [[name.capitalize(), value] for name, value in more.items()]


ALIKE = facts(where="Lambeth", when="2019/20")


@pytest.mark.parametrize(
    ("each", "common"),
    [
        ([], {}),
        ([ALIKE], {}),
        ([ALIKE, ALIKE], {}),  # of two, both say it
        ([ALIKE, ALIKE, ALIKE], {"Where": "Lambeth", "When": "2019/20"}),
        ([ALIKE, ALIKE, facts(where="Lewisham", when="2019/20")], {"Where": "Lambeth", "When": "2019/20"}),
        ([ALIKE, ALIKE, facts(when="2019/20")], {"When": "2019/20"}),  # silence never comes to mean what the others say
        ([ALIKE, ALIKE, facts(where="A", when="2018/19"), facts(where="B", when="2018/19")], {}),  # half is not most
    ],
)
def test_only_what_most_say_and_none_is_silent_on_is_shared(each, common):
    assert shared(each) == common


def test_facts_in_a_line_name_each():
    assert in_a_line(ALIKE) == "Where: Lambeth; When: 2019/20"
