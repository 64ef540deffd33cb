"""Files that go up with a position: many at once, each named, none that could harm whoever opens it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from providers import actions
from providers.models import Attachment, Position

from ..papers import CSV, JPEG, PNG, pdf
from ..reading import entering, problems, read, typed, words


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def address(response):
    return reverse("providers:position", args=[response.pk, "UEC-01"])


def opened(client, user, address):
    return read(entering(client, user).get(address))


def upload(page, file, **more):
    return {**typed(page, then="stay", **more), "attached": file}


def test_evidence_goes_up_with_a_save_and_can_be_read_and_removed(client, response, contributor, address):
    page = opened(client, contributor, address)
    content = pdf("An audit")
    file = SimpleUploadedFile("audit.pdf", content)

    page = read(client.post(address, upload(page, file, comment="See the audit"), follow=True))

    attachment = Attachment.objects.get()
    assert Position.objects.get().comment == "See the audit"
    link = page.find("a", string="audit.pdf")["href"]
    answer = client.get(link)
    assert b"".join(answer.streaming_content) == content
    assert (answer["Content-Disposition"], answer["X-Content-Type-Options"]) == ('attachment; filename="audit.pdf"', "nosniff")

    client.post(address, typed(page, detach=str(attachment.pk)))
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("large.pdf", b"%PDF-1.7 " + b"x" * (20 * 1024 * 1024), "“large.pdf” must be smaller than 10MB"),
        ("run.exe", b"MZ program", "“run.exe” must be a PDF, Word, Excel, PowerPoint, CSV, PNG or JPEG file"),
        ("really.pdf", b"MZ program", "“really.pdf” must be a PDF, Word, Excel, PowerPoint, CSV, PNG or JPEG file"),
        ("empty.pdf", b"", "“empty.pdf” is empty"),
        ("locked.pdf", pdf(password="secret"), "“locked.pdf” has a password. Save it without a password"),
        ("form.pdf", pdf(script=True), "“form.pdf” has JavaScript in it. Print it to a new PDF, which leaves the script out"),
        ("box.pdf", pdf(inside=True), "“box.pdf” has other files inside it. Take them out and attach them by themselves"),
    ],
)
def test_a_file_that_will_not_do_is_refused_in_words_and_nothing_typed_is_lost(client, response, contributor, address, name, content, said):
    page = opened(client, contributor, address)

    page = read(client.post(address, upload(page, SimpleUploadedFile(name, content), comment="My comment")), 422)

    assert problems(page) == [said]
    assert page.select_one("[name=comment]").get_text(strip=True) == "My comment"
    assert Position.objects.get().comment == "My comment"
    assert not Attachment.objects.exists()


def several(*named):
    return [SimpleUploadedFile(name, content) for name, content in named]


def test_many_files_go_up_at_once_and_the_message_names_each(client, response, contributor, address):
    page = opened(client, contributor, address)
    files = several(("minute.pdf", pdf()), ("beds.csv", CSV), ("plan.png", PNG), ("site.jpg", JPEG))

    page = read(client.post(address, upload(page, files), follow=True))

    assert "UEC-01: Saved at" in words(page)
    assert "Attached: “minute.pdf”, “beds.csv”, “plan.png”, “site.jpg”." in words(page)
    assert Attachment.objects.count() == 4


def test_one_bad_file_takes_no_good_one_and_no_word_with_it(client, response, contributor, address):
    page = opened(client, contributor, address)
    files = several(("minute.pdf", pdf()), ("run.exe", b"MZ"), ("renamed.png", CSV))

    page = read(client.post(address, upload(page, files, comment="My comment")), 422)

    assert [said.split("”")[0] for said in problems(page)] == ["“run.exe", "“renamed.png"]
    assert [one.title for one in Attachment.objects.all()] == ["minute.pdf"]
    assert page.find("a", string="minute.pdf")
    assert Position.objects.get().comment == "My comment"


def test_a_good_file_is_kept_when_the_words_are_not_yet_right(client, response, contributor, address):
    page = opened(client, contributor, address)
    sent = upload(page, several(("minute.pdf", pdf())), stance="support-with-conditions", comment="My comment")

    page = read(client.post(address, {**sent, "then": "next"}), 422)

    assert page.find("a", string="minute.pdf")
    assert page.select_one("[name=comment]").get_text(strip=True) == "My comment"
    assert Attachment.objects.count() == 1


def test_a_file_of_another_organisation_is_not_there(client, answered, first, contributor, competitor, approver):
    attachment = actions.attach(response=answered, intention=first, by=contributor, file=SimpleUploadedFile("a.pdf", b"%PDF-"))
    link = reverse("providers:attachment", args=[answered.pk, attachment.pk])

    for stranger in (competitor, approver):
        assert entering(client, stranger).get(link).status_code == 404
    assert entering(client, contributor).get(link).status_code == 200


def test_the_remove_button_of_somebody_elses_file_removes_nothing(client, answered, first, contributor, rival_invitation, competitor):
    attachment = actions.attach(response=answered, intention=first, by=contributor, file=SimpleUploadedFile("a.pdf", b"%PDF-"))
    theirs = actions.start(invitation=rival_invitation, by=competitor)
    address = reverse("providers:position", args=[theirs.pk, "UEC-01"])
    page = opened(client, competitor, address)

    client.post(address, typed(page, detach=str(attachment.pk)))

    assert Attachment.objects.filter(pk=attachment.pk).exists()
