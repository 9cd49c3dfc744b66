"""Where and to whom LocalEmu listens, and where its functions log."""

from types import SimpleNamespace

from tests.system.workarounds.importing import Recorder, imported


def host_of_gateway_listen_is_ignored() -> bool:
    server = imported("localemu.runtime.server.twisted")
    listen = Recorder()
    server.reactor, server.TwistedGateway = SimpleNamespace(listenTCP=listen), Recorder()
    address = SimpleNamespace(host="127.0.0.1", port=4566)
    server.TwistedRuntimeServer().register(None, [address])
    return listen.given[0][1].get("interface") != "127.0.0.1"


def logging_configuration_is_ignored() -> bool:
    environments = imported("localemu.services.lambda_.invocation.execution_environment")
    version = SimpleNamespace(
        id=SimpleNamespace(function_name="f"),
        config=SimpleNamespace(logging_config={"LogGroup": "/elsewhere"}),
    )
    asked = SimpleNamespace(function_version=version)
    return environments.ExecutionEnvironment.get_log_group_name(asked) != "/elsewhere"


def image_of_another_site_may_call() -> bool:
    cors = imported("localemu.aws.handlers.cors")
    return cors.CorsEnforcer.is_cors_origin_allowed(
        {"Host": "localhost:4566", "Sec-Fetch-Site": "cross-site"}
    )


def host_that_points_here_may_call() -> bool:
    cors = imported("localemu.aws.handlers.cors")
    return cors.CorsEnforcer.is_cors_origin_allowed({"Host": "evil.example:4566"})
