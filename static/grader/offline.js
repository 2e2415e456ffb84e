// Lists the questions that this browser has at hand without a connection.

const place = document.getElementById("at-hand");
const list = place?.querySelector("ul");
const byNumber = new Intl.Collator(document.documentElement.lang, { numeric: true });

/** Where a kept page is and what it is called: its place in the walk, then its question.
 *  Null for one that has just been forgotten, or has no name. */
async function entry(kept, request) {
  const text = await (await kept.match(request))?.text();
  const heading = text && new DOMParser().parseFromString(text, "text/html").querySelector("h1");
  if (!heading) return null;
  const parts = [...heading.childNodes].map((part) => part.textContent.trim());
  return {
    href: new URL(request.url).pathname,
    name: parts.filter(Boolean).join(" – ").replace(/\s+/g, " "),
  };
}

async function atHand() {
  const names = (await caches.keys()).filter((name) => name.startsWith("grader:"));
  const found = [];
  for (const kept of await Promise.all(names.map((name) => caches.open(name)))) {
    found.push(...(await Promise.all((await kept.keys()).map((page) => entry(kept, page)))));
  }
  return found.filter(Boolean);
}

/** The whole list at once and in the order of the questions, not of the visits to them. */
async function show() {
  const found = (await atHand()).sort((one, other) => byNumber.compare(one.name, other.name));
  for (const { href, name } of found) {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { href, textContent: name }));
    list.append(item);
  }
  place.hidden = found.length === 0;
}

if (list && globalThis.caches) show();
