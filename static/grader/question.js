// One question: saves while somebody answers, and loses nothing. Without this script the
// form is sent by its buttons.

import { AnswerForm } from "./answer-form.js";
import { Autosave } from "./autosave.js";
import { showChoice, wordsOf } from "./choice.js";
import { saidBy, saidIn, valueOf } from "./copies.js";
import { numberKeys } from "./keys.js";
import { liveSuggestion } from "./suggestion.js";
import { visit } from "./visit.js";

const state = document.getElementById("save-state");
const place = document.getElementById("kept-place");
const element = document.getElementById("answer-form");

function say(words) {
  // The same words again are not announced again.
  if (state.textContent !== words) state.textContent = words;
}

function entriesOf(held) {
  return [
    ["answer", held.answer],
    ["comment", held.comment],
    ...held.groups.map((group) => ["groups", group]),
  ];
}

/** Says what became of an answer, and asks where somebody must choose. */
function teller(answer, autosaveOf) {
  return (outcome) => {
    document.getElementById("come-in-again").hidden = outcome.state !== "ended";
    if (outcome.state === "saved") {
      say(outcome.words);
      remember(answer);
    } else if (outcome.state === "lost") say(state.dataset.waiting);
    else if (outcome.state === "ended") say(state.dataset.ended);
    else if (outcome.state === "clash") askAboutClash(answer, autosaveOf(), outcome.held);
    else if (outcome.words) say(outcome.words);
  };
}

function askAboutClash(answer, autosave, held) {
  if (!held) return;
  say("");
  const heading = showChoice(place, "clash", { ...wordsOf(entriesOf(held), element) }, {
    use() {
      visit.copies.drop({ key: visit.copies.keyOf(answer.pk), at: Infinity });
      answer.fill(entriesOf(held));
      answer.takeVersion(held.version);
      autosave.startFrom(saidBy(held));
      element.querySelector("textarea").focus();
    },
    drop: () => autosave.insist(held.version),
  });
  heading.parentElement.setAttribute("role", "alert");
}

/** A page kept for the time without a connection may be older than what was saved on it. */
function remember(answer) {
  const newest = { entries: answer.read(), version: answer.version };
  sessionStorage.setItem(`eds-newest:${visit.told.owner}:${answer.pk}`, JSON.stringify(newest));
}

/** @returns {string | undefined} what was said there, where the page was older */
function bringUpToDate(answer) {
  const key = `eds-newest:${visit.told.owner}:${answer.pk}`;
  const newest = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (!newest || newest.version <= answer.version) return;
  answer.fill(newest.entries);
  answer.takeVersion(newest.version);
  return saidIn(newest.entries);
}

/** What this browser kept of the question: put back, or offered. */
function bringBack(answer, autosave) {
  for (const copy of visit.copies.of(answer.pk)) {
    if (saidIn(copy.entries) === saidIn(answer.read())) visit.copies.drop(copy);
    else if (mayPutBack(copy, answer)) {
      visit.copies.drop(copy);
      answer.fill(copy.entries);
      say(state.dataset.back);
      autosave.changed();
      return;
    } else return offer(copy, answer, autosave);
  }
}

function mayPutBack(copy, answer) {
  const same = Number(valueOf(copy.entries, "version")) === answer.version;
  const here = copy.key === visit.copies.keyOf(answer.pk);
  return same && !copy.held && (copy.tried || here);
}

function offer(copy, answer, autosave) {
  showChoice(place, "typed", wordsOf(copy.entries, element), {
    use: answer && (() => {
      visit.copies.drop(copy);
      answer.fill(copy.entries);
      autosave.changed();
      element.querySelector("textarea").focus();
    }),
    drop() {
      visit.copies.drop(copy);
      say(state.dataset.dropped);
    },
  });
}

/** Save, then go where the server says; without a connection, where the page would have led. */
async function goOn(answer, autosave, submitter) {
  const asked = new Set(submitter?.name ? [submitter.name] : []);
  const read = () => [
    ...answer.read(),
    ...(asked.size ? [[submitter.name, submitter.value]] : []),
  ];
  autosave.form = { read, takeVersion: (version) => answer.takeVersion(version) };
  say(state.dataset.saving);
  const outcome = await autosave.save();
  autosave.form = answer;
  if (outcome.next) location.assign(outcome.next);
  else if (outcome.state === "wrong" || outcome.state === "refused") element.submit();
  else if (outcome.state === "lost" && navigator.serviceWorker?.controller) {
    const next = valueOf(answer.read(), "continue_to");
    const away = asked.has("back") || asked.has("wording") || next === "0";
    if (!asked.has("wording")) location.assign(visit.told.scope + (away ? "" : `${next}/`));
  }
}

function start() {
  const answer = new AnswerForm(element);
  const newest = bringUpToDate(answer);
  const autosave = new Autosave(
    answer.pk,
    answer,
    visit.copies,
    visit.sender,
    teller(answer, () => autosave),
  );
  if (newest) autosave.saved = newest;
  if (autosave.unsaved) autosave.changed(); // The browser itself put something back.
  element.addEventListener("input", () => autosave.changed());
  element.addEventListener("change", () => autosave.changed());
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    goOn(answer, autosave, event.submitter);
  });
  addEventListener("online", () => autosave.unsaved && autosave.save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && autosave.unsaved) autosave.save({ last: true });
    else if (autosave.unsaved) autosave.save();
  });
  numberKeys(element, (label) => say(state.dataset.chosen.replace("%s", label)));
  liveSuggestion(element);
  bringBack(answer, autosave);
}

if (visit && element) start();
else if (visit && place) {
  // A closed question: what was not sent can still be read and copied.
  const pk = location.pathname.slice(visit.told.scope.length).replace("/", "");
  const [copy] = visit.copies.of(pk);
  if (copy) offer(copy, null, null);
}
