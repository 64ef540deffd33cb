"""Rich texts for property tests, and the strings of those who mean harm."""

from hypothesis import strategies as st

from portal.richtext.clean import clean

WORDS = "care will be seven days a week in every acute site £5m & <3 by 1 April, subject-to review; don't wait — ever.".split()
ADDRESSES = ("https://example.org/a?b=1&c=2", "mailto:team@example.org", "http://example.org/")
LISTS = ("ul", "ul", "ol", "ol", 'ol start="3"', 'ol type="a"', 'ol start="4" type="I"')
TAGS = ("strong", "em", "sub", "sup")


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


plain = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join).map(_escaped)
formatted = st.one_of(
    plain,
    plain,
    st.tuples(st.sampled_from(TAGS), plain).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"),
    st.tuples(st.sampled_from(ADDRESSES), plain).map(lambda pair: f'<a href="{pair[0]}">{pair[1]}</a>'),
    st.tuples(plain, plain).map("<br>".join),
)
line = st.lists(formatted, min_size=1, max_size=4).map(" ".join)
paragraph = line.map("<p>{}</p>".format)
heading = st.tuples(st.sampled_from(("h3", "h4")), plain).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>")


def _list(inside):
    items = st.lists(st.one_of(line, inside), min_size=1, max_size=4).map(lambda found: "".join(f"<li>{item}</li>" for item in found))
    return st.tuples(st.sampled_from(LISTS), items).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0][:2]}>")


nested = st.recursive(_list(line), lambda inner: _list(st.tuples(paragraph, inner).map("".join)), max_leaves=4)
cell = st.one_of(line, st.just(""), nested, st.tuples(paragraph, paragraph).map("".join))


@st.composite
def tables(draw):
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=4))
    head = draw(st.booleans())
    caption = draw(st.one_of(st.just(""), plain.map("<caption>{}</caption>".format)))
    span = draw(st.sampled_from(("", "", "", ' colspan="2"', ' rowspan="2"')))
    written = ""
    for at, row in enumerate(rows):
        tag = "th" if head and at == 0 else "td"
        written += "<tr>" + "".join(f"<{tag}{span if place == 0 else ''}>{text}</{tag}>" for place, text in enumerate(row)) + "</tr>"
    return f"<table>{caption}{written}</table>"


block = st.one_of(paragraph, paragraph, heading, nested, tables(), paragraph.map("<blockquote>{}</blockquote>".format))
documents = st.lists(block, max_size=8).map("".join).map(clean)


@st.composite
def edits(draw):
    """A text and what an author made of it: blocks dropped, moved, added, words changed."""
    before = draw(st.lists(block, max_size=8))
    after = list(before)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, max(len(after) - 1, 0)))
        match draw(st.sampled_from(("add", "drop", "move", "reword"))):
            case "add":
                after.insert(at, draw(block))
            case "drop" if after:
                after.pop(at)
            case "move" if after:
                after.insert(draw(st.integers(0, len(after) - 1)), after.pop(at))
            case "reword" if after:
                old, new = draw(st.sampled_from(WORDS)), draw(st.sampled_from(WORDS))
                after[at] = after[at].replace(f" {_escaped(old)} ", f" {_escaped(new)} ")
    return clean("".join(before)), clean("".join(after))
