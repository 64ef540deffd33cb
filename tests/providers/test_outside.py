"""A receipt and an edition are checked outside the portal, with the usual tools of any computer."""

import subprocess

import pytest

from portal.printing import pdf
from portal.printing.recipes import recipe
from providers.documents.canonical import canonical

from .reading import entering, read, words


@pytest.fixture
def receipt(submitted):
    return submitted.receipt


def run(lines, folder):
    """The lines as a person types them, in a folder with the file they downloaded."""
    return subprocess.run(["bash", "-e", "-c", "\n".join(lines)], cwd=folder, capture_output=True, text=True, timeout=60)


def test_the_download_hashes_to_the_number_on_the_receipt(client, receipt, contributor, tmp_path):
    address = f"/responses/{receipt.response_id}/receipt/"
    page = read(entering(client, contributor).get(address))
    answer = client.get(page.select_one("a[href$='/receipt/text/']")["href"])
    (tmp_path / f"{receipt.number}.json").write_bytes(answer.content)

    lines = [words(line) for line in page.select("ol.recipe li")]
    done = run(lines[1:], tmp_path)
    assert done.returncode == 0, done.stderr
    assert receipt.sha256 in done.stdout and f"{receipt.number}.json: OK" in done.stdout
    assert receipt.sha256 in words(page)


@pytest.mark.parametrize("who", ["competitor", "neighbour"])
def test_nobody_else_downloads_it(client, receipt, rival_invitation, request, who):
    assert entering(client, request.getfixturevalue(who)).get(f"/responses/{receipt.response_id}/receipt/text/").status_code == 404


@pytest.mark.slow
def test_the_text_in_the_pdf_hashes_to_the_number_on_the_receipt(receipt, tmp_path):
    document = receipt.document
    printed = pdf.print_paper(document.template, document.facts, title=document.title)
    (tmp_path / f"receipt-{receipt.number}.pdf").write_bytes(printed.pdf)

    done = run(document.facts["recipe"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"{receipt.number}.json").read_text() == canonical(receipt.content)
    assert f"{receipt.number}.json: OK" in done.stdout
    assert printed.faults == []  # PDF/UA holds with the attachment


@pytest.mark.slow
def test_a_letter_changed_in_the_text_is_found_out(receipt, tmp_path):
    document = receipt.document
    attached = {**document.facts["attached"], "text": document.facts["attached"]["text"].replace("support", "Support", 1)}
    printed = pdf.print_paper(document.template, {**document.facts, "attached": attached}, title=document.title)
    (tmp_path / f"receipt-{receipt.number}.pdf").write_bytes(printed.pdf)

    assert run(document.facts["recipe"], tmp_path).returncode != 0


def test_an_edition_is_downloaded_as_it_was_hashed(client, round, edition, tmp_path):
    from intentions.documents.edition import hash_of
    from intentions.models import Edition

    from .conftest import PUBLISHED

    content = {**edition.content, "note": "É, “quoted” and 1.50"}
    edition = Edition.objects.create(
        round=round, number=9, approving_body="Board", published_at=PUBLISHED, content=content, sha256=hash_of(content)
    )
    page = read(client.get(edition.get_absolute_url()))
    link = page.select_one(f"a[href$='/editions/{edition.number}.json']")
    (tmp_path / link["download"]).write_bytes(client.get(link["href"]).content)

    done = run([words(line) for line in page.select("#check ol.recipe li")], tmp_path)
    assert done.returncode == 0, done.stderr
    assert edition.sha256 in done.stdout and "OK" in done.stdout


def test_the_recipe_is_three_lines():
    assert len(recipe(paper="a.pdf", name="a.json", sha256="0" * 64)) == 3
