"""Steps that would reach somebody's things: by tags, policies, trusts, roles that are handed on, and plainly.

A step names the kinds of things that it is about, and calls AWS by the clients of whoever tries, with the victim's
things and the trier's own.
"""

from collections.abc import Callable, Mapping

from components.project import NAME
from tests.making import EMPTY, allow, document, trust
from tests.system.reach import (
    ACCOUNT,
    ADMINISTRATOR,
    CODE,
    DEFINITION,
    Clients,
    Things,
    access_config,
    api_arn,
    cdn_arn,
    distribution_config,
    log_arn,
    named,
)

type Step = Callable[[Clients, Things, Things], object]

MINE = {"Project": NAME, "Stack": "here"}
LISTED = [{"Key": key, "Value": value} for key, value in MINE.items()]
ANYBODY = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
INTO = document(allow("*", Principal="*"))

TAGS: Mapping[str, Step] = {
    "api: tag": lambda aws, it, _: aws("apigateway").tag_resource(resourceArn=api_arn(it), tags=MINE),
    "api: tag the stage": lambda aws, it, _: aws("apigateway").tag_resource(
        resourceArn=api_arn(it, "/stages/v1"), tags=MINE
    ),
    "api: untag": lambda aws, it, _: aws("apigateway").untag_resource(
        resourceArn=api_arn(it), tagKeys=["Stack"]
    ),
    "bucket: tag": lambda aws, it, _: aws("s3").put_bucket_tagging(
        Bucket=it["bucket"], Tagging={"TagSet": LISTED}
    ),
    "cdn: tag": lambda aws, it, _: aws("cloudfront").tag_resource(
        Resource=cdn_arn(it), Tags={"Items": LISTED}
    ),
    "cdn: untag": lambda aws, it, _: aws("cloudfront").untag_resource(
        Resource=cdn_arn(it), TagKeys={"Items": ["Stack"]}
    ),
    "function: tag": lambda aws, it, _: aws("lambda").tag_resource(
        Resource=f"arn:aws:lambda:us-east-2:{ACCOUNT}:function:{it['function']}", Tags=MINE
    ),
    "key: tag": lambda aws, it, _: aws("kms").tag_resource(
        KeyId=it["key"], Tags=[{"TagKey": key, "TagValue": value} for key, value in MINE.items()]
    ),
    "key: untag": lambda aws, it, _: aws("kms").untag_resource(KeyId=it["key"], TagKeys=["Stack"]),
    "logs: tag": lambda aws, it, _: aws("logs").tag_resource(resourceArn=log_arn(it), tags=MINE),
    "machine: tag": lambda aws, it, _: aws("stepfunctions").tag_resource(
        resourceArn=it["machine"], tags=[{"key": key, "value": value} for key, value in MINE.items()]
    ),
    "role: tag": lambda aws, it, _: aws("iam").tag_role(RoleName=named(it["role"]), Tags=LISTED),
    "table: tag": lambda aws, it, _: aws("dynamodb").tag_resource(
        ResourceArn=f"arn:aws:dynamodb:us-east-2:{ACCOUNT}:table/{it['table']}", Tags=LISTED
    ),
}

