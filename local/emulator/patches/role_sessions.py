"""Step Functions assumes a role once in 40 minutes, not for each task; API Gateway's session is renewed; their calls
stay within the process.

LocalEmu's Step Functions assumes the role and makes a new boto3 client for each task. Its API Gateway keeps the first
session forever, though that ends after an hour; sends one of LocalEmu's own headers without its token, which is refused
with a warning at every request; and doesn't sign its calls. For each call both connect to the emulator that they are
in, and API Gateway reads `.netrc` first. AWS's services keep a session while it is valid.
Source: docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (DurationSeconds)
"""

from importlib import import_module
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from cachetools.func import ttl_cache

from local.emulator.when_imported import when_imported
from local.emulator.within import KEPT_SECONDS, ask, keep_within

AWS_INTEGRATION = "localemu.services.apigateway.next_gen.execute_api.integrations.aws"


@when_imported("localemu.services.stepfunctions.asl.utils.boto_client")
def keep_clients(clients: Any) -> None:
    make = clients.boto_client_for

    @ttl_cache(ttl=KEPT_SECONDS)
    def client(service: str, region: str, role_arn: str) -> object:
        return keep_within(make(service, region, clients.StateCredentials(role_arn=role_arn)))

    def boto_client_for(service: str, region: str, state_credentials: Any) -> object:
        return client(service, region, state_credentials.role_arn)

    clients.boto_client_for = boto_client_for


@when_imported(AWS_INTEGRATION)
def renew_headers(integration: Any) -> None:
    make = integration._get_internal_mocked_headers_cached.__wrapped__
    refused = import_module("localemu.aws.connect").INTERNAL_REQUEST_PARAMS_HEADER

    @ttl_cache(ttl=KEPT_SECONDS)
    def headers(*args: object, **kwargs: object) -> dict[str, str]:
        return {name: value for name, value in make(*args, **kwargs).items() if name != refused}

    integration._get_internal_mocked_headers_cached = headers


@when_imported(AWS_INTEGRATION)
def ask_within(integration: Any) -> None:
    def request(method: str, url: str, params: Any, headers: Any, data: Any = None) -> SimpleNamespace:
        answer = ask(method, url, urlencode(params, doseq=True), headers, data)
        return SimpleNamespace(content=answer.data, status_code=answer.status_code, headers=answer.headers)

    integration.requests = SimpleNamespace(request=request)
