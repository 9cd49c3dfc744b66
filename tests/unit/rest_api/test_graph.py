"""The resources of the API: whose they are, what they may, what they say."""

import json
from typing import Any

import pytest

from components.rest_api import ApiEndpoint, Throttle
from components.rest_api.errors import GATEWAY_DEFAULTS, GATEWAY_ERRORS
from components.rest_api.schema import check_schema
from tests.graph import REGION, watch
from tests.unit.rest_api.building import EXECUTIONS, MACHINE, ORIGIN, SCHEMA, Watching, api

GATEWAY = "aws:apigateway/"
STACK = "pulumi:pulumi:Stack"
COMPONENTS = {
    "stepfunctions:index:ApiEndpoint",
    "stepfunctions:index:ApiLogging",
    "stepfunctions:index:RestApi",
}


@pytest.fixture(scope="module")
def built() -> Watching:
    return api()


def statements(built: Watching, token: str, key: str) -> list[dict[str, object]]:
    return [
        statement
        for inputs in built.all(token).values()
        for statement in json.loads(inputs[key])["Statement"]
    ]


def test_every_resource_has_a_component_as_its_parent(built: Watching) -> None:
    parents = {
        urn: request.parent.split("::")[2].split("$")[-1]
        for urn, request in built.requests.items()
        if request.type != STACK
    }
    roots = {urn for urn, parent in parents.items() if parent == STACK}
    assert {built.requests[urn].type for urn in roots} == COMPONENTS - {"stepfunctions:index:ApiEndpoint"}
    assert {parent for urn, parent in parents.items() if urn not in roots} <= COMPONENTS


def test_the_role_may_start_this_machine_and_read_its_executions_and_nothing_else(built: Watching) -> None:
    assert statements(built, "aws:iam/rolePolicy:RolePolicy", "policy") == [
        {"Effect": "Allow", "Action": "states:StartExecution", "Resource": MACHINE},
        {"Effect": "Allow", "Action": "states:DescribeExecution", "Resource": f"{EXECUTIONS}*"},
    ]


def test_only_api_gateway_takes_the_roles_and_without_a_condition_that_it_never_meets(
    built: Watching,
) -> None:
    trusts = statements(built, "aws:iam/role:Role", "assumeRolePolicy")
    assert len(trusts) == 2
    for trust in trusts:
        assert trust["Principal"] == {"Service": "apigateway.amazonaws.com"}
        assert "Condition" not in trust


def test_the_accounts_log_role_outlives_the_stack(built: Watching) -> None:
    kept = [
        request for request in built.requests.values() if "ApiLogging" in request.parent and request.custom
    ]
    assert len(kept) == 3
    assert all(request.retainOnDelete for request in kept)


def test_the_stage_comes_after_the_accounts_log_role_that_the_component_depends_on(built: Watching) -> None:
    made = [resource.typ for resource in built.registered]
    assert made.index(f"{GATEWAY}account:Account") < made.index(f"{GATEWAY}stage:Stage")


def test_post_checks_the_body_and_get_its_parameter_each_by_a_validator_of_its_own(built: Watching) -> None:
    methods = {inputs["httpMethod"]: inputs for inputs in built.all(f"{GATEWAY}method:Method").values()}
    assert set(methods) == {"GET", "OPTIONS", "POST"}
    assert methods["POST"]["requestModels"] == {"$default": "StartExecution"}
    assert methods["POST"]["requestValidatorId"] == "api-body-validator-id"
    assert methods["GET"]["requestParameters"] == {"method.request.querystring.executionArn": True}
    assert methods["GET"]["requestValidatorId"] == "api-parameters-validator-id"
    assert "requestModels" not in methods["GET"]
    validators = built.all(f"{GATEWAY}requestValidator:RequestValidator")
    assert validators["api-body-validator"]["validateRequestBody"] is True
    assert "validateRequestBody" not in validators["api-parameters-validator"]
    assert validators["api-parameters-validator"]["validateRequestParameters"] is True


def test_the_model_wraps_the_input_and_lets_nothing_else_in(built: Watching) -> None:
    model = json.loads(built.one(f"{GATEWAY}model:Model", "api-model")["schema"])
    assert model["properties"]["input"] == SCHEMA
    assert model["required"] == ["input"]
    assert set(model["properties"]) == {"input", "name"}
    assert model["additionalProperties"] is False


