// Shows an answer of one's own that is not the one in the form, with two buttons.

/**
 * @param {HTMLElement} place - where it stands, with its words
 * @param {"typed"|"clash"} kind
 * @param {{answer: string, groups: string, comment: string}} shown
 * @param {{use?: () => void, drop: () => void}} press - without `use` there is one button
 */
export function showChoice(place, kind, shown, press) {
  const card = document.getElementById("kept-template").content.cloneNode(true);
  const part = (name) => card.querySelector(`[data-part="${name}"]`);
  const words = (name) => place.dataset[`${kind}${name}`];
  part("heading").textContent = words("Heading");
  part("words").textContent = words("Words");
  part("answer").textContent = shown.answer || place.dataset.none;
  part("comment").textContent = shown.comment || place.dataset.none;
  part("groups").textContent = shown.groups;
  part("groups-row").hidden = !shown.groups;
  for (const name of ["use", "drop"]) {
    const button = part(name);
    button.textContent = words(name === "use" ? "Use" : "Drop");
    button.hidden = !press[name];
    button.addEventListener("click", () => {
      place.replaceChildren();
      press[name]();
    });
  }
  const heading = card.querySelector("h2");
  place.replaceChildren(card);
  return heading;
}

/** @returns {{answer: string, groups: string, comment: string}} what was typed, in the page's words */
export function wordsOf(entries, form) {
  const labels = (name) =>
    entries
      .filter(([key]) => key === name)
      .map(([, value]) => {
        const input = form?.querySelector(`[name="${name}"][value="${CSS.escape(value)}"]`);
        return input ? form.querySelector(`label[for="${input.id}"]`).textContent.trim() : value;
      });
  return {
    answer: labels("answer").join(""),
    groups: labels("groups").join("; "),
    comment: entries.find(([key]) => key === "comment")?.[1] ?? "",
  };
}
