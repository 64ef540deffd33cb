"""What else stands in the database of a whole country around one round: its emails, and the answers to other rounds."""

from django.db import connection

from intentions.models import Chapter, Intention, Round, Version
from portal.organisations.models import Organisation
from providers.models import Invitation, Response

EMAILS, ANSWERS = 119_000, 465_000  # as many as a generated national data set holds
NEWS = """
INSERT INTO audit_email
  (id, kind, to_id, subject, body, about_type, about_id, status, token, attempts, failure, created_at, sent_at)
SELECT gen_random_uuid(), 'invited', person.id, 'News ' || n, repeat('We write to you. ', 40), 'providers.invitation',
  asked.ids[1 + n %% cardinality(asked.ids)], 'SENT', 1, 1, '', now(), now()
FROM generate_series(1, %s) AS n, (SELECT array_agg(id) AS ids FROM providers_invitation) AS asked,
  (SELECT id FROM accounts_user LIMIT 1) AS person
"""
SAID = """
INSERT INTO providers_position
  (id, response_id, intention_id, version_id, stance, comment, impact_activity, impact_workforce, impact_quality, impact_estate,
   impact_others, evidence, alternative, consequences, is_sensitive, sensitive_reason, revision, changes, changed_at)
SELECT gen_random_uuid(), response.id, version.intention_id, version.id, 'cannot-support', repeat('We say. ', 20), '', '', '', '',
  '', '', '', '', false, '', 1, '{}', now()
FROM providers_response response JOIN intentions_intention intention USING (round_id)
JOIN intentions_version version ON version.intention_id = intention.id
WHERE response.status = 'DRAFT' LIMIT %s
"""


def surround(one: Round) -> None:
    """Rounds like this one, answered by the same providers, until there are as many answers and emails as in a country."""
    asked, size = list(Organisation.objects.filter(invitations__round=one)), Intention.objects.filter(round=one).count()
    here = size * len(asked)
    for number in range(1, 2 + ANSWERS // here):
        _another(one, number, size, asked)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # what is poured in is asked nothing
        cursor.execute(SAID, [ANSWERS - here])
        cursor.execute(NEWS, [EMAILS])
        cursor.execute("SET LOCAL session_replication_role = origin")
    Response.objects.exclude(round=one).update(status="SUBMITTED", received_at=one.response_deadline)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _another(one: Round, number: int, size: int, asked: list[Organisation]) -> None:
    edition, programme = one.editions.get(), one.chapters.get().programme
    other = Round.objects.create(lead=one.lead, slug=f"other-{number}", title=f"Another {number}", year_from=2020, year_to=2020)
    chapter = Chapter.objects.create(round=other, programme=programme, code="UEC", title="Care")
    made = Intention.objects.bulk_create(
        Intention(round=other, chapter=chapter, reference=f"UEC-{at:03}", order=at) for at in range(1, size + 1)
    )
    Version.objects.bulk_create(Version(intention=intention, title="Another") for intention in made)
    invited = Invitation.objects.bulk_create(Invitation(round=other, organisation=each, sent_at=edition.published_at) for each in asked)
    Response.objects.bulk_create(
        Response(invitation=each, round=other, edition=edition, organisation=each.organisation) for each in invited
    )
