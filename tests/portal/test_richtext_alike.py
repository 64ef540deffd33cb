"""A few pasted documents of each program on their whole way; four hundred in tests/proof/test_pasting.py."""

import pytest

from .clipboards import PROGRAMS
from .pasting_all import differences

pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.portal.richtext_pages"), pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_is_shown_before_saving_is_stored_shown_and_printed(open_page, program):
    first = PROGRAMS.index(program)
    assert differences(open_page(), [first, first + len(PROGRAMS)]) == []
