"""Who may call: each kind of access, asked with right, wrong, expired and no credentials by each method."""

import base64
import io
import json
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.making import allow, document, function, trust
from tests.running import ROOT, RunningShop
from tests.system.asking import ORIGINS, Answer, Api
from tests.system.deploying import Deploying
from tests.system.ordering import ended

type Headers = Mapping[str, str]
type Proof = Callable[[str, str, bytes], Headers]  # for a method, a URL and a body

# A Lambda authorizer whose tokens are words.
AUTHORIZER = """
def handle(event, _context):
    word = event["authorizationToken"]
    if word == "expired":
        raise Exception("Unauthorized")
    if word == "broken":
        raise KeyError(word)
    statement = {"Action": "execute-api:Invoke", "Resource": event["methodArn"]}
    statement["Effect"] = "Allow" if word == "right" else "Deny"
    return {"principalId": "ada", "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}}
"""
REGION = "us-east-2"
SCOPE = "aws.cognito.signin.user.admin"  # of every access token that a user signed in for
PASSWORD = "Correct-Horse-7-Battery"


def header(name: str, value: str) -> Proof:
    return lambda _method, _url, _body: {name: value}


def nothing(_method: str, _url: str, _body: bytes) -> Headers:
    return {}


@dataclass(frozen=True)
class Signed:
    """Signs requests by an access key, as if it were some time ago."""

    key: Mapping[str, str]
    age: timedelta = timedelta()

    def __call__(self, method: str, url: str, body: bytes) -> Headers:
        request = AWSRequest(method, url, data=body)
        credentials = Credentials(self.key["AccessKeyId"], self.key["SecretAccessKey"])
        auth = SigV4Auth(credentials, "execute-api", REGION)
        request.context["timestamp"] = (datetime.now(UTC) - self.age).strftime("%Y%m%dT%H%M%SZ")
        request.headers["X-Amz-Date"] = request.context["timestamp"]
        signature = auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
        auth._inject_signature_to_request(request, signature)
        return dict(request.headers.items())


@dataclass(frozen=True)
class Kind:
    """An API of one kind, the proofs that callers give by what they are, and who the right one is."""

    api: Api
    proofs: Mapping[str, Proof]
    caller: Mapping[str, str]

    def ask(self, who: str, method: str, arn: str = "arn:of:nothing") -> Answer:
        body = json.dumps({"input": {"wait": 5}}) if method == "POST" else None
        query = None if method in ("POST", "OPTIONS") else urlencode({"executionArn": arn})
        url = self.api.url + (f"?{query}" if query else "")
        headers = self.proofs[who](method, url, (body or "").encode())
        return self.api.ask(method, body, query=query, headers=headers)


def user(shop: RunningShop, name: str, *statements: Mapping[str, Any]) -> tuple[str, Mapping[str, str]]:
    iam = shop.client("iam")
    arn = iam.create_user(UserName=name)["User"]["Arn"]
    if statements:
        iam.put_user_policy(UserName=name, PolicyName="may", PolicyDocument=document(*statements))
    return arn, iam.create_access_key(UserName=name)["AccessKey"]


def tokens(shop: RunningShop, pool: str, **validity: Any) -> Mapping[str, str]:
    """Return a user's tokens of a pool."""
    cognito = shop.client("cognito-idp")
    flows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    made = cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="page", ExplicitAuthFlows=flows, **validity
    )
    client = made["UserPoolClient"]["ClientId"]
    return cognito.admin_initiate_auth(
        UserPoolId=pool,
        ClientId=client,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "ada", "PASSWORD": PASSWORD},
    )["AuthenticationResult"]


def user_pool(shop: RunningShop) -> str:
    cognito = shop.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="callers")["UserPool"]["Id"]
    cognito.admin_create_user(UserPoolId=pool, Username="ada", MessageAction="SUPPRESS")
    cognito.admin_set_user_password(UserPoolId=pool, Username="ada", Password=PASSWORD, Permanent=True)
    return pool


def authorizing_function(shop: RunningShop) -> str:
    trusted = trust("lambda.amazonaws.com")
    role = shop.client("iam").create_role(RoleName="authorizer", AssumeRolePolicyDocument=trusted)
    return function(shop.client("lambda"), "authorizer", role["Role"]["Arn"], AUTHORIZER)


