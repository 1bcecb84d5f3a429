"""The version, a constant: asking installed metadata for it would slow every start."""

__version__ = "0.1.0"
