"""The stand-in provider as the real engine needs it: every stack's types, and the whole life of a resource."""

from collections.abc import Mapping
from pathlib import Path

from local import provider
from local.provider import conformance
from tests.provider.whole import WholeProvider

__all__ = ["TABLE", "WholeProvider"]

TABLE: Mapping[str, conformance.Conformance] = {
    kind: entry
    for module in (provider.__file__, __file__)
    for kind, entry in conformance.table(Path(module).with_name("conformance")).items()
}
