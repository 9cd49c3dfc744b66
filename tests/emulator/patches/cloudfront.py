"""CloudFront keeps what it is told.

LocalEmu loses the custom error responses, the price class and the header policy of a distribution, has no response
headers policies at all, and deletes a distribution that is still enabled.
Source: docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations.html
"""

import datetime
import secrets
from collections.abc import Callable
from typing import Any

from botocore import xform_name

from local.emulator.when_imported import when_imported

CONFIGS: dict[str, dict[str, Any]] = {}
"""The configuration of every distribution as it was last given, by its id."""
POLICIES: dict[str, dict[str, Any]] = {}
"""Every response headers policy with its ETag, by its id."""

type Operation = Callable[[Any, Any, Any], Any]


@when_imported("localemu.services.cloudfront.provider")
def keep_what_it_is_told(module: Any) -> None:
    provider, call = module.CloudFrontProvider, module._moto.call_moto
    mended: dict[str, Operation] = {
        "CreateDistribution": _kept(provider.create_distribution),
        "CreateDistributionWithTags": _kept(provider.create_distribution_with_tags),
        "UpdateDistribution": _kept(provider.update_distribution),
        "GetDistribution": _kept(lambda _self, context, _request: call(context)),
        "GetDistributionConfig": _config(call),
        "DeleteDistribution": _deleting(provider.delete_distribution),
        "CreateResponseHeadersPolicy": _create_policy,
        "UpdateResponseHeadersPolicy": _update_policy,
        "GetResponseHeadersPolicy": _get_policy,
        "DeleteResponseHeadersPolicy": _delete_policy,
    }
    for operation, answer in mended.items():
        answer.__name__ = xform_name(operation)  # by which LocalEmu calls it
        setattr(provider, answer.__name__, module.handler(operation, expand=False)(answer))


def _kept(answer: Operation) -> Operation:
    def kept(self: Any, context: Any, request: Any) -> Any:
        response = answer(self, context, request)
        distribution = response["Distribution"]
        given = request.get("DistributionConfig") or request.get("DistributionConfigWithTags", {}).get(
            "DistributionConfig"
        )
        if given:
            CONFIGS[distribution["Id"]] = given
        distribution["DistributionConfig"] = CONFIGS[distribution["Id"]]
        return response

    return kept


def _config(call: Callable[[Any], Any]) -> Operation:
    def config(_self: Any, context: Any, request: Any) -> Any:
        return {**call(context), "DistributionConfig": CONFIGS[request["Id"]]}

    return config


def _deleting(delete: Operation) -> Operation:
    def deleting(self: Any, context: Any, request: Any) -> Any:
        from localemu.aws.api.cloudfront import DistributionNotDisabled  # noqa: PLC0415

        if CONFIGS.get(request["Id"], {}).get("Enabled"):
            raise DistributionNotDisabled("The distribution you are trying to delete has not been disabled.")
        response = delete(self, context, request)
        CONFIGS.pop(request["Id"], None)
        return response

    return deleting


def _create_policy(_self: Any, _context: Any, request: Any) -> dict[str, Any]:
    return _put_policy(secrets.token_hex(18), request["ResponseHeadersPolicyConfig"])


def _update_policy(_self: Any, _context: Any, request: Any) -> dict[str, Any]:
    _get_policy(_self, _context, request)
    return _put_policy(request["Id"], request["ResponseHeadersPolicyConfig"])


def _put_policy(id_: str, config: dict[str, Any]) -> dict[str, Any]:
    policy = {
        "Id": id_,
        "LastModifiedTime": datetime.datetime.now(datetime.UTC),
        "ResponseHeadersPolicyConfig": config,
    }
    POLICIES[id_] = {"ResponseHeadersPolicy": policy, "ETag": secrets.token_hex(7)}
    return POLICIES[id_]


def _get_policy(_self: Any, _context: Any, request: Any) -> dict[str, Any]:
    from localemu.aws.api.cloudfront import NoSuchResponseHeadersPolicy  # noqa: PLC0415

    if request["Id"] not in POLICIES:
        raise NoSuchResponseHeadersPolicy("The specified response headers policy does not exist.")
    return POLICIES[request["Id"]]


def _delete_policy(_self: Any, _context: Any, request: Any) -> dict[str, Any]:
    from localemu.aws.api.cloudfront import ResponseHeadersPolicyInUse  # noqa: PLC0415

    _get_policy(_self, _context, request)
    if any(request["Id"] in str(config) for config in CONFIGS.values()):
        raise ResponseHeadersPolicyInUse("The response headers policy is attached to a distribution.")
    del POLICIES[request["Id"]]
    return {}
