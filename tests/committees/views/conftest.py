import pytest

from ..reading import entering, soup


@pytest.fixture
def draft(paper):
    return paper.get_draft_url()


@pytest.fixture
def at_the_paper(client, clerk, draft):
    """The draft as the clerk opens it."""
    return lambda: soup(entering(client, clerk).get(draft))
