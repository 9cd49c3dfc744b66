"""The workflow's three functions: what each needs, knows and may do."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi

from components.orders.audio_bucket import AudioBucket
from components.orders.iam import Statement
from components.orders.orders_table import OrdersTable
from components.orders.payment_key import PaymentKey
from components.orders.state_function import StateFunction, StateFunctionArgs
from components.orders.workflow import DEFINITION

_FUNCTION = re.compile(r"\$\{(\w+)FunctionArn\}")
_STATES = dict.fromkeys(_FUNCTION.findall(DEFINITION.read_text(encoding="utf-8")))
# The modules of `handlers` that the workflow names: `${PlaceOrderFunctionArn}` is place_order.
MODULES = tuple(re.sub(r"(?<!^)(?=[A-Z])", "_", state).lower() for state in _STATES)


@dataclass(frozen=True, kw_only=True)
class StateFunctionsArgs:
    """What all functions share, and the parts of the system that some of them use."""

    table: OrdersTable
    """Where orders are placed and settled."""
    payment_key: PaymentKey
    """What decrypts cards."""
    audio: AudioBucket
    """Where recordings go."""
    architecture: str
    """arm64 or x86_64."""
    log_retention_days: int
    """How long CloudWatch keeps their logs."""
    order_retention_days: int
    """Until DynamoDB may drop an order."""
    voice_id: str
    """Polly's voice."""
    voice_engine: str
    """Polly's engine."""
    tracing: bool
    """Trace them with X-Ray."""
    permissions_boundary: str | None = None
    """The ARN of the policy that bounds their roles."""


@dataclass(frozen=True, kw_only=True)
class _Need:
    environment: Mapping[str, pulumi.Input[str]] = field(default_factory=dict[str, pulumi.Input[str]])
    statements: Sequence[Statement] = ()


def state_functions(
    name: str, args: StateFunctionsArgs, opts: pulumi.ResourceOptions
) -> dict[str, StateFunction]:
    """Make every function; return them by the name of their state in the workflow."""
    needs = _needs(args)
    return {
        state: StateFunction(
            f"{name}-{module.replace('_', '-')}",
            StateFunctionArgs(
                module=module,
                architecture=args.architecture,
                log_retention_days=args.log_retention_days,
                tracing=args.tracing,
                permissions_boundary=args.permissions_boundary,
                environment=needs.get(module, _Need()).environment,
                statements=needs.get(module, _Need()).statements,
            ),
            opts,
        )
        for state, module in zip(_STATES, MODULES, strict=True)
    }


def _needs(args: StateFunctionsArgs) -> dict[str, _Need]:
    """Return what functions know and may do beyond their code and their log."""
    return {
        "place_order": _Need(
            environment={
                "ORDERS_TABLE": args.table.table_name,
                "NAMES_TABLE": args.table.names_table_name,
                "ORDER_RETENTION_DAYS": str(args.order_retention_days),
            },
            statements=args.table.may_add(),
        ),
        "process_payment": _Need(
            environment={
                "PAYMENT_KEY_IDS": pulumi.Output.all(*args.payment_key.allowed_arns).apply(",".join)
            },
            statements=[args.payment_key.may_decrypt()],
        ),
        "notify_with_polly": _Need(
            environment={
                "AUDIO_BUCKET": args.audio.bucket_name,
                "VOICE_ID": args.voice_id,
                "VOICE_ENGINE": args.voice_engine,
            },
            statements=[args.audio.may_keep_recordings(), _MAY_SPEAK],
        ),
    }


# Polly knows no resources but lexicons, and those only where a call names one: the rest is `*`.
# Source: docs.aws.amazon.com/service-authorization/latest/reference/list_amazonpolly.html
_MAY_SPEAK: Statement = {"Effect": "Allow", "Action": "polly:SynthesizeSpeech", "Resource": "*"}
