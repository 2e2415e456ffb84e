// The keys 1 to 4 choose a grade. They can be turned off (WCAG 2.1.4), and never take a
// key from somebody who is writing.

const OFF = "eds-number-keys-off";

/** @param {HTMLFormElement} form @param {(label: string) => void} announce */
export function numberKeys(form, announce) {
  const place = document.getElementById("number-keys");
  const box = document.getElementById("use-number-keys");
  if (!place || !box) return;
  place.hidden = false;
  box.checked = localStorage.getItem(OFF) !== "yes";
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
  });
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (isWriting(event.target)) return;
    const radio = form.querySelector(`input[data-key="${CSS.escape(event.key)}"]`);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    announce(form.querySelector(`label[for="${radio.id}"]`).textContent.trim());
  });
}

function isWriting(target) {
  return (
    target.isContentEditable ||
    target.matches?.("textarea, select, input:not([type=radio], [type=checkbox])")
  );
}
