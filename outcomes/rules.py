"""Who may do what. When it may be done is in states.py."""
