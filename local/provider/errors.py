"""What can go wrong in the stand-in provider, with one sentence that says what to do."""


class ProviderError(Exception):
    """A resource or invoke that the stand-in provider refuses or that the emulator refused."""