def endpoint(shop: RunningShop, name: str, kind: str, scopes: Sequence[str] = (), **authorizer: Any) -> Any:
    """Make an empty API with an authorizer; return the arguments of a RestApi there."""
    gateway = shop.client("apigateway")
    api = gateway.create_rest_api(name=name)
    made = gateway.create_authorizer(
        restApiId=api["id"],
        name=name,
        identitySource="method.request.header.Authorization",
        **authorizer,
    )
    return {
        "rest_api_id": api["id"],
        "root_resource_id": api["rootResourceId"],
        "access": {"kind": kind, "authorizer_id": made["id"], **({"scopes": scopes} if scopes else {})},
    }


@pytest.fixture(scope="module", name="kinds")
def _kinds(shop: RunningShop) -> dict[str, Kind]:
    pool, other_pool = user_pool(shop), user_pool(shop)
    pool_arn = shop.client("cognito-idp").describe_user_pool(UserPoolId=pool)["UserPool"]["Arn"]
    function = authorizing_function(shop)
    uri = f"arn:aws:apigateway:us-east-2:lambda:path/2015-03-31/functions/{function}/invocations"
    by_pool = {"kind": "COGNITO_USER_POOLS", "type": "COGNITO_USER_POOLS", "providerARNs": [pool_arn]}
    apis: dict[str, dict[str, Any]] = {
        "AWS_IAM": {"access": {"kind": "AWS_IAM"}},
        "API_KEY": {"access": {"kind": "API_KEY"}},
        "COGNITO_USER_POOLS": endpoint(shop, "pool", **by_pool),
        "SCOPES": endpoint(shop, "scopes", scopes=["orders/start", SCOPE], **by_pool),
        "OTHER_SCOPES": endpoint(shop, "other-scopes", scopes=["orders/start"], **by_pool),
        "LAMBDA": endpoint(
            shop, "function", "LAMBDA", type="TOKEN", authorizerUri=uri, authorizerResultTtlInSeconds=0
        ),
    }
    configuration = {
        "project:apis": json.dumps({name: {"caller": True, **given} for name, given in apis.items()}),
    }
    program = Path(__file__).parent / "access_kinds.py"
    made = Deploying(
        program=str(program),
        emulator_url=shop.emulator_url,
        credentials=shop.credentials,
        configuration=configuration,
    ).outputs()
    proofs = {
        "AWS_IAM": signers(shop, made["AWS_IAM"]["arn"]),
        "API_KEY": keys(shop, made["API_KEY"]["id"]),
        "COGNITO_USER_POOLS": cognito_tokens(shop, pool, other_pool),
        "SCOPES": access_tokens(shop, pool),
        "OTHER_SCOPES": access_tokens(shop, pool),
        "LAMBDA": (
            {word: header("Authorization", word) for word in ("right", "wrong", "expired", "broken")},
            "ada",
        ),
    }
    return {
        name: Kind(
            Api(made[name]["url"], ORIGINS[0]),
            {"nothing": nothing, **by_whom},
            {"kind": apis[name]["access"]["kind"], "id": right},
        )
        for name, (by_whom, right) in proofs.items()
    }


def signers(shop: RunningShop, arn: str) -> tuple[dict[str, Proof], str]:
    may = allow("execute-api:Invoke", Resource=f"{arn}/*/")
    elsewhere = {**may, "Resource": f"{arn}-other/*"}
    right_arn, key = user(shop, "right", may)
    _, stranger = user(shop, "stranger", elsewhere)
    return {
        "right": Signed(key),
        "wrong": Signed({**key, "SecretAccessKey": "guessed"}),
        "unknown": Signed({"AccessKeyId": "AKIAAAAAAAAAAAAAAAAA", "SecretAccessKey": "x"}),
        "refused": Signed(stranger),
        "expired": Signed(key, timedelta(minutes=10)),
    }, right_arn


def keys(shop: RunningShop, api: str) -> tuple[dict[str, Proof], str]:
    gateway = shop.client("apigateway")
    plan = gateway.create_usage_plan(name="plan", apiStages=[{"apiId": api, "stage": "v1"}])["id"]
    made = {}
    for name, enabled in (("right", True), ("expired", False)):
        made[name] = gateway.create_api_key(name=name, enabled=enabled)
        gateway.create_usage_plan_key(usagePlanId=plan, keyId=made[name]["id"], keyType="API_KEY")
    proofs = {name: header("X-Api-Key", key["value"]) for name, key in made.items()}
    return {**proofs, "wrong": header("X-Api-Key", "guessed")}, made["right"]["id"]


