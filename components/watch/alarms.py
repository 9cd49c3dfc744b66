"""What a person is woken for: each alarm with its metric, its bound and a sentence. docs/runbook.md says what to do.

An alarm's name is its heading in the runbook. A period without data is no alarm: nobody may have ordered.
Sources of names, dimensions and units: docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html,
docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html,
docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

FIVE_MINUTES = 300
STATES, API, LAMBDA = "AWS/States", "AWS/ApiGateway", "AWS/Lambda"


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A metric of AWS's. dimensions: the part of the shop that gives each its value, or the value itself in quotes."""

    namespace: str
    name: str
    dimensions: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Lines:
    """A count of the lines of a log that match a pattern: a metric of our own. log: the part that writes it.

    Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
    """

    log: str
    pattern: str


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """An alarm rings when the sum of a period is `at_least`, in as many periods of `seconds` on end as `periods`."""

    says: str
    of: Metric | Lines
    at_least: int = 1
    seconds: int = FIVE_MINUTES
    periods: int = 1


def _orders(name: str) -> Metric:
    return Metric(namespace=STATES, name=name, dimensions={"StateMachineArn": "state_machine_arn"})


def _calls(name: str, function: str) -> Metric:
    return Metric(namespace=LAMBDA, name=name, dimensions={"FunctionName": function})


_API = {"ApiName": "api_name", "Stage": "stage_name"}
_DESCRIBE = {"APIName": "'DescribeExecution'"}
MOST_TRIES = 4  # of a task: the first and three more

ALARMS: dict[str, Alarm] = {
    "orders-failed": Alarm(
        says="An order ended without an outcome: its customer was told that something broke.",
        of=_orders("ExecutionsFailed"),
    ),
    "orders-timed-out": Alarm(
        says="An order took longer than the workflow may: its customer was told nothing.",
        of=_orders("ExecutionsTimedOut"),
    ),
    "orders-throttled": Alarm(
        says="Step Functions slows orders down: the account's quota of state transitions is used up.",
        of=_orders("ExecutionThrottled"),
    ),
    "payments-unknown": Alarm(
        says="Nobody knows whether a customer was charged, and the charge could be neither found nor voided.",
        of=Lines(log="voice_log", pattern='{ $.message = "payment unknown" }'),
    ),
    "charges-not-voided": Alarm(
        says="A charge that must not stand couldn't be voided at once.",
        of=Lines(log="payment_log", pattern='{ $.errorType = "PaymentUnknownError" }'),
        at_least=MOST_TRIES,
    ),
    "api-faults": Alarm(
        says="The API answered with a fault of its own (5xx).",
        of=Metric(namespace=API, name="5XXError", dimensions=_API),
    ),
    "turned-away": Alarm(
        says="Visitors are turned away by a limit (429).",
        of=Lines(log="access_log", pattern='{ $.status = "429" }'),
        at_least=10,
    ),
    "payment-errors": Alarm(
        says="ProcessPayment fails: orders wait for its retries, or end unpaid.",
        of=_calls("Errors", "payment_function"),
        at_least=MOST_TRIES,
    ),
    "voice-errors": Alarm(
        says="NotifyWithPolly has failed for a quarter of an hour.",
        of=_calls("Errors", "voice_function"),
        periods=3,
    ),
    "voices-lost": Alarm(
        says="As many tries to speak failed as one order has: an order that went well stayed silent.",
        of=_calls("Errors", "voice_function"),
        at_least=MOST_TRIES,
    ),
    "looks-throttled": Alarm(
        says="Step Functions refuses looks at orders: DescribeExecution's quota of the account is used up.",
        of=Metric(namespace=STATES, name="ThrottledEvents", dimensions=_DESCRIBE),
        at_least=10,
    ),
}


@dataclass(frozen=True, kw_only=True)
class Graph:
    """A graph of the dashboard: metrics by their label, each with its statistic."""

    title: str
    lines: Mapping[str, tuple[Metric, str]] = field(default_factory=dict)
    alarms: tuple[str, ...] = ()  # whose counts of log lines it shows


GRAPHS = (
    Graph(
        title="Orders",
        lines={
            "started": (_orders("ExecutionsStarted"), "Sum"),
            "ended well": (_orders("ExecutionsSucceeded"), "Sum"),
            "failed": (_orders("ExecutionsFailed"), "Sum"),
            "timed out": (_orders("ExecutionsTimedOut"), "Sum"),
        },
    ),
    Graph(
        title="From click to voice (ms)",
        lines={
            "half of the orders": (_orders("ExecutionTime"), "p50"),
            "19 of 20": (_orders("ExecutionTime"), "p95"),
        },
    ),
    Graph(
        title="Payments and voices that fail",
        lines={
            "ProcessPayment": (_calls("Errors", "payment_function"), "Sum"),
            "NotifyWithPolly": (_calls("Errors", "voice_function"), "Sum"),
        },
        alarms=("payments-unknown", "charges-not-voided"),
    ),
    Graph(
        title="The API",
        lines={
            "requests": (Metric(namespace=API, name="Count", dimensions=_API), "SampleCount"),
            "faults (5xx)": (Metric(namespace=API, name="5XXError", dimensions=_API), "Sum"),
        },
        alarms=("turned-away",),
    ),
    Graph(
        title="Looks at orders, of the account's quota",
        lines={
            "used": (Metric(namespace=STATES, name="ConsumedCapacity", dimensions=_DESCRIBE), "Sum"),
            "throttled": (Metric(namespace=STATES, name="ThrottledEvents", dimensions=_DESCRIBE), "Sum"),
        },
    ),
)