def test_answers_have_models_of_names_that_api_gateway_takes_and_does_not_use_itself(built: Watching) -> None:
    made = {it["name"]: json.loads(it["schema"]) for it in built.all(f"{GATEWAY}model:Model").values()}
    assert not set(made) & {"Empty", "Error"}
    assert all(name.isalnum() for name in made)
    for name, response in built.all(f"{GATEWAY}methodResponse:MethodResponse").items():
        told = response.get("responseModels", {})
        assert set(told.values()) <= set(made)
        assert bool(told) == ("options" not in name)


def test_models_have_only_keywords_that_api_gateway_knows(built: Watching) -> None:
    for model in built.all(f"{GATEWAY}model:Model").values():
        check_schema(json.loads(model["schema"]))


def test_no_integration_lets_another_content_type_through_unread(built: Watching) -> None:
    integrations = built.all(f"{GATEWAY}integration:Integration").values()
    assert {integration["passthroughBehavior"] for integration in integrations} == {"NEVER"}
    assert all(set(integration["requestTemplates"]) == {"application/json"} for integration in integrations)


def test_the_preflight_is_a_mock_without_what_would_replace_it_at_every_deployment(built: Watching) -> None:
    mock = built.one(f"{GATEWAY}integration:Integration", "api-options-integration")
    assert mock["type"] == "MOCK"
    assert not mock.keys() & {"uri", "integrationHttpMethod", "credentials"}


def test_each_answer_has_one_status_and_one_of_them_catches_the_rest(built: Watching) -> None:
    answers = built.all(f"{GATEWAY}integrationResponse:IntegrationResponse").values()
    for method in ("POST", "GET"):
        patterns = {
            it["statusCode"]: it.get("selectionPattern") for it in answers if it["httpMethod"] == method
        }
        assert patterns == {"200": r"2\d{2}", "400": r"4\d{2}", "500": None}


def test_every_header_of_an_answer_is_declared(built: Watching) -> None:
    declared = built.all(f"{GATEWAY}methodResponse:MethodResponse")
    for name, answer in built.all(f"{GATEWAY}integrationResponse:IntegrationResponse").items():
        response = declared[name.replace("-answer", "-response")]
        unset = set(response["responseParameters"]) - set(answer["responseParameters"])
        assert set(answer["responseParameters"]) <= set(response["responseParameters"])
        # A template sets it while the API is closed, and only then.
        assert unset == ({"method.response.header.Retry-After"} if name == "api-post-400-answer" else set())


def test_every_answer_carries_the_cors_header_of_the_one_origin(built: Watching) -> None:
    answers = built.all(f"{GATEWAY}integrationResponse:IntegrationResponse").values()
    for answer in answers:
        assert (
            answer["responseParameters"]["method.response.header.Access-Control-Allow-Origin"]
            == f"'{ORIGIN}'"
        )
        assert answer["responseParameters"]["method.response.header.Cache-Control"] == "'no-store'"
    for response in built.all(f"{GATEWAY}response:Response").values():
        header = response["responseParameters"]["gatewayresponse.header.Access-Control-Allow-Origin"]
        assert header == f"'{ORIGIN}'"


def test_every_gateway_response_of_the_contract_is_set_and_the_defaults_keep_their_status(
    built: Watching,
) -> None:
    responses = {it["responseType"]: it for it in built.all(f"{GATEWAY}response:Response").values()}
    assert set(responses) == {*GATEWAY_ERRORS, *GATEWAY_DEFAULTS}
    for response_type, response in responses.items():
        error = {**GATEWAY_ERRORS, **GATEWAY_DEFAULTS}[response_type]
        body = json.loads(response["responseTemplates"]["application/json"])
        assert body["error"]["code"] == error.code
        if response_type in GATEWAY_DEFAULTS:
            assert "statusCode" not in response
        else:
            assert response["statusCode"] == str(error.status)


def test_the_stage_logs_one_line_of_json_that_says_nothing_about_the_caller(built: Watching) -> None:
    log_format = built.one(f"{GATEWAY}stage:Stage")["accessLogSettings"]["format"]
    assert "\n" not in log_format
    assert json.loads(log_format)["requestId"] == "$context.extendedRequestId"
    for personal in ("identity", "$context.path", "querystring", "userAgent"):
        assert personal not in log_format


def test_the_log_has_the_status_of_step_functions_itself(built: Watching) -> None:
    line = json.loads(built.one(f"{GATEWAY}stage:Stage")["accessLogSettings"]["format"])
    assert line["integrationStatus"] == "$context.integration.status"