def cognito_tokens(shop: RunningShop, pool: str, other: str) -> tuple[dict[str, Proof], str]:
    right = tokens(shop, pool)
    short = tokens(shop, pool, IdTokenValidity=1, TokenValidityUnits={"IdToken": "seconds"})
    time.sleep(2)
    return {
        "right": header("Authorization", right["IdToken"]),
        "wrong": header("Authorization", right["IdToken"][:-8] + "AAAAAAAA"),
        "foreign": header("Authorization", tokens(shop, other)["IdToken"]),
        "access token": header("Authorization", right["AccessToken"]),
        "expired": header("Authorization", short["IdToken"]),
    }, subject(right)


def access_tokens(shop: RunningShop, pool: str) -> tuple[dict[str, Proof], str]:
    right = tokens(shop, pool)
    short = tokens(shop, pool, AccessTokenValidity=1, TokenValidityUnits={"AccessToken": "seconds"})
    time.sleep(2)
    return {
        "right": header("Authorization", right["AccessToken"]),
        "expired": header("Authorization", short["AccessToken"]),
        "wrong": header("Authorization", right["AccessToken"][:-8] + "AAAAAAAA"),
        "id token": header("Authorization", right["IdToken"]),
    }, subject(right)


def subject(told: Mapping[str, str]) -> str:
    claims = told["IdToken"].split(".")[1]
    return json.loads(base64.urlsafe_b64decode(claims + "=="))["sub"]


REFUSALS = [
    *(("AWS_IAM", who, 403, "Forbidden") for who in ("nothing", "wrong", "unknown", "refused", "expired")),
    *(("API_KEY", who, 403, "Forbidden") for who in ("nothing", "wrong", "expired")),
    *(
        ("COGNITO_USER_POOLS", who, 401, "Unauthorized")
        for who in ("nothing", "wrong", "foreign", "access token", "expired")
    ),
    *(("SCOPES", who, 401, "Unauthorized") for who in ("nothing", "wrong", "id token", "expired")),
    ("OTHER_SCOPES", "right", 401, "Unauthorized"),
    ("LAMBDA", "nothing", 401, "Unauthorized"),
    ("LAMBDA", "wrong", 403, "Forbidden"),
    ("LAMBDA", "expired", 401, "Unauthorized"),
    ("LAMBDA", "broken", 500, "InternalError"),
]
KINDS = ("AWS_IAM", "API_KEY", "COGNITO_USER_POOLS", "SCOPES", "LAMBDA")


