"""Who may speak to the emulator: programs of this machine, and pages of this machine."""

import http.client

import pytest

from tests.running import RunningShop

LIST_ROLES = "/?Action=ListRoles&Version=2010-05-08"
SIGNED = (
    "AWS4-HMAC-SHA256 Credential=test/20300101/us-east-2/iam/aws4_request, SignedHeaders=host, Signature=0"
)


def status_of(shop: RunningShop, path: str, **headers: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", shop.run.emulator_port, timeout=30)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Authorization": SIGNED, **sent})
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_program_may_call_it(shop: RunningShop) -> None:
    assert status_of(shop, LIST_ROLES) == 200


@pytest.mark.parametrize("path", [LIST_ROLES, "/_localemu/health"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Referer": "https://evil.example/page"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Host": "evil.example"},
        {"Host": "localhost.evil.example:4566"},
        {"Host": "notlocalhost:4566"},
        {"Host": "localhost.localemu.cloud:4566"},
    ],
    ids=str,
)
def test_a_page_of_another_site_may_not(shop: RunningShop, path: str, headers: dict[str, str]) -> None:
    assert status_of(shop, path, **headers) == 403


@pytest.mark.parametrize("host", ["localhost:4566", "bucket.s3.us-east-2.amazonaws.com", "[::1]:4566"])
def test_it_answers_to_the_names_of_this_machine_and_of_aws(shop: RunningShop, host: str) -> None:
    assert status_of(shop, "/_localemu/health", Host=host) == 200
