"""The whole order system, as the program uses it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from components.orders.audio_bucket import AudioBucket, AudioBucketArgs
from components.orders.functions import StateFunctionsArgs, state_functions
from components.orders.orders_table import OrdersTable, OrdersTableArgs
from components.orders.payment_key import PaymentKey, PaymentKeyArgs
from components.orders.workflow import OrderWorkflow, OrderWorkflowArgs


@dataclass(frozen=True, kw_only=True)
class OrderSystemArgs:
    """How the shop keeps, speaks and protects its orders."""

    architecture: str = "arm64"
    """The functions' processor: arm64 or x86_64."""
    log_retention_days: int = 14
    """One of the values that CloudWatch offers."""
    order_retention_days: int = 90
    """Until DynamoDB may drop an order."""
    audio_retention_days: int = 1
    """Until S3 drops an order's recording."""
    voice_id: str = "Kimberly"
    """Polly's voice."""
    voice_engine: str = "standard"
    """Polly's engine; one that the voice lacks falls back on standard."""
    tracing: bool = True
    """Trace workflow and functions with X-Ray."""
    workflow_version: int = 0
    """The published version of the workflow that orders are started by, 0 for the newest."""
    protect: bool = False
    """Refuse to destroy the tables, the payment key and the audio."""
    recovery_days: int = 7
    """How far the tables can be wound back, 0 (not at all) to 35."""
    payment_key_alias: str | None = None
    """Of the payment key to use, where somebody else made it."""
    previous_payment_key_arns: Sequence[str] = ()
    """Keys that pages opened before a rotation may still use."""
    permissions_boundary: str | None = None
    """The ARN of the policy that bounds every role."""

    def __post_init__(self) -> None:
        if self.order_retention_days < 1:
            raise ValueError(f"order_retention_days must be 1 or more, got {self.order_retention_days}")


class OrderSystem(pulumi.ComponentResource):
    """Tables, payment key, audio bucket, functions and workflow."""

    state_machine_arn: pulumi.Output[str]
    """The workflow's ARN."""
    live_arn: pulumi.Output[str]
    """The ARN of the alias that starts the workflow's version in use."""
    orders_table_name: pulumi.Output[str]
    """Where orders live."""
    payment_key_arn: pulumi.Output[str]
    """The ARN of the key that cards are encrypted for."""
    payment_key_id: pulumi.Output[str]
    """What the page names as the card's key: the key's ARN."""
    payment_public_key: pulumi.Output[str]
    """The key's public half: base64 of the SubjectPublicKeyInfo."""
    audio_host: pulumi.Output[str]
    """The host of the links to recordings."""

    def __init__(self, name: str, args: OrderSystemArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:index:OrderSystem", name, None, opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        table, key, audio = self._table(), self._payment_key(), self._audio()
        workflow = self._workflow(table, key, audio)
        self.state_machine_arn, self.live_arn = workflow.state_machine_arn, workflow.live_arn
        self.orders_table_name = table.table_name
        self.payment_key_arn = self.payment_key_id = key.arn
        self.payment_public_key = key.public_key
        self.audio_host = audio.host
        self.register_outputs(
            {
                "state_machine_arn": self.state_machine_arn,
                "live_arn": self.live_arn,
                "orders_table_name": self.orders_table_name,
                "payment_key_arn": self.payment_key_arn,
                "payment_key_id": self.payment_key_id,
                "payment_public_key": self.payment_public_key,
                "audio_host": self.audio_host,
            }
        )

    def _table(self) -> OrdersTable:
        args = OrdersTableArgs(recovery_days=self._args.recovery_days, protect=self._args.protect)
        return OrdersTable(f"{self._name}-table", args, self._child)

    def _payment_key(self) -> PaymentKey:
        args = PaymentKeyArgs(
            protect=self._args.protect,
            alias=self._args.payment_key_alias,
            previous_key_arns=self._args.previous_payment_key_arns,
        )
        return PaymentKey(f"{self._name}-payment-key", args, self._child)

    def _audio(self) -> AudioBucket:
        args = AudioBucketArgs(retention_days=self._args.audio_retention_days, protect=self._args.protect)
        return AudioBucket(f"{self._name}-audio", args, self._child)

    def _workflow(self, table: OrdersTable, key: PaymentKey, audio: AudioBucket) -> OrderWorkflow:
        args = self._args
        shared = StateFunctionsArgs(
            table=table,
            payment_key=key,
            audio=audio,
            architecture=args.architecture,
            log_retention_days=args.log_retention_days,
            order_retention_days=args.order_retention_days,
            voice_id=args.voice_id,
            voice_engine=args.voice_engine,
            tracing=args.tracing,
            permissions_boundary=args.permissions_boundary,
        )
        self.functions = functions = state_functions(self._name, shared, self._child)
        workflow = OrderWorkflowArgs(
            placeholders={
                **{f"{state}FunctionArn": function.arn for state, function in functions.items()},
                "OrdersTable": table.table_name,
            },
            statements=[*(function.may_invoke() for function in functions.values()), table.may_settle()],
            log_retention_days=args.log_retention_days,
            tracing=args.tracing,
            version=args.workflow_version,
            permissions_boundary=args.permissions_boundary,
        )
        return OrderWorkflow(f"{self._name}-workflow", workflow, self._child)
