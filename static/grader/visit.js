// Whose visit this is, as the page tells it: shared by every script of a grader's pages.

import { Copies, nameOfTab } from "./copies.js";
import { Sender } from "./sender.js";

const place = document.getElementById("grader-browser");

/** What every part needs; null on a page without a grader. */
export const visit = place && {
  told: place.dataset,
  copies: new Copies(localStorage, place.dataset.owner, nameOfTab(sessionStorage)),
  sender: new Sender({
    owner: place.dataset.owner,
    scope: place.dataset.scope,
    tokenUrl: place.dataset.token,
    token: document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "",
  }),
};

/** Forget the pages that this browser keeps for the time without a connection. */
export async function forgetPages() {
  for (const name of (await globalThis.caches?.keys()) ?? []) {
    if (name.startsWith("grader:")) await caches.delete(name);
  }
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("eds-newest:")) sessionStorage.removeItem(key);
  }
}
