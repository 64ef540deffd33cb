"""A page as its reader sees it."""

from bs4 import BeautifulSoup


def read(response, status=200):
    assert response.status_code == status, response.content.decode()[:3000]
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def main(client, address, status=200):
    """The words of a page, without header and footer."""
    return words(read(client.get(address), status).select_one("main"))
