"""Thin command lines over the three rooms."""
