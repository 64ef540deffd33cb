"""A document is brought in, read by a worker, and laid out piece by piece; what cannot be read says why."""

import io
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intentions import actions, tasks
from intentions.actions.bringing import arriving
from intentions.documents.arriving import findings_of, pieces_of
from intentions.models import Brought, Finding, Intention, Piece
from portal.moves.clock import database_now
from portal.printing.child import Limits
from portal.reading.source import Block, Source
from tests.portal import ocr

from ..reading import soup
from ..reading import text as words_of
from .documents import HERE, TEXT, brought_in, take_in, text_file, word_file


def text(answer):
    return words_of(soup(answer))


def test_the_page_says_what_may_come_and_that_nothing_came_yet(sat):
    page = text(sat.get(HERE))

    assert "No document was brought in yet" in page
    assert all(kind in page for kind in ("Word", "OpenDocument", "PDF", "Excel", "CSV", "plain text", "300 pages"))


def test_the_draft_leads_to_bringing_a_document_in(sat):
    assert soup(sat.get("/rounds/intentions-2019-20/draft/")).select_one(f'a[href="{HERE}"]')


@pytest.mark.parametrize("file", [text_file, word_file])
def test_every_piece_of_the_source_is_kept_with_its_line_and_nothing_enters_the_round(sat, file):
    brought = brought_in(sat, file())

    assert brought.status == "READY"
    kept = " ".join(brought.pieces.order_by("order").values_list("text", flat=True)).split()
    assert kept == TEXT.split()
    assert all(piece.line or piece.page for piece in brought.pieces.all())
    assert brought.findings.filter(kind="intention").count() == 3
    assert not Intention.objects.exists()


def test_every_piece_ends_in_a_proposal_or_is_named(sat):
    brought = brought_in(sat)

    assert actions.unsaid(brought) == 0
    page = soup(sat.get(brought.get_absolute_url()))
    total = brought.pieces.count()
    assert f"of {total} pieces of the source end somewhere" in page.select_one("#counts").get_text()


def test_a_document_that_waits_says_so_and_asks_again_by_itself(sat):
    sat.post(HERE, {"file": text_file()})
    brought = Brought.objects.get()

    page = soup(sat.get(brought.get_absolute_url()))
    assert "Waiting for a worker" in page.select_one("#progress").get_text()
    poll = page.select_one("#progress")["hx-get"]
    assert sat.get(poll).status_code == 204
    tasks.read_document(document=str(brought.pk))
    assert sat.get(poll).headers["HX-Redirect"] == brought.get_absolute_url()


def test_a_worker_that_was_killed_half_way_is_followed_by_another(sat):
    sat.post(HERE, {"file": text_file()})
    brought = Brought.objects.get()
    lost = arriving._claim(brought)
    tasks.read_document(document=str(brought.pk))
    assert Brought.objects.get().status == "READING"

    Brought.objects.update(seen_at=database_now() - timedelta(minutes=5))
    assert list(Brought.objects.lost(database_now())) == [brought]
    tasks.read_document(document=str(brought.pk))

    assert Brought.objects.get().status == "READY"
    with pytest.raises(arriving.Overtaken):
        arriving._still(lost)
    count = Piece.objects.count()
    tasks.read_document(document=str(brought.pk))
    assert (Piece.objects.count(), Brought.objects.get().attempts) == (count, 2)


def test_a_document_that_kills_every_worker_is_refused_in_words(sat):
    sat.post(HERE, {"file": text_file()})
    Brought.objects.update(attempts=3)
    tasks.read_document(document=str(Brought.objects.get().pk))

    assert "Reading “intentions.txt” stopped" in text(sat.get(Brought.objects.get().get_absolute_url()))


def test_what_takes_too_long_to_recognise_is_refused_in_words(sat, monkeypatch):
    from intentions.recognition import apart

    def for_ever(source, known):
        while True:
            pass

    monkeypatch.setattr(apart, "propose", for_ever)
    monkeypatch.setattr(
        arriving, "propose_apart", lambda *a, **more: apart.propose_apart(*a, limits=Limits(cpu=1, memory=512, wall=3), **more)
    )
    assert "took too long to read" in brought_in(sat).says


