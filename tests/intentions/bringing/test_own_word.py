"""What went out as the portal's own Word file comes back: each intention is found by its reference, and nothing would change."""

import io

import docx
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from intentions import actions

from ..reading import soup
from ..reading import text as words_of
from .documents import brought_in, take_in
from .test_next_year import now

MONEY = {
    "kind": "investment",
    "bearer": "commissioner",
    "amount": 250000,
    "year_from": 2019,
    "year_to": 2019,
    "is_recurrent": True,
    "basis": "Team",
}
SAID = {
    "Same day emergency care": "<p>Each acute site sees people on the day.</p><ul><li>One thing</li><li>Two things by March 2020</li></ul>",
    "Falls response": "<p>We will commission a <strong>falls</strong> response team from October 2019.</p><p>It costs £250,000.</p>",
}


@pytest.fixture
def standing(chapter, author, borough, trust):
    rest = {"timescale": "2019/20", "places": [borough], "providers": [trust], "strength": "will", "kind": "re-procure", "setting": "both"}
    for title, words in SAID.items():
        content = {"title": title, "description": words, "money": [MONEY], "dependencies": "Beds", **rest}
        actions.add_intention(chapter=chapter, by=author, owner=author, content=content)
    return {one.reference: one for one in chapter.round.intentions.all()}


def word_file(round, author, change=lambda content: content):
    volume = actions.print_draft(round=round, by=author, at=timezone.now())
    actions.write_word(volume=volume)
    volume.refresh_from_db()
    return SimpleUploadedFile("ours.docx", change(volume.word.read()))


def test_nothing_would_change_of_what_comes_back_unchanged(sat, round, author, standing):
    brought = brought_in(sat, word_file(round, author))
    shown = soup(sat.get(f"{brought.get_absolute_url()}?show=matched&order=document")).select(".app-sift__over")

    assert [words_of(one).split(" . ")[0] for one in shown] == [f"New text of UEC-0{at} {title}" for at, title in enumerate(SAID, 1)]
    assert all("nothing would change" in words_of(one) and not one.select("ins, del") for one in shown)
    take_in(sat, brought)
    assert {one.reference: now(one).revision for one in standing.values()} == {"UEC-01": 1, "UEC-02": 1}


def test_a_bullet_that_was_changed_is_changed_and_the_others_keep_their_shape(sat, round, author, standing):

    def change(content):
        document = docx.Document(io.BytesIO(content))
        for paragraph in document.paragraphs:
            if paragraph.text == "One thing":
                paragraph.runs[0].text = "One other thing"
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    brought = brought_in(sat, word_file(round, author, change))
    take_in(sat, brought)
    html = BeautifulSoup(now(standing["UEC-01"]).description, "lxml")
    assert [item.get_text() for item in html.select("ul > li")] == ["One other thing", "Two things by March 2020"]
    assert "<strong>falls</strong>" in now(standing["UEC-02"]).description
