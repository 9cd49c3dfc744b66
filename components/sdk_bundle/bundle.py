"""The SDK bundle as a resource of the stack: fetched anew whenever the API's deployment changes."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.sdk_bundle.provider import OUTPUTS, SDK_TYPE, VERSION, SdkBundleProvider


@dataclass(frozen=True, kw_only=True)
class SdkBundleArgs:
    """bucket: where the bundle is stored; deployment_id: a new one means a new SDK."""

    rest_api_id: pulumi.Input[str]
    stage_name: pulumi.Input[str]
    deployment_id: pulumi.Input[str]
    bucket: aws.s3.Bucket
    region: pulumi.Input[str]


class _Bundle(pulumi.dynamic.Resource):
    sha256: pulumi.Output[str]
    path: pulumi.Output[str]
    zip: pulumi.Output[str]
    files: pulumi.Output[list[str]]
    scripts: pulumi.Output[list[str]]

    def __init__(self, name: str, args: SdkBundleArgs, opts: pulumi.ResourceOptions) -> None:
        props = {
            "rest_api_id": args.rest_api_id,
            "stage_name": args.stage_name,
            "deployment_id": args.deployment_id,
            "bucket": args.bucket.bucket,
            "region": args.region,
            "version": VERSION,
        }
        outputs = dict.fromkeys(OUTPUTS)
        super().__init__(SdkBundleProvider(), name, {**props, **outputs}, opts)


class SdkBundle(pulumi.ComponentResource):
    """API Gateway's generated JavaScript SDK, stored by its hash in `bucket`, unpacked and as a zip.

    sha256: of the stored zip, hexadecimal. path: folder in the bucket that holds `apigClient.js`.
    zip: the zip's key in the bucket. files: what the zip holds, as the zip names it.
    scripts: what a page must load, in order, relative to `path`.
    Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-generate-sdk-javascript.html
    """

    sdk_type = SDK_TYPE

    def __init__(self, name: str, args: SdkBundleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:sdk_bundle:SdkBundle", name, None, opts)
        bundle = _Bundle(f"{name}-files", args, pulumi.ResourceOptions(parent=self))
        self.sha256, self.path, self.zip = bundle.sha256, bundle.path, bundle.zip
        self.files, self.scripts = bundle.files, bundle.scripts
        self.register_outputs(
            {
                "sha256": self.sha256,
                "path": self.path,
                "zip": self.zip,
                "files": self.files,
                "scripts": self.scripts,
            }
        )
