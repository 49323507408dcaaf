"""The words of each language: what is heard and what is said, as data, one folder a language."""
