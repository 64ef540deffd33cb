"""What is true of the whole API."""

import pytest
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from .reading import read, words

KINDS = ["rounds", "chapters", "intentions", "editions", "outcomes", "organisations"]
MAY_BE_NONE = ["responses", "decisions"]


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_reads_what_is_public(client, edition, kind, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        response = client.get(f"/api/v1/{kind}/")

    assert response.status_code == 200
    assert response.json()["count"] >= 1


@pytest.mark.parametrize("kind", [*KINDS, *MAY_BE_NONE])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_by_the_api(client, edition, town, kind, method):
    client.force_login(town.approver)

    assert getattr(client, method)(f"/api/v1/{kind}/").status_code in (403, 405)


@pytest.mark.parametrize("kind", [*KINDS, *MAY_BE_NONE])
@pytest.mark.parametrize("query", ["page=0", "page=x", "page=999", "year=x", "round=\x00", "kind=nothing", "place=%00", "ods_code=%27"])
def test_nonsense_is_refused_and_never_an_error_of_ours(client, edition, kind, query):
    assert client.get(f"/api/v1/{kind}/?{query}").status_code in (200, 400, 404)


def test_the_openapi_document_is_valid_and_says_every_door(client, db):
    reset_generator_stats()
    document = SchemaGenerator().get_schema(request=None, public=True)
    assert not GENERATOR_STATS, "the schema has warnings: manage.py spectacular --file /dev/null"

    validate_schema(document)
    assert {path.split("/")[3] for path in document["paths"]} >= set(KINDS)
    assert client.get("/api/v1/schema/").status_code == 200


def test_the_page_of_the_api_is_under_the_policy_of_every_page(client, db):
    page, other = client.get("/api/v1/docs/"), client.get("/data/")

    def policy(response):
        return response["Content-Security-Policy"].partition("'nonce-")[0]

    assert "GET /api/v1/intentions/" in words(read(page))
    assert policy(page) == policy(other)
    assert "unsafe" not in page["Content-Security-Policy"]
