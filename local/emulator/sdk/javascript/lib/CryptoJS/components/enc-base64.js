(function (C) {
  "use strict";

  C.enc.Base64 = {
    stringify: function (wordArray) {
      return btoa(String.fromCharCode.apply(null, C.bytes.of(wordArray)));
    },
    parse: function (base64) {
      return C.bytes.toWords(
        atob(base64).split("").map(function (character) {
          return character.charCodeAt(0);
        }),
      );
    },
  };
})(CryptoJS);
