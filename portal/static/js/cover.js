// A page for one person on another one's phone. What they type is kept for them a moment after
// they stop and as the page is left, by a request that is answered with no word of it. Whoever goes
// back finds the page empty: what was typed is taken off it as it is left. Without this, its
// buttons do the same, and a browser that keeps no copy of a page, as ours are asked to, asks
// for it anew and finds the cover.

const form = document.querySelector("form[data-covers]");
const afterTyping = 2000;
const atLeastEvery = 15000;
const longestWait = 15000;
const tooLargeToSendWhileLeaving = 60000;
const carried = [400, 401];

class Refused extends Error {
  constructor(answer) {
    super();
    this.isCarried = carried.includes(answer.status) && answer.headers.has("X-Mendwell-Carries");
  }
}

if (form) {
  const notice = form.querySelector("[data-cover-notice]");
  let kept = fields();
  let timer = null;
  let running = null;
  let pressed = false;
  let gone = false;

  function fields() {
    const sent = new FormData(form);
    sent.delete("csrf_token");
    return new URLSearchParams(sent).toString();
  }

  // A later one says all that an earlier one does, which must not arrive after it.
  async function keep(leaving) {
    running?.abort();
    const current = new AbortController();
    running = current;
    const tooLong = leaving ? null : setTimeout(() => current.abort(), longestWait);
    const now = fields();
    const sent = new URLSearchParams(new FormData(form));
    sent.set("action", "keep");
    try {
      const answer = await fetch(form.getAttribute("action"), {
        method: "POST",
        body: sent,
        redirect: "error",
        keepalive: leaving && sent.toString().length < tooLargeToSendWhileLeaving,
        signal: current.signal,
      });
      if (!answer.ok) throw new Refused(answer);
      kept = now;
      notice.hidden = true;
    } finally {
      clearTimeout(tooLong);
      if (running === current) running = null;
    }
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  async function save() {
    if (gone || pressed || fields() === kept) return;
    const asked = fields();
    try {
      await keep(false);
      if (fields() !== asked) later(afterTyping);
    } catch {
      if (gone || pressed || running) return;
      notice.hidden = false;
      later(atLeastEvery);
    }
  }

  function leave() {
    if (!gone && fields() !== kept) keep(true).catch(() => {});
  }

  // Where nothing answers, the browser would leave the page for one of its own. The page is
  // left only once what was typed is kept, or for one that says that it carries it on, sealed:
  // where somebody signed out meanwhile, it waits there until the phone's owner has signed in.
  async function goOn(button) {
    try {
      await keep(false);
    } catch (error) {
      if (!error.isCarried) {
        pressed = false;
        notice.hidden = false;
        return later(atLeastEvery);
      }
    }
    gone = true;
    form.requestSubmit(button);
  }

  form.addEventListener("input", () => later(afterTyping));
  form.addEventListener("change", () => later(afterTyping));
  form.addEventListener("submit", (event) => {
    if (gone) return;
    event.preventDefault();
    if (pressed) return;
    pressed = true;
    clearTimeout(timer);
    goOn(event.submitter);
  });
  document.addEventListener("mendwell:leaving", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
  window.addEventListener("pagehide", () => {
    leave();
    document.documentElement.hidden = true;
    form.reset();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
}
