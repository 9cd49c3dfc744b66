"""The shop on the emulator: deploys, serves and checks it."""

import http.client
import json
import os
import shlex
import threading
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from components import project
from components.orders import menu
from components.website.security import content_security_policy, security_headers
from local import configuration, engine
from local.credentials import AwsFiles
from local.emulator.launch import DASHBOARD, DASHBOARD_PATH
from local.errors import LocalRunError
from local.options import Options
from local.page_server import PageServer
from local.paths import ROOT
from local.provider import Aws, use_only
from local.sealing import seal, sealed_name

REGION = "aws:region"
WEBSITE_URL = f"{project.NAME}:websiteUrl"
WEBSITE = "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration"
DEPLOYMENT_TIMEOUT_SECONDS = 120
ANSWER_TIMEOUT_SECONDS = 20
CURL = "curl -s --noproxy '*'"  # curl would use proxies of the environment even for this machine
APPROVED_CARD = {"number": "1111111111111111", "name": "Ada", "zip": "43004", "securityCode": "123"}


@dataclass(frozen=True)
class Shop:
    """A shop that is deployed on the emulator."""

    options: Options
    aws: Aws
    deployment: engine.Deployment

    @staticmethod
    def configuration(options: Options) -> dict[str, str]:
        """Return the program's settings for the local run; LocalRunError names a wrong one."""
        return configuration.load(
            ROOT / "Pulumi.yaml", ROOT / f"Pulumi.{engine.STACK}.yaml", {WEBSITE_URL: options.page_origin}
        )

    @classmethod
    def deploy(
        cls, options: Options, values: Mapping[str, str], aws: Aws, before: Sequence[engine.Registered] = ()
    ) -> "Shop":
        """Run the program with its settings against the emulator; LocalRunError for the first thing that fails.

        before: the existing resources.
        """
        use_only(aws.environment())  # for the program's dynamic resources, and for the next deployment
        deployment = engine.deploy(
            ROOT / "__main__.py", project.NAME, values, aws, DEPLOYMENT_TIMEOUT_SECONDS, before=before
        )
        return cls(options, aws, deployment)

    def serve_page(self, up_to_date: threading.Event) -> PageServer:
        """Serve the website bucket on localhost with the headers of CloudFront."""
        website = self.deployment.one(WEBSITE).state["websiteEndpoint"]
        upstream = (self.options.emulator_port, website)
        audio_origin = self.aws.endpoint  # presigned URLs have the endpoint of the functions
        policy = content_security_policy([_origin(self.deployment.outputs["stageUrl"])], [audio_origin])
        return PageServer(self.options.page_port, upstream, security_headers(policy), up_to_date)

    def verify(self) -> None:
        """Call the page and the API once; LocalRunError names what doesn't respond as it should.

        The emulator loads a service at its first call: those of an order are called here, so that no order waits.
        """
        self.aws.client("events").list_rules()
        self.aws.client("polly").describe_voices()
        page, stage = self.deployment.outputs["websiteUrl"], self.deployment.outputs["stageUrl"]
        status, _ = _get(page)
        if status != http.client.OK:
            raise LocalRunError(
                f"the page {page} responds {status}: see the logs in {self.options.directory}"
            )
        unknown = urllib.parse.urlencode({"executionArn": self._execution("none")})
        status, body = _get(f"{stage}?{unknown}")
        if status not in {http.client.BAD_REQUEST, http.client.NOT_FOUND} or not _is_json(body):
            raise LocalRunError(
                f"the API {stage} responds {status} to an unknown execution: see the logs in {self.options.directory}"
            )

    def greeting(self, seconds: float) -> str:
        """Return the text for the terminal when everything answers: the page, and an order by curl.

        The order is written to a file; the ARN of its execution is known in advance by its name.
        """
        outputs, order = self.deployment.outputs, str(uuid.uuid4())
        file = self._write_order(order)
        stage = outputs["stageUrl"]
        return (
            f"\nReady in {seconds:.1f} s. The page: {outputs['websiteUrl']}   (Ctrl-C stops everything)\n\n"
            f"The API: {stage}\nWhat happens: make logs, make orders. If something goes wrong: docs/runbook.md\n\n"
            "Order by curl, then look at the order:\n"
            f"  {CURL} {stage} -H 'Content-Type: application/json' -d {shlex.quote(f'@{file}')}\n"
            f"  {CURL} {stage} -G -d executionArn={self._execution(order)}\n"
            f"{self._dashboard()}"
        )

    def _dashboard(self) -> str:
        if os.environ.get(DASHBOARD) != "1":
            return ""
        return (
            f"\nLocalEmu's dashboard: {self.aws.endpoint}{DASHBOARD_PATH}\n"
            f"  user and password are access key and secret key in {AwsFiles(self.options.directory).credentials}\n"
        )

    def _write_order(self, name: str) -> Path:
        key = self.deployment.outputs["paymentKeyArn"]
        public_key = self.aws.client("kms").get_public_key(KeyId=key)["PublicKey"]
        dish = menu()["items"][0]
        belongs = {"order": sealed_name(uuid.UUID(name)), "total": dish["price"]}
        card = APPROVED_CARD | belongs
        body = {
            "name": name,
            "input": {
                "customer": {"name": APPROVED_CARD["name"]},
                "fulfilment": "pickup",
                "items": [{"item": dish["id"], "quantity": 1}],
                "total": dish["price"],
                "card": {"keyId": key, "ciphertext": seal(public_key, json.dumps(card))},
            },
        }
        file = self.options.directory / "order.json"
        file.write_text(json.dumps(body))
        return file

    def _execution(self, name: str) -> str:
        machine: str = self.deployment.outputs["stateMachineArn"]
        return f"{machine.replace(':stateMachine:', ':execution:')}:{name}"


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _get(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=ANSWER_TIMEOUT_SECONDS) as answer:  # noqa: S310 our own page and API
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError as error:
        raise LocalRunError(f"{url} does not respond: {error}") from error


def _is_json(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False
