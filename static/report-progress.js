// Tells how far the PDF is without a press of "Check again". Everything works without it.
const place = document.getElementById("pdf-progress");
const words = place?.querySelector("[data-words]");

async function look() {
  try {
    const answer = await fetch(place.dataset.address, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const progress = await answer.json();
    if (progress.finished) return location.reload();
    if (words.textContent !== progress.words) words.textContent = progress.words;
  } catch {
    // No network for a moment: the next look may have one.
  }
  setTimeout(look, 2000);
}

if (words) setTimeout(look, 2000);
