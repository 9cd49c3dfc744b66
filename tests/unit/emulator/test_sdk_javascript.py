"""The SDK's scripts, run by Node on a network that gives one answer."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from local.emulator.sdk import bundle
from local.emulator.sdk.operations import Operation

NODE = shutil.which("node")
PAGE = Path(__file__).parent / "page_of_scripts.mjs"
URL = "http://localhost:4566/_aws/execute-api/abc/v1"
NOW = "2026-11-23T01:02:03.456Z"
API = [
    Operation("GET", "/", (), (), ("executionArn",)),
    Operation("POST", "/", (), (), ()),
    Operation("PUT", "/pets/{petId}", ("petId",), ("X-Trace",), ("a", "b")),
]
OK = {"status": 200, "body": '{"fine": true}'}
PUT = "petsPetIdPut({petId: \"a/b é!'()*\", 'X-Trace': 'two  spaces', a: \"é &=!'()*~\", b: 2}, {x: 'é'})"

pytestmark = pytest.mark.skipif(NODE is None, reason="Node.js is not on the PATH")


def scripts() -> list[str]:
    """Return the scripts in the README's order."""
    readme = (bundle.JAVASCRIPT / "README.md").read_text()
    names = re.findall(r'src="([^"]+)"', readme)
    return [
        bundle.client(API, URL) if name == bundle.CLIENT else (bundle.JAVASCRIPT / name).read_text()
        for name in names
    ]


