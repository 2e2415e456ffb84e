// Shows how far a file is on its way, and keeps the form when the connection is lost.
// Without this script the browser sends the form by itself.

function hasFile(form) {
  return [...form.querySelectorAll('input[type="file"]')].some((input) => input.files.length);
}

function show(request, form) {
  if (new URL(request.responseURL).pathname !== location.pathname) {
    location.assign(request.responseURL);
    return;
  }
  // The same page again, with what is wrong: put it in the place of this one.
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = page.querySelector("main");
  if (!main) return lost(form);
  document.title = page.title;
  document.querySelector("main").replaceWith(document.adoptNode(main));
  const summary = main.querySelector(".nhsuk-error-summary") ?? main.querySelector("h1");
  summary.setAttribute("tabindex", "-1");
  summary.focus();
}

// What was typed and chosen is still in the page, so sending it again is one press.
function lost(form) {
  const words = form.querySelector("[data-words]");
  const again = form.querySelector("[data-again]");
  words.textContent = words.dataset.lost;
  form.querySelector("[data-bar]").hidden = true;
  again.hidden = false;
  setBusy(form, false);
  again.focus();
}

function setBusy(form, busy) {
  for (const button of form.querySelectorAll("button")) button.disabled = busy;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const place = form.querySelector("[data-upload-progress]");
  if (!place || !hasFile(form)) return;
  event.preventDefault();
  const [bar, words] = [place.querySelector("progress"), place.querySelector("[data-words]")];
  setBusy(form, true);
  place.hidden = place.querySelector("[data-bar]").hidden = false;
  place.querySelector("[data-again]").hidden = true;
  bar.value = 0;
  words.textContent = "";
  const request = new XMLHttpRequest();
  request.open("POST", location.href);
  request.upload.addEventListener("progress", (sent) => {
    bar.value = (100 * sent.loaded) / sent.total;
    if (sent.loaded === sent.total) words.textContent = words.dataset.sent;
  });
  request.addEventListener("load", () => (request.status >= 502 ? lost(form) : show(request, form)));
  request.addEventListener("error", () => lost(form));
  request.addEventListener("abort", () => lost(form));
  request.addEventListener("timeout", () => lost(form));
  request.send(new FormData(form));
});
