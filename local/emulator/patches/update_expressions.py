"""A DynamoDB update walks through its expression once and after each change of it, not ten times.

LocalEmu's DynamoDB walks through the parsed expression ten times for each update; at each node it lists again which
kinds of nodes it looks for, and looks at everything below twice.
"""

from typing import Any

from local.emulator.when_imported import when_imported


@when_imported("moto.dynamodb.parsing.validators")
def _look_once(validators: Any) -> None:
    for of_the_whole in (validators.ActionCountValidator, validators.OverlappingPathsValidator):
        of_the_whole.traverse = of_the_whole.process  # what it finds in a part it finds in the whole


@when_imported("moto.dynamodb.parsing.ast_nodes")
def _walk(nodes: Any) -> None:
    def traverse(self: Any, root: Any) -> Any:
        kinds, root.steps = self.nodes_to_be_processed(), getattr(root, "steps", None) or _steps(root, -1, [])
        for node, parent, index in root.steps:
            if node is None:
                self.pre_processing_of_child(parent, index)
            elif type(node) in kinds and (found := self.process(node)) is not node:
                found.parent, parent.children[index], root.steps = parent, found, None
        return root

    nodes.DepthFirstTraverser.traverse = traverse


def _steps(node: Any, index: int, steps: list[tuple[Any, Any, int]]) -> list[tuple[Any, Any, int]]:
    """Add what a walk does: come to a child, which is told by None before the child, and leave each node."""
    for at, child in enumerate(node.children or ()):
        steps.append((None, node, at))
        if hasattr(child, "children"):
            _steps(child, at, steps)
    steps.append((node, node.parent, index))
    return steps
