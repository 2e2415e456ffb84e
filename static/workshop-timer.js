// Counts down beside the clock time that the page shows anyway.
for (const place of document.querySelectorAll("[data-ends]")) {
  const ends = Date.parse(place.dataset.ends);
  const tick = () => {
    const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
    place.textContent = `(${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")})`;
    if (left) setTimeout(tick, 500);
  };
  tick();
}
