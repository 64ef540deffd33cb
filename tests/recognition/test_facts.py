"""What the words of an intention say of its strength and its kind; what they do not say stays empty."""

import pytest

from intentions.recognition.facts import of_intention
from tests.recognition import facts_of


@pytest.mark.parametrize(
    ("text", "strength", "kind"),
    [
        ("We will open a clinic for falls.", "will", "new-service"),
        ("We will not open a clinic for falls.", "will", ""),
        ("We won’t fund new clinics.", "will", ""),
        ("No new services are planned for 2027/28.", "", ""),
        ("We will not continue to pay for both.", "will", ""),
        ("We will no longer fund the night shelter.", "will", "decommission"),
        ("Providers must not refer below the threshold.", "require", "policy"),
        ("Two-hour response in the community", "", "service-change"),
        ("Ni fydd y bwrdd yn agor clinig newydd.", "", ""),
    ],
)
def test_strength_and_kind_follow_the_words(text, strength, kind):
    said = of_intention(text, facts_of.KNOWN)
    assert (said["strength"], said["kind"]) == (strength, kind)
