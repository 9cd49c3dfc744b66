// Of URI templates, what resource paths need: simple expansion, https://www.rfc-editor.org/rfc/rfc6570#section-3.2.2
var uritemplate = (template) => ({
  expand(values) {
    const { encode } = apiGateway.core.utils;
    return template.replace(/\{([^{}]+)\}/g, (_, name) => [values[name] ?? []].flat().map(encode).join(","));
  },
});
