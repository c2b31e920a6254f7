// Leaving at once, without a trace in the history: by the link, or by Escape twice.
// Whoever has unsaved words on the page hears about it first and may send them off.

const link = document.getElementById("quick-exit");
const pause = 1000;
let lastEscape = -Infinity;

function leave() {
  document.dispatchEvent(new CustomEvent("mendwell:leaving"));
  document.documentElement.hidden = true;
  window.location.replace(link.href);
}

link?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

if (link) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - lastEscape < pause) leave();
    lastEscape = event.timeStamp;
  });
}
