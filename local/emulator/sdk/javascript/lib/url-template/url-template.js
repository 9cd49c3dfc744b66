// Of URI templates, what resource paths need: simple expansion, https://www.rfc-editor.org/rfc/rfc6570#section-3.2.2
var uritemplate = (function () {
  "use strict";

  function encode(value) {
    return encodeURIComponent(value).replace(/[!'()*]/g, function (character) {
      return "%" + character.charCodeAt(0).toString(16).toUpperCase();
    });
  }

  return function (template) {
    return {
      expand: function (values) {
        return template.replace(/\{([^{}]+)\}/g, function (_, name) {
          var value = values[name];
          if (value === undefined || value === null) return "";
          return Array.isArray(value) ? value.map(encode).join(",") : encode(value);
        });
      },
    };
  };
})();
