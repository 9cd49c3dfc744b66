// Runs scripts as a page would, on a network that gives one answer; prints what `code` ends in and what was sent.
// stdin: {scripts: [text], code: an expression, answer: {status, body} or null for no network, now: ISO time}
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
    if (!job.answer) {
      queueMicrotask(() => this.onerror());
      return;
    }
    this.status = job.answer.status;
    this.statusText = "";
    this.responseText = job.answer.body;
    queueMicrotask(() => this.onload());
  }
}

const browser = { XMLHttpRequest, TextEncoder, TextDecoder, Blob, atob, btoa, now: job.now };
const page = vm.createContext(browser, { codeGeneration: { strings: false, wasm: false } }); // as the page's CSP has it
vm.runInContext("Date = class extends Date { constructor() { super(now); } };", page);
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