POLICIES: Mapping[str, Step] = {
    "account: set the log role": lambda aws, it, _: aws("apigateway").update_account(
        patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": it["role"]}]
    ),
    "api: set its policy": lambda aws, it, _: aws("apigateway").update_rest_api(
        restApiId=it["api"], patchOperations=[{"op": "replace", "path": "/policy", "value": INTO}]
    ),
    "boundary: rewrite": lambda aws, it, _: aws("iam").create_policy_version(
        PolicyArn=it["boundary"], PolicyDocument=INTO, SetAsDefault=True
    ),
    "boundary: go back": lambda aws, it, _: aws("iam").set_default_policy_version(
        PolicyArn=it["boundary"], VersionId="v1"
    ),
    "boundary: delete": lambda aws, it, _: aws("iam").delete_policy(PolicyArn=it["boundary"]),
    "bucket: set its policy": lambda aws, it, _: aws("s3").put_bucket_policy(
        Bucket=it["bucket"], Policy=EMPTY
    ),
    "bucket: open it": lambda aws, it, _: aws("s3").delete_public_access_block(Bucket=it["bucket"]),
    "bucket: grant by its list": lambda aws, it, _: aws("s3").put_bucket_acl(
        Bucket=it["bucket"], ACL="public-read"
    ),
    "function: permit": lambda aws, it, _: aws("lambda").add_permission(
        FunctionName=it["function"], StatementId="s", Action="lambda:InvokeFunction", Principal=ACCOUNT
    ),
    "key: set its policy": lambda aws, it, _: aws("kms").put_key_policy(
        KeyId=it["key"], PolicyName="default", Policy=INTO
    ),
    "key: grant": lambda aws, it, me: aws("kms").create_grant(
        KeyId=it["key"], GranteePrincipal=me["role"], Operations=["Decrypt"]
    ),
    "key: name": lambda aws, it, me: aws("kms").create_alias(
        AliasName=f"alias/{me['prefix']}mine", TargetKeyId=it["key"]
    ),
    "logs: set a policy": lambda aws, it, _: aws("logs").put_resource_policy(
        policyName=f"{it['logs']}-open", policyDocument=EMPTY
    ),
    "logs: subscribe": lambda aws, it, me: aws("logs").put_subscription_filter(
        logGroupName=it["logs"],
        filterName="f",
        filterPattern="",
        destinationArn=f"arn:aws:lambda:us-east-2:{ACCOUNT}:function:{me['function']}",
    ),
    "role: change its trust": lambda aws, it, _: aws("iam").update_assume_role_policy(
        RoleName=named(it["role"]), PolicyDocument=trust(ANYBODY)
    ),
    "role: give it rights": lambda aws, it, _: aws("iam").put_role_policy(
        RoleName=named(it["role"]), PolicyName="more", PolicyDocument=EMPTY
    ),
    "role: make it an administrator": lambda aws, it, _: aws("iam").attach_role_policy(
        RoleName=named(it["role"]), PolicyArn=ADMINISTRATOR
    ),
    "role: unbind": lambda aws, it, _: aws("iam").delete_role_permissions_boundary(
        RoleName=named(it["role"])
    ),
    "role: bind otherwise": lambda aws, it, _: aws("iam").put_role_permissions_boundary(
        RoleName=named(it["role"]), PermissionsBoundary=ADMINISTRATOR
    ),
    "table: set its policy": lambda aws, it, _: aws("dynamodb").put_resource_policy(
        ResourceArn=f"arn:aws:dynamodb:us-east-2:{ACCOUNT}:table/{it['table']}", Policy=EMPTY
    ),
}

HANDING_ON: Mapping[str, Step] = {
    "role: take": lambda aws, it, _: aws("sts").assume_role(RoleArn=it["role"], RoleSessionName="step"),
    "role: hand to a function": lambda aws, it, me: aws("lambda").create_function(
        FunctionName=f"{me['prefix']}borrowing-{it['prefix']}x",
        Role=it["role"],
        Runtime="python3.13",
        Handler="index.handle",
        Code={"ZipFile": CODE},
    ),
    "role: hand to a function that is there": lambda aws, it, me: aws("lambda").update_function_configuration(
        FunctionName=me["function"], Role=it["role"]
    ),
    "role: hand to a machine": lambda aws, it, me: aws("stepfunctions").create_state_machine(
        name=f"{me['prefix']}borrowing-{it['prefix']}x", definition=DEFINITION, roleArn=it["role"]
    ),
    "role: hand to a machine that is there": lambda aws, it, me: aws("stepfunctions").update_state_machine(
        stateMachineArn=me["machine"], roleArn=it["role"]
    ),
    "role: hand to an API": lambda aws, it, me: aws("apigateway").put_integration(
        restApiId=me["api"], resourceId=me["root"], httpMethod="GET", type="MOCK", credentials=it["role"]
    ),
}

