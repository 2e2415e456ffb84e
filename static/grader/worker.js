// Answers for a grader's own pages while there is no network: questions that were opened
// before, and otherwise a page that says so. Keeps nothing else, and nothing of anybody else.
// The server puts PORTAL in front: where the page without a network is, and what it is made of.

const ALWAYS = "grader-offline";
const OF = "grader:";
const QUESTION = /^\/grade\/(\d+\/)?$/;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(ALWAYS)
      .then((kept) => kept.addAll([self.PORTAL.offline, ...self.PORTAL.assets]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, request, url));
  else if (request.method === "GET" && url.pathname.startsWith(self.PORTAL.kept)) {
    event.respondWith(asset(request));
  }
});

async function page(event, request, url) {
  try {
    const answer = await fetch(request);
    if (request.method === "GET" && QUESTION.test(url.pathname)) {
      event.waitUntil(keep(url.pathname, answer.clone()).catch(() => {})); // No room: no harm.
    }
    return answer;
  } catch {
    if (request.method === "POST" && !QUESTION.test(url.pathname) && (await tell(request))) {
      return new Response(null, { status: 204 }); // The browser stays on the page as it is.
    }
    const kept = request.method === "GET" && (await keptPage(url.pathname));
    return kept || (await caches.match(self.PORTAL.offline));
  }
}

/** Tell the page that sent a form that it did not go; false where no such page is open. */
async function tell(request) {
  const open = await self.clients.matchAll({ type: "window" });
  const senders = open.filter((client) => client.url === request.referrer);
  for (const client of senders) client.postMessage("not-sent");
  return senders.length > 0;
}

/** Keep a page of the person whose visit it is, and forget those of anybody else. */
async function keep(path, answer) {
  const owner = answer.headers.get("X-Grader");
  if (answer.status !== 200 || answer.redirected || !owner) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(OF) && name !== OF + owner) await caches.delete(name);
  }
  await (await caches.open(OF + owner)).put(path, answer);
}

async function keptPage(path) {
  for (const name of await caches.keys()) {
    const found = name.startsWith(OF) && (await (await caches.open(name)).match(path));
    if (found) return found;
  }
  return null;
}

/** From the network, which a browser's own cache makes quick; else as it was last. */
async function asset(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) keepAsset(request, answer.clone());
    return answer;
  } catch {
    return (await caches.match(request, { ignoreVary: true })) ?? Response.error();
  }
}

async function keepAsset(request, answer) {
  try {
    await (await caches.open(ALWAYS)).put(request, answer);
  } catch {
    // No room: the page still works while there is a network.
  }
}
