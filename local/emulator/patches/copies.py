"""Requests, states and items are copied at once, not object by object.

LocalEmu's API Gateway, Step Functions and DynamoDB copy dictionaries of strings by `copy.deepcopy`, many times for each
order. Pickling them takes a tenth of the time.
"""

import copy
import copyreg
import pickle
from types import SimpleNamespace
from typing import Any

from local.emulator.when_imported import when_imported

STATES = "localemu.services.stepfunctions.asl"
COPYING = (
    "localemu.services.apigateway.next_gen.execute_api.template_mapping",
    f"{STATES}.component.common.path.result_path",
    f"{STATES}.component.common.string.string_expression",
    f"{STATES}.component.state.state_execution.execute_state",
    f"{STATES}.component.state.state_execution.state_task.service.state_task_service",
    f"{STATES}.eval.states",
    "moto.dynamodb.models",
    "moto.dynamodb.models.dynamo_type",
    "moto.dynamodb.responses",
)


def copied[T](value: T) -> T:
    """Return a deep copy, by `copy.deepcopy` where pickle can't."""
    try:
        return pickle.loads(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))  # noqa: S301 it never leaves the process
    except (pickle.PicklingError, AttributeError, TypeError):
        return copy.deepcopy(value)


@when_imported(*COPYING)
def pickle_copies(module: Any) -> None:
    module.copy = SimpleNamespace(copy=copy.copy, deepcopy=copied)


@when_imported("moto.dynamodb.parsing.validators")
def pickle_expressions(validators: Any) -> None:
    validators.deepcopy = copied


@when_imported("moto.dynamodb.models.dynamo_type")
def copy_items_unmeasured(types: Any) -> None:
    """An item adds up its size for each attribute that is set; a copy is as large as its original."""
    copyreg.pickle(types.LimitedSizeDict, lambda item: (_filled, (type(item), dict(item))))


def _filled(kind: type[dict[str, Any]], attributes: dict[str, Any]) -> dict[str, Any]:
    made = kind()
    dict.update(made, attributes)
    return made
