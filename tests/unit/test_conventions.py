"""Every component is made alike, as Pulumi's design guidelines have it.

Source: www.pulumi.com/docs/iac/concepts/components/
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pulumi
import pytest

import components
from tests.plan.program import registered

TOKEN = re.compile(r"(gopizza|stepfunctions):index:([A-Z][A-Za-z]*)")


def classes() -> Iterator[type]:
    """Give every class that the rooms of `components` define."""
    for module in pkgutil.walk_packages(components.__path__, "components."):
        if not module.name.endswith("__main__"):
            found = importlib.import_module(module.name)
            yield from (
                it for it in vars(found).values() if inspect.isclass(it) and it.__module__ == module.name
            )


COMPONENTS = [it for it in classes() if issubclass(it, pulumi.ComponentResource)]
ARGS = [it for it in classes() if it.__name__.endswith("Args")]


def documented(made: type) -> dict[str, bool]:
    """Return the fields that a class declares, and whether a sentence stands right under each."""
    [body] = [it.body for it in ast.parse(inspect.getsource(made)).body if isinstance(it, ast.ClassDef)]
    return {
        field.target.id: isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        for field, after in zip(body, [*body[1:], None], strict=True)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
    }


def name_of(made: type) -> str:
    return f"{made.__module__}.{made.__name__}"


def test_the_rooms_have_components_and_each_of_them_its_args() -> None:
    assert len(COMPONENTS) > 12
    for made in COMPONENTS:
        assert inspect.signature(made).parameters.keys() == {"name", "args", "opts"}, made
        assert inspect.get_annotations(made.__init__)["args"].__name__ == f"{made.__name__}Args"


@pytest.mark.parametrize("made", [*COMPONENTS, *ARGS], ids=name_of)
def test_each_input_and_output_has_its_sentence(made: type) -> None:
    assert made.__doc__
    fields = documented(made)
    assert all(fields.values()), [field for field, told in fields.items() if not told]


@pytest.mark.parametrize("stack", ["dev", "local"])
def test_a_component_registers_the_outputs_that_it_declares_under_a_token_of_its_name(stack: str) -> None:
    built, declared = registered(stack), {it.__name__: set(documented(it)) for it in COMPONENTS}
    made = {urn: it for urn, it in built.requests.items() if not it.custom and it.parent}
    assert made
    for urn, request in made.items():
        token = TOKEN.fullmatch(request.type)
        assert token, request.type
        assert built.outputs[urn] == declared[token[2]]


def test_nothing_is_made_under_a_component_that_has_told_its_outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[pulumi.Resource] = []
    late: list[str] = []
    register, construct = pulumi.ComponentResource.register_outputs, pulumi.Resource.__init__

    def registering(self: pulumi.ComponentResource, *outputs: Any) -> None:
        done.append(self)
        register(self, *outputs)

    def constructing(self: pulumi.Resource, *args: Any, **named: Any) -> None:
        given = inspect.signature(construct).bind(self, *args, **named).arguments
        late.extend(given["name"] for parent in done if given["opts"].parent is parent)
        construct(self, *args, **named)

    monkeypatch.setattr(pulumi.ComponentResource, "register_outputs", registering)
    monkeypatch.setattr(pulumi.Resource, "__init__", constructing)
    registered.__wrapped__("dev")  # anew
    assert len(done) > len(COMPONENTS) / 2
    assert late == []
