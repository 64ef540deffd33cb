"""The pages by which people come in, look after their account, and are invited and removed."""
