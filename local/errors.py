"""The one kind of failure that the local run shows to a person."""


class LocalRunError(Exception):
    """Something that keeps the shop from running: one clear sentence that says what to do."""
