"""Every writing through every part of a paper: drawn right in our own fonts, or named; never a box, and never claimed."""

from __future__ import annotations

import io
import os
import re
import unicodedata

import docx
import pikepdf
import pypdfium2
import pytest
from django.template.loader import render_to_string

from portal.printing import assembly, engine, finishing, pdf, writing
from portal.printing.drawing import render_html
from portal.printing.lines import MARGIN
from portal.printing.models import Document
from portal.printing.progress import progress
from portal.printing.states import Status
from portal.printing.writing import fonts
from portal.printing.writing.languages import spoken
from portal.richtext.templatetags.rich import rich
from portal.richtext.word.writing import new_file, write_rich

from .printing_samples import page

WRITINGS = {  # words in each, what language they are told to be
    "Arabic": ("العربية لغة", "ar"),
    "Armenian": ("Հայերեն", "hy"),
    "Bengali": ("বাংলা ভাষা", "bn"),
    "Burmese": ("မြန်မာ", "my"),
    "Chinese, simplified": ("王小明 医疗", "zh"),
    "Chinese, traditional": ("繁體 醫療", "zh"),
    "Devanagari": ("नेपाली हिन्दी", "hi"),
    "Ethiopic": ("አማርኛ", "am"),
    "Georgian": ("ქართული", "ka"),
    "Greek": ("ελληνικά", "el"),
    "Gujarati": ("ગુજરાતી", "gu"),
    "Gurmukhi": ("ਪੰਜਾਬੀ", "pa"),
    "Hebrew": ("עברית", "he"),
    "Kannada": ("ಕನ್ನಡ", "kn"),
    "Khmer": ("ខ្មែរ", "km"),
    "Lao": ("ລາວ", "lo"),
    "Malayalam": ("മലയാളം", "ml"),
    "Pashto": ("پښتو ژبه", "ps"),
    "Persian": ("فارسی گفتار", "fa"),
    "Russian": ("русский", "ru"),
    "Sinhala": ("සිංහල", "si"),
    "Sorani": ("کوردی ڕێ", "ku"),
    "Tamil": ("தமிழ்", "ta"),
    "Telugu": ("తెలుగు", "te"),
    "Thai": ("ไทย", "th"),
    "Tigrinya": ("ትግርኛ ቐ", "ti"),
    "Ukrainian": ("українська її", "uk"),
    "Urdu": ("اگر آپ کو یہ معلومات", "ur"),
    "Welsh": ("Tŷ Ŵyl Llŷn", ""),
    "Polish": ("język łódź", ""),
    "Vietnamese": ("Tiếng Việt", ""),
    "Turkish and Yoruba": ("ığüş Ẹ̀kọ́", ""),
    "Phonetics": ("ɐʃəŋ", ""),
    "Fractions and units": ("⅓ ⅔ ⅛ ‰ ℃ µ Ω", ""),
    "Mathematics": ("≤ ≥ ≠ ≈ ∞ √ ∑ ∂", ""),
    "Arrows": ("← → ↔ ⇒", ""),
    "Ticks and boxes": ("☐ ☑ ☒ ✓ ✗ ■ □ ●", ""),
    "Signs of care": ("♥ ♿ ⚠ ☎ ✉", ""),
    "Emoji": ("👍 🏥 👩‍⚕️ 👍🏽", ""),
    "Numbers in circles": ("① ② ❶", ""),
}
MISSING = {"Javanese": "ꦗꦮ", "Yi": "ꀀꀁ", "An unknown sign": "\ue000"}


def made(words: str) -> finishing.Print:
    """A paper with these words in its title, a heading, its text, a table, its running head and its bookmarks."""
    table = f'<table><thead><tr><th scope="col">{words}</th></tr></thead><tbody><tr><td>{words}</td></tr></tbody></table>'
    source = spoken(
        page(words, f'<h2 id="a">{words}</h2><p>{words} <strong>{words}</strong> <em>{words}</em></p><ul><li>{words}</li></ul>{table}')
    )
    return finishing.finish(pdf.render(source), title=words, line=f"{words} committee", marking=words, tables=1)


def letters(text: str) -> set[str]:
    """Its letters, however they are composed; without marks that a reader of PDFs may give in another order."""
    return {one for one in unicodedata.normalize("NFKD", text) if one.isalnum()}


def text_of(printed: finishing.Print) -> str:
    file = pypdfium2.PdfDocument(printed.pdf)
    return "".join(one.get_textpage().get_text_bounded() for one in file)


