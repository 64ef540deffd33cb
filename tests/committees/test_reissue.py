"""A paper that quotes decisions is flagged when one is corrected, and is issued again with the corrected words."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from committees import actions, documents
from committees.models import Paper
from committees.states import PaperForm
from portal.moves import CannotMove
from portal.organisations.states import Kind, Role
from providers import actions as providers
from providers.models import Decision

from .conftest import EXEMPT, IN_TIME, LATENESS, organisation, person
from .reading import soup as read
from .reading import words

AFTER = IN_TIME + timedelta(hours=2)


def at(client, who):
    client.force_login(who)
    return client


@pytest.fixture
def decision(edition, round_, author, approver):
    trust = organisation("acute", "Eastham Acute Trust", Kind.ACUTE_TRUST)
    signatory = person("Sig Natory", (trust, Role.SIGNATORY), (trust, Role.CONTRIBUTOR))
    type(round_).objects.filter(pk=round_.pk).update(response_deadline=AFTER + timedelta(days=90))
    round_.refresh_from_db()
    invitation = providers.invite(round=round_, organisations=[trust], by=approver, at=IN_TIME)[0]
    response = providers.start(invitation=invitation, by=signatory)
    intention = round_.intentions.get(reference="UEC-01")
    said = {"stance": "support-with-conditions", "comment": "Nights", "conditions": [{"text": "Open until midnight", "by_date": None}]}
    providers.save_position(response=response, intention=intention, by=signatory, content=said)
    providers.submit(response=response, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    providers.decide(position=response.positions.get(), by=author, verdict="accept-in-part", reason="Quiet", agreed="Open until ten")
    providers.publish_decisions(round=round_, by=approver, at=IN_TIME)
    return Decision.objects.get()


@pytest.fixture
def quoting(decision, committee, ccg, author, approver, edition, meeting, clerk):
    about = {"form": PaperForm.RESPONSES, "edition": edition, "programmes": ["UEC"]}
    paper = actions.make_paper(committee=committee, author=ccg, title="What was decided", by=author, **about)
    actions.add_item(meeting=meeting, title="What was decided", by=clerk, paper=paper)
    return actions.clear(paper=paper, by=approver, at=IN_TIME)


@pytest.fixture
def published(quoting, meeting, clerk):
    actions.publish_agenda(meeting=meeting, by=clerk, at=IN_TIME)
    actions.issue_pack(meeting=meeting, by=clerk, at=IN_TIME)
    quoting.refresh_from_db()
    return quoting


def correct(decision, approver, agreed="Open until eleven", at=AFTER):
    said = {"verdict": "accept-in-part", "reason": "Busier than thought", "agreed": agreed}
    providers.correct(decision=decision, by=approver, at=at, why="The hour was wrong", **said)
    decision.refresh_from_db()


def test_a_published_paper_is_flagged_and_its_draft_has_the_corrected_words(published, decision, approver, author):
    assert documents.corrected(published) == ""
    correct(decision, approver)
    assert documents.corrected(published).startswith("The decisions on UEC-01 were corrected after this text was frozen.")

    again = actions.reissue(paper=published, by=author)

    published.refresh_from_db()
    assert "Open until ten" in json.dumps(published.facts)  # as it was
    said = json.dumps(documents.paper_facts(again))
    assert "Open until eleven" in said and "Open until ten" not in said
    assert "What was decided, published on" in said and "Corrected on" in said
    assert (again.status, again.title, again.replaces) == ("DRAFT", "What was decided, corrected", published)


def test_a_correction_of_another_programme_flags_nothing(decision, approver, committee, ccg, author, edition):
    about = {"form": PaperForm.RESPONSES, "edition": edition, "programmes": ["CAN"]}
    paper = actions.make_paper(committee=committee, author=ccg, title="Cancer", by=author, **about)
    paper = actions.clear(paper=paper, by=approver, at=IN_TIME)
    correct(decision, approver)

    assert documents.corrected(paper) == ""
    with pytest.raises(actions.NotReady, match="Nothing that this paper quotes was corrected"):
        actions.reissue(paper=paper, by=author)


def test_what_is_only_cleared_is_a_draft_again(quoting, decision, approver, author):
    correct(decision, approver)

    again = actions.reissue(paper=quoting, by=author)

    assert (again.pk, again.status) == (quoting.pk, "DRAFT") and Paper.objects.count() == 1


def test_a_paper_is_issued_again_once_at_a_time(published, decision, approver, author, clerk):
    correct(decision, approver)
    again = actions.reissue(paper=published, by=author)
    with pytest.raises(CannotMove):
        actions.reissue(paper=published, by=clerk)

    actions.withdraw(paper=again, by=approver)
    assert actions.reissue(paper=published, by=clerk).replaces == published


def test_it_takes_the_place_of_the_first_and_the_next_pack_has_it(published, decision, approver, author, clerk, meeting):
    correct(decision, approver)
    again = actions.reissue(paper=published, by=author)
    with pytest.raises(CannotMove):
        actions.take_place(paper=again, by=clerk)  # not cleared
    with pytest.raises(actions.OwnText):
        actions.clear(paper=again, by=author, at=AFTER)
    again = actions.clear(paper=again, by=approver, at=AFTER)

    with pytest.raises(actions.NotReady, match="The meeting is over"):
        actions.take_place(paper=again, by=clerk)
    item = actions.take_place(paper=again, by=clerk, at=AFTER)

    assert (item.number, item.paper) == (1, again)
    actions.issue_pack(meeting=meeting, by=clerk, at=AFTER)
    again.refresh_from_db()
    assert again.status == "PUBLISHED" and documents.corrected(again) == ""
    correct(decision, approver, agreed="Open until one", at=AFTER + timedelta(hours=1))
    assert documents.corrected(again)
    assert actions.reissue(paper=again, by=author).title == "What was decided, corrected"


def test_what_is_exempt_stays_exempt(published, decision, approver, author):
    Paper.objects.filter(pk=published.pk).update(**EXEMPT)
    correct(decision, approver)

    assert actions.reissue(paper=Paper.objects.get(), by=author).is_exempt


def test_the_chain_is_walked_in_the_browser(client, published, decision, approver, author, clerk, meeting):
    correct(decision, approver)
    home = read(at(client, author).get("/home/"))
    link = next(one for one in home.select("a") if "Issue “What was decided” again" in words(one))
    assert "UEC-01 corrected" in words(home)
    check = read(client.get(link["href"]))
    assert "were corrected after this text was frozen" in words(check) and "keeps its address" in words(check)
    draft = client.post(link["href"]).headers["Location"]
    assert "Issue “What was decided” again" not in words(read(client.get("/home/")))  # it is begun
    state = read(client.get(published.get_draft_url()))
    assert "It is issued again: What was decided, corrected" in words(state) and not state.find("a", string="Issue this paper again")
    slug = draft.split("/")[2]
    asked = read(client.get(draft)).find("textarea", {"name": "why_late"})
    assert asked is not None  # its meeting is over
    actions.save_paper(paper=Paper.objects.get(slug=slug), by=author, revision=0, **LATENESS)
    at(client, approver).post(reverse("committees:clear", args=[slug]))

    page = read(at(client, clerk).get(draft))
    assert "It replaces “What was decided”, item 1" in words(page)
    assert "Put “What was decided, corrected” on the agenda" in words(read(client.get("/home/")))
    prepared = read(client.get(client.post(page.select_one("main form")["action"]).headers["Location"]))
    assert "Item 1 has the new paper. Issue the pack again to publish it." in words(prepared)
    actions.issue_pack(meeting=meeting, by=clerk, at=AFTER)
    client.logout()
    first = read(client.get(published.get_absolute_url()))
    assert "This paper was issued again: What was decided, corrected" in words(first)
    assert "Open until eleven" in words(read(client.get(first.find("a", string="What was decided, corrected")["href"])))


@pytest.mark.parametrize(("who", "status"), [("author", 200), ("clerk", 200), ("approver", 200), ("member", 404), ("stranger", 404)])
def test_its_author_and_its_clerk_issue_it_again(client, published, request, who, status):
    address = reverse("committees:reissue", args=[published.slug])
    assert at(client, request.getfixturevalue(who)).get(address).status_code == status


def test_only_a_clerk_puts_it_in_its_place(client, published, author):
    assert at(client, author).post(reverse("committees:take_place", args=[published.slug])).status_code == 403


def test_what_was_not_corrected_is_refused_in_words(client, published, author):
    page = read(at(client, author).post(reverse("committees:reissue", args=[published.slug])), 422)
    assert "Nothing that this paper quotes was corrected since it was frozen." in words(page)


def test_flags_cost_as_many_queries_for_one_paper_as_for_many(published, decision, approver, django_assert_num_queries):
    correct(decision, approver)
    papers = [Paper.objects.select_related("edition").get(pk=published.pk)] * 20

    with django_assert_num_queries(1):
        assert documents.flagged(papers) == {published.pk: ["UEC-01"]}
