"""Walking through an update's expression.

LocalEmu's DynamoDB copies the parsed expression by `copy.deepcopy` and walks through it ten times for each update; at
each node it lists anew which kinds it looks for, and asks them through their abstract classes.
"""

import functools
import pickle
from typing import Any

from local.emulator.when_imported import when_imported

NODES = "moto.dynamodb.parsing.ast_nodes"
VALIDATORS = "moto.dynamodb.parsing.validators"


def install() -> None:
    """Copy quickly, and remember which kinds of nodes are looked for."""
    when_imported(NODES, _walk)
    when_imported(VALIDATORS, _copy)


def _copy(validators: Any) -> None:
    validators.deepcopy = lambda node: pickle.loads(pickle.dumps(node))  # noqa: S301 it never leaves the process


def _walk(nodes: Any) -> None:
    is_a = functools.cache(issubclass)

    def traverse(self: Any, node: Any, child_id: int = -1) -> Any:
        return walk(self, node, child_id, self.nodes_to_be_processed())

    def walk(self: Any, node: Any, child_id: int, kinds: tuple[type, ...]) -> Any:
        if not is_a(type(node), nodes.Node):
            return node
        parent = node.parent
        for index, child in enumerate(node.children or ()):
            self.pre_processing_of_child(node, index)
            walk(self, child, index, kinds)
        if is_a(type(node), kinds):
            node = self.process(node)
            node.parent = parent
            if parent:
                parent.children[child_id] = node
        return node

    nodes.DepthFirstTraverser.traverse_node_recursively = traverse