def spoken_of(printed: finishing.Print) -> tuple[set[str], str]:
    """The languages of its tags, and what those tags give to be read aloud."""
    with pikepdf.open(io.BytesIO(printed.pdf)) as file:
        tags = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem" and "/Lang" in one]
        return {str(one.Lang) for one in tags}, " ".join(str(one.ActualText) for one in tags)


# ── Drawn ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", WRITINGS)
def test_it_is_drawn_everywhere_and_claimed_to_be_accessible(name):
    words, language = WRITINGS[name]
    printed = made(words)
    assert (printed.faults, printed.warnings) == ([], [])
    assert finishing.CLAIM.encode() in pikepdf.open(io.BytesIO(printed.pdf)).Root.Metadata.read_bytes()
    languages, aloud = spoken_of(printed)
    assert languages == ({language} if language else set())
    assert letters(words) <= letters(aloud or text_of(printed))


@pytest.mark.parametrize("name", WRITINGS)
def test_its_title_and_bookmarks_are_its_own_words(name):
    words, _ = WRITINGS[name]
    with pikepdf.open(io.BytesIO(made(words).pdf)) as file, file.open_outline() as outline:
        assert str(file.docinfo.Title) == words
        assert [outline.root[0].title, outline.root[0].children[0].title] == [words, words]


def test_the_running_head_has_the_letters_of_its_committee():
    """A case of the field: every page of a Welsh committee said "T? ?yl"."""
    name = "Pwyllgor Iechyd Tŷ Ŵyl, Llŷn ≥"
    printed = finishing.finish(pdf.render(page("Paper", "<p>Words</p>")), title="Paper", line=name, marking="Rhan 1: ŵ", tables=0)
    assert name in text_of(printed) and "Rhan 1: ŵ" in text_of(printed)
    assert printed.faults == []


def test_a_line_that_is_too_long_is_cut_in_any_writing():
    printed = finishing.finish(pdf.render(page("Paper", "<p>Words</p>")), title="Paper", line="Ŵyl " * 80, marking="বাংলা " * 80, tables=0)
    assert printed.faults == []
    box = [one.get_bounds() for one in pypdfium2.PdfDocument(printed.pdf)[0].get_objects()]
    assert max(right for *_, right, _ in box) < 595.28 - MARGIN + 1


def test_lines_of_a_pack_are_set_in_the_writing_of_each_paper():
    one = made("বাংলা ভাষা")
    papers = [assembly.Paper("item-1", "Item 1: বাংলা", "Item 1 বাংলা", one.pdf, one.sections, one.read)]
    front = {
        "body": "Cyngor Llŷn",
        "marking": "Part 1",
        "line": "Pwyllgor Ŵyl",
        "agenda": [{"number": "1", "title": "বাংলা", "key": "item-1"}],
    }
    bound = assembly.bind(papers, "documents/pack.html", front, title="Pecyn Ŵyl")
    assert bound.faults == []
    assert text_of(bound).count("Pwyllgor Ŵyl") == bound.pages


def test_bold_words_inside_a_link_are_part_of_the_link():
    printed = finishing.finish(
        pdf.render(page("Paper", '<p id="a">See <a href="#a">the <strong>long</strong> <em>table</em></a>.</p>')),
        title="Paper", line="", marking="", tables=0,
    )  # fmt: skip
    assert printed.faults == []


def test_nothing_of_the_machine_is_used_and_nothing_started_by_us_finds_out():
    assert "FONTCONFIG_FILE" not in os.environ
    with pikepdf.open(io.BytesIO(made(" ".join(words for words, _ in WRITINGS.values())).pdf)) as file:
        names = {str(one.BaseFont) for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one}
    ours = {file.replace("-", "") for file in fonts.ORDER} | {"Arimo", "ArimoExtended", "ArimoBold"}
    assert {re.sub(r"^/[A-Z]{6}\+|-?(Bold|Italic|Oblique|BoldItalic)$|-", "", name) for name in names} <= ours


def test_the_fonts_of_the_machine_are_out_of_sight_while_ours_are_prepared(monkeypatch):
    seen = []
    monkeypatch.setattr(engine.engine(), "FontConfiguration", lambda: seen.append(os.environ.get("FONTCONFIG_FILE")))
    engine.style_of.__wrapped__(11.0)
    assert seen == [str(fonts.NO_FONTS)]
    assert "dir>" not in fonts.NO_FONTS.read_text()


