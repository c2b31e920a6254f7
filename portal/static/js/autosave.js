// Keeps what somebody types, a moment after they stop and as they leave. Without this,
// the buttons of the form do the same. What cannot be kept is said, and stays on the page.

const form = document.querySelector("form[data-autosave]");
const afterTyping = 2000;
const atLeastEvery = 15000;
const tooLargeToSendWhileLeaving = 60000;

if (form) {
  const revision = form.elements.namedItem("revision");
  const token = form.elements.namedItem("csrf_token");
  const status = form.querySelector("[data-save-state]");
  let kept = fields();
  let since = null;
  let timer = null;
  let underway = false;
  let running = null;
  let pressed = false;
  let over = false;
  let signedOut = false;

  function fields() {
    const sent = new FormData(form);
    sent.delete("revision");
    sent.delete("csrf_token");
    return new URLSearchParams(sent).toString();
  }

  function body(atRevision) {
    const sent = new URLSearchParams(fields());
    sent.set("revision", atRevision);
    sent.set("csrf_token", token.value);
    return sent;
  }

  function say(words) {
    if (status.textContent !== words) status.textContent = words;
  }

  function notice(name) {
    for (const place of form.querySelectorAll("[data-save-notice]"))
      place.hidden = place.dataset.saveNotice !== name;
  }

  function post(sent, leaving) {
    return fetch(form.dataset.autosave, {
      method: "POST",
      body: sent,
      headers: { Accept: "application/json", "X-Mendwell-Autosave": "1" },
      redirect: "error",
      keepalive: leaving && sent.toString().length < tooLargeToSendWhileLeaving,
    });
  }

  // Whoever signed in again in another tab has a new token, which this page must learn.
  async function renewToken() {
    const page = await fetch(form.dataset.autosave, { headers: { "X-Mendwell-Background": "1" } });
    if (page.redirected || !page.ok) return false;
    const text = new DOMParser().parseFromString(await page.text(), "text/html");
    const fresh = text.querySelector("form[data-autosave] input[name=csrf_token]");
    if (fresh) token.value = fresh.value;
    return fresh !== null;
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = save();
    }, wait);
  }

  async function save() {
    const now = fields();
    if (over || underway || now === kept) return;
    underway = true;
    since = null;
    try {
      if (signedOut && !(await renewToken())) return later(atLeastEvery);
      const answer = await post(body(revision.value), false);
      await learn(answer, now);
    } catch {
      notice("unreachable");
      later(atLeastEvery);
    } finally {
      underway = false;
    }
  }

  async function learn(answer, saved) {
    if (answer.ok) {
      const told = await answer.json();
      revision.value = told.revision;
      kept = saved;
      signedOut = false;
      notice(null);
      say(told.words);
      if (fields() !== kept) later(afterTyping);
    } else if (answer.status === 409) {
      over = true;
      notice((await answer.json()).reason);
    } else if (answer.status === 401 || answer.status === 400) {
      if (!signedOut && answer.status === 400 && (await renewToken())) return later(0);
      signedOut = true;
      notice("signed-out");
      later(atLeastEvery);
    } else {
      notice("unreachable");
      later(atLeastEvery);
    }
  }

  function typed() {
    since ??= Date.now();
    later(Math.max(0, Math.min(afterTyping, since + atLeastEvery - Date.now())));
  }

  // Whatever is still on its way counts as the newest the server knows, one further than here.
  function leave() {
    if (over || fields() === kept) return;
    const known = Number(revision.value) + (underway ? 1 : 0);
    const now = fields();
    post(body(known), true)
      .then((answer) => learn(answer, now))
      .catch(() => notice("unreachable"));
  }

  // A press of a button leaves this page, and where nothing answers, the browser brings back an
  // old one. So the words go ahead, and the page is left only for a server that is there.
  async function goOn(button) {
    try {
      await running;
      const now = fields();
      const answer = await post(body(revision.value), false);
      if (answer.status >= 500) throw new Error();
      if (answer.ok) await learn(answer, now);
    } catch {
      notice("unreachable");
      return later(atLeastEvery);
    } finally {
      pressed = false;
    }
    over = true;
    form.requestSubmit(button);
  }

  // Whoever says that this is not their name takes along what they typed since it was kept.
  document.querySelector("[data-not-me]")?.addEventListener("submit", () => {
    clearTimeout(timer);
    over = true;
  });

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", (event) => {
    if (over || (fields() === kept && !underway && !pressed)) {
      over = true;
      return;
    }
    event.preventDefault();
    if (pressed) return;
    pressed = true;
    clearTimeout(timer);
    goOn(event.submitter);
  });
  document.addEventListener("mendwell:leaving", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
    else if (signedOut) later(0);
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) over = false;
  });
}
