"""A round some years later: what moves by itself, what is proposed, what is left as it is and what cannot be moved, each with why."""
