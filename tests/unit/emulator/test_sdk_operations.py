"""The names and parameters of the generated client's methods."""

import pytest

from local.emulator.sdk.operations import Operation, operations


@pytest.mark.parametrize(
    ("verb", "path", "name"),
    [
        ("GET", "/", "rootGet"),
        ("OPTIONS", "/", "rootOptions"),
        ("GET", "/pets/{petId}", "petsPetIdGet"),
        ("POST", "/Pets", "petsPost"),
        ("GET", "/get-track-info-by-tag", "getTrackInfoByTagGet"),
        ("GET", "/get_bookings", "getBookingsGet"),
        ("OPTIONS", "/{proxy+}", "proxyOptions"),
        ("GET", "/v1/export/containers", "v1ExportContainersGet"),
    ],
)
def test_a_method_is_named_after_its_path_and_verb(verb: str, path: str, name: str) -> None:
    assert Operation(verb, path, (), (), ()).name == name


def test_parameters_go_where_the_api_declares_them() -> None:
    declared = {
        "method.request.querystring.limit": False,
        "method.request.path.petId": True,
        "method.request.header.X-Trace": True,
        "method.request.querystring.after": True,
    }
    resource = {"path": "/pets/{petId}", "resourceMethods": {"GET": {"requestParameters": declared}}}
    [operation] = operations([resource])
    assert operation == Operation("GET", "/pets/{petId}", ("petId",), ("X-Trace",), ("after", "limit"))
    assert operation.parameters == ("petId", "X-Trace", "after", "limit")


def test_methods_come_in_one_order_and_without_any() -> None:
    root = {"path": "/", "resourceMethods": {"POST": {}, "GET": {"requestParameters": None}}}
    proxy = {"path": "/{proxy+}", "resourceMethods": {"ANY": {}}}
    names = [operation.name for operation in operations([proxy, root])]
    assert names == ["rootGet", "rootPost"] == [operation.name for operation in operations([root, proxy])]
