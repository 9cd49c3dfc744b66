"""The workflow's six functions: what each needs, knows and may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi

from components.orders.audio_bucket import AudioBucket
from components.orders.iam import Statement
from components.orders.payment_key import PaymentKey
from components.orders.state_function import StateFunction, StateFunctionArgs
from components.orders.table import OrdersTable
from components.orders.used_cards import UsedCardsTable

# What each handler imports from its own package, and the data that goes with it. A test holds this to the imports.
_STORE = ("aws.py", "environment.py", "errors.py", "log.py", "order.py", "orders.py")
FILES: Mapping[str, Sequence[str]] = {
    "place_order": (*_STORE, "menu.json", "menu.py", "order_form.py"),
    "process_payment": (
        "aws.py",
        "card.py",
        "environment.py",
        "errors.py",
        "log.py",
        "payment_gateway.py",
        "used_cards.py",
    ),
    "confirm_order": _STORE,
    "cancel_order": _STORE,
    "notify_user": ("errors.py", "log.py", "outcome.py"),
    "notify_with_polly": (
        "aws.py",
        "environment.py",
        "errors.py",
        "log.py",
        "mp3.py",
        "outcome.py",
        "recordings.py",
        "voice.py",
    ),
}


@dataclass(frozen=True, kw_only=True)
class StateFunctionsArgs:
    """What all functions share, and the parts of the system that some of them use."""

    table: OrdersTable
    """Where orders are placed and settled."""
    payment_key: PaymentKey
    """What decrypts cards."""
    used_cards: UsedCardsTable
    """Where a card is claimed."""
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
    environment: Mapping[str, pulumi.Input[str]]
    statements: Sequence[Statement]


def state_functions(
    name: str, args: StateFunctionsArgs, opts: pulumi.ResourceOptions
) -> dict[str, StateFunction]:
    """Make every function; return them by the placeholder that stands for them in the workflow's definition."""
    return {
        f"{module.title().replace('_', '')}FunctionArn": StateFunction(
            f"{name}-{module.replace('_', '-')}",
            StateFunctionArgs(
                module=module,
                files=FILES[module],
                architecture=args.architecture,
                log_retention_days=args.log_retention_days,
                tracing=args.tracing,
                permissions_boundary=args.permissions_boundary,
                environment=need.environment,
                statements=need.statements,
            ),
            opts,
        )
        for module, need in _needs(args).items()
    }


def _needs(args: StateFunctionsArgs) -> dict[str, _Need]:
    table = {"ORDERS_TABLE": args.table.table_name}
    settle = _Need(environment=table, statements=[args.table.may_settle()])
    return {
        "place_order": _Need(
            environment=table | {"ORDER_RETENTION_DAYS": str(args.order_retention_days)},
            statements=[args.table.may_add()],
        ),
        "process_payment": _Need(
            environment={
                "PAYMENT_KEY_IDS": pulumi.Output.all(*args.payment_key.allowed_arns).apply(",".join),
                "USED_CARDS_TABLE": args.used_cards.table_name,
            },
            statements=[args.payment_key.may_decrypt(), args.used_cards.may_claim()],
        ),
        "confirm_order": settle,
        "cancel_order": settle,
        "notify_user": _Need(environment={}, statements=[]),
        "notify_with_polly": _Need(
            environment={
                "AUDIO_BUCKET": args.audio.bucket_name,
                "VOICE_ID": args.voice_id,
                "VOICE_ENGINE": args.voice_engine,
            },
            statements=[*args.audio.may_keep_recordings(), _MAY_SPEAK],
        ),
    }


# Polly knows no resources but lexicons, and those only where a call names one: the rest is `*`.
# Source: docs.aws.amazon.com/service-authorization/latest/reference/list_amazonpolly.html
_MAY_SPEAK: Statement = {"Effect": "Allow", "Action": "polly:SynthesizeSpeech", "Resource": "*"}
