// The second phone follows the first, and the screen in the room follows both: a short text changes when something changed that both
// may know, and the page shows itself anew. Where somebody is typing, it only says so. It
// asks while it is in view, a little more often than every two seconds so that the answer
// is there within two, and never counts as somebody being here.

const place = document.getElementById("pulse");
const every = 1500;
const whenUnreachable = 10000;
const byItself = "by-itself";

if (place) {
  let timer = null;
  let over = false;

  const here = new URL(window.location.href);
  if (here.searchParams.has(byItself)) {
    here.searchParams.delete(byItself);
    window.history.replaceState(null, "", here);
  }

  function isTyping() {
    const active = document.activeElement;
    if (active?.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return true;
    return [...document.querySelectorAll("main input, main textarea, main select")].some((field) => {
      if (field.type === "hidden") return false;
      if (field.type === "radio" || field.type === "checkbox")
        return field.checked !== field.defaultChecked;
      if (field.options)
        return [...field.options].some((one) => one.selected !== one.defaultSelected && one.index > 0);
      return field.value !== field.defaultValue;
    });
  }

  function changed() {
    over = true;
    if ("reloads" in place.dataset && !isTyping()) {
      const again = new URL(window.location.href);
      again.searchParams.set(byItself, "1");
      window.location.replace(again);
      return;
    }
    const words = place.querySelector("[data-pulse-words]");
    place.hidden = false;
    words.textContent = words.dataset.pulseWords;
  }

  function later(wait) {
    clearTimeout(timer);
    if (!over && !document.hidden) timer = setTimeout(look, wait);
  }

  async function look() {
    let wait = every;
    try {
      const answer = await fetch(place.dataset.pulseAddress, {
        headers: { "X-Mendwell-Background": "1" },
        redirect: "manual",
        cache: "no-store",
      });
      if (answer.ok) {
        if ((await answer.text()) !== place.dataset.pulse) changed();
      } else if (answer.type === "opaqueredirect" || answer.status < 500) {
        over = true; // Nobody is signed in here any more.
      } else {
        wait = whenUnreachable;
      }
    } catch {
      wait = whenUnreachable;
    }
    later(wait);
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !over) look();
  });
  document.addEventListener("mendwell:leaving", () => {
    over = true;
    clearTimeout(timer);
  });
  later(every);
}
