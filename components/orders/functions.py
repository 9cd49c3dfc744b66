"""The workflow's functions: their environment variables and rights."""

import re
from collections.abc import Mapping
from typing import Any

import pulumi

from components.orders.args import OrderSystemArgs
from components.orders.audio_bucket import AudioBucket
from components.orders.iam import Statement
from components.orders.orders_table import OrdersTable
from components.orders.payment_key import PaymentKey
from components.orders.state_function import StateFunction, StateFunctionArgs
from components.orders.workflow import DEFINITION

_STATES = dict.fromkeys(re.findall(r"\$\{(\w+)FunctionArn\}", DEFINITION.read_text(encoding="utf-8")))
# The modules of `handlers` that the workflow names: `${PlaceOrderFunctionArn}` is place_order.
MODULES = tuple(re.sub(r"(?<!^)(?=[A-Z])", "_", state).lower() for state in _STATES)


def state_functions(
    name: str, args: OrderSystemArgs, needs: Mapping[str, Mapping[str, Any]], opts: pulumi.ResourceOptions
) -> dict[str, StateFunction]:
    """Create every function; return them by the name of their state in the workflow."""
    return {
        state: StateFunction(
            f"{name}-{module.replace('_', '-')}",
            StateFunctionArgs(module=module, system=args, **needs.get(module, {})),
            opts,
        )
        for state, module in zip(_STATES, MODULES, strict=True)
    }


def needs(
    args: OrderSystemArgs, table: OrdersTable, key: PaymentKey, audio: AudioBucket
) -> dict[str, dict[str, Any]]:
    """Return the environment variables of the functions, and their rights beyond writing their own log."""
    return {
        "place_order": {
            "environment": {
                "ORDERS_TABLE": table.table_name,
                "NAMES_TABLE": table.names_table_name,
                "ORDER_RETENTION_DAYS": str(args.order_retention_days),
            },
            "statements": table.may_add(),
        },
        "process_payment": {
            "environment": {"PAYMENT_KEY_IDS": pulumi.Output.all(*key.allowed_arns).apply(",".join)},
            "statements": [key.may_decrypt()],
        },
        "notify_with_polly": {
            "environment": {
                "AUDIO_BUCKET": audio.bucket_name,
                "VOICE_ID": args.voice_id,
                "VOICE_ENGINE": args.voice_engine,
            },
            "statements": [audio.may_keep_recordings(), _MAY_SPEAK],
        },
    }


# Polly has no resources except lexicons, for calls that name one: the rest is `*`.
# Source: docs.aws.amazon.com/service-authorization/latest/reference/list_amazonpolly.html
_MAY_SPEAK: Statement = {"Effect": "Allow", "Action": "polly:SynthesizeSpeech", "Resource": "*"}