# ── Not drawn ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", MISSING)
def test_what_no_font_has_is_named_in_its_place_and_nothing_is_claimed(name):
    printed = made(f"Words {MISSING[name]} words")
    assert f"[{name}: cannot be printed]" in " ".join(text_of(printed).split())
    assert printed.warnings == []
    assert any(fault.startswith(name) for fault in printed.faults)
    assert finishing.CLAIM.encode() not in pikepdf.open(io.BytesIO(printed.pdf)).Root.Metadata.read_bytes()


def test_a_pack_claims_no_more_than_its_papers():
    one = made("Words ꦗꦮ")
    said = [words for words in one.faults if writing.is_said(words)]
    paper = assembly.Paper("item-1", "Item 1: A", "Item 1", one.pdf, one.sections, one.read, said)
    bound = assembly.bind([paper], "documents/pack.html", {"body": "A", "line": "A", "marking": "A"}, title="Pack")
    assert bound.faults == [f"Item 1: A: {words}" for words in said]
    assert finishing.CLAIM.encode() not in pikepdf.open(io.BytesIO(bound.pdf)).Root.Metadata.read_bytes()


def test_a_sign_that_is_in_no_text_and_was_a_box_is_found_by_the_press_itself():
    assert writing.warned(['.notdef glyph rendered for Unicode string unsupported by fonts: "◦" (U+25E6)', "else"]) == ["◦"]


def test_letters_are_counted_by_script():
    assert writing.in_words(writing.lacking("ꦗꦮ ꦗ a \ue000")) == [
        "Javanese: 2 letters that cannot be printed (U+A997, U+A9AE)",
        "An unknown sign: 1 letter that cannot be printed (U+E000)",
    ]


def test_a_page_that_waits_for_the_print_says_it():
    said = writing.in_words("ꦗ")
    document = Document(title="Money", status=Status.READY, faults=["page 1: something else", *said], pages=1, size=1)
    assert progress(document).words == (
        "Money is ready, but some of it could not be printed and it does not claim to be accessible. "
        "Javanese: 1 letter that cannot be printed (U+A997)."
    )


# ── The language of a passage ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<p>Plain words</p>", "<p>Plain words</p>"),
        ("<p>α is a sign</p>", "<p>α is a sign</p>"),
        ("<p>In বাংলা ভাষা too</p>", '<p>In <span lang="bn">বাংলা ভাষা</span> too</p>'),
        ("<p>اگر آپ کو یہ</p>", '<p dir="rtl"><span lang="ur" dir="rtl">اگر آپ کو یہ</span></p>'),
        ("<p>see العربية</p>", '<p>see <span lang="ar" dir="rtl">العربية</span></p>'),
        ("<li>हिन्दी తెలుగు</li>", '<li><span lang="hi">हिन्दी</span> <span lang="te">తెలుగు</span></li>'),
        ('<p title="বাংলা">a</p>', '<p title="বাংলা">a</p>'),
        ("<svg><text>বাংলা</text></svg><p>বাংলা</p>", '<svg><text>বাংলা</text></svg><p><span lang="bn">বাংলা</span></p>'),
        ("<title>বাংলা</title>", "<title>বাংলা</title>"),
        ("<td>東京の</td>", '<td><span lang="ja">東京の</span></td>'),
    ],
)
def test_a_passage_says_its_language_once(source, said):
    assert spoken(source) == said
    assert spoken(said) == said


def test_pages_twins_and_word_say_it_too():
    assert 'lang="bn"' in rich("<p>বাংলা ভাষা</p>")
    assert 'lang="bn"' in render_html("documents/pack.html", {"body": "বাংলা ভাষা", "total": 3}, title="A", frame="documents/web.html")
    file = new_file(title="A", author="A", line="A")
    write_rich(file, "<p>اگر آپ کو یہ <strong>ہے</strong> and বাংলা ভাষা</p>")
    xml = file.paragraphs[-1]._p.xml
    assert 'w:lang w:val="ur" w:bidi="ur"' in xml and 'w:val="bn"' in xml
    assert "<w:bidi/>" in xml and "<w:rtl/>" in xml
    kept = io.BytesIO()
    file.save(kept)
    assert docx.Document(io.BytesIO(kept.getvalue())).paragraphs[-1].text == "اگر آپ کو یہ ہے and বাংলা ভাষা"


def test_who_clears_a_paper_and_who_issues_a_pack_are_told():
    said = render_to_string("committees/unprintable.html", {"unprintable": writing.in_words("ꦗ")})
    assert "Some letters cannot be printed." in said and "Javanese" in said
    assert render_to_string("committees/unprintable.html", {"unprintable": []}).strip() == ""
