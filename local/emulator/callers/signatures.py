"""Whether a call is signed with a secret key: the access key ID, which a recording's URL shows, is not enough.

Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

import hashlib
import hmac
import re
import sys
import time
from calendar import timegm
from dataclasses import dataclass, field

from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from local.emulator.callers.call import Call, RefusedError

ALGORITHM = "AWS4-HMAC-SHA256"
HEADER = re.compile(ALGORITHM + r" Credential=([^\s,]+), ?SignedHeaders=([^\s,]+), ?Signature=([0-9a-f]+)")
SCOPE = re.compile(r"(?P<key>\w+)/\d{8}/(?P<region>[a-z0-9-]+)/(?P<service>[a-z0-9-]+)/aws4_request")
IN_QUERY = {
    f"X-Amz-{name}" for name in ("Algorithm", "Credential", "SignedHeaders", "Signature", "Date", "Expires")
}
DIGEST = "x-amz-content-sha256"
CLOCKS_DIFFER_SECONDS, LONGEST_SECONDS = 300, 7 * 24 * 3600


@dataclass(frozen=True)
class Deployer:
    """The deployer's key, which allows everything."""

    access_key: str
    secret_key: str = field(repr=False)


@dataclass(frozen=True)
class Claim:
    """What a call says about its signature. seconds: how long it is valid."""

    scope: str
    headers: str
    signature: str
    date: str
    seconds: int
    in_query: bool


def verify(call: Call, deployer: Deployer | None = None, service: str | None = None) -> str:
    """Return the ID of the access key with which a call is signed, one of IAM's or the deployer's.

    service: the service for which it must be signed; any by default. Raises RefusedError.
    """
    claim = _claim(call)
    scope = claim and SCOPE.fullmatch(claim.scope)
    if not claim or not scope or service not in (None, scope["service"]):
        raise RefusedError("MissingAuthenticationToken", "Request is missing Authentication Token")
    secret = _secret_of(scope["key"], deployer)
    if not secret:
        raise RefusedError("InvalidClientTokenId", "The security token included in the request is invalid")
    if not _is_of_now(claim):
        raise RefusedError("RequestExpired", "Request has expired")
    expected = _signature(call, claim, scope, secret)
    if not hmac.compare_digest(expected, claim.signature) or not _has_its_body(call, scope["service"]):
        raise RefusedError("SignatureDoesNotMatch", "The request signature we calculated does not match it")
    return scope["key"]


def _claim(call: Call) -> Claim | None:
    """Return it from the header, or for S3 from the query; None if there is none, or more than one."""
    given = call.parameters
    if "authorization" in call.names:
        header = HEADER.fullmatch(call.one("authorization") or "")
        if not header or IN_QUERY & given.keys():
            return None
        scope, signed, signature = header.groups()
        date = call.one("x-amz-date") or ""
        return Claim(scope, signed, signature, date, CLOCKS_DIFFER_SECONDS, in_query=False)
    one = {name: given[name][0] for name in IN_QUERY if len(given.get(name, ())) == 1}
    if one.keys() != IN_QUERY or one["X-Amz-Algorithm"] != ALGORITHM or "/s3/" not in one["X-Amz-Credential"]:
        return None
    seconds = min(int(re.sub(r"\D", "", one["X-Amz-Expires"]) or 0), LONGEST_SECONDS)
    scope, signed, signature, date = (
        one[f"X-Amz-{name}"] for name in ("Credential", "SignedHeaders", "Signature", "Date")
    )
    return Claim(scope, signed, signature, date, seconds, in_query=True)


def _secret_of(key: str, deployer: Deployer | None) -> str | None:
    """Return the secret key of the deployer, a user or a role's session."""
    if deployer and key == deployer.access_key:
        return deployer.secret_key
    iam = sys.modules.get("moto.iam.models")  # not imported before IAM is first called
    found = iam and iam.iam_backends["0" * 12]["aws"].access_keys.get(key)
    return found.secret_access_key if found and found.status == "Active" else None


def _is_of_now(claim: Claim) -> bool:
    try:
        age = time.time() - timegm(time.strptime(claim.date, "%Y%m%dT%H%M%SZ"))
    except ValueError:
        return False
    return -CLOCKS_DIFFER_SECONDS <= age <= claim.seconds


def _signature(call: Call, claim: Claim, scope: re.Match[str], secret: str) -> str:
    """Return the signature that the call must have; all headers that control AWS must be signed.

    A deployed API has its own headers, and its SDK sends a session's token unsigned.
    """
    signed = set(claim.headers.split(";")) | {"host"}
    if scope["service"] != "execute-api":
        signed |= {name for name in call.names if name.startswith("x-amz-")}
    query = "&".join(
        it for it in call.query.split("&") if not (claim.in_query and it.startswith("X-Amz-Signature="))
    )
    request = AWSRequest(call.method, f"http://localhost{call.path}?{query}", data=call.body)
    for name, value in call.headers:
        if name in signed:
            request.headers[name] = value.lower() if name == "host" else value
    request.context["timestamp"] = claim.date
    of_s3 = S3SigV4QueryAuth if claim.in_query else S3SigV4Auth
    way = of_s3 if scope["service"] == "s3" else SigV4Auth
    signer = way(Credentials(scope["key"], secret), scope["service"], scope["region"])
    return str(signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request))


def _has_its_body(call: Call, service: str) -> bool:
    """Return whether the body is the signed one; only S3 accepts some that aren't signed as a whole."""
    digest = call.one(DIGEST)
    if digest is None or (service == "s3" and digest.startswith(("UNSIGNED-PAYLOAD", "STREAMING-"))):
        return DIGEST not in call.names or digest is not None
    return hmac.compare_digest(digest, hashlib.sha256(call.body).hexdigest())
