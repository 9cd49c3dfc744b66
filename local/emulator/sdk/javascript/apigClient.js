var apigClientFactory = {
  newClient(config = {}) {
    const { assertParametersDefined, parseParametersToObject } = apiGateway.core.utils;
    const defaults = {
      accessKey: "",
      secretKey: "",
      sessionToken: "",
      region: "us-east-1",
      apiKey: "",
      defaultContentType: "application/json",
      defaultAcceptType: "application/json",
    };
    for (const [name, value] of Object.entries(defaults)) config[name] ??= value;

    const invokeUrl = __INVOKE_URL__;
    const endpoint = new URL(invokeUrl).origin;
    const pathComponent = invokeUrl.slice(endpoint.length);
    const apiGatewayClient = apiGateway.core.apiGatewayClientFactory.newClient({
      ...config,
      endpoint,
      serviceName: "execute-api",
    });
    const apigClient = {};
__METHODS__
    return apigClient;
  },
};
