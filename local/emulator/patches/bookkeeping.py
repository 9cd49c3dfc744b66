"""Events and metrics that nobody reads here.

For each call that changes something LocalEmu starts a thread that waits a minute and then sends CloudTrail's event to
EventBridge; for each invocation of a function it starts one that counts it in CloudWatch. On AWS these cost the caller
nothing. CloudTrail's own record is kept.
"""

from typing import Any

from local.emulator.when_imported import when_imported

CLOUDTRAIL = "localemu.services.cloudtrail.recording_hook"
LAMBDA_METRICS = "localemu.services.lambda_.invocation.metrics"


def install() -> None:
    """Send no CloudTrail event to EventBridge and count no invocation in CloudWatch."""
    when_imported(CLOUDTRAIL, _send_no_events)
    when_imported(LAMBDA_METRICS, _count_nothing)


def _nothing(**_given: object) -> None:
    """Instead of a function that keeps books."""


def _send_no_events(cloudtrail: Any) -> None:
    cloudtrail._emit_cloudtrail_to_eventbridge = _nothing


def _count_nothing(metrics: Any) -> None:
    metrics.record_cw_metric_invocation = metrics.record_cw_metric_error = _nothing
