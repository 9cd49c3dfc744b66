"""The error of the stand-in provider: one sentence that says what to do."""


class ProviderError(Exception):
    """The stand-in provider or the emulator refused a resource or an invoke."""
