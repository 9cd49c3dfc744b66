"""What tests make in an account: documents of policies, and functions."""

import io
import json
import uuid
import zipfile
from collections.abc import Mapping
from typing import Any


def document(*statements: Mapping[str, Any]) -> str:
    """Return a policy's document."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def allow(action: str | list[str], **said: Any) -> dict[str, Any]:
    """Return a statement that allows. said: its other elements."""
    return {"Effect": "Allow", "Action": action, **said}


def trust(principal: str | Mapping[str, Any]) -> str:
    """Return the document of a role that a principal may take, by default a service such as `lambda.amazonaws.com`."""
    who = {"Service": principal} if isinstance(principal, str) else principal
    return document(allow("sts:AssumeRole", Principal=who))


EMPTY, ANYTHING = document(), document(allow("*", Resource="*"))


def role(iam: Any, principal: str | Mapping[str, Any], *statements: Mapping[str, Any]) -> str:
    """Make a role that a principal may take and that may do what the statements say; return its ARN."""
    name = f"role-{uuid.uuid4()}"
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(principal))
    if statements:
        iam.put_role_policy(RoleName=name, PolicyName="rights", PolicyDocument=document(*statements))
    return made["Role"]["Arn"]


def machine(client: Any, role: str, *tasks: tuple[str, Mapping[str, Any]]) -> str:
    """Make a state machine of tasks, one after the other, and return its ARN.

    client: of Step Functions. tasks: each a resource, such as `lambda:invoke`, and the state's other fields.
    """
    names = [f"State{number}" for number in range(len(tasks))]
    states = {
        name: {
            "Type": "Task",
            "Resource": f"arn:aws:states:::{resource}",
            **fields,
            **({"Next": following} if following else {"End": True}),
        }
        for name, (resource, fields), following in zip(names, tasks, [*names[1:], None], strict=True)
    }
    definition = json.dumps({"StartAt": names[0], "States": states})
    made = client.create_state_machine(name=f"machine-{uuid.uuid4()}", definition=definition, roleArn=role)
    return made["stateMachineArn"]


def zipped(files: Mapping[str, str]) -> bytes:
    """Return an archive. files: by path."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return packed.getvalue()


def function(client: Any, name: str, role: str, code: str, **said: Any) -> str:
    """Make a Lambda function whose code has a `handle`, wait until it may be invoked, and return its ARN."""
    made = client.create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role=role,
        Handler="app.handle",
        Code={"ZipFile": zipped({"app.py": code})},
        **said,
    )
    client.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
    return made["FunctionArn"]
