"""Calls to the emulator as bytes on the wire: any target, any headers, signed in any way."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

REGION = "us-east-2"
JSON = "application/x-amz-json-1.0"
FORM = "application/x-www-form-urlencoded"
type Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Call:
    """One request. service: as a signature names it. target: with its query."""

    service: str
    target: str
    method: str = "GET"
    body: str = ""
    headers: Headers = ()

    def with_headers(self, *headers: tuple[str, str]) -> "Call":
        return replace(self, headers=(*self.headers, *headers))


def by_query(service: str, action: str, version: str) -> Call:
    """Return a call as old services take it, by a GET, which any page can make a browser send."""
    return Call(service, f"/?{urlencode({'Action': action, 'Version': version})}")


def by_target(service: str, target: str) -> Call:
    return Call(service, "/", "POST", "{}", (("Content-Type", JSON), ("X-Amz-Target", target)))


# Something harmless of each service that the shop, its pipeline or an attack on it would use.
SERVICES = (
    by_query("iam", "ListRoles", "2010-05-08"),
    by_query("sts", "GetCallerIdentity", "2011-06-15"),
    by_query("sns", "ListTopics", "2010-03-31"),
    by_query("cloudformation", "ListStacks", "2010-05-15"),
    by_query("ec2", "DescribeRegions", "2016-11-15"),
    by_query("monitoring", "ListMetrics", "2010-08-01"),
    Call("s3", "/"),
    Call("lambda", "/2015-03-31/functions/"),
    Call("apigateway", "/restapis"),
    Call("polly", "/v1/voices"),
    Call("cloudfront", "/2020-05-31/distribution"),
    Call("route53", "/2013-04-01/hostedzone"),
    Call("xray", "/GetSamplingStatisticSummaries", "POST", "{}", (("Content-Type", "application/json"),)),
    by_target("dynamodb", "DynamoDB_20120810.ListTables"),
    by_target("kms", "TrentService.ListKeys"),
    by_target("logs", "Logs_20140328.DescribeLogGroups"),
    by_target("states", "AWSStepFunctions.ListStateMachines"),
    by_target("events", "AWSEvents.ListRules"),
    by_target("sqs", "AmazonSQS.ListQueues"),
    by_target("ssm", "AmazonSSM.DescribeParameters"),
    by_target("secretsmanager", "secretsmanager.ListSecrets"),
    by_target("cloudtrail", "CloudTrail_20131101.DescribeTrails"),
    by_target("cognito-idp", "AWSCognitoIdentityProviderService.InitiateAuth"),
    by_target("wafv2", "AWSWAF_20190729.ListWebACLs"),
    by_target("acm", "CertificateManager.ListCertificates"),
)


@dataclass(frozen=True)
class Wire:
    """A connection to the emulator. host: whom calls name, by default the address that they go to."""

    port: int
    credentials: Credentials = field(repr=False)
    _connection: http.client.HTTPConnection = field(repr=False)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def signed(self, call: Call, credentials: Credentials | None = None, host: str | None = None) -> Call:
        """Sign a call in its headers, by default by the deployer and for this connection's address."""
        request = AWSRequest(call.method, f"http://{host or self.host}{call.target}", data=call.body)
        for name, value in call.headers:
            request.headers[name] = value
        signer = S3SigV4Auth if call.service == "s3" else SigV4Auth
        signer(credentials or self.credentials, call.service, REGION).add_auth(request)
        return replace(call, headers=tuple(request.headers.items()))

    def presigned(self, call: Call, credentials: Credentials | None = None, seconds: int = 900) -> Call:
        """Sign a call in its query, as a link."""
        request = AWSRequest(call.method, f"http://{self.host}{call.target}")
        way = S3SigV4QueryAuth if call.service == "s3" else SigV4QueryAuth
        way(credentials or self.credentials, call.service, REGION, seconds).add_auth(request)
        return replace(call, target=str(request.url).removeprefix(f"http://{self.host}"))

    def send(self, call: Call, *hosts: str) -> tuple[int, bytes]:
        """Send a call with these Host headers, by default one that names the connection's address."""
        self._connection.putrequest(call.method, call.target, skip_host=True, skip_accept_encoding=True)
        for host in hosts or (self.host,):
            self._connection.putheader("Host", host)
        for name, value in (*call.headers, ("Content-Length", str(len(call.body)))):
            self._connection.putheader(name, value)
        self._connection.endheaders(call.body.encode())
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def status(self, call: Call, *hosts: str) -> int:
        return self.send(call, *hosts)[0]


@contextmanager
def wired(port: int, credentials: Any) -> Iterator[Wire]:
    """Connect to the emulator for a while. credentials: the deployer's."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        yield Wire(
            port, Credentials(credentials.access_key, credentials.secret_key, credentials.token), connection
        )
    finally:
        connection.close()
