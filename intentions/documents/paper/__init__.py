"""What is printed of a round, in the numbered paragraphs, parts and tables that papers are made of."""
