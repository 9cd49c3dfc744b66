"""The whole order system."""

import inspect

import pulumi

from components.orders.args import OrderSystemArgs
from components.orders.audio_bucket import AudioBucket, AudioBucketArgs
from components.orders.functions import needs, state_functions
from components.orders.orders_table import OrdersTable, OrdersTableArgs
from components.orders.payment_key import PaymentKey, PaymentKeyArgs
from components.orders.workflow import OrderWorkflow, OrderWorkflowArgs


class OrderSystem(pulumi.ComponentResource):
    """Tables, payment key, audio bucket, functions and workflow."""

    state_machine_arn: pulumi.Output[str]
    """The workflow's ARN."""
    live_arn: pulumi.Output[str]
    """The ARN of the alias that starts the current version of the workflow."""
    orders_table_name: pulumi.Output[str]
    """The name of the orders table."""
    payment_key_arn: pulumi.Output[str]
    """The ARN of the payment key."""
    payment_key_id: pulumi.Output[str]
    """The id of the key that the page sends with a card: its ARN."""
    payment_public_key: pulumi.Output[str]
    """The public key: base64 of the SubjectPublicKeyInfo."""
    audio_host: pulumi.Output[str]
    """The host in links to recordings."""

    def __init__(self, name: str, args: OrderSystemArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:index:OrderSystem", name, None, opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        table, key, audio = self._table(), self._payment_key(), self._audio()
        self.functions = state_functions(name, args, needs(args, table, key, audio), self._child)
        workflow = self._workflow(table)
        self.state_machine_arn, self.live_arn = workflow.state_machine_arn, workflow.live_arn
        self.orders_table_name = table.table_name
        self.payment_key_arn = self.payment_key_id = key.arn
        self.payment_public_key = key.public_key
        self.audio_host = audio.host
        self.register_outputs({name: getattr(self, name) for name in inspect.get_annotations(type(self))})

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

    def _workflow(self, table: OrdersTable) -> OrderWorkflow:
        arns = {f"{state}FunctionArn": function.arn for state, function in self.functions.items()}
        rights = [*(function.may_invoke() for function in self.functions.values()), table.may_settle()]
        workflow = OrderWorkflowArgs(
            system=self._args, placeholders={**arns, "OrdersTable": table.table_name}, statements=rights
        )
        return OrderWorkflow(f"{self._name}-workflow", workflow, self._child)
