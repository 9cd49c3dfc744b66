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
    traverser = nodes.DepthFirstTraverser
    nothing = traverser.pre_processing_of_child

    def traverse(self: Any, node: Any) -> Any:
        prepare = None if type(self).pre_processing_of_child is nothing else self.pre_processing_of_child
        return walk(node, -1, self._processing_map(), prepare)

    def walk(node: Any, child_id: int, actions: dict[type, Any], prepare: Any) -> Any:
        parent = node.parent
        for index, child in enumerate(node.children or ()):
            if prepare:
                prepare(node, index)
            if hasattr(child, "children"):
                walk(child, index, actions, prepare)
        if action := actions.get(type(node)):
            node = action(node)
            node.parent = parent
            if parent:
                parent.children[child_id] = node
        return node

    traverser.traverse = traverse
