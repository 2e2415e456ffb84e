// What this browser keeps of answers that the server has not got yet.

const PREFIX = "eds-answer:";
const OLDEST = 30 * 24 * 60 * 60 * 1000;

/**
 * One unsent answer: the form's fields as typed, and when. `tried` is true once it was sent and
 * did not arrive; `held` says why it must not be sent again by itself ("clash" or a reason).
 * @typedef {{key: string, pk: string, entries: [string, string][], at: number, tried: boolean, held: string}} Copy
 */

/** Copies of one grader in one tab's storage. A full or forbidden storage keeps nothing, quietly. */
export class Copies {
  /**
   * @param {Storage} storage - the browser's local storage
   * @param {string} owner - whose answers these are; nobody else's are ever read
   * @param {string} tab - this tab, so that two tabs do not write over each other
   */
  constructor(storage, owner, tab) {
    Object.assign(this, { storage, owner, tab });
  }

  /** @returns {string} where this tab keeps its copy of a question */
  keyOf(pk) {
    return `${PREFIX}${this.owner}:${pk}:${this.tab}`;
  }

  /** Keep what is typed for a question now. */
  put(pk, entries, more = {}) {
    const copy = { pk: String(pk), entries, at: Date.now(), tried: false, held: "", ...more };
    this.write(this.keyOf(pk), copy);
    return { ...copy, key: this.keyOf(pk) };
  }

  /** Note something about a copy, unless it was replaced meanwhile. */
  mark(copy, more) {
    const now = this.read(copy.key);
    if (now && now.at === copy.at) this.write(copy.key, { ...now, ...more });
  }

  /** Forget a copy, unless something newer was typed in its place. */
  drop(copy) {
    const now = this.read(copy.key);
    if (now && now.at <= copy.at) this.storage.removeItem(copy.key);
  }

  /** @returns {Copy[]} this grader's copies, newest first; very old ones are thrown away */
  all() {
    return this.keys(`${PREFIX}${this.owner}:`)
      .map((key) => this.read(key))
      .filter((copy) => {
        if (copy && Date.now() - copy.at > OLDEST) this.storage.removeItem(copy.key);
        return copy && Date.now() - copy.at <= OLDEST;
      })
      .sort((one, other) => other.at - one.at);
  }

  /** @returns {Copy[]} those of one question */
  of(pk) {
    return this.all().filter((copy) => copy.pk === String(pk));
  }

  /** Forget everything of this grader. */
  clear() {
    for (const key of this.keys(`${PREFIX}${this.owner}:`)) this.storage.removeItem(key);
  }

  keys(start) {
    try {
      return Object.keys(this.storage).filter((key) => key.startsWith(start));
    } catch {
      return [];
    }
  }

  /** @returns {Copy | null} */
  read(key) {
    try {
      const copy = JSON.parse(this.storage.getItem(key));
      return copy && Array.isArray(copy.entries) ? { ...copy, key } : null;
    } catch {
      return null;
    }
  }

  write(key, copy) {
    try {
      this.storage.setItem(key, JSON.stringify(copy));
    } catch {
      // No room, or not allowed: the server is still told at the next pause.
    }
  }
}

/** @returns {string} the first value of a field among a copy's entries, or "" */
export function valueOf(entries, name) {
  return entries.find(([key]) => key === name)?.[1] ?? "";
}

/** @returns {string} what somebody said, to compare: answer, comment and groups, nothing else */
export function saidIn(entries) {
  const groups = entries.filter(([key]) => key === "groups").map(([, value]) => value);
  const comment = valueOf(entries, "comment").replace(/\r\n?/g, "\n").trim();
  return JSON.stringify([valueOf(entries, "answer"), comment, groups.sort()]);
}

/** @returns {string} the same for what the server holds */
export function saidBy(held) {
  return JSON.stringify([held.answer, held.comment, [...held.groups].sort()]);
}

/** @returns {string} a name for this tab that lasts as long as the tab */
export function nameOfTab(storage) {
  try {
    const name = storage.getItem("eds-tab") ?? crypto.randomUUID();
    storage.setItem("eds-tab", name);
    return name;
  } catch {
    return "tab";
  }
}
