import pytest


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("?kind=acute-trust", ["eastham-trust", "westham-trust"]),
        ("?kind=council", ["north-council"]),
        ("?place=eastham", []),
        ("?ods_code=x", []),
    ],
)
def test_organisations_are_filtered(client, town, query, slugs):
    assert [one["slug"] for one in client.get(f"/api/v1/organisations/{query}").json()["results"]] == slugs


def test_an_organisation_says_who_it_is_and_not_who_works_there(client, town):
    found = client.get("/api/v1/organisations/north-ccg/").json()

    assert (found["name"], found["kinds"]) == ("North CCG", ["clinical-commissioning-group"])
    assert not {"memberships", "contact_email", "profile"} & set(found)
