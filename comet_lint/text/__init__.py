"""Texts for people: pointers, escaping, suggestions, lists in words."""
