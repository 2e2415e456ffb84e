// Keeps the numbers on the projector new. Without it, the page has a link that does.
const screen = document.querySelector("[data-stamp]");

function put(place, words) {
  const found = screen.querySelector(place);
  if (found && found.textContent !== words) found.textContent = words;
}

async function look() {
  try {
    const answer = await fetch(screen.dataset.address, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      const room = await answer.json();
      if (room.stamp !== screen.dataset.stamp) return location.reload();
      put("[data-counts]", room.counts);
      put("[data-joined]", room.joined);
    }
  } catch {
    // No network for a moment: the next look may have one.
  }
  setTimeout(look, 2000);
}

if (screen) setTimeout(look, 2000);
