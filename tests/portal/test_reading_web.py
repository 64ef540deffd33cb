"""Web pages, read as a browser shows them."""

from portal.reading import read


def blocks(body):
    return read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "a.html").blocks


def test_headings_paragraphs_and_numbered_lists():
    found = blocks("<h2>Urgent care</h2><p>We will <b>open</b> it.</p><ol start=3><li>three</li><li>four</li></ol><ul><li>round</li></ul>")

    assert [(one.kind, one.number, one.text) for one in found] == [
        ("heading", "", "Urgent care"),
        ("paragraph", "", "We will open it."),
        ("item", "3.", "three"),
        ("item", "4.", "four"),
        ("item", "", "round"),
    ]


def test_what_is_hidden_or_struck_out_is_no_text():
    source = read(
        b"<!DOCTYPE html><html><body><p>We will <del>not </del>open it.</p><p style='display:none'>Secret</p></body></html>", "a.html"
    )

    assert [one.text for one in source.blocks] == ["We will open it."]
    assert [one.words for one in source.blocks[0].changes] == ["not "]
    assert [one.what for one in source.left_out] == ["hidden words"]


def test_cells_span_and_their_bullets_are_lines():
    (table,) = blocks(
        "<table><tr><th colspan=2>wide</th></tr><tr><td rowspan=2>tall<ul><li>a b</li><li>c"
        " d</li></ul></td><td></td></tr><tr><td>x</td></tr></table>"
    )

    assert table.cells[1][0].text == "tall\n• a b\n• c d"
    assert table.cells[0][1].of == (0, 0) and table.cells[2][0].of == (1, 0) and table.cells[1][1].is_blank


def test_menus_are_furniture_and_pictures_are_figures():
    found = blocks("<nav>Home About</nav><p>Words of the page.</p><img alt='A map of the Vale'>")

    assert [(one.kind, one.text) for one in found] == [
        ("furniture", "Home About"),
        ("paragraph", "Words of the page."),
        ("figure", "A map of the Vale"),
    ]
