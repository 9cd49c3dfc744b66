var apigClientFactory = {
  newClient: function (config) {
    "use strict";
    var utils = apiGateway.core.utils;
    var apigClient = {};
    var defaults = {
      accessKey: "",
      secretKey: "",
      sessionToken: "",
      region: "us-east-1",
      apiKey: "",
      defaultContentType: "application/json",
      defaultAcceptType: "application/json",
    };
    config = config || {};
    Object.keys(defaults).forEach(function (name) {
      if (config[name] === undefined) config[name] = defaults[name];
    });

    var invokeUrl = __INVOKE_URL__;
    var endpoint = /^https?:\/\/[^\/]+/.exec(invokeUrl)[0];
    var pathComponent = invokeUrl.substring(endpoint.length);
    var authType = config.accessKey !== "" && config.secretKey !== "" ? "AWS_IAM" : "NONE";
    var target = {
      endpoint: endpoint,
      defaultContentType: config.defaultContentType,
      defaultAcceptType: config.defaultAcceptType,
    };
    var signer = utils.mergeInto(target, {
      accessKey: config.accessKey,
      secretKey: config.secretKey,
      sessionToken: config.sessionToken,
      serviceName: "execute-api",
      region: config.region,
    });
    var apiGatewayClient = apiGateway.core.apiGatewayClientFactory.newClient(target, signer);
__METHODS__
    return apigClient;
  },
};
