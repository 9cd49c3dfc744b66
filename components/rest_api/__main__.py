"""The folder as a Pulumi package for programs in any language: `pulumi package add` runs this file."""

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

from pulumi.provider import main
from pulumi.provider.experimental.component import ComponentProvider
from pulumi.provider.experimental.util import camel_case

HERE = Path(__file__).parent
NAME = "stepfunctions"


def package() -> Any:
    """Import the folder as a package, wherever it is and whatever its name: its modules import each other."""
    find: Any = importlib.util.spec_from_file_location
    spec = find(NAME, HERE / "__init__.py", submodule_search_locations=[str(HERE)])
    sys.modules[NAME] = made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def provider() -> ComponentProvider:
    """Return the provider that `component_provider_host` runs, with the defaults of the arguments in its schema.

    Source: www.pulumi.com/docs/iac/guides/building-extending/components/build-a-component/
    """
    api = package()
    made = ComponentProvider([api.RestApi, api.ApiEndpoint, api.ApiLogging], NAME, version=api.__version__)
    schema = json.loads(made.schema or "")
    inputs = schema["resources"][f"{NAME}:index:RestApi"]["inputProperties"]
    for name, default in sys.modules[f"{NAME}.args"].Settings._field_defaults.items():
        if isinstance(default, (bool, int, str)):
            inputs[camel_case(name)]["default"] = default
    made.schema = json.dumps(schema)
    return made


if __name__ == "__main__":
    main(provider(), sys.argv[1:])
