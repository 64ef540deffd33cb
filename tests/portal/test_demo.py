"""The demonstration: complete, once, and clear about what is wrong with a wrong file."""

import shutil

import pytest
import yaml

from committees.models import Pack, Paper
from intentions import checks
from intentions.documents import aspects
from intentions.models import CaseStudy, Duty, Edition, Enabler, Intention, Plan, Policy, RegisterEntry, Round, Version
from outcomes.models import Outcome
from portal.organisations.models import Organisation
from portal.running.demo import reading
from portal.running.demo.load import load
from portal.running.demo.people import listed
from portal.running.demo.reading import WrongContent
from providers.models import Decision, Invitation, Receipt, Response

pytestmark = pytest.mark.django_db


def test_the_demonstration_holds_everything_the_sources_hold():
    assert load() is True

    per_round = {slug: Intention.objects.filter(round__slug=slug).count() for slug in HISTORIC}
    assert per_round == HISTORIC
    assert sum(per_round.values()) == 259
    assert Outcome.objects.exclude(slug__startswith="eastmere").count() == 46
    assert Plan.objects.count() == 13
    assert (CaseStudy.objects.count(), Enabler.objects.count(), RegisterEntry.objects.count()) == (11, 5, 9)
    assert Policy.objects.get(subject="IVF").payment_consequence == "No payment for treatment outside the policy"
    assert Duty.objects.count() == 6
    assert Edition.objects.count() == 5

    assert Receipt.objects.count() == 5
    assert Decision.objects.published().count() == 34  # 35 in the file, two of them on conditions of one position
    assert Decision.objects.exclude(status="PUBLISHED").count() == 2
    assert Response.objects.standing().count() == 5
    assert Paper.objects.filter(status="PUBLISHED").get().slug == "lewisham-2018-12-03-item-8"
    assert Pack.objects.filter(audience="public").count() == 1

    live = Round.objects.get(slug="eastmere-live")
    assert live.is_open()
    assert live.lead.slug == "demo-commissioner"
    drafts = Version.objects.filter(latest_of__round=live).select_related("intention__chapter").prefetch_related("places__members")
    boroughs, lines = aspects.by_borough(list(drafts), live.places.all())
    assert boroughs == ["Eastmere (demonstration)", "Northmere (demonstration)", "Southmere (demonstration)"]
    assert len(aspects.gaps(lines)) == 6  # those that live.yaml leaves
    assert {one.check for one in checks.problems(live)} == {"other-year", "still-true"}
    assert live.intentions.filter(published__isnull=False).count() == 78
    assert Invitation.objects.filter(round=live).count() == 6
    assert all(invitation.organisation.is_demonstration for invitation in Invitation.objects.all())

    people = listed()
    assert {person["role"] for person in people} >= {
        "Author",
        "Approver",
        "Contributor",
        "Signatory",
        "Committee clerk",
        "Committee member",
    }
    assert load() is False


HISTORIC = {"sel-2019-20": 78, "luton-2015-16": 61, "lambeth-southwark-2015-16": 18, "sel-cbc-2013-18": 102}


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A copy of the files that a test may spoil."""
    folder = tmp_path / "demo"
    shutil.copytree(reading.HERE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(reading, "HERE", folder)
    return folder


def spoil(path, change):
    content = yaml.safe_load(path.read_text())
    change(content)
    path.write_text(yaml.safe_dump(content))


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("organisations.yaml", lambda c: c["organisations"][3].update(kinds=["hospital"]), "organisations.yaml: lambeth-ccg: kinds"),
        ("outcomes.yaml", lambda c: c["outcomes"][0].pop("statement"), "outcomes.yaml: ls-live-my-life-citizens: 'statement'"),
        (
            "rounds/sel-2019-20.yaml",
            lambda c: c["chapters"][0]["intentions"][1].update(places=["atlantis"]),
            "rounds/sel-2019-20.yaml: PREV-02: 'atlantis'",
        ),
    ],
)
def test_a_wrong_file_is_named_with_its_item_and_nothing_is_half_loaded(files, file, change, said):
    spoil(files / file, change)

    with pytest.raises(WrongContent, match=said):
        load()

    assert not Organisation.objects.exists()


def test_a_missing_file_is_named(files):
    (files / "papers.yaml").unlink()

    with pytest.raises(WrongContent, match=r"papers\.yaml: there is no such file"):
        load()


def test_a_file_that_is_not_yaml_is_named(files):
    (files / "organisations.yaml").write_text("a: [1, 2")

    with pytest.raises(WrongContent, match=r"organisations\.yaml: cannot be read as YAML"):
        load()
