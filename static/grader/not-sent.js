// A form other than a question's answer is sent once, by its button, and kept nowhere else.
// When the network is gone the worker leaves the page as it is, and this says what happened.

const words = document.getElementById("not-sent");

navigator.serviceWorker?.addEventListener("message", ({ data }) => {
  if (data !== "not-sent") return;
  words.hidden = false;
  words.focus();
});