def test_every_method_is_limited_and_measured_and_logs_no_bodies() -> None:
    built = api(
        throttle=Throttle(rate=2.5, burst=7),
        start_throttle=Throttle(rate=1, burst=2),
        describe_throttle=Throttle(rate=3, burst=4),
    )
    limits = built.all(f"{GATEWAY}methodSettings:MethodSettings").values()
    assert {
        it["methodPath"]: (
            it["settings"].pop("throttlingRateLimit"),
            it["settings"].pop("throttlingBurstLimit"),
        )
        for it in limits
    } == {"*/*": (2.5, 7), "~1/POST": (1, 2), "~1/GET": (3, 4)}
    quiet = {"metricsEnabled": True, "loggingLevel": "OFF", "dataTraceEnabled": False}
    assert [it["settings"] for it in limits] == [quiet] * 3
    assert built.one(f"{GATEWAY}stage:Stage")["xrayTracingEnabled"] is True


def test_the_limits_are_set_one_after_the_other(built: Watching) -> None:
    waits = {
        request.name: [urn.rpartition("::")[2] for urn in request.dependencies if "MethodSettings" in urn]
        for request in built.requests.values()
        if request.type == f"{GATEWAY}methodSettings:MethodSettings"
    }
    assert waits == {
        "api-limits": [],
        "api-start-limits": ["api-limits"],
        "api-describe-limits": ["api-start-limits"],
    }


def test_there_is_no_firewall_unless_one_is_asked_for(built: Watching) -> None:
    assert not [it.typ for it in built.registered if it.typ.startswith("aws:wafv2/")]


def test_a_firewall_blocks_an_address_that_asks_too_often_and_keeps_no_samples() -> None:
    built = api(requests_per_ip=500)
    acl = built.one("aws:wafv2/webAcl:WebAcl")
    [rule] = acl["rules"]
    assert (acl["scope"], acl["defaultAction"], rule["action"]) == ("REGIONAL", {"allow": {}}, {"block": {}})
    assert rule["statement"] == {
        "rateBasedStatement": {"limit": 500, "aggregateKeyType": "IP", "evaluationWindowSec": 300}
    }
    for visibility in (acl["visibilityConfig"], rule["visibilityConfig"]):
        assert visibility["sampledRequestsEnabled"] is False
    association = built.one("aws:wafv2/webAclAssociation:WebAclAssociation")
    assert association["resourceArn"].endswith(":api-stage")
    assert association["webAclArn"].endswith(":api-firewall")


def test_the_api_is_regional(built: Watching) -> None:
    assert built.one(f"{GATEWAY}restApi:RestApi")["endpointConfiguration"] == {"types": "REGIONAL"}


def test_with_several_origins_what_api_gateway_answers_by_itself_is_open_to_all_of_them() -> None:
    several = api(allowed_origins=[ORIGIN, "https://other.example"])
    for response in several.all(f"{GATEWAY}response:Response").values():
        header = response["responseParameters"]["gatewayresponse.header.Access-Control-Allow-Origin"]
        assert header == "'*'"


def test_the_origin_is_scheme_and_host_of_the_apis_url() -> None:
    seen: list[str] = []
    watch(lambda: ApiEndpoint("endpoint", {}).origin.apply(seen.append) and None)
    assert seen == [f"https://endpoint-id.execute-api.{REGION}.amazonaws.com"]


ACCESSES = [
    ({"kind": "OPEN"}, {"authorization": "NONE"}, ""),
    ({"kind": "AWS_IAM"}, {"authorization": "AWS_IAM"}, "Authorization,X-Amz-Date,X-Amz-Security-Token"),
    (
        {"kind": "COGNITO_USER_POOLS", "authorizer_id": "a", "scopes": ["orders/write"]},
        {
            "authorization": "COGNITO_USER_POOLS",
            "authorizerId": "a",
            "authorizationScopes": ["orders/write"],
        },
        "Authorization",
    ),
    (
        {"kind": "LAMBDA", "authorizer_id": "a", "header": "X-Token"},
        {"authorization": "CUSTOM", "authorizerId": "a"},
        "X-Token",
    ),
    ({"kind": "API_KEY"}, {"authorization": "NONE", "apiKeyRequired": True}, "X-Api-Key"),
]


@pytest.mark.parametrize(("access", "asked", "headers"), ACCESSES)
def test_every_method_but_the_preflight_asks_who_calls(
    access: dict[str, Any], asked: dict[str, Any], headers: str
) -> None:
    built = api(access=access, stop=True)
    methods = {it["httpMethod"]: it for it in built.all(f"{GATEWAY}method:Method").values()}
    assert set(methods) == {"GET", "POST", "DELETE", "OPTIONS"}
    for name, method in methods.items():
        told = {key: it for key, it in method.items() if key.startswith(("authoriz", "apiKey"))}
        assert told == ({"authorization": "NONE"} if name == "OPTIONS" else asked)
    preflight = built.one(f"{GATEWAY}integrationResponse:IntegrationResponse", "api-options-200-answer")
    allowed = preflight["responseParameters"]["method.response.header.Access-Control-Allow-Headers"]
    assert allowed == f"'{','.join(filter(None, ['Content-Type', headers]))}'"


