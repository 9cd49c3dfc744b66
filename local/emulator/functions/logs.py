"""A function's log goes where its logging configuration says.

LocalEmu writes to `/aws/lambda/<name>` whatever the configuration says, and, before it makes a stream, makes the log
group by the function's role. On AWS the role needs no right to make log groups once the group exists. LocalEmu also
keeps one session of the role for as long as the function lives, and sessions end after an hour; and it opens a
connection to itself for each write, which takes from the time of the function after this one.
Source: docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
"""

import json
import logging
import time
from http import HTTPStatus
from typing import Any

from cachetools.func import ttl_cache

from local.emulator.when_imported import instead_of, when_imported
from local.emulator.within import KEPT_SECONDS, ask

log = logging.getLogger(__name__)
_streams: set[str] = set()  # that have taken a write; their names are unique


@instead_of(
    "localemu.services.lambda_.invocation.execution_environment", "ExecutionEnvironment.get_log_group_name"
)
def name_group(unconfigured: Any, environment: Any) -> str:
    return environment.function_version.config.logging_config.get("LogGroup") or unconfigured(environment)


@when_imported("localemu.services.lambda_.invocation.logs")
def write_with_the_functions_own_rights(logs: Any) -> None:
    @ttl_cache(ttl=KEPT_SECONDS)
    def client(role: str, region: str) -> Any:
        return logs.connect_to.with_assumed_role(
            region_name=region, role_arn=role, service_principal=logs.ServicePrincipal.lambda_
        ).logs

    def run_log_loop(self: Any, *_: Any, **__: Any) -> None:
        while (item := self.log_queue.get()) is not logs.QUEUE_SHUTDOWN:
            try:
                _put(client(self.role_arn, self.region), item)
            except Exception as error:
                log.warning("no log written to %s: %s", item.log_group, error)

    logs.LogHandler.run_log_loop = run_log_loop


def _put(client: Any, item: Any) -> None:
    events = [
        {"timestamp": int(time.time() * 1000), "message": line} for line in item.logs.split("\n") if line
    ]
    place = {"logGroupName": item.log_group, "logStreamName": item.log_stream}
    if item.log_stream in _streams and _put_within(client, place | {"logEvents": events}):
        return
    try:
        client.put_log_events(**place, logEvents=events)
    except client.exceptions.ResourceNotFoundException:
        client.create_log_stream(**place)
        client.put_log_events(**place, logEvents=events)
    _streams.add(item.log_stream)


def _put_within(client: Any, request: dict[str, Any]) -> bool:
    """Return whether the stream is still there. Raises PermissionError, in AWS's words."""
    role = client._request_signer._credentials
    caller = f"Credential={role.access_key}/20260101/{client.meta.region_name}/logs/aws4_request"
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "Logs_20140328.PutLogEvents",
        "Authorization": f"AWS4-HMAC-SHA256 {caller}, SignedHeaders=host, Signature=none",
        "X-Amz-Security-Token": role.token,
    }
    answer = ask("POST", "/", "", headers, json.dumps(request))
    refusal = "" if answer.status_code == HTTPStatus.OK else answer.get_data(as_text=True)
    if refusal and "ResourceNotFoundException" not in refusal:
        raise PermissionError(refusal)
    return not refusal
