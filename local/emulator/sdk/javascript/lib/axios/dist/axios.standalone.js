// Stands in for axios 0.28, as far as the SDK uses it: requests over XMLHttpRequest, JSON in and out, failures as
// AxiosError. Behaviour as in https://github.com/axios/axios/tree/v0.28.1
var axios = (function () {
  "use strict";

  function AxiosError(message, code, config, request, response) {
    Error.call(this);
    this.stack = new Error(message).stack;
    this.name = "AxiosError";
    this.message = message;
    this.code = code;
    this.config = config;
    this.request = request;
    if (response) this.response = response;
  }
  AxiosError.prototype = Object.create(Error.prototype, {
    constructor: { value: AxiosError },
    isAxiosError: { value: true },
  });

  function isJson(headers) {
    return Object.keys(headers).some(function (name) {
      return name.toLowerCase() === "content-type" && String(headers[name]).indexOf("application/json") !== -1;
    });
  }

  // A string that is JSON already goes as it is; any other value, the empty string too, is written as JSON.
  function serialize(data, headers) {
    if (typeof data !== "string") return JSON.stringify(data);
    if (!isJson(headers)) return data;
    try {
      JSON.parse(data);
      return data.trim();
    } catch (notJson) {
      return JSON.stringify(data);
    }
  }

  function parse(text) {
    try {
      return JSON.parse(text);
    } catch (notJson) {
      return text;
    }
  }

  function headersOf(request) {
    var headers = {};
    request.getAllResponseHeaders().split("\n").forEach(function (line) {
      var colon = line.indexOf(":");
      if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
    });
    return headers;
  }

  function settle(request, config, resolve, reject) {
    var response = {
      data: parse(request.responseText),
      status: request.status,
      statusText: request.statusText,
      headers: headersOf(request),
      config: config,
      request: request,
    };
    if (request.status >= 200 && request.status < 300) {
      resolve(response);
      return;
    }
    var code = request.status >= 500 ? "ERR_BAD_RESPONSE" : "ERR_BAD_REQUEST";
    reject(new AxiosError("Request failed with status code " + request.status, code, config, request, response));
  }

  function send(config) {
    return new Promise(function (resolve, reject) {
      var request = new XMLHttpRequest();
      request.open(config.method, config.url);
      Object.keys(config.headers).forEach(function (name) {
        request.setRequestHeader(name, config.headers[name]);
      });
      request.onload = function () {
        settle(request, config, resolve, reject);
      };
      request.onerror = function () {
        reject(new AxiosError("Network Error", "ERR_NETWORK", config, request));
      };
      request.onabort = function () {
        reject(new AxiosError("Request aborted", "ECONNABORTED", config, request));
      };
      request.send(serialize(config.data, config.headers));
    });
  }

  send.AxiosError = AxiosError;
  send.isAxiosError = function (error) {
    return Boolean(error && error.isAxiosError);
  };
  return send;
})();
