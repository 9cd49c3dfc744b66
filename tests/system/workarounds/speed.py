"""Work that LocalEmu does again and again, or for nobody."""

import json
import sys
from types import SimpleNamespace
from typing import Any

from tests.system.workarounds.importing import EXECUTE_API, Recorder, imported

ASL = "localemu.services.stepfunctions.asl"
TASKS = f"{ASL}.component.state.state_execution.state_task"
DEFINITION = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})


def definition_is_parsed_at_each_start() -> bool:
    parser = imported(f"{ASL}.parse.asl_parser")
    grammar, read = parser.ASLParser, Recorder()

    def counted(stream: Any) -> Any:
        read()
        return grammar(stream)

    parser.ASLParser = counted
    for _ in range(2):
        assert parser.AmazonStateLanguageParser.parse(DEFINITION)[0]
    return len(read.given) != 1


def part_of_a_definition_gets_its_key_while_it_is_used() -> bool:
    part: Any = imported(f"{ASL}.component.common.retry.max_attempts_decl").MaxAttemptsDecl()
    before, key = dict(vars(part)), part.heap_key
    assert key == part.heap_key
    return vars(part) != before


def names_of_a_service_are_spelled_for_each_task() -> bool:
    spell = imported(f"{TASKS}.service.state_task_service").camel_to_snake_case
    assert spell("UpdateItem") == "update_item"
    return spell("UpdateItem") is not spell("UpdateItem")


def json_path_of_a_state_is_parsed_at_each_look() -> bool:
    return _parses_again(f"{ASL}.utils.json_path")


def result_path_is_parsed_at_each_look() -> bool:
    return _parses_again(f"{ASL}.component.common.path.result_path")


def json_path_of_a_template_is_parsed_at_each_look() -> bool:
    return _parses_again(f"{EXECUTE_API}.template_mapping")


def grammar_of_json_paths_is_built_for_each() -> bool:
    return _builds_again("jsonpath_ng.parser")


def grammar_of_json_paths_with_filters_is_built_for_each() -> bool:
    imported("jsonpath_ng.ext.parser").parse("$.x")
    return _builds_again("jsonpath_ng.ext.parser")


def grammar_of_other_json_paths_is_built_for_each() -> bool:
    return _builds_again("jsonpath_rw.parser")


def private_key_is_read_for_each_decryption() -> bool:
    models = imported("localemu.services.kms.models")
    key = models.KmsCryptoKey("RSA_2048")
    return key.key is not key.key


def mapping_template_is_parsed_for_each_request() -> bool:
    templating, operators, read = (
        imported("localemu.utils.aws.templating"),
        imported("airspeed.operators"),
        Recorder(),
    )
    body = operators.TemplateBody

    def counted(*given: Any) -> Any:
        read()
        return body(*given)

    operators.TemplateBody = counted
    text = '#set($m = {"a": $x})#set($before = $m.put($x, $x))$m'
    rendered = [templating.VtlTemplate().render_vtl(text, {"x": x}) for x in "12"]
    operators.TemplateBody = body
    assert "1" not in rendered[1], "nothing stays of the request before"
    return len(read.given) > 1


def mapping_template_is_searched_for_each_request() -> bool:
    templating = imported("localemu.utils.aws.templating")
    text = "# set($a = 'x#1')\n$a.replaceAll('#.', $b)"
    rendered = [templating.VtlTemplate().render_vtl(text, {"b": b}) for b in "12"]
    assert [each.strip() for each in rendered] == ["x1", "x2"], "nothing stays of the request before"
    spelled = [templating.re.sub("a", "b", "a" * 50, count=8) for _ in range(2)]
    return spelled[0] is not spelled[1]


def services_are_read_for_each_session() -> bool:
    first, second = (imported("botocore.session").Session() for _ in range(2))
    return first.get_component("data_loader") is not second.get_component("data_loader")


def services_are_read_for_each_service_of_moto() -> bool:
    utilities = imported("moto.core.utils")
    return utilities.create_loader() is not utilities.create_loader()


def ec2_is_imported_for_a_name_of_batch() -> bool:
    imported("localemu.services.stepfunctions.provider")
    had = "moto.ec2" in sys.modules
    assert hasattr(imported("moto.batch"), "batch_backends"), (
        "Batch itself must still be there for who calls it"
    )
    return had


def dashboard_is_registered() -> bool:
    return not imported("localemu.dashboard.plugins")._dashboard_registered


def role_is_assumed_for_each_task() -> bool:
    clients = imported(f"{ASL}.utils.boto_client")
    client = SimpleNamespace(meta=SimpleNamespace(events=SimpleNamespace(register=Recorder())))
    assumed = Recorder(SimpleNamespace(get_client=Recorder(client)))
    clients.connect_to = SimpleNamespace(with_assumed_role=assumed)
    for _ in range(2):
        clients.boto_client_for("lambda", "us-east-2", clients.StateCredentials(role_arn="arn"))
    return len(assumed.given) != 1


def event_waits_a_minute_in_a_thread() -> bool:
    cloudtrail = imported("localemu.services.cloudtrail.recording_hook")
    started = Recorder(SimpleNamespace(start=Recorder()))
    cloudtrail.threading = SimpleNamespace(Timer=started)
    event = SimpleNamespace(to_cloudtrail_event_json=dict, event_time=None)
    cloudtrail._emit_cloudtrail_to_eventbridge(
        service_name="kms", account_id="", region="", event=event, service_request={}
    )
    return bool(started.given)