@pytest.mark.parametrize("method", ["POST", "GET", "DELETE"])
@pytest.mark.parametrize(("kind", "who", "status", "code"), REFUSALS)
def test_who_proves_nothing_gets_nothing(
    kinds: dict[str, Kind], *, kind: str, who: str, status: int, code: str, method: str
) -> None:
    answer = kinds[kind].ask(who, method)
    assert (answer.status, answer.code) == (status, code)
    assert answer.headers["access-control-allow-origin"] == ORIGINS[0]
    assert answer.body["error"].keys() == {"code", "message", "requestId"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_one_starts_describes_and_stops_and_is_named_beside_the_input(
    shop: RunningShop, kinds: dict[str, Kind], kind: str
) -> None:
    started = kinds[kind].ask("right", "POST")
    assert started.status == 200, started.text
    arn = started.body["executionArn"]
    held = shop.client("stepfunctions").describe_execution(executionArn=arn)["input"]
    assert json.loads(held) == {"caller": kinds[kind].caller, "input": {"wait": 5}}
    assert kinds[kind].ask("right", "GET", arn).body["name"] == arn.rpartition(":")[2]
    stopped = kinds[kind].ask("right", "DELETE", arn)
    assert (stopped.status, stopped.body.keys()) == (200, {"stopDate"})
    assert ended(lambda: kinds[kind].ask("right", "GET", arn).body)["status"] == "ABORTED"


@pytest.mark.parametrize("kind", KINDS)
def test_only_this_machines_executions_are_stopped(
    shop: RunningShop, any_machine: dict[str, Any], kinds: dict[str, Kind], kind: str
) -> None:
    machines = shop.client("stepfunctions")
    for other in (any_machine["otherMachineArn"], any_machine["longerMachineArn"]):
        running = machines.start_execution(stateMachineArn=other, input='{"wait": 60}')["executionArn"]
        answer = kinds[kind].ask("right", "DELETE", running)
        assert (answer.status, answer.code) == (404, "ExecutionDoesNotExist")
        assert machines.describe_execution(executionArn=running)["status"] == "RUNNING"
        machines.stop_execution(executionArn=running)


@pytest.mark.parametrize("kind", KINDS)
def test_the_preflight_is_open_and_allows_what_proves(kinds: dict[str, Kind], kind: str) -> None:
    answer = kinds[kind].ask("nothing", "OPTIONS")
    assert answer.status == 200
    assert "DELETE" in answer.headers["access-control-allow-methods"]
    allowed = answer.headers["access-control-allow-headers"].lower().split(",")
    sent = kinds[kind].proofs["right"]("GET", kinds[kind].api.url, b"")
    assert {name.lower() for name in sent} <= set(allowed)


@pytest.mark.parametrize("kind", KINDS)
def test_by_the_generated_sdk_the_right_one_starts_describes_and_stops(
    shop: RunningShop, kinds: dict[str, Kind], kind: str
) -> None:
    ended = by_sdk(shop, kinds[kind], "right")
    assert ended.get("value") == [200, "RUNNING", ["stopDate"]], ended
    assert [request["method"] for request in ended["sent"]] == ["POST", "GET", "DELETE"]


@pytest.mark.parametrize(("kind", "who", "status", "code"), [it for it in REFUSALS if it[1] == "wrong"])
def test_by_the_generated_sdk_others_are_refused(
    shop: RunningShop, kinds: dict[str, Kind], *, kind: str, who: str, status: int, code: str
) -> None:
    ended = by_sdk(shop, kinds[kind], who)
    assert (ended["error"]["status"], ended["data"]["error"]["code"]) == (status, code)


def by_sdk(shop: RunningShop, kind: Kind, who: str) -> dict[str, Any]:
    """Start, describe and stop an execution as a page does that has the stage's SDK and somebody's credentials."""
    if not (node := shutil.which("node")):
        pytest.skip("install Node.js 20 or newer to run the generated SDK")
    proof, config, headers, clock = kind.proofs[who], {}, {}, {}
    if isinstance(proof, Signed):
        clock = {"now": (datetime.now(UTC) - proof.age).isoformat()}
        config = {"accessKey": proof.key["AccessKeyId"], "secretKey": proof.key["SecretAccessKey"]}
    else:
        headers = dict(proof("", "", b""))
        config = {"apiKey": headers.pop("X-Api-Key", "")}
    code = f"""(async () => {{
        const client = apigClientFactory.newClient({json.dumps({**config, "region": REGION})});
        const proof = {json.dumps({"headers": headers})};
        const started = await client.rootPost({{}}, {{input: {{wait: 60}}}}, proof);
        const {{ executionArn }} = started.data;
        const told = await client.rootGet({{ executionArn }}, undefined, proof);
        const stopped = await client.rootDelete({{ executionArn }}, {{ executionArn }}, proof);
        return [started.status, told.data.status, Object.keys(stopped.data)];
    }})()"""
    scripts = sdk_scripts(shop, kind.api.url)
    job = json.dumps({"scripts": scripts, "code": code, "origin": kind.api.origin, **clock})
    page = ROOT / "tests" / "unit" / "emulator" / "page_of_scripts.mjs"
    ended = subprocess.run([node, page], input=job, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def sdk_scripts(shop: RunningShop, url: str) -> list[str]:
    """Return the scripts of the SDK that is generated for a stage, in its README's order."""
    api, stage = url.rstrip("/").split("/")[-2:]
    told = shop.client("apigateway").get_sdk(restApiId=api, stageName=stage, sdkType="javascript")
    with told["body"] as body, zipfile.ZipFile(io.BytesIO(body.read())) as packed:
        names = re.findall(r'src="([^"]+)"', packed.read("apiGateway-js-sdk/README.md").decode())
        return [packed.read(f"apiGateway-js-sdk/{name}").decode() for name in names]
