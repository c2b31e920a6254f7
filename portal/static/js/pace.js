// Counts the minutes until the two ask each other again. Without this the page says how long
// that is, and a kitchen clock does as well.

const clock = document.querySelector("[data-pace]");
const button = document.querySelector("[data-pace-start]");

if (clock && button) {
  let endsAt = 0;
  let ticking = 0;

  const show = () => {
    const left = Math.ceil((endsAt - Date.now()) / 1000);
    if (left <= 0) {
      clearInterval(ticking);
      clock.textContent = clock.dataset.now;
      button.hidden = false;
      return;
    }
    const minutes = Math.floor(left / 60);
    const seconds = String(left % 60).padStart(2, "0");
    const said = clock.dataset.left.replace("{}", `${minutes}:${seconds}`);
    // A screen reader that said every second would leave no room for anything else.
    clock.setAttribute("aria-live", left % 60 === 0 ? "polite" : "off");
    clock.textContent = said;
  };

  button.hidden = false;
  button.addEventListener("click", () => {
    endsAt = Date.now() + Number(clock.dataset.pace) * 1000;
    clock.hidden = false;
    button.hidden = true;
    clearInterval(ticking);
    ticking = setInterval(show, 1000);
    show();
  });
}
