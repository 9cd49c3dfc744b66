"""What tests make in an account: documents of policies, and functions."""

import io
import json
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
