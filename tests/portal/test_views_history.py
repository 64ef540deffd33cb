import pytest

from intentions import actions as intentions

from .reading import main, read, words


def said(client, query=""):
    return [words(row.select("td")[2]).removeprefix("What ") for row in read(client.get(f"/history/{query}")).select("tbody tr")]


def test_the_history_is_read_in_sentences_the_latest_first(client, edition, town):
    client.force_login(town.author)

    found = said(client)

    assert any(line == "published edition 1 of North 2027/28" for line in found)
    assert found.index("published edition 1 of North 2027/28") < found.index("approved UEC-01 version 1")


def test_the_history_of_one_thing(client, edition, streaming, town):
    client.force_login(town.viewer)

    found = said(client, f"?of={streaming.pk}")

    assert "approved UEC-01 version 1" in found
    assert not any("edition" in line for line in found)
    assert "Compare the versions of UEC-01" in main(client, f"/history/?of={streaming.pk}")


def test_another_organisation_reads_nothing_of_it(client, edition, streaming, town):
    client.force_login(town.competitor)

    assert said(client, f"?of={streaming.pk}") == []
    assert not any("approved" in line for line in said(client))


@pytest.mark.parametrize("of", ["nonsense", "00000000-0000-0000-0000-000000000000", "'"])
def test_nonsense_has_no_history(client, edition, town, of):
    client.force_login(town.author)

    assert "Nothing has happened yet." in main(client, f"/history/?of={of}")


def test_the_history_is_filtered_and_keeps_to_its_thing(client, edition, streaming, town):
    client.force_login(town.author)

    assert all("UEC-01" in line for line in said(client, "?about=intentions"))
    assert said(client, "?about=committees") == []
    page = read(client.get(f"/history/?of={streaming.pk}&about=intentions"))
    assert page.select_one("input[name=of]")["value"] == str(streaming.pk)


def test_history_takes_the_same_queries_whatever_happened(client, edition, write, town, django_assert_max_num_queries):
    client.force_login(town.author)

    def queries():
        client.get("/history/")
        with django_assert_max_num_queries(12) as found:
            read(client.get("/history/"))
        return len(found)

    before = queries()
    version = write("More").latest
    intentions.open_next_version(intention=version.intention, by=town.author)

    assert queries() == before


def test_the_history_is_for_people_who_logged_in(client, db):
    assert client.get("/history/").status_code == 302
