"""What the API answers with, as JSON Schema."""

from typing import Any

# Source: docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html (status)
STATUSES = ("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE")
DATE: dict[str, Any] = {"type": "number", "description": "Seconds since 1970"}
TEXT: dict[str, Any] = {"type": "string"}


def _object(properties: dict[str, Any], *optional: str, description: str = "") -> dict[str, Any]:
    """Return the schema of an object that has these properties and no others."""
    return {
        "type": "object",
        **({"description": description} if description else {}),
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
        "properties": properties,
    }


STARTED_EXECUTION = _object({"executionArn": TEXT, "startDate": DATE}, description="The execution that runs")
EXECUTION = _object(
    {
        "executionArn": TEXT,
        "name": TEXT,
        "status": {"type": "string", "enum": [*STATUSES]},
        "startDate": DATE,
        "stopDate": {**DATE, "description": "Seconds since 1970, once it has ended"},
        "output": {"type": "string", "description": "JSON as text, once it has succeeded"},
        "error": {
            "type": "string",
            "description": "The error's name if it has failed and the machine gave one",
        },
    },
    "stopDate",
    "output",
    "error",
    description="Names and types are those of DescribeExecution; its input and a failure's cause are left out",
)
API_ERROR = _object(
    {
        "error": _object(
            {
                "code": {"type": "string", "description": "Stable, for programs"},
                "message": {"type": "string", "description": "For people; may change"},
                "requestId": {"type": "string", "description": "The one in the access log"},
                "executionArn": {
                    "type": "string",
                    "description": "With ExecutionAlreadyExists: the execution that has the name; go on with it",
                },
            },
            "executionArn",
        )
    },
    description="What every refused or failed request is answered with",
)
