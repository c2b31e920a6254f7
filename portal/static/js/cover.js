// A page for one person on another one's phone. Whoever goes back to it finds it empty: what
// was typed is taken off it as it is left. Without this, a browser that keeps no copy of a
// page, as ours are asked to, asks for it anew and finds the cover.

const form = document.querySelector("form[data-covers]");

if (form) {
  window.addEventListener("pagehide", () => {
    document.documentElement.hidden = true;
    form.reset();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
}
