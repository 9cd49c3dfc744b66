import { Memory } from "./memory.js";
import { Store } from "./store.js";

/** The current visit: its state, and what the browser stores of it. */
export const store = new Store();
export const memory = new Memory(
  () => sessionStorage,
  () => localStorage,
);
