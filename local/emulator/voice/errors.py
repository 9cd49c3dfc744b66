"""Polly's errors, with Polly's names."""


class PollyError(Exception):
    """A request that Polly would refuse with `code` and HTTP 400.

    Source: docs.aws.amazon.com/polly/latest/dg/API_SynthesizeSpeech.html#API_SynthesizeSpeech_Errors
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def invalid(message: str) -> PollyError:
    """Return the error for a value that the shape of the request doesn't allow."""
    return PollyError("ValidationException", message)
