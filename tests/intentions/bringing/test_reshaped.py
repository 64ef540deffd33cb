"""Lines of a document in the shape of the text that stands."""

import pytest

from intentions.documents.reshaped import reshaped

STANDS = "<p>Two <strong>things</strong>:</p><ul><li>one</li><li>two</li></ul><p>The end.</p>"


@pytest.mark.parametrize(
    ("lines", "becomes"),
    [
        (["Two things:", "one", "2. two", "The end."], STANDS),
        (["Two things:", "one", "TWO of them", "The end."], STANDS.replace("<li>two</li>", "<li>TWO of them</li>")),
        (["Two things:", "one", "one more", "two", "The end."], STANDS.replace("<li>two</li>", "<li>one more</li><li>two</li>")),
        (["Two things:", "two", "The end."], STANDS.replace("<li>one</li>", "")),
        (["Two things:", "one", "two", "The end.", "And more."], f"{STANDS}<p>And more.</p>"),
        (["New first.", "Two things:", "one", "two", "The end."], f"<p>New first.</p>{STANDS}"),
        (["Two things:", "one", "two", "The end <TBC>."], STANDS.replace("The end.", "The end &lt;TBC&gt;.")),
    ],
)
def test_what_is_the_same_keeps_its_shape_and_what_is_another_takes_it(lines, becomes):
    assert reshaped(STANDS, lines) == becomes


def test_what_has_nothing_the_same_or_a_table_has_no_shape_to_take():
    assert reshaped(STANDS, ["Quite other words."]) is None
    row = "<tr><td>one</td><td>two</td></tr>"
    assert reshaped(f"<table><tbody>{row}{row}</tbody></table>", ["one"]) is None
    assert reshaped("<ul><li><p>one</p><ul><li>two</li></ul></li></ul>", ["one"]) is None
    assert reshaped("", ["one"]) is None
