"""Where and to whom LocalEmu listens, and where its functions log."""

import functools
import io
from types import SimpleNamespace

from tests.system.workarounds.importing import Recorder, imported


def twisted_serves_on_every_interface() -> bool:
    components = imported("localemu.runtime.components").BaseComponents
    return isinstance(components.__dict__["runtime_server"], functools.cached_property)


def logging_configuration_is_ignored() -> bool:
    environments = imported("localemu.services.lambda_.invocation.execution_environment")
    version = SimpleNamespace(
        id=SimpleNamespace(function_name="f"),
        config=SimpleNamespace(logging_config={"LogGroup": "/elsewhere"}),
    )
    asked = SimpleNamespace(function_version=version)
    return environments.ExecutionEnvironment.get_log_group_name(asked) != "/elsewhere"


def anybody_may_call() -> bool:
    served = Recorder(SimpleNamespace())
    gateway = imported("rolo.gateway.wsgi").WsgiGateway(SimpleNamespace(process=served))
    imported("localemu.aws.connect")
    asked = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": "/",
        "PATH_INFO": "/",
        "SERVER_NAME": "x",
        "SERVER_PORT": "1",
    }
    named = [(b"Host", b"evil.example")]
    given = {**asked, "rolo.headers": named, "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO()}
    gateway(given, Recorder())
    return bool(served.given)


def buckets_are_in_a_fixed_folder() -> bool:
    return imported("localemu.services.s3.provider").DEFAULT_S3_TMP_DIR == "/tmp/localemu-s3-storage"  # noqa: S108 LocalEmu's
