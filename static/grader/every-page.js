// On every page of a grader: sends what waited, keeps pages at hand, clears up when leaving.

import { forgetPages, visit } from "./visit.js";
import { keepSending } from "./waiting.js";

async function keepPages() {
  const { worker, scope, owner } = visit.told;
  if (!("serviceWorker" in navigator)) return;
  try {
    const alone = !navigator.serviceWorker.controller;
    await navigator.serviceWorker.register(worker, { scope });
    await navigator.serviceWorker.ready;
    // The first page came before the worker did, so it is asked for once more.
    if (alone && /^\d+\/$/.test(location.pathname.slice(scope.length))) {
      const answer = await fetch(location.pathname, { cache: "no-store" });
      if (answer.ok && answer.headers.get("X-Grader") === owner) {
        await (await caches.open(`grader:${owner}`)).put(location.pathname, answer);
      }
    }
  } catch {
    // A browser that keeps nothing, or no network: everything else still works.
  }
}

/** A form that ends the visit or hands in: what waits goes first, then this browser forgets. */
function clearsUp(form) {
  let warned = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await keepSending(visit, document.getElementById("kept-answers"), "");
    const words = form.querySelector("[data-unsent]");
    if (visit.copies.all().length && !warned && words) {
      warned = true;
      words.hidden = false;
      words.focus();
      return;
    }
    if (form.dataset.clears === "everything") {
      visit.copies.clear();
      await forgetPages();
    }
    form.submit();
  });
}

if (visit) {
  const words = document.getElementById("kept-answers");
  const open = document.getElementById("answer-form")?.dataset.pk ?? "";
  if (visit.told.clears === "answers") {
    visit.copies.clear();
    forgetPages();
  }
  keepSending(visit, words, open);
  keepPages();
  for (const form of document.querySelectorAll("form[data-clears]")) clearsUp(form);
}
