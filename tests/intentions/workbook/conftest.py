from datetime import date

import pytest

from intentions import actions

from ...standing import standing
from ..conftest import MONEY, WHOLE
from .books import CONTRACT

TABLE = "<table><tbody><tr><td><p>Beds</p></td><td><p>12</p></td></tr></tbody></table>"
ALL = {
    "description": "<p>First <strong>bold</strong>.</p><ul><li><p>One</p></li><li><p>Two</p></li></ul>",
    "theme": "Frailty",
    "kind": "service-change",
    "strength": "will",
    "setting": "both",
    "timescale": "from the spring",
    "from_date": date(2019, 4, 1),
    "to_date": None,
    "precision": "day",
    "dependencies": "= staff\nand estates",
    "lever": "SDIP 4",
    "schedule": "sdip",
    "affects_no_provider": False,
    "provider_kinds": ["acute-trust"],
    "money": [MONEY, {**MONEY, "kind": "investment", "amount": None, "year_from": None, "year_to": None, "is_recurrent": None}],
    "standards": [{"metric": "Wait", "operator": "less than", "value": "7", "unit": "days", "population": ""}],
    "rollouts": [{"bundle": "Vital 5", "year": "2019/20"}],
    "policies": [{"subject": "IVF", "referrer_duty": "Refer once"}],
    "duties": [{"report": "Staffing", "frequency": "monthly"}],
    "contracts": [CONTRACT],
}


@standing
def whole(chapter, author, trust, borough):
    """UEC-01 says everything that an intention can say, UEC-02 holds a table, UEC-03 little."""
    said = {**WHOLE, **ALL, "places": [borough], "providers": [trust]}
    actions.add_intention(chapter=chapter, by=author, content=said, owner=author)
    actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "Beds", "description": TABLE})
    return actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "Little"})


@pytest.fixture
def sat(at_desk, author, whole):
    return at_desk(author)
