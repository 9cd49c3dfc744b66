"""AWS clients that give up in time, and one kind of error for whatever AWS answers badly."""

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from handlers.errors import TellableError

type AwsClient = Any  # botocore makes its clients' methods at run time

_LIMITS = Config(
    connect_timeout=1,
    read_timeout=3,
    retries={"total_max_attempts": 2, "mode": "standard"},
    user_agent="goPizza",
)
_session = functools.cache(botocore.session.get_session)  # boto3 would add nothing but its own import


class AwsError(TellableError):
    """An AWS call failed. The workflow retries it by this name.

    The message tells the action and AWS's error code only: AWS's own sentences may quote what was sent.
    """


def at_start(*makers: Callable[[], object]) -> None:
    """Make in Lambda's start-up, which has a whole processor, what the first call would else make in a share of one.

    Elsewhere an import makes and reads nothing.
    Source: docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    """
    if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
        for make in makers:
            make()


def connect(service: str, config: Config | None = None) -> AwsClient:
    """Return a client of `service` whose calls give up within 9 seconds, before the function's timeout of 10.

    config: what the service needs beyond these limits.
    Source: boto3.amazonaws.com/v1/documentation/api/latest/guide/retries.html
    """
    return _session().create_client(service, config=_LIMITS.merge(config) if config else _LIMITS)


def error_code(error: ClientError) -> str:
    """Return AWS's code of an error, such as `ConditionalCheckFailedException`."""
    return str(error.response.get("Error", {}).get("Code", "Unknown"))


@contextmanager
def aws_errors(action: str) -> Iterator[None]:
    """Turn whatever AWS or the way to it raises inside into an AwsError that names `action`."""
    try:
        yield
    except ClientError as error:
        raise AwsError(f"{action}: {error_code(error)}") from None
    except BotoCoreError as error:
        raise AwsError(f"{action}: {type(error).__name__}") from None
