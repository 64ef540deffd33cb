"""The demonstration is clear about what is wrong with a wrong file."""

import shutil

import pytest
import yaml

from portal.organisations.models import Organisation
from portal.running.demo import reading
from portal.running.demo.load import load
from portal.running.demo.reading import WrongContent

pytestmark = pytest.mark.django_db


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
    (files / "organisations.yaml").unlink()

    with pytest.raises(WrongContent, match=r"organisations\.yaml: there is no such file"):
        load()


def test_a_file_that_is_not_yaml_is_named(files):
    (files / "organisations.yaml").write_text("a: [1, 2")

    with pytest.raises(WrongContent, match=r"organisations\.yaml: cannot be read as YAML"):
        load()


def test_no_decision_of_the_demonstration_leads_nowhere_on_paper():
    said = (reading.HERE / "responses.yaml").read_text().casefold()
    assert "need-clarification" in said  # there is something that could be so answered
    assert "see the answer to" not in said and "as it stands" not in said
