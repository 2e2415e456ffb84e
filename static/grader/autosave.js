// Saves at each pause, one request at a time, and keeps a copy until the server has answered.

import { saidBy, saidIn, valueOf } from "./copies.js";

const PAUSE = 1500; // Milliseconds without typing that count as a pause.
const LONGEST = 20_000; // Who never pauses is saved this often.
const RETRIES = [2000, 5000, 10_000, 30_000, 60_000];

/** The answer on one page: read from its form, kept, sent, sent again. */
export class Autosave {
  /**
   * @param {string} pk - the question
   * @param {import("./answer-form.js").AnswerForm} form
   * @param {import("./copies.js").Copies} copies
   * @param {import("./sender.js").Sender} sender
   * @param {(outcome: import("./sender.js").Outcome) => void} tell - shows what became of it
   */
  constructor(pk, form, copies, sender, tell) {
    Object.assign(this, { pk, form, copies, sender, tell });
    this.saved = saidIn(form.readAsItCame()); // What the server holds, as far as this page knows.
    this.sent = null; // What was last sent, arrived or not.
    this.running = null;
    this.stopped = false; // After a clash: nothing is sent until somebody chose.
    this.failures = 0;
    this.firstChange = 0;
  }

  /** @returns {boolean} whether something here is not on the server */
  get unsaved() {
    return saidIn(this.form.read()) !== this.saved;
  }

  /** Something was typed or chosen. */
  changed() {
    if (!this.unsaved) {
      clearTimeout(this.timer);
      this.copies.drop({ key: this.copies.keyOf(this.pk), at: Infinity });
      return;
    }
    this.copies.put(this.pk, this.form.read(), { held: this.stopped ? "clash" : "" });
    if (this.stopped) return;
    this.firstChange ||= Date.now();
    const longest = this.firstChange + LONGEST - Date.now();
    this.wait(Math.max(0, Math.min(PAUSE, longest)));
  }

  wait(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  /**
   * Save now, after whatever is under way.
   * @returns {Promise<import("./sender.js").Outcome>}
   */
  async save(how) {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    this.running = this.once(how);
    try {
      return await this.running;
    } finally {
      this.running = null;
    }
  }

  async once(how) {
    this.firstChange = 0;
    const entries = this.form.read();
    // Nobody hears the reply to a page that is going away, so the next page sends it again.
    const copy = this.copies.put(this.pk, entries, {
      tried: Boolean(how?.last),
      held: this.stopped ? "clash" : "",
    });
    if (this.stopped) return { state: "clash" };
    let outcome = await this.sender.send(this.pk, entries, how);
    if (outcome.state === "clash" && saidBy(outcome.held) === this.sent) {
      // Our own answer arrived and the reply did not: go on from it.
      const newer = entries.map(([name, value]) =>
        name === "version" ? [name, String(outcome.held.version)] : [name, value],
      );
      outcome = await this.sender.send(this.pk, newer, how);
    }
    this.sent = saidIn(entries);
    this.settle(outcome, copy, entries);
    return outcome;
  }

  settle(outcome, copy, entries) {
    if (outcome.state === "saved" || outcome.state === "nothing") {
      this.failures = 0;
      this.saved = saidIn(entries);
      if (outcome.version) this.form.takeVersion(outcome.version);
      this.copies.drop(copy);
      if (this.unsaved) this.changed();
    } else if (outcome.state === "clash") {
      this.stopped = true;
      this.copies.mark(copy, { held: "clash" });
    } else if (outcome.state === "lost") {
      this.copies.mark(copy, { tried: true });
      this.wait(RETRIES[Math.min(this.failures++, RETRIES.length - 1)]);
    } else {
      // Ended visits are tried again after coming in; what was refused is not.
      this.copies.mark(copy, { tried: true, held: outcome.state === "ended" ? "" : outcome.state });
    }
    this.tell(outcome);
  }

  /** Go on after a clash with what is typed here, over the version that is saved. */
  insist(version) {
    this.form.takeVersion(version);
    this.stopped = false;
    return this.save();
  }

  /** Go on as if the page had just come with this saved answer. */
  startFrom(said) {
    this.saved = said;
    this.stopped = false;
    if (valueOf(this.form.read(), "version")) this.changed();
  }
}
