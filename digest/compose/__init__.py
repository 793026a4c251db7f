"""Compose: the stories of an edition as a brief in the First POST form, with the record of how it was made."""