def codes(built: Watching) -> dict[str, tuple[str, str]]:
    return {
        it["responseType"]: (
            it.get("statusCode", ""),
            json.loads(it["responseTemplates"]["application/json"])["error"]["code"],
        )
        for it in built.all(f"{GATEWAY}response:Response").values()
    }


def test_where_requests_are_signed_an_unsigned_one_is_refused_and_not_lost() -> None:
    assert codes(api())["MISSING_AUTHENTICATION_TOKEN"] == ("404", "NotFound")
    told = codes(api(access={"kind": "AWS_IAM"}))
    assert told["MISSING_AUTHENTICATION_TOKEN"] == ("403", "Forbidden")
    assert told["UNAUTHORIZED"] == told["EXPIRED_TOKEN"] == ("401", "Unauthorized")
    for ours in ("AUTHORIZER_FAILURE", "AUTHORIZER_CONFIGURATION_ERROR"):
        assert told[ours] == ("500", "InternalError")


def test_stopping_has_its_right_and_limit_only_where_it_is_offered(built: Watching) -> None:
    stopping = {"Effect": "Allow", "Action": "states:StopExecution", "Resource": f"{EXECUTIONS}*"}
    assert stopping not in statements(built, "aws:iam/rolePolicy:RolePolicy", "policy")
    offering = api(stop=True, stop_throttle=Throttle(rate=0.5, burst=1))
    assert stopping in statements(offering, "aws:iam/rolePolicy:RolePolicy", "policy")
    limit = offering.one(f"{GATEWAY}methodSettings:MethodSettings", "api-stop-limits")
    assert (limit["methodPath"], limit["settings"]["throttlingRateLimit"]) == ("~1/DELETE", 0.5)


@pytest.mark.parametrize("qualifier", ["7", "live"])
def test_a_version_or_alias_is_started_by_the_machines_own_right(qualifier: str) -> None:
    built = api(state_machine_arn=f"{MACHINE}:{qualifier}")
    asked = built.one(f"{GATEWAY}integration:Integration", "api-post-integration")["requestTemplates"]
    assert f"{MACHINE}:{qualifier}" in asked["application/json"]
    resources = [it["Resource"] for it in statements(built, "aws:iam/rolePolicy:RolePolicy", "policy")]
    assert resources == [MACHINE, f"{EXECUTIONS}*"]


def test_a_private_api_answers_its_vpc_endpoints_and_nobody_else() -> None:
    built = api(vpc_endpoint_ids=["vpce-1", "vpce-2"])
    made = built.one(f"{GATEWAY}restApi:RestApi")
    assert made["endpointConfiguration"] == {"types": "PRIVATE", "vpcEndpointIds": ["vpce-1", "vpce-2"]}
    policy = built.one(f"{GATEWAY}restApiPolicy:RestApiPolicy")["policy"]
    refused, allowed = json.loads(policy)["Statement"]
    assert refused["Condition"] == {"StringNotEquals": {"aws:SourceVpce": ["vpce-1", "vpce-2"]}}
    assert (refused["Effect"], allowed["Effect"]) == ("Deny", "Allow")
    assert built.one(f"{GATEWAY}deployment:Deployment")["triggers"]["policy"] == policy


def test_ones_own_web_acl_stands_before_the_stage_and_refuses_for_its_own_reasons() -> None:
    acl = f"arn:aws:wafv2:{REGION}:123456789012:regional/webacl/own/1"
    built = api(web_acl_arn=acl)
    assert built.one("aws:wafv2/webAclAssociation:WebAclAssociation")["webAclArn"] == acl
    assert not built.all("aws:wafv2/webAcl:WebAcl")
    assert codes(built)["WAF_FILTERED"] == ("403", "Forbidden")
    assert codes(api(requests_per_ip=100))["WAF_FILTERED"] == ("429", "TooManyRequests")


def test_tags_are_on_all_that_takes_them() -> None:
    built = api(tags={"Team": "reports"}, requests_per_ip=100)
    kinds = {it.typ for it in built.registered if it.inputs.get("tags") == {"Team": "reports"}}
    assert kinds == {
        "aws:apigateway/restApi:RestApi",
        "aws:apigateway/stage:Stage",
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:iam/role:Role",
        "aws:wafv2/webAcl:WebAcl",
    }
