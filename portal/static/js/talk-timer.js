// Counts down beside the time that the server said. It only works out what is left, so a
// reload or a locked screen changes nothing. Without this, the page says until when it goes.

const clock = document.querySelector("[data-ends-at]");

if (clock) {
  const place = clock.querySelector("[data-clock]");
  const said = document.querySelector("[data-clock-said]");
  const ahead = Date.now() - Date.parse(clock.dataset.seenAt);
  const end = Date.parse(clock.dataset.endsAt) + ahead;
  let wasOver = Date.now() >= end;

  const show = () => {
    const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    const words =
      seconds === 0
        ? clock.dataset.over
        : clock.dataset.left.replace(
            "{}",
            `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`,
          );
    if (place.textContent !== words) place.textContent = words;
    if (seconds === 0 && !wasOver) {
      wasOver = true;
      said.textContent = words;
    }
  };

  show();
  setInterval(show, 500);
  document.addEventListener("visibilitychange", show);
}
