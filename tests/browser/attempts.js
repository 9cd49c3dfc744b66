/*
 * What someone would try who got a line of their own into the page. `attempt(name, foreign)` tries one of them and
 * resolves with the directive of the content security policy that the browser said it breaks, or with what came of it.
 */
const PATIENCE_MS = 5_000;

const add = (tag, properties, into = document.body) => into.append(Object.assign(document.createElement(tag), properties));

const tried = {
  "a script in the page": () => add("script", { textContent: "window.taken = true" }),
  "a script of another site": (foreign) => add("script", { src: foreign }),
  "a script made of data": () => add("script", { src: "data:text/javascript,window.taken=true" }),
  "a handler in an attribute": () => {
    add("div", { innerHTML: '<img src="404.html" onerror="window.taken = true">' });
  },
  "a link to a script": () => {
    const link = Object.assign(document.createElement("a"), { href: "javascript:void (window.taken = true)" });
    document.body.append(link);
    link.click();
  },
  "eval": () => (0, eval)("window.taken = true"),
  "a function made of text": () => new Function("window.taken = true")(),
  "a timer made of text": () => setTimeout("window.taken = true", 0),
  "a worker": (foreign) => new Worker(URL.createObjectURL(new Blob([`importScripts("${foreign}")`]))),
  "a style in the page": () => add("style", { textContent: "body { display: none }" }),
  "a style in an attribute": () => document.body.setAttribute("style", "display: none"),
  "a style of another site": (foreign) => add("link", { rel: "stylesheet", href: foreign }),
  "an image of another site": (foreign) => add("img", { src: foreign }),
  "a sound of another site": (foreign) => add("audio", { src: foreign }),
  "a font of another site": (foreign) => new FontFace("foreign", `url(${foreign})`).load().catch(() => {}),
  "a frame of another site": (foreign) => add("iframe", { src: foreign }),
  "an object of another site": (foreign) => add("object", { data: foreign }),
  "a call of another site": (foreign) => fetch(foreign, { mode: "no-cors" }).catch(() => {}),
  "a beacon to another site": (foreign) => navigator.sendBeacon(foreign, "card"),
  "a socket to another site": (foreign) => new WebSocket(foreign.replace("http", "ws")),
  "a stream of another site": (foreign) => new EventSource(foreign),
  "a form for another site": (foreign) => {
    const form = Object.assign(document.createElement("form"), { action: foreign, method: "post" });
    document.body.append(form);
    form.submit();
  },
  "another base": (foreign) => add("base", { href: foreign }, document.head),
};

window.attempts = Object.keys(tried);

window.violations = 0;
document.addEventListener("securitypolicyviolation", () => (window.violations += 1));

window.attempt = (name, foreign) =>
  new Promise((resolve) => {
    document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
    setTimeout(() => resolve("no violation"), PATIENCE_MS);
    // In a task of its own: what a debugger evaluates may do what the page may not.
    setTimeout(() => {
      try {
        tried[name](foreign);
      } catch (error) {
        if (!(error instanceof EvalError || error instanceof DOMException)) resolve(String(error));
      }
    }, 0);
  });
