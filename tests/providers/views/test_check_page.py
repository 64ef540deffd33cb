"""What the page costs on which a response is checked, signed and submitted."""

from django.urls import reverse

from ..reading import entering


def test_the_check_page_asks_the_database_a_dozen_things_at_most(client, answered, signatory, django_assert_max_num_queries):
    address = reverse("providers:check", args=[answered.pk])
    entering(client, signatory).get(address)

    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
