"""Inputs whose shape, numbers, keys or spelling might change on the way: JSON as text, since its spelling counts."""

import json
from collections.abc import Mapping

SURROGATE_PAIR = "\\ud83c\\udf55"


def _deep(opening: str, closing: str, levels: int) -> str:
    return f'{{"deep": {opening * levels}1{closing * levels}}}'


def _keys(*keys: str) -> str:
    return json.dumps({key: key for key in keys}, ensure_ascii=False)


SHAPES: Mapping[str, Mapping[str, str]] = {
    "numbers": {
        "zero": '{"n": 0}',
        "minus zero, whole": '{"n": -0}',
        "minus zero": '{"n": -0.0}',
        "one and one point nothing": '{"a": 1, "b": 1.0}',
        "hundred by exponent": '{"a": 1e2, "b": 1E+2, "c": 1.0e2}',
        "largest safe integer": '{"n": 9007199254740991}',
        "one beyond": '{"n": 9007199254740993}',
        "last of 32 bits": '{"a": 2147483647, "b": 2147483648, "c": -2147483649}',
        "last of 64 bits": '{"a": 9223372036854775807, "b": 9223372036854775808, "c": -9223372036854775809}',
        "last of 64 bits, unsigned": '{"a": 18446744073709551615, "b": 18446744073709551616}',
        "hundred digits": f'{{"n": {"1234567890" * 10}}}',
        "four thousand digits": f'{{"n": {"9" * 4000}}}',
        "largest double": '{"n": 1.7976931348623157e308}',
        "smallest double": '{"n": 5e-324, "m": -5e-324}',
        "smallest normal double": '{"n": 2.2250738585072014e-308}',
        "tenths": '{"a": 0.1, "b": 0.2, "c": 0.30000000000000004}',
        "seventeen digits": '{"n": 3.1415926535897931}',
        "small": '{"n": 0.000001, "m": 1e-7}',
        "price": '{"n": 27.50}',
        "beside their texts": '{"a": [1, "1", 1.5, "1.5", true, "true", null, "null"]}',
        "truth is no number": '{"a": [true, 1, 1.0, false, 0, 0.0]}',
    },
    "shapes": {
        "empty object": "{}",
        "empty list": '{"a": []}',
        "empty object inside": '{"a": {}}',
        "only null": '{"a": null}',
        "nulls": '{"a": [null, [null], {"b": null}]}',
        "empties": '{"a": [[], {}, "", [[]], [{}]]}',
        "one object in a list": '{"a": [{"b": 1}]}',
        "list in list in list": '{"a": [[[[1], 2], 3], 4]}',
        "lists, 100 deep": _deep("[", "]", 100),
        "objects, 100 deep": _deep('{"a":', "}", 100),
        "lists and objects, 60 deep": _deep('[{"a":', "}]", 60),
        "thousand keys": json.dumps({f"key {index}": index for index in range(1000)}),
        "list of ten thousand": json.dumps({"a": list(range(10_000))}),
        "list of mixed": '{"a": [1, "b", null, true, {"c": []}, 2.5]}',
        "long text": json.dumps({"a": "0123456789abcdef" * 4096}),
        "long key": json.dumps({"k" * 10_000: 1}),
        "order of keys": '{"z": 1, "a": 2, "m": 3, "B": 4, "10": 5, "9": 6}',
        "table": json.dumps({"rows": [{"id": row, "name": f"row {row}"} for row in range(500)]}),
    },
    "keys": {
        "empty": '{"": 1}',
        "empty, deeper": '{"a": {"": {"": []}}}',
        "blank": _keys(" ", "\t", "\n"),
        "quotes": _keys('"', "'", "\\", "\\'"),
        "paths": _keys("$", "$.a", "a.b", "a[0]", "..", "*", "@"),
        "state language": '{"a": {"b.$": "$.c", "$$.d": "States.UUID()", "Parameters": {}}}',
        "state language, on top": '{"b.$": "$.c"}',
        "prototype": _keys("__proto__", "constructor", "prototype", "toString", "hasOwnProperty"),
        "java": _keys("class", "getClass", "size", "length", "isEmpty", "keySet"),
        "python": _keys("__class__", "__dict__", "self", "items", "keys", "get"),
        "request": '{"name": "a", "input": {"input": {}}, "stateMachineArn": "b", "traceHeader": "c"}',
        "response": '{"executionArn": "a", "output": "{}", "cause": "b", "__type": "c", "error": "d"}',
        "numbers": _keys("0", "1", "-1", "1.5", "1e3"),
        "words of JSON": _keys("null", "true", "false"),
        "by case": _keys("a", "A", "\u00e4", "\u00c4"),
        "by composition": _keys("\u00e9", "e\u0301"),
        "references": _keys("$x", "${x}", "#if(true)", "#end"),
        "schema": '{"$schema": "a", "$ref": "#/definitions/b", "$id": "c"}',
        "emoji": _keys("\U0001f355", "\u2028"),
        "extension of a known one": '{"waiting": 1, "wait ": "a", "Wait": "b", "failed": 2}',
    },
    "spelling": {
        "pretty": json.dumps({"a": [1, {"b": None}], "c": "d"}, indent=4),
        "blanks everywhere": ' \t\r\n{ \t"a" \r\n: [ 1 , 2 ] } \n',
        "no blanks": '{"a":[1,{"b":null}],"c":"d"}',
        "ascii escapes": '{"a": "\\u0063\\u0061\\u0066\\u00e9"}',
        "escapes of what needs none": '{"a": "\\/\\u002f\\u0027\\u0020"}',
        "escapes of controls": '{"a": "\\u0000\\u001f\\b\\f\\n\\r\\t\\u007f"}',
        "upper case escapes": '{"a": "\\u00E9\\u2028\\uFEFF"}',
        "pair as escapes": f'{{"a": "{SURROGATE_PAIR}"}}',
        "pair beside itself": f'{{"a": "{SURROGATE_PAIR}\U0001f355"}}',
        "high half alone": '{"a": "\\ud83c"}',
        "low half alone": '{"a": "\\udf55"}',
        "halves the wrong way round": '{"a": "\\udf55\\ud83c"}',
        "half before a letter": '{"a": "\\ud83cx", "b": "x\\udf55"}',
        "half as a key": '{"\\ud83c": 1}',
        "escaped key": '{"\\u0061": 1, "\\u0024x": 2}',
        "separators as they are": '{"a": "\u2028\u2029"}',
        "separators as escapes": '{"a": "\\u2028\\u2029"}',
    },
    "duplicates": {
        "two": '{"a": 1, "a": 2}',
        "three of different types": '{"a": 1, "a": "b", "a": [null]}',
        "deeper": '{"a": {"b": 1, "b": 2}}',
        "by escape": '{"a": 1, "\\u0061": 2}',
        "same": '{"a": 1, "a": 1}',
        "in a list": '{"a": [{"b": 1, "b": 2}, {"b": 3}]}',
        "empty key": '{"": 1, "": 2}',
        "object, then nothing": '{"a": {"b": 1}, "a": null}',
    },
}