def archive(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return out.getvalue()


def pdf(pages, **how):
    out, file = io.BytesIO(), pikepdf.new()
    for _ in range(pages):
        file.add_blank_page()
    file.save(out, **how)
    return out.getvalue()


BAD = {
    "scanned": (
        "a.pdf",
        ocr.scan(),
        "is a scan: pictures of pages without text. This portal has no OCR program (operator guide: Scanned",
    ),
    "locked": ("a.pdf", pdf(1, encryption=pikepdf.Encryption(owner="o", user="u")), "has a password"),
    "too many pages": ("a.pdf", pdf(301), "301 pages; 300 is the most"),
    "damaged": ("a.docx", b"PK\x03\x04 and no more", "is damaged"),
    "macros": ("a.docx", archive(word__document_xml="<w/>", word__vbaProject_bin="x"), "holds macros"),
    "password": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "has a password"),
    "bomb": ("a.docx", archive(word__document_xml=b" " * (305 * 1024 * 1024)), "unpacks to more than"),
    "misnamed": ("a.pdf", b"only words", "is plain text"),
    "blank": ("a.txt", b" \n \n", "is empty"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_cannot_be_read_says_why(sat, case, tmp_path, monkeypatch):
    name, content, says = BAD[case]
    ocr.remove(tmp_path, monkeypatch)
    brought = brought_in(sat, SimpleUploadedFile(name, content))

    assert brought.status == "REFUSED"
    page = text(sat.get(brought.get_absolute_url()))
    assert says in page and "Bring another document in" in page


def test_what_ocr_read_is_proposed_as_unsure_and_says_so(sat, tmp_path, monkeypatch):
    ocr.install(tmp_path, monkeypatch, "UEC-07 Open a hub", "We will open a frailty hub in Eastham by April 2027.")
    brought = brought_in(sat, SimpleUploadedFile("a.pdf", ocr.scan()))

    assert brought.status == "READY"
    assert "read by OCR" in brought.left_out[0]["what"]
    found = list(brought.findings.all())
    assert len(found) == 3
    assert all(one.why.startswith("Read by OCR: check its words.") and one.sure <= 0.5 for one in found)
    assert "Read by OCR: check its words" in text(sat.get(brought.get_absolute_url()))


def test_a_scan_on_which_ocr_finds_no_word_is_refused_in_words(sat, tmp_path, monkeypatch):
    ocr.install(tmp_path, monkeypatch)
    brought = brought_in(sat, SimpleUploadedFile("a.pdf", ocr.scan()))
    assert "OCR found no words on them" in brought.says


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (None, "Select a document"),
        (SimpleUploadedFile("old.doc", b"x"), "ends in .doc, which cannot be read. Save it as .docx"),
        (SimpleUploadedFile("run.exe", b"x"), "must be Word, OpenDocument, PDF"),
        (SimpleUploadedFile("a.txt", b""), "The selected file is empty"),
        (SimpleUploadedFile("a" * 150 + ".txt", b"x"), "150 characters or less"),
    ],
)
def test_a_file_that_will_not_do_is_refused_where_it_is_chosen(sat, file, says):
    answer = sat.post(HERE, {"file": file} if file else {})

    assert answer.status_code == 422 and says in text(answer)
    assert not Brought.objects.exists()


def test_the_same_file_brought_in_by_two_people_is_said_before_it_comes_twice(sat, at_desk, colleague):
    brought_in(sat)
    answer = at_desk(colleague).post(HERE, {"file": text_file()})

    assert answer.status_code == 422 and "brought in already by Ann Author" in text(answer)
    assert Brought.objects.count() == 1
    brought_in(at_desk(colleague), again="on")
    assert Brought.objects.count() == 2


def test_only_those_who_write_the_draft_see_a_document(sat, at_desk, colleague, viewer, stranger):
    address = brought_in(sat).get_absolute_url()

    for person, status in ((colleague, 200), (viewer, 403), (stranger, 404)):
        client = at_desk(person)
        assert [client.get(f"{address}{page}").status_code for page in ("", "file/", "take-in/")] == [status] * 3
        assert client.get(HERE).status_code == status
    assert not Brought.objects.visible_to(viewer).exists()
    assert Finding.objects.visible_to(colleague).exists() and not Finding.objects.visible_to(stranger).exists()


def test_the_file_is_given_back_as_it_came(sat):
    answer = sat.get(f"{brought_in(sat).get_absolute_url()}file/")

    assert b"".join(answer.streaming_content).decode() == TEXT
    assert "attachment" in answer.headers["Content-Disposition"] and "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_file_that_was_not_read_is_removed_after_thirty_days(sat, django_capture_on_commit_callbacks):
    brought, other = brought_in(sat, text_file(" ", "a.txt")), brought_in(sat)
    assert "is removed after 30 days" in text(sat.get(brought.get_absolute_url()))
    for days, there in ((29, True), (31, False)):
        with django_capture_on_commit_callbacks(execute=True):
            actions.forget_refused(at=database_now() + timedelta(days=days))
        assert brought.file.storage.exists(brought.file.name) is Brought.objects.filter(pk=brought.pk).exists() is there
    assert other.file.storage.exists(other.file.name) and Brought.objects.get() == other


def test_when_its_round_is_removed_for_good_its_file_is(sat, round, author, django_capture_on_commit_callbacks):
    brought = brought_in(sat)
    take_in(sat, brought)
    actions.delete_round(round=round, by=author)
    assert brought.file.storage.exists(brought.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_rounds(at=database_now() + timedelta(days=31)) == 1

    assert not Brought.objects.exists() and not brought.file.storage.exists(brought.file.name)


def test_a_letter_that_no_database_keeps_is_left():
    source = Source("a.txt", "txt", blocks=[Block("b1", "paragraph", "same\0 day")])
    proposal = {
        "key": "P1",
        "kind": "passage",
        "fields": {"body": "same\0 day"},
        "spans": [["b1", 0, 9]],
        "chapter": "",
        "page": 0,
        "line": 1,
    }
    found = findings_of({"proposals": [{**proposal, "sure": 1, "why": ""}]}, source)

    assert [one["text"] for one in pieces_of(source)] == [one["words"] for one in found] == ["same day"]


def test_an_action_itself_refuses_the_same_file_twice(sat, round, colleague):
    brought = brought_in(sat)
    about = {"round": round, "content": TEXT.encode(), "name": "other.txt", "by": colleague, "at": database_now()}
    with pytest.raises(actions.Twin) as twin:
        actions.bring_in(**about)

    assert twin.value.brought == brought
    assert actions.bring_in(**about, again=True) != brought
