import pytest


@pytest.fixture
def sat(at_desk, author, chapter, borough):
    """The author, in a draft that has one chapter."""
    return at_desk(author)
