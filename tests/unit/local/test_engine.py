"""The in-process engine, each run in a process of its own: Pulumi's runtime is global."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from local.paths import ROOT

RUN = """
import os, sys
from pathlib import Path
from local import engine
from local.credentials import Credentials
from local.provider import Aws
try:
    nowhere = Aws("http://127.0.0.1:9", "us-east-2", Credentials.new())
    deployment = engine.deploy(Path(sys.argv[1]), "trial", {"trial:word": "hello"}, nowhere, float(sys.argv[2]))
    print(deployment.outputs, [resource.kind for resource in deployment.resources])
except engine.DeploymentError as error:
    print("DeploymentError:", error, *[it.name for it in error.made])
sys.stdout.flush()
os._exit(0)
"""


def deploy(directory: Path, program: str, timeout_seconds: float = 30) -> str:
    file = directory / "__main__.py"
    file.write_text("import pulumi\n" + textwrap.dedent(program))
    ended = subprocess.run(
        [sys.executable, "-c", RUN, str(file), str(timeout_seconds)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.stdout.strip() or ended.stderr


def test_a_program_reads_its_configuration_and_exports(tmp_path: Path) -> None:
    printed = deploy(tmp_path, 'pulumi.export("said", pulumi.Config().require("word"))')
    assert printed == "{'said': 'hello'} []"


def test_a_secret_output_is_never_told(tmp_path: Path) -> None:
    printed = deploy(tmp_path, 'pulumi.export("pin", pulumi.Output.secret("1234"))')
    assert printed == "{'pin': '[secret]'} []"


def test_a_dynamic_resource_is_created_by_its_own_provider_configured_as_by_the_cli(tmp_path: Path) -> None:
    program = """
        from pulumi import dynamic

        class Provider(dynamic.ResourceProvider):
            def configure(self, req):
                self.word = req.config.require("word")
            def create(self, props):
                return dynamic.CreateResult("id-1", {**props, "said": self.word + props["mark"]})

        class Thing(dynamic.Resource):
            said: pulumi.Output[str]

        thing = Thing(Provider(), "thing", {"mark": "!", "said": None})
        pulumi.export("said", thing.said)
    """
    assert deploy(tmp_path, program) == "{'said': 'hello!'} ['pulumi-python:dynamic:Resource']"


def test_an_unknown_type_ends_the_run_at_once_naming_the_resource(tmp_path: Path) -> None:
    program = """
        import pulumi_aws as aws
        queue = aws.sqs.Queue("orders")
        aws.sqs.Queue("after", name=queue.name)
    """
    assert deploy(tmp_path, program) == (
        "DeploymentError: orders: aws:sqs/queue:Queue is not known to the stand-in provider: "
        "add it in local/provider/conformance/sqs.yaml"
    )


def test_a_dynamic_resource_that_fails_names_itself(tmp_path: Path) -> None:
    program = """
        from pulumi import dynamic

        class Provider(dynamic.ResourceProvider):
            def create(self, props):
                raise ValueError("no\\nsuch luck")

        class Thing(dynamic.Resource):
            pass

        Thing(Provider(), "thing", {})
    """
    assert deploy(tmp_path, program) == "DeploymentError: thing: no such luck"


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        ('raise ValueError("bad setting")', "the program failed: ValueError: bad setting"),
        ("pulumi.Config().require('absent')", "Missing required configuration variable 'trial:absent'"),
        ("import sys; sys.exit(3)", "the program failed: SystemExit: 3"),
        (
            "pulumi.Output.from_input(1).apply(lambda _: 1 / 0)",
            "the program failed: ZeroDivisionError: division by zero",
        ),
    ],
)
def test_a_program_that_fails_is_told_in_one_sentence(tmp_path: Path, program: str, sentence: str) -> None:
    assert deploy(tmp_path, program).startswith(f"DeploymentError: {sentence}")


def test_a_program_that_hangs_is_given_up(tmp_path: Path) -> None:
    printed = deploy(tmp_path, "import threading; threading.Event().wait()", timeout_seconds=0.5)
    assert printed == "DeploymentError: not deployed within 0.5 s; made last: nothing"


def test_what_a_deployment_that_is_given_up_has_made_is_known(tmp_path: Path) -> None:
    program = """
        import threading
        import pulumi.dynamic

        class Provider(pulumi.dynamic.ResourceProvider):
            def create(self, props):
                return pulumi.dynamic.CreateResult("1", props)

        class Thing(pulumi.dynamic.Resource):
            pass

        made = Thing(Provider(), "thing", {})
        made.id.apply(lambda _: threading.Event().wait())
    """
    printed = deploy(tmp_path, program, timeout_seconds=5)
    assert printed == "DeploymentError: not deployed within 5 s; made last: thing thing"