def run(code: str, answer: dict[str, Any] | None = OK) -> dict[str, Any]:
    """Return what an expression ends in and what was sent."""
    job = {"scripts": scripts(), "code": code, "answer": answer, "now": NOW}
    ended = subprocess.run(
        [str(NODE), PAGE], input=json.dumps(job), capture_output=True, text=True, timeout=30, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def call(method: str, config: str = "", answer: dict[str, Any] | None = OK) -> dict[str, Any]:
    """Return how a call of the client ends."""
    return run(f"apigClientFactory.newClient({config}).{method}", answer)


def value(code: str) -> Any:
    return run(code)["value"]


def test_a_get_sends_its_parameters_in_the_query() -> None:
    [request] = call("rootGet({executionArn: 'arn:a b'})")["sent"]
    assert (request["method"], request["url"]) == ("GET", f"{URL}/?executionArn=arn%3Aa%20b")
    assert request["headers"] == {"Content-Type": "application/json", "Accept": "application/json"}


def test_a_post_sends_its_body_as_json() -> None:
    ended = call("rootPost({}, {name: 'é'})")
    [request] = ended["sent"]
    assert (request["method"], request["url"]) == ("POST", f"{URL}/")
    assert json.loads(request["body"]) == {"name": "é"}
    assert ended["value"]["data"] == {"fine": True}
    assert ended["value"]["headers"]["x-amzn-requestid"] == "1"


def test_an_empty_body_is_the_empty_string_in_json_as_on_aws() -> None:
    assert call("rootPost({}, {})")["sent"][0]["body"] == '""'


@pytest.mark.parametrize(
    ("config", "body", "sent"),
    [
        ("", "'text'", '"text"'),
        ("", "' [1] '", "[1]"),
        ("{defaultContentType: 'text/plain'}", "' [1] '", " [1] "),
    ],
)
def test_a_body_of_text_goes_as_its_content_type_asks(config: str, body: str, sent: str) -> None:
    assert call(f"rootPost({{}}, {body})", config)["sent"][0]["body"] == sent


def test_additional_parameters_and_an_api_key_go_along() -> None:
    [request] = call("rootPost({}, 'x', {headers: {A: '1'}, queryParams: {q: 2}})", "{apiKey: 'key'}")["sent"]
    assert request["url"].endswith("/?q=2")
    assert {"A": "1", "x-api-key": "key"}.items() <= request["headers"].items()


def test_a_declared_parameter_that_is_missing_throws_a_string_and_sends_nothing() -> None:
    for params in ("{}", ""):
        ended = call(f"rootGet({params})")
        assert (ended["thrown"], ended["sent"]) == ("executionArn must be defined", [])


@pytest.mark.parametrize(("status", "code"), [(409, "ERR_BAD_REQUEST"), (500, "ERR_BAD_RESPONSE")])
def test_a_refusal_rejects_with_an_error_that_has_the_response(status: int, code: str) -> None:
    ended = call("rootPost({}, {})", answer={"status": status, "body": '{"error": {"code": "X"}}'})
    assert ended["error"] == {
        "name": "AxiosError",
        "message": f"Request failed with status code {status}",
        "code": code,
        "status": status,
    }
    assert ended["data"] == {"error": {"code": "X"}}


def test_no_answer_rejects_with_an_error_without_response() -> None:
    error = call("rootPost({}, {})", answer=None)["error"]
    assert error == {"name": "AxiosError", "message": "Network Error", "code": "ERR_NETWORK"}


@pytest.mark.parametrize(("body", "data"), [("<html>", "<html>"), ("null", None)])
def test_an_answer_that_is_no_json_stays_text(body: str, data: str | None) -> None:
    assert call("rootPost({}, {})", answer={"status": 200, "body": body})["value"]["data"] == data


def signature_of(request: dict[str, Any], region: str) -> str:
    """Return the signature that botocore makes of what was sent, over the headers that it says are signed."""
    signed = re.findall(r"SignedHeaders=([^,]+)", request["headers"]["Authorization"])[0].split(";")
    headers = {name: text for name, text in request["headers"].items() if name.lower() in signed}
    body = None if request["method"] == "GET" else request["body"].encode()
    made = AWSRequest(method=request["method"], url=request["url"], data=body, headers=headers)
    made.context["timestamp"] = request["headers"]["x-amz-date"]
    signer = SigV4Auth(Credentials("AKID", "secret"), "execute-api", region)
    return str(signer.signature(signer.string_to_sign(made, signer.canonical_request(made)), made))


@pytest.mark.parametrize(
    "method", ["rootGet({executionArn: 'arn:a:b/c d+e'})", "rootPost({}, {name: 'é', n: [1]})", PUT]
)
def test_a_signature_is_the_one_that_botocore_makes(method: str) -> None:
    config = "{accessKey: 'AKID', secretKey: 'secret', region: 'us-east-2'}"
    [request] = call(method, config)["sent"]
    assert request["headers"]["x-amz-date"] == "20261123T010203Z"
    authorization = request["headers"]["Authorization"]
    assert authorization.startswith(
        "AWS4-HMAC-SHA256 Credential=AKID/20261123/us-east-2/execute-api/aws4_request, SignedHeaders=accept;"
    )
    assert authorization.endswith(f"Signature={signature_of(request, 'us-east-2')}")


def test_a_session_token_goes_along_with_the_signature() -> None:
    config = "{accessKey: 'AKID', secretKey: 'secret', sessionToken: 'token'}"
    headers = call("rootGet({executionArn: 'a'})", config)["sent"][0]["headers"]
    assert headers["x-amz-security-token"] == "token"
    assert "/us-east-1/execute-api/" in headers["Authorization"]


def test_without_a_body_the_content_type_is_sent_but_not_signed() -> None:
    config = "{accessKey: 'AKID', secretKey: 'secret'}"
    headers = call("rootGet({executionArn: 'a'})", config)["sent"][0]["headers"]
    assert headers["Content-Type"] == "application/json"
    assert "SignedHeaders=accept;host;x-amz-date," in headers["Authorization"]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("/", "/"),
        ("/pets/{a}", "/pets/a%2Fb%20%C3%A9%21%27%28%29%2A~"),
        ("/{n}/{list}", "/7/1,2%202"),
        ("/{missing}/x", "//x"),
        ("/{proxy+}", "/"),
    ],
)
def test_templates_expand_as_rfc_6570_has_it(template: str, expected: str) -> None:
    values = "{a: \"a/b é!'()*~\", n: 7, list: [1, '2 2'], missing: null}"
    assert value(f"uritemplate('{template}').expand({values})") == expected