def event_of_an_execution_is_sent_though_nobody_listens() -> bool:
    stores = imported("localemu.services.events.models").events_stores
    executions = imported(f"{ASL.removesuffix('.asl')}.backend.execution")
    sent = Recorder()
    execution: Any = object.__new__(executions.Execution)
    execution.__dict__ |= dict.fromkeys(executions.Execution.__annotations__) | {
        "account_id": "000000000000",
        "region_name": "us-east-2",
        "state_machine": SimpleNamespace(arn=""),
        "_get_events_client": lambda: SimpleNamespace(put_events=sent),
    }
    execution.publish_execution_status_change_event()
    without_rule = len(sent.given)
    buses = stores["000000000000"]["us-east-2"].event_buses
    buses["default"] = SimpleNamespace(rules={"all": {}})
    execution.publish_execution_status_change_event()
    assert len(sent.given) == without_rule + 1, "who listens is told"
    return without_rule > 0


def invocation_is_counted() -> bool:
    metrics = imported("localemu.services.lambda_.invocation.metrics")
    metrics.publish_lambda_metric = published = Recorder()
    metrics.record_cw_metric_invocation(function_name="f", account_id="", region_name="")
    return bool(published.given)


def _parses_again(module: str) -> bool:
    parse = imported(module).parse
    return parse("$.a.b") is not parse("$.a.b")


def _builds_again(module: str) -> bool:
    yacc, parser = imported("ply.yacc"), imported(module)
    tables, read = yacc.LRGeneratedTable, Recorder()

    def counted(*given: Any) -> Any:
        read()
        return tables(*given)

    yacc.LRGeneratedTable = counted
    found = [str(parser.parse(path)) for path in ("$.a.b", "$.c[*].d", "$.e.f")]
    yacc.LRGeneratedTable = tables
    assert len(set(found)) == len(found)
    return len(read.given) > 1


def expression_of_an_update_is_parsed_each_time() -> bool:
    make = imported("moto.dynamodb.parsing.expressions").UpdateExpressionParser.make
    return make("SET a = :b") is not make("SET a = :b")


def kinds_of_nodes_are_listed_at_each_node() -> bool:
    nodes, listed = imported("moto.dynamodb.parsing.ast_nodes"), Recorder((int,))

    class Traverser(nodes.DepthFirstTraverser):
        nodes_to_be_processed = listed

    Traverser().traverse(
        imported("moto.dynamodb.parsing.expressions").UpdateExpressionParser.make("SET a = :b")
    )
    return len(listed.given) > 1


def expression_is_walked_through_for_each_kind() -> bool:
    nodes, looked = imported("moto.dynamodb.parsing.ast_nodes"), Recorder(())

    class Leaf(nodes.Node):
        children = property(looked, lambda *_: None)

    class Traverser(nodes.DepthFirstTraverser):
        nodes_to_be_processed = Recorder(())

    root = nodes.UpdateExpression([Leaf()])
    Traverser().traverse(root)
    before = len(looked.given)
    assert before
    Traverser().traverse(root)
    return len(looked.given) > before


def gateway_opens_a_connection_for_each_call() -> bool:
    return imported(f"{EXECUTE_API}.integrations.aws").requests is imported("requests")


def parts_of_an_update_are_counted_one_by_one() -> bool:
    validators, counted = imported("moto.dynamodb.parsing.validators"), Recorder(SimpleNamespace())
    update = imported("moto.dynamodb.parsing.expressions").UpdateExpressionParser.make("SET a = :a, b = :b")

    class Validator(validators.ActionCountValidator):
        verify_action_counts = counted

    Validator().traverse(update)
    return len(counted.given) > 1


def methods_of_a_service_are_listed_for_each_call() -> bool:
    listed = imported("moto.core.responses").method_names_from_class
    service = imported("moto.dynamodb.responses").DynamoHandler
    return listed(service) is not listed(service)


def variables_of_a_template_are_copied_one_by_one() -> bool:
    return _copies_one_by_one(f"{EXECUTE_API}.template_mapping", {"input": {"body": "{}"}})


def states_are_copied_one_by_one() -> bool:
    return _copies_one_by_one(f"{ASL}.component.common.string.string_expression", {"order": {"total": 1}})


def item_is_measured_at_each_attribute_of_its_copy() -> bool:
    types, measured = imported("moto.dynamodb.models.dynamo_type"), Recorder(1)
    value = types.DynamoType({"S": "text"})
    item = types.Item(value, None, attrs={"orderId": {"S": "1"}, "status": {"S": "2"}})
    types.DynamoType.size = measured
    copied = imported("moto.dynamodb.responses").copy.deepcopy(item)
    assert copied.to_json() == item.to_json()
    assert copied.attrs is not item.attrs
    return bool(measured.given)


def item_is_copied_object_by_object() -> bool:
    types, standard, object_by_object = (
        imported("moto.dynamodb.models.dynamo_type"),
        imported("copy"),
        Recorder(),
    )
    item = types.Item(types.DynamoType({"S": "text"}), None, attrs={"orderId": {"S": "1"}})
    copy, one = imported("moto.dynamodb.models").copy.deepcopy, standard._reconstruct

    def counted(*given: Any, **named: Any) -> Any:
        object_by_object()
        return one(*given, **named)

    standard._reconstruct = counted
    assert copy(item).to_json() == item.to_json()
    standard._reconstruct = one
    return bool(object_by_object.given)


def _copies_one_by_one(module: str, value: dict[str, dict[str, object]]) -> bool:
    copy = imported(module).copy
    copied = copy.deepcopy(value)
    (inner,) = value
    assert copied == value
    assert copied[inner] is not value[inner]
    return copy.deepcopy is imported("copy").deepcopy


def texts_of_a_template_are_looked_at_one_by_one() -> bool:
    looked = Recorder({})
    imported("localemu.utils.aws.templating").recurse_object(
        {"a": {"b": "text"}, "c": [{"d": "text"}]}, looked
    )
    return len(looked.given) != 3
