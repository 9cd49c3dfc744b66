"""The shop: a page places orders, a REST API starts and describes the workflow, a voice tells the outcome."""

from pathlib import Path
from string import Template

import pulumi
import pulumi_aws as aws

from components import settings as stack_settings
from components.orders import OrderSystem, OrderSystemArgs, menu, order_schema
from components.pipeline import made_anew, payment_key_alias
from components.rest_api import ApiEndpoint, ApiLogging, RestApi, RestApiArgs, Throttle
from components.sdk_bundle import SdkBundle, SdkBundleArgs
from components.watch import Watch, WatchArgs
from components.website import Page, PageArgs, Website, WebsiteArgs

settings = stack_settings.load()
provider = aws.Provider(
    "aws",
    region=settings.region,
    profile=settings.profile,
    allowed_account_ids=settings.allowed_account_ids or None,
    assume_roles=settings.assume_roles or None,
    default_tags={
        "tags": {
            **settings.default_tags["tags"],
            "Project": pulumi.get_project(),
            "Stack": pulumi.get_stack(),
            "ManagedBy": "Pulumi",
        }
    },
)
boundary = settings.permissions_boundary or None
payment_key = payment_key_alias(settings.permissions_boundary, pulumi.get_project())
options = pulumi.ResourceOptions(providers=[provider], transformations=[made_anew] if payment_key else None)

orders = OrderSystem(
    "orders",
    OrderSystemArgs(
        architecture=settings.lambda_architecture,
        log_retention_days=settings.log_retention_days,
        order_retention_days=settings.order_retention_days,
        audio_retention_days=settings.audio_retention_days,
        recovery_days=settings.recovery_days,
        voice_id=settings.voice_id,
        voice_engine=settings.voice_engine,
        payment_key_alias=payment_key,
        previous_payment_key_arns=settings.previous_payment_key_arns,
        protect=settings.protect,
        tracing=settings.tracing,
        workflow_version=settings.workflow_version,
        permissions_boundary=boundary,
    ),
    options,
)

# The endpoint is created before the rest of its API: the page's security policy names it, and the API's CORS names
# the page.
endpoint = ApiEndpoint("orders-api", {}, options)
website = Website(
    "website",
    WebsiteArgs(
        cdn=settings.cdn,
        url=settings.website_url,
        certificate_arn=settings.certificate_arn,
        hosted_zone_id=settings.hosted_zone_id,
        wait=settings.wait_for_cdn,
        connect=[endpoint.origin],
        media=[pulumi.Output.concat("https://", orders.audio_host)],
        protect=settings.protect,
    ),
    options,
)
# If bootstrap/ created the payment key, it has also set the account's log role.
logging = (
    [ApiLogging("api-logging", {"permissions_boundary": boundary} if boundary else {}, options)]
    if settings.api_logging and not payment_key
    else []
)
api_args = RestApiArgs(
    rest_api_id=endpoint.rest_api_id,
    root_resource_id=endpoint.root_resource_id,
    state_machine_arn=orders.live_arn,
    input_schema=order_schema(),
    allowed_origins=[website.url, *settings.allowed_origins],
    stage_name=settings.stage_name,
    triggers={"revision": str(settings.api_revision)},
    throttle=Throttle(rate=settings.throttle_rate, burst=settings.throttle_burst),
    start_throttle=Throttle(rate=settings.start_rate, burst=settings.start_burst),
    describe_throttle=Throttle(rate=settings.describe_rate, burst=settings.describe_burst),
    log_retention_days=settings.log_retention_days,
    tracing=settings.tracing,
    open=settings.open,
)
if settings.requests_per_ip:
    api_args["requests_per_ip"] = settings.requests_per_ip
if boundary:
    api_args["permissions_boundary"] = boundary
api = RestApi(
    "orders-api", api_args, pulumi.ResourceOptions.merge(options, pulumi.ResourceOptions(depends_on=logging))
)
if settings.alarm_email:
    payment, voice = orders.functions["ProcessPayment"], orders.functions["NotifyWithPolly"]
    Watch(
        "watch",
        WatchArgs(
            email=settings.alarm_email,
            monthly_budget=settings.monthly_budget,
            state_machine_arn=orders.state_machine_arn,
            api_name=endpoint.rest_api.name,
            stage_name=api.stage_name,
            access_log=api.log_group_name,
            payment_function=payment.function_name,
            payment_log=payment.log_group_name,
            voice_function=voice.function_name,
            voice_log=voice.log_group_name,
        ),
        options,
    )
sdk = SdkBundle(
    "sdk",
    SdkBundleArgs(
        rest_api_id=api.rest_api_id,
        stage_name=api.stage_name,
        deployment_id=api.deployment_id,
        bucket=website.bucket,
        region=settings.region,
    ),
    options,
)
Page(
    "page",
    PageArgs(
        bucket=website.bucket,
        directory=Path(__file__).parent / "site",
        config={
            "sdk": {"script": sdk.script, "zip": sdk.zip},
            "payment": {"keyId": orders.payment_key_id, "publicKey": orders.payment_public_key},
            "menu": menu(),
            "open": settings.open,
        },
    ),
    options,
)

pulumi.export("stageUrl", api.stage_url)
pulumi.export("websiteUrl", website.url)
pulumi.export(
    "sdkBundle",
    {
        "url": pulumi.Output.concat(website.url, "/", sdk.zip),
        "sha256": sdk.sha256,
        "sdkType": sdk.sdk_type,
        "files": sdk.files,
    },
)
pulumi.export("stateMachineArn", orders.state_machine_arn)
pulumi.export("ordersTable", orders.orders_table_name)
pulumi.export("paymentKeyArn", orders.payment_key_arn)
# Pulumi Cloud shows it as the stack's page, with the outputs that it refers to.
# Source: www.pulumi.com/docs/pulumi-cloud/projects-and-stacks/#stack-readme
text = (Path(__file__).parent / "Pulumi.README.md").read_text(encoding="utf-8")
shop = f"{pulumi.get_project()}-{pulumi.get_stack()}"
pulumi.export("readme", Template(text).safe_substitute(shop=shop, region=settings.region))
