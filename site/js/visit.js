import { Memory } from "./memory.js";
import { Store } from "./store.js";

/** The one visit that this page is: its state, and what the browser keeps of it. */
export const store = new Store();
export const memory = new Memory(
  () => sessionStorage,
  () => localStorage,
);