# What would go is only called like a thing of theirs.
PLAINLY: Mapping[str, Step] = {
    "access: change": lambda aws, it, _: aws("cloudfront").update_origin_access_control(
        Id=it["access"], OriginAccessControlConfig=access_config(it["prefix"])
    ),
    "access: delete": lambda aws, it, _: aws("cloudfront").delete_origin_access_control(Id=it["access"]),
    "api: change": lambda aws, it, _: aws("apigateway").update_rest_api(
        restApiId=it["api"], patchOperations=[{"op": "replace", "path": "/description", "value": "mine"}]
    ),
    "api: add a path": lambda aws, it, _: aws("apigateway").create_resource(
        restApiId=it["api"], parentId=it["root"], pathPart="mine"
    ),
    "api: add a method": lambda aws, it, _: aws("apigateway").put_method(
        restApiId=it["api"], resourceId=it["root"], httpMethod="PUT", authorizationType="NONE"
    ),
    "api: deploy": lambda aws, it, _: aws("apigateway").create_deployment(restApiId=it["api"]),
    "api: move its stage": lambda aws, it, _: aws("apigateway").update_stage(
        restApiId=it["api"],
        stageName="v1",
        patchOperations=[{"op": "replace", "path": "/deploymentId", "value": it["deployment"]}],
    ),
    "api: change its firewall": lambda aws, it, me: aws("wafv2").associate_web_acl(
        WebACLArn=me["firewall"], ResourceArn=api_arn(it, "/stages/v1")
    ),
    "api: take its firewall away": lambda aws, it, _: aws("wafv2").disassociate_web_acl(
        ResourceArn=api_arn(it, "/stages/v1")
    ),
    "bucket: delete": lambda aws, it, _: aws("s3").delete_bucket(Bucket=it["bucket"]),
    "bucket: list": lambda aws, it, _: aws("s3").list_objects_v2(Bucket=it["bucket"]),
    "bucket: read": lambda aws, it, _: aws("s3").get_object(Bucket=it["bucket"], Key=it["object"]),
    "bucket: write": lambda aws, it, _: aws("s3").put_object(Bucket=it["bucket"], Key=it["object"], Body=b""),
    "cdn: change": lambda aws, it, _: aws("cloudfront").update_distribution(
        Id=it["cdn"], DistributionConfig=distribution_config(it["prefix"]), IfMatch="none"
    ),
    "cdn: delete": lambda aws, it, _: aws("cloudfront").delete_distribution(Id=it["cdn"], IfMatch="none"),
    "function: delete": lambda aws, it, _: aws("lambda").delete_function(
        FunctionName=f"{it['function']}-none"
    ),
    "function: run": lambda aws, it, _: aws("lambda").invoke(
        FunctionName=it["function"], InvocationType="DryRun"
    ),
    "function: replace its code": lambda aws, it, _: aws("lambda").update_function_code(
        FunctionName=it["function"], ZipFile=CODE, DryRun=True
    ),
    "function: read its code": lambda aws, it, _: aws("lambda").get_function(FunctionName=it["function"]),
    "key: decrypt": lambda aws, it, _: aws("kms").decrypt(KeyId=it["key"], CiphertextBlob=bytes(256)),
    "key: disable": lambda aws, it, _: aws("kms").disable_key(KeyId=it["key"]),
    "key: delete": lambda aws, it, _: aws("kms").schedule_key_deletion(KeyId=it["key"]),
    "logs: delete": lambda aws, it, _: aws("logs").delete_log_group(logGroupName=f"{it['logs']}-none"),
    "logs: read": lambda aws, it, _: aws("logs").get_log_events(
        logGroupName=it["logs"], logStreamName="stream"
    ),
    "logs: search": lambda aws, it, _: aws("logs").filter_log_events(logGroupName=it["logs"]),
    "logs: forge": lambda aws, it, _: aws("logs").put_log_events(
        logGroupName=it["logs"], logStreamName="stream", logEvents=[{"timestamp": 0, "message": "no"}]
    ),
    "logs: forget": lambda aws, it, _: aws("logs").put_retention_policy(
        logGroupName=it["logs"], retentionInDays=1
    ),
    "machine: delete": lambda aws, it, _: aws("stepfunctions").delete_state_machine(
        stateMachineArn=f"{it['machine']}-none"
    ),
    "machine: start": lambda aws, it, _: aws("stepfunctions").start_execution(
        stateMachineArn=it["machine"], input="none"
    ),
    "machine: change": lambda aws, it, _: aws("stepfunctions").update_state_machine(
        stateMachineArn=it["machine"], definition="none"
    ),
    "machine: look at its executions": lambda aws, it, _: aws("stepfunctions").list_executions(
        stateMachineArn=it["machine"]
    ),
    "role: delete": lambda aws, it, _: aws("iam").delete_role(RoleName=f"{named(it['role'])}-none"),
    "state: delete": lambda aws, it, _: aws("s3").delete_object(
        Bucket=it["backend"], Key=f"{it['state']}.none"
    ),
    "table: delete": lambda aws, it, _: aws("dynamodb").delete_table(TableName=f"{it['table']}-none"),
    "table: read": lambda aws, it, _: aws("dynamodb").scan(TableName=it["table"], Limit=1),
    "table: write": lambda aws, it, _: aws("dynamodb").put_item(TableName=it["table"], Item={}),
    "table: change": lambda aws, it, _: aws("dynamodb").update_table(
        TableName=it["table"], DeletionProtectionEnabled=False
    ),
}

STEPS: Mapping[str, Step] = {**TAGS, **POLICIES, **HANDING_ON, **PLAINLY}
# The thing that a step needs is what its name begins with; of the account's log role everybody may be the victim.
NEEDS = {name: name.partition(":")[0].replace("account", "role") for name in STEPS}
