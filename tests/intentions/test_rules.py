import pytest

READS = ["draft"]
WRITES = ["create", "edit", "submit", "take_back", "open_next", "withdraw"]
APPROVES = ["approve", "return_", "publish"]


@pytest.mark.parametrize("verb", [*READS, *WRITES, *APPROVES])
def test_viewers_read_authors_write_approvers_approve(verb, version, viewer, author, colleague, approver, stranger):
    may = {name: user.has_perm(f"intentions.{verb}", version) for name, user in people(viewer, author, colleague, approver, stranger)}
    assert may == {
        "viewer": verb in READS,
        "author": verb in READS + WRITES,
        "colleague": verb in READS + WRITES,  # an author of a participating commissioner
        "approver": True,
        "stranger": False,
    }


@pytest.mark.parametrize("thing", ["round", "chapter", "intention", "version"])
def test_a_round_and_everything_in_it_are_written_by_the_same_people(request, thing, author, colleague, stranger, intention):
    thing = request.getfixturevalue(thing)
    assert [user.has_perm("intentions.edit", thing) for user in (author, colleague, stranger)] == [True, True, False]


def test_whoever_writes_somewhere_may_start_a_round(author, approver, viewer):
    assert [user.has_perm("intentions.start") for user in (author, approver, viewer)] == [True, True, False]


def people(*users):
    return zip(("viewer", "author", "colleague", "approver", "stranger"), users, strict=True)
