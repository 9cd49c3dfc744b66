var apiGateway = apiGateway || {};
apiGateway.core = apiGateway.core || {};

apiGateway.core.utils = {
  // Throws a string, as AWS's SDK does.
  assertDefined: function (value, name) {
    if (value === undefined) throw name + " must be defined";
    return value;
  },
  assertParametersDefined: function (params, names, ignored) {
    (names || []).forEach(function (name) {
      if (!apiGateway.core.utils.contains(ignored, name)) {
        apiGateway.core.utils.assertDefined((params || {})[name], name);
      }
    });
  },
  parseParametersToObject: function (params, names) {
    var chosen = {};
    if (params !== undefined) {
      names.forEach(function (name) {
        chosen[name] = params[name];
      });
    }
    return chosen;
  },
  contains: function (list, value) {
    return list !== undefined && list.indexOf(value) !== -1;
  },
  copy: function (value) {
    if (value === null || typeof value !== "object") return value;
    return Array.isArray(value) ? value.slice() : Object.assign({}, value);
  },
  mergeInto: function (base, additions) {
    return Object.assign({}, base, additions);
  },
};
