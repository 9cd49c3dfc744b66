"""The stand-in provider of the local run knows all that the program asks for."""

from local.provider import Aws, ProviderError, StandInProvider
from tests.plan.program import registered

NOWHERE = StandInProvider(Aws("http://127.0.0.1:9", "us-east-2"))


def test_the_stand_in_knows_every_resource_and_property_of_the_local_stack() -> None:
    unknown = []
    for resource in registered("local").registered:
        if resource.typ.startswith("aws:"):
            try:
                NOWHERE.check(resource.typ, resource.name, resource.inputs)
            except ProviderError as error:
                unknown.append(f"{resource.name}: {error}")
    assert not unknown, "\n".join(unknown)
