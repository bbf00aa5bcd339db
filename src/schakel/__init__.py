"""Schakel: software for neighbourhood power."""

__version__ = "0.1.0"
