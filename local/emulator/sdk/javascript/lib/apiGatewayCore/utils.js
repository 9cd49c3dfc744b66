var apiGateway = apiGateway || {};
apiGateway.core = apiGateway.core || {};

apiGateway.core.utils = {
  // Throws a string, as AWS's SDK does.
  assertParametersDefined(params, names) {
    const missing = names.find((name) => params?.[name] === undefined);
    if (missing !== undefined) throw `${missing} must be defined`;
  },
  parseParametersToObject(params, names) {
    return Object.fromEntries(names.map((name) => [name, params?.[name]]));
  },
  // As RFC 3986 has it, and signatures ask for.
  encode(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
  },
  queryString(parameters) {
    const { encode } = apiGateway.core.utils;
    return Object.entries(parameters)
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join("&");
  },
};
