// Says, while groups are ticked, which grade their number suggests. A person decides.

/** @param {HTMLFormElement} form */
export function liveSuggestion(form) {
  const place = document.getElementById("suggestion");
  const held = document.getElementById("suggestions");
  if (!place || !held) return;
  const words = JSON.parse(held.textContent);
  form.addEventListener("change", (event) => {
    if (event.target.name !== "groups") return;
    const said = words[form.querySelectorAll("[name=groups]:checked").length] ?? "";
    place.hidden = !said;
    place.querySelector("p").textContent = said;
  });
}
