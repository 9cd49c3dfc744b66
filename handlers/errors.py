"""Errors that may be told: Lambda writes an error's message to the log and hands it to the workflow's history."""

import functools
import traceback
from collections.abc import Callable
from typing import Any

type Handler[Answer] = Callable[[dict[str, Any], object], Answer]


class TellableError(Exception):
    """An error whose message never carries what a customer gave."""


class UnexpectedError(TellableError):
    """Something broke that nobody thought of. The message tells what kind of error it was, and where."""


def discreet[Answer](handle: Handler[Answer]) -> Handler[Answer]:
    """Let no error of a handler out with its message, but for those that are known to be discreet.

    Python's and boto3's own messages quote the value that they choke on.
    Source: docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html
    """

    @functools.wraps(handle)
    def handle_discreetly(event: dict[str, Any], context: object) -> Answer:
        try:
            return handle(event, context)
        except TellableError:
            raise
        except Exception as error:
            *_, last = traceback.extract_tb(error.__traceback__)
            where = f"{last.filename.rpartition('/')[2]}:{last.lineno}"
            raise UnexpectedError(f"{type(error).__name__} at {where}") from None

    return handle_discreetly
