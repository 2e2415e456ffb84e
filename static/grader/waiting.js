// Sends answers that waited in this browser: after lost networks, ended visits, closed tabs.

const AGAIN = 15_000;

/**
 * Send each copy that was tried before and did not arrive, once.
 * @param {{copies: import("./copies.js").Copies, sender: import("./sender.js").Sender}} visit
 * @param {string} except - the question that is open here, which looks after its own
 * @returns {Promise<{sent: number, waiting: number, ended: boolean, clashes: string[]}>}
 */
export async function sendWaiting({ copies, sender }, except) {
  const found = { sent: 0, waiting: 0, ended: false, clashes: [] };
  // Oldest first: of two for one question, the newer then finds the older one's version, and asks.
  for (const copy of copies.all().reverse()) {
    if (copy.pk === except) continue;
    if (copy.held === "clash") found.clashes.push(copy.pk);
    if (copy.held || !copy.tried) continue;
    const outcome = await sender.send(copy.pk, copy.entries);
    if (outcome.state === "saved" || outcome.state === "nothing") {
      copies.drop(copy);
      found.sent += 1;
    } else if (outcome.state === "lost") {
      found.waiting += 1;
      break;
    } else if (outcome.state === "ended") {
      found.ended = true;
      break;
    } else {
      copies.mark(copy, { held: outcome.state });
      found.clashes.push(copy.pk);
    }
  }
  return found;
}

/** Keep on sending while this page is open, and say how it goes in `words`. */
export function keepSending(visit, words, except) {
  let timer;
  const round = async () => {
    clearTimeout(timer);
    const found = await sendWaiting(visit, except);
    show(words, found, visit.told.scope);
    if (found.waiting) timer = setTimeout(round, AGAIN);
  };
  addEventListener("online", round);
  return round();
}

function show(words, found, scope) {
  if (found.clashes.length) {
    const link = document.createElement("a");
    link.href = `${scope}${found.clashes[0]}/`;
    link.textContent = words.dataset.open;
    words.replaceChildren(words.dataset.clash, " ", link);
  } else if (found.ended) words.textContent = words.dataset.gone;
  else if (found.waiting) words.textContent = words.dataset.waiting;
  else if (found.sent) words.textContent = words.dataset.sentOne;
}
