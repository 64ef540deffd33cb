"""What can be reckoned up is reckoned up: each check finds its planted case, and all are silent on two hundred true sentences."""

from datetime import date, timedelta

import pytest

from intentions import checks
from intentions.checks.whole import text

KINDS = ("no-such-day", "weekday", "year-order", "added-up", "counted")


def found(html):
    """{check: what it says} of a text."""
    said = text(None, "description", html if html.startswith("<") else f"<p>{html}</p>")
    return {name: says for name in KINDS for _, _, says in checks.CHECKS[name].find(said, None)}


@pytest.mark.parametrize(
    ("html", "check", "says"),
    [
        ("All sites open by 31 September 2019.", "no-such-day", "says “31 September 2019”, and there is no such day"),
        ("It starts on 30 February.", "no-such-day", "says “30 February.”, and there is no such day"),
        ("From 29th of February 2019 on.", "no-such-day", "says “29th of February 2019”, and there is no such day"),
        ("Due 31/02/2019.", "no-such-day", "says “31/02/2019”, and there is no such day"),
        ("We meet on Tuesday 4 March 2019.", "weekday", "says “Tuesday 4 March 2019”; that day is a Monday"),
        ("Fri, 1st of March 2018", "weekday", "says “Fri, 1st of March 2018”; that day is a Thursday"),
        ("From 2019/20 to 2017/18.", "year-order", "says “From 2019/20 to 2017/18”, which ends before it begins"),
        ("Between 2021 and 2019 beds fell.", "year-order", "says “Between 2021 and 2019”, which ends before it begins"),
        ("2020/21 – 2018/19", "year-order", "says “2020/21 – 2018/19”, which ends before it begins"),
        ("6 + 45 + 40 = 95", "added-up", "says “6 + 45 + 40 = 95”; these add up to 91"),
        ("£6m + £45m + £40m = £95m", "added-up", "says “£6m + £45m + £40m = £95m”; these add up to 91 million"),
        (
            "We save £6 million, £45 million and £40 million, in total £95 million.",
            "added-up",
            "says “£6 million, £45 million and £40 million, in total £95 million”; these add up to 91 million",
        ),
        (
            "<p>There are four priorities for the year. These are:</p><ul><li>a</li><li>b</li><li>c</li><li>d</li><li>e</li></ul>",
            "counted",
            "says four and lists 5",
        ),
        (
            "There are three aims: access, cancer, maternity, stroke and dementia.",
            "counted",
            "says three and names at least 4: “access, cancer, maternity, stroke and dementia”",
        ),
        ("Two things matter: access; quality; cost.", "counted", "says two and names 3: “access; quality; cost”"),
        ("We have three goals, (1) less waiting and (2) fewer beds.", "counted", "says three and numbers 2"),
    ],
)
def test_a_claim_that_is_wrong_is_found(html, check, says):
    what = found(html)
    assert what == {check: says}


TRUE = [
    "Nothing changes before 29 February 2020.",
    "In 2019 and 2017 we asked the same thing.",
    "There are four aims: prevention, cancer, urgent and emergency care, and maternity.",
    "Two things matter: access and quality.",
    "Three goals: (a) one, (b) two and (c) three.",
    "We may 31 times a year be asked.",
    "Five years: the plan runs on.",
    "In 5 days: call again.",
    "We will see 10 patients: all of them on the day.",
    "1.24, 2.34 and 3.44 million, making 7.0 million.",
    "£1,200, £800 and £1,000, altogether £3,000.",
    "Between 2017/18 and 2019/20 admissions fell by 4 %.",
    "The 12 May 2014 letter, that of 5 Sept 2015 and that of Mon 4 Mar 2019 agree.",
    "<p>There are three priorities. These are:</p><ol><li>a</li><li>b<ul><li>x</li></ul></li><li>c</li></ol>",
    "Six boroughs: Eastham, Westham, Northam, Southam, Midham and Farham.",
    "The ratio is 2 + 2 to 1.",
    "By 03/04/2019 or 04/13/2019, as Americans write it.",
    "The target for 2019 to 2024 is 95 %.",
]
TRUE += [f"It begins on {date(2018, 1, 1) + timedelta(days=17 * n):%A %-d %B %Y}." for n in range(60)]
TRUE += [
    f"The period is {year}/{(year + 1) % 100:02} to {year + n}/{(year + n + 1) % 100:02}." for year in range(2010, 2020) for n in range(6)
]
TRUE += [f"£{n}m + £{2 * n}m + £{n + 7}m = £{4 * n + 7}m in the year." for n in range(1, 31)]
TRUE += [f"It costs £{n}.5 million and £{n}.25 million, in total £{2 * n}.75 million." for n in range(1, 33)]


@pytest.mark.parametrize("start", range(0, len(TRUE), 50))
def test_two_hundred_true_sentences_are_left_alone(start):
    assert len(TRUE) >= 200
    assert {sentence: what for sentence in TRUE[start : start + 50] if (what := found(sentence))} == {}
