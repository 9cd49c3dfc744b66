"""The SDK bundle as a resource of the stack: fetched again whenever the API's deployment changes."""

import inspect
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.sdk_bundle.provider import OUTPUTS, SDK_TYPE, VERSION, SdkBundleProvider


@dataclass(frozen=True, kw_only=True)
class SdkBundleArgs:
    """The SDK's API, and where to store it."""

    rest_api_id: pulumi.Input[str]
    """The API's id."""
    stage_name: pulumi.Input[str]
    """The stage that the SDK calls."""
    deployment_id: pulumi.Input[str]
    """The id of the API's deployment; a new one means a new SDK."""
    bucket: aws.s3.Bucket
    """The bucket in which the bundle is stored."""
    region: pulumi.Input[str]
    """The region of the API."""


class _Bundle(pulumi.dynamic.Resource):
    sha256: pulumi.Output[str]
    zip: pulumi.Output[str]
    files: pulumi.Output[list[str]]
    script: pulumi.Output[str]

    def __init__(self, name: str, args: SdkBundleArgs, opts: pulumi.ResourceOptions) -> None:
        props = {
            "rest_api_id": args.rest_api_id,
            "stage_name": args.stage_name,
            "deployment_id": args.deployment_id,
            "bucket": args.bucket.bucket,
            "region": args.region,
            "archive": f"{pulumi.get_project()}-sdk.zip",
            "version": VERSION,
        }
        outputs = dict.fromkeys(OUTPUTS)
        super().__init__(SdkBundleProvider(), name, {**props, **outputs}, opts)


class SdkBundle(pulumi.ComponentResource):
    """API Gateway's generated JavaScript SDK, stored under its hash in `bucket`, unpacked and as a zip.

    Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-generate-sdk-javascript.html
    """

    sha256: pulumi.Output[str]
    """The SHA-256 of the stored zip, hexadecimal."""
    zip: pulumi.Output[str]
    """The zip's key in the bucket."""
    files: pulumi.Output[list[str]]
    """The names of the files in the zip."""
    script: pulumi.Output[str]
    """The key in the bucket of the one script that a page loads."""

    sdk_type = SDK_TYPE

    def __init__(self, name: str, args: SdkBundleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:index:SdkBundle", name, None, opts)
        bundle = _Bundle(f"{name}-files", args, pulumi.ResourceOptions(parent=self))
        self.sha256, self.zip = bundle.sha256, bundle.zip
        self.files, self.script = bundle.files, bundle.script
        self.register_outputs({name: getattr(self, name) for name in inspect.get_annotations(type(self))})
