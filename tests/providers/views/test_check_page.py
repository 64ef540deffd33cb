"""What the page costs on which a response is checked, signed and submitted."""

import re

from django.urls import reverse

from ..conftest import PASSWORD, add_point
from ..reading import entering, read, words

HIDDEN = re.compile(r'<input type="hidden" name="(seen|key|left)" value="([^"]*)"')


def test_the_check_page_asks_the_database_a_dozen_things_at_most(client, answered, signatory, django_assert_max_num_queries):
    address = reverse("providers:check", args=[answered.pk])
    entering(client, signatory).get(address)

    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def signing(client, response, **more):
    form = dict(HIDDEN.findall(client.get(reverse("providers:check", args=[response.pk])).content.decode().rpartition("<form")[2]))
    return {**form, "role": "Chief executive", "is_signed": "on", "password": PASSWORD, **more}


def test_the_last_click_asks_little_and_its_page_nothing_that_cannot_be_yet(client, answered, signatory, django_assert_max_num_queries):
    address = reverse("providers:check", args=[answered.pk])
    typed = signing(entering(client, signatory), answered)

    with django_assert_max_num_queries(40):
        page = client.post(address, typed)

    assert page.status_code == 200 and "CI-" in words(read(page))


def test_what_was_half_said_after_the_page_was_opened_is_named_and_asked_about(client, answered, contributor, signatory):
    typed = signing(entering(client, signatory), answered)
    add_point(answered, contributor, subject="PROPOSED", title="")

    page = client.post(reverse("providers:check", args=[answered.pk]), typed)

    assert "Send without this 1 piece" in words(read(page, status=409))
    answered.refresh_from_db()
    assert answered.status == "DRAFT"
