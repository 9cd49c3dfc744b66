"""A DynamoDB update walks through its expression once, not ten times.

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
    def traverse(self: Any, node: Any) -> Any:
        return walk(self, node, -1, self.nodes_to_be_processed())

    def walk(self: Any, node: Any, child_id: int, kinds: tuple[type, ...]) -> Any:
        parent = node.parent
        for index, child in enumerate(node.children or ()):
            self.pre_processing_of_child(node, index)
            if hasattr(child, "children"):
                walk(self, child, index, kinds)
        if type(node) in kinds:
            node = self.process(node)
            node.parent = parent
            if parent:
                parent.children[child_id] = node
        return node

    nodes.DepthFirstTraverser.traverse = traverse
