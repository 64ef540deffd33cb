"""A paper that is ordered by these proofs: of so many sections, and poisonous where that is asked for."""

from portal.printing import actions


def order(name, by, *, sections=6, poison=0):
    words = f"{name}: services will be planned together with the people who use them. " * 12
    facts = {"sections": [f"{name}, section {n}" for n in range(sections)], "words": words, "poison": poison}
    return actions.order(template="documents/proof.html", facts=facts, title=name, file_name="proof", by=by, page="/proof/")
