// Stands in for axios 0.28, as far as the SDK uses it: requests over XMLHttpRequest, JSON in and out, failures as
// AxiosError. Behaviour as in https://github.com/axios/axios/tree/v0.28.1
var axios = (() => {
  class AxiosError extends Error {
    name = "AxiosError";
    isAxiosError = true;

    constructor(message, code, details) {
      super(message);
      Object.assign(this, { code, ...details });
    }
  }

  function parsed(text, otherwise) {
    try {
      return JSON.parse(text);
    } catch {
      return otherwise;
    }
  }

  // A string that is JSON already goes as it is; any other value, the empty string too, is written as JSON.
  function serialized(data, headers) {
    const isText = typeof data === "string";
    const type = Object.keys(headers).find((name) => name.toLowerCase() === "content-type");
    if (isText && !String(headers[type]).includes("application/json")) return data;
    return isText && parsed(data) !== undefined ? data.trim() : JSON.stringify(data);
  }

  function answerOf(request, config) {
    const lines = request.getAllResponseHeaders().trim().split(/\r?\n/);
    const { status, statusText, responseText } = request;
    return {
      data: parsed(responseText, responseText),
      status,
      statusText,
      headers: Object.fromEntries(lines.map((line) => line.split(/:\s*(.*)/).slice(0, 2))),
      config,
      request,
    };
  }

  const send = (config) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const fail = (message, code, response) => reject(new AxiosError(message, code, { config, request, response }));
      request.open(config.method, config.url);
      for (const [name, value] of Object.entries(config.headers)) request.setRequestHeader(name, value);
      request.onload = () => {
        const response = answerOf(request, config);
        const code = response.status >= 500 ? "ERR_BAD_RESPONSE" : "ERR_BAD_REQUEST";
        if (response.status >= 200 && response.status < 300) resolve(response);
        else fail(`Request failed with status code ${response.status}`, code, response);
      };
      request.onerror = () => fail("Network Error", "ERR_NETWORK");
      request.onabort = () => fail("Request aborted", "ECONNABORTED");
      request.send(serialized(config.data, config.headers));
    });

  return Object.assign(send, { AxiosError, isAxiosError: (error) => Boolean(error?.isAxiosError) });
})();
