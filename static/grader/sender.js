// Sends one answer to the server and says what became of it.

/**
 * What became of an answer. "lost": no connection, or the server could not say.
 * @typedef {{state: "saved"|"nothing"|"clash"|"wrong"|"refused"|"ended"|"lost", [more: string]: any}} Outcome
 */

/** Knows the addresses, whose visit it is, and the newest form token. */
export class Sender {
  /** @param {{owner: string, scope: string, tokenUrl: string, token: string}} told */
  constructor({ owner, scope, tokenUrl, token }) {
    Object.assign(this, { owner, scope, tokenUrl, token });
  }

  /**
   * @param {string} pk - the question
   * @param {[string, string][]} entries - the form's fields
   * @param {{last?: boolean}} how - `last`: the page is going away
   * @returns {Promise<Outcome>}
   */
  async send(pk, entries, { last = false } = {}) {
    try {
      let answer = await this.post(pk, entries, last);
      if (answer.status === 403 && !isJson(answer)) {
        // The form token is spent: fetch a new one, and try once more.
        const renewed = await this.renew();
        if (renewed !== "renewed") return { state: renewed };
        answer = await this.post(pk, entries, last);
      }
      return isJson(answer) ? await answer.json() : { state: "lost" };
    } catch {
      return { state: "lost" };
    }
  }

  post(pk, entries, last) {
    const body = new URLSearchParams(entries);
    body.set("owner", this.owner);
    body.set("csrfmiddlewaretoken", this.token);
    return fetch(`${this.scope}${pk}/keep/`, { method: "POST", body, keepalive: last });
  }

  /** @returns {Promise<"renewed"|"ended"|"lost">} */
  async renew() {
    const answer = await fetch(this.tokenUrl, { cache: "no-store" });
    if (answer.status === 403) return "ended";
    if (!answer.ok || !isJson(answer)) return "lost";
    const told = await answer.json();
    if (told.owner !== this.owner) return "ended";
    this.token = told.token;
    return "renewed";
  }
}

function isJson(answer) {
  return (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
}
