// Runs scripts as a page would; prints what `code` ends in and what was sent.
// stdin: {scripts: [text], code: an expression, answer: {status, body} that any request gets, null for no network,
// absent to ask the network as a page of `origin`, now: ISO time, absent for the clock's}
import fs from "node:fs";
import vm from "node:vm";

const job = JSON.parse(fs.readFileSync(0, "utf8"));
const sent = [];

class XMLHttpRequest {
  #request = { headers: {} };

  open(method, url) {
    Object.assign(this.#request, { method, url });
  }

  setRequestHeader(name, value) {
    this.#request.headers[name] = value;
  }

  getAllResponseHeaders() {
    return "content-type: application/json\r\nx-amzn-requestid: 1\r\n";
  }

  send(body) {
    sent.push({ ...this.#request, body });
    if (job.answer === undefined) {
      this.#ask(body).then(this.onload, this.onerror);
      return;
    }
    if (!job.answer) {
      queueMicrotask(() => this.onerror());
      return;
    }
    this.status = job.answer.status;
    this.statusText = "";
    this.responseText = job.answer.body;
    queueMicrotask(() => this.onload());
  }

  async #ask(body) {
    const { method, url } = this.#request;
    const headers = { ...this.#request.headers, Origin: job.origin };
    const answer = await fetch(url, { method, headers, body: method === "GET" ? undefined : body });
    this.status = answer.status;
    this.responseText = await answer.text();
  }
}

const browser = { XMLHttpRequest, TextEncoder, URL, crypto, now: job.now };
const page = vm.createContext(browser, { codeGeneration: { strings: false, wasm: false } }); // as the page's CSP has it
if (job.now) vm.runInContext("Date = class extends Date { constructor() { super(now); } };", page);
for (const script of job.scripts) vm.runInContext(script, page);

function described(error) {
  if (typeof error === "string") return { thrown: error };
  return { error: { name: error.name, message: error.message, code: error.code, status: error.response?.status } };
}

let ended;
try {
  const value = await vm.runInContext(job.code, page);
  ended = { value: value?.request ? { status: value.status, data: value.data, headers: value.headers } : value };
} catch (error) {
  ended = { ...described(error), data: error.response?.data };
}
process.stdout.write(JSON.stringify({ ...ended, sent }));
