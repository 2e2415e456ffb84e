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

function lost(form) {
  const words = form.querySelector("[data-words]");
  words.textContent = words.dataset.lost;
  form.querySelector("progress").hidden = true;
  form.querySelector("button").disabled = false;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const place = form.querySelector("[data-upload-progress]");
  if (!place || !hasFile(form)) return;
  event.preventDefault();
  const [bar, words] = [place.querySelector("progress"), place.querySelector("[data-words]")];
  form.querySelector("button").disabled = true;
  place.hidden = bar.hidden = false;
  words.textContent = "";
  const request = new XMLHttpRequest();
  request.open("POST", location.href);
  request.upload.addEventListener("progress", (sent) => {
    bar.value = (100 * sent.loaded) / sent.total;
    if (sent.loaded === sent.total) words.textContent = words.dataset.sent;
  });
  request.addEventListener("load", () => show(request, form));
  request.addEventListener("error", () => lost(form));
  request.addEventListener("abort", () => lost(form));
  request.send(new FormData(form));
});
