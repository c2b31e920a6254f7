// Moves a section where its button says, and shows the paper anew a moment after a change.
// Without this, the buttons ask the server for the same, and another button shows the paper.

const form = document.querySelector("form[data-design]");
const afterChanging = 1200;

if (form) {
  const list = form.querySelector("[data-section-lines]");
  const shows = [...document.querySelectorAll("[data-show]")];
  let show = shows[0];
  const state = form.querySelector("[data-not-saved]");
  let timer = null;

  function renew() {
    // A frame of its own for each look, so that the way back leads off this page at once.
    const old = document.querySelector("[data-preview]");
    const fresh = old.cloneNode(false);
    fresh.removeAttribute("src");
    old.replaceWith(fresh);
    form.requestSubmit(show);
  }

  function soon() {
    if (state) state.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(renew, afterChanging);
  }

  // Which copy is in the frame, for the eye and for whoever listens.
  function say() {
    for (const each of shows) each.setAttribute("aria-pressed", String(each === show));
  }

  function mark() {
    const lines = [...list.children];
    lines.forEach((line, at) => {
      const [up, down] = line.querySelectorAll("button[name=move]");
      up.disabled = at === 0;
      down.disabled = at === lines.length - 1;
    });
  }

  function move(button) {
    const line = button.closest("li");
    const isUp = button.value.startsWith("up ");
    if (isUp) line.previousElementSibling?.before(line);
    else line.nextElementSibling?.after(line);
    mark();
    const [up, down] = line.querySelectorAll("button[name=move]");
    (button.disabled ? (isUp ? down : up) : button).focus();
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=move]");
    if (!button || !list) return;
    event.preventDefault();
    move(button);
    soon();
  });
  for (const each of shows) {
    each.addEventListener("click", () => {
      show = each;
      say();
    });
  }
  form.addEventListener("input", soon);
  say();
  if (document.querySelector("[data-preview]:not([src])")) renew();
}
