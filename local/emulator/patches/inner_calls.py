"""How API Gateway asks a service of AWS.

LocalEmu opens a connection to itself for each request, and reads `.netrc` before. Here the gateway is called as its
server would call it.
"""

from importlib import import_module
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote, urlsplit

from local.emulator.when_imported import when_imported

AWS_INTEGRATION = "localemu.services.apigateway.next_gen.execute_api.integrations.aws"


def install() -> None:
    """Stay in the process."""
    when_imported(AWS_INTEGRATION, _stay)


def _stay(integration: Any) -> None:
    requests = integration.requests
    runtime = import_module("localemu.runtime")
    http = import_module("rolo.request")
    serve = import_module("rolo.gateway.wsgi").WsgiGateway
    run = import_module("werkzeug.test").run_wsgi_app

    def request(**asked: Any) -> SimpleNamespace:
        made = requests.Request(**asked).prepare()
        url = urlsplit(made.url)
        environ = http.Request(
            made.method,
            unquote(url.path),
            made.headers,
            made.body,
            query_string=url.query,
            raw_path=url.path,
            server=(url.hostname, url.port),
        ).environ
        environ["rolo.headers"] = [(name.encode(), value.encode()) for name, value in made.headers.items()]
        gateway = serve(runtime.get_current_runtime().components.gateway)
        body, status, headers = run(gateway, environ, buffered=True)
        return SimpleNamespace(content=b"".join(body), status_code=int(status.split()[0]), headers=headers)

    integration.requests = SimpleNamespace(request=request)
