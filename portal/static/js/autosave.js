// Keeps what somebody types, a moment after they stop and as they leave. Without this,
// the buttons of the form do the same. What cannot be kept is said, and stays on the page.
//
// A save has a number of its own and names those that it builds on: what the server said last,
// and what was sent since and never answered. So this page is never in its own way, and
// words that arrive late overwrite nothing newer (docs/decisions: pages number their saves).

const form = document.querySelector("form[data-autosave]");
const afterTyping = 2000;
const atLeastEvery = 15000;
const longestWait = 30000;
const mostWhileLeaving = 60000; // Bytes. A browser takes 64 KiB.
const mostUnheard = 100;
const forGood = ["conflict", "handed-in", "set-aside"];
// With these, a button does not leave the page: what comes after it would not have the words.
const staying = ["unreachable", "signed-out", "somebody-else"];

if (form) {
  const revision = form.elements.namedItem("revision");
  const token = form.elements.namedItem("csrf_token");
  const status = form.querySelector("[data-save-state]");
  let kept = asServed();
  let unheard = [];
  let underway = 0;
  let since = null;
  let timer = null;
  let trouble = null;
  let pressed = false;
  let passing = false;
  let over = false;

  // Letters stay letters: in percents, a Japanese text would be three times as long.
  function fields(from = form) {
    const sent = new FormData(from);
    sent.delete("revision");
    sent.delete("csrf_token");
    const written = (text) => text.replace(/[%&=+]/g, encodeURIComponent);
    return [...sent].map((pair) => pair.map(written).join("=")).join("&");
  }

  // Somebody may have typed before this script was here.
  function asServed() {
    const served = form.cloneNode(true);
    served.reset();
    return fields(served);
  }

  function settled() {
    return unheard.length === 0 && fields() === kept;
  }

  // The same words keep their number, so that sending them again is the same save.
  function next() {
    const words = fields();
    const last = unheard.at(-1);
    if (last?.words === words) return last;
    const number = (crypto.getRandomValues(new Uint32Array(1))[0] % 900000000) + 1;
    const known = last ? [...last.known, last.number] : [revision.value];
    const one = { words, number, known: known.slice(-mostUnheard), leaving: false };
    unheard = [...unheard, one].slice(-mostUnheard);
    return one;
  }

  function body(one) {
    const known = one.known.map((number) => `revision=${number}`).join("&");
    const ours = `number=${one.number}&csrf_token=${encodeURIComponent(token.value)}`;
    return [one.words, known, ours].join("&");
  }

  function canLeaveWith(sent) {
    return new Blob([sent]).size < mostWhileLeaving;
  }

  function post(one, leaving) {
    const sent = body(one);
    return fetch(form.dataset.autosave, {
      method: "POST",
      body: sent,
      headers: {
        Accept: "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Mendwell-Autosave": "1",
      },
      redirect: "error",
      keepalive: leaving && canLeaveWith(sent),
      signal: AbortSignal.timeout(longestWait),
    });
  }

  function person(page) {
    return page.querySelector("[data-signed-in]")?.dataset.signedIn;
  }

  // Whoever signed in again in another tab has a new token, which this page must learn. It
  // learns none from somebody else: both partners may open a talk.
  async function meet() {
    const answer = await fetch(form.dataset.page, {
      headers: { "X-Mendwell-Background": "1" },
      cache: "no-store",
      signal: AbortSignal.timeout(longestWait),
    });
    if (answer.status >= 500) return "unreachable";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!person(page)) return "signed-out";
    if (person(page) !== person(document)) return "somebody-else";
    const fresh = page.querySelector("input[name=csrf_token]").value;
    for (const each of document.querySelectorAll("input[name=csrf_token]")) each.value = fresh;
    return null;
  }

  // What came of it: null where the words are kept, otherwise the name of what is in the way.
  async function send(one, leaving) {
    try {
      let answer = await post(one, leaving);
      if (answer.status === 401 || answer.status === 400) {
        const stranger = await meet();
        if (stranger) return stranger;
        answer = await post(one, leaving);
      }
      if (answer.ok) return hear(await answer.json(), one);
      if (answer.status >= 500 || answer.status === 413) return "unreachable";
      const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
      return isOurs ? (await answer.json()).reason : "refused";
    } catch {
      return "unreachable";
    }
  }

  // Where a newer save was answered first, an older one has nothing more to say.
  function hear(told, one) {
    const place = unheard.indexOf(one);
    if (place < 0) return null;
    unheard = unheard.slice(place + 1);
    for (const newer of unheard) newer.known.push(told.revision);
    revision.value = told.revision;
    kept = one.words;
    if (status.textContent !== told.words) status.textContent = told.words;
    return null;
  }

  function learn(found) {
    trouble = found;
    for (const place of form.querySelectorAll("[data-save-notice]"))
      place.hidden = place.dataset.saveNotice !== trouble;
    over ||= forGood.includes(trouble);
    if (!over && !settled()) later(trouble ? atLeastEvery : afterTyping);
  }

  async function save(leaving = false) {
    const one = next();
    since = null;
    one.leaving = leaving;
    underway += 1;
    const found = await send(one, leaving);
    underway -= 1;
    one.leaving = false;
    // Of several on their way, the newest one tells what is in the way.
    if (!found || unheard.at(-1) === one) learn(found);
    return found;
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!over && !underway && !settled()) save();
    }, wait);
  }

  function typed() {
    passing = false;
    since ??= Date.now();
    later(Math.max(0, Math.min(afterTyping, since + atLeastEvery - Date.now())));
  }

  // Several events tell of one leaving; the words go once.
  function leave() {
    if (!over && !settled() && !next().leaving) save(true);
  }

  // A press of a button leaves this page, and where nothing answers, the browser brings back an
  // old one. So the words go ahead, and the page is left only for a server that knows us.
  async function goOn(button) {
    clearTimeout(timer);
    const found = await save();
    pressed = false;
    if (staying.includes(found)) return;
    passing = true;
    form.requestSubmit(button);
  }

  // Whoever says that this is not their name takes along what they typed since it was kept.
  document.querySelector("[data-not-me]")?.addEventListener("submit", () => {
    clearTimeout(timer);
    over = true;
    passing = true;
  });

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", (event) => {
    if (passing || over || (settled() && !pressed)) {
      passing = true;
      return;
    }
    event.preventDefault();
    if (pressed) return;
    pressed = true;
    goOn(event.submitter);
  });
  // The form itself names them too, should one of them arrive before it.
  form.addEventListener("formdata", (event) => {
    for (const each of unheard) event.formData.append("revision", each.number);
  });
  document.addEventListener("mendwell:leaving", () => {
    leave();
    passing = true;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
    else if (!settled()) later(0);
  });
  window.addEventListener("pagehide", leave);
  // Signing out, or a time-out: what is sent as its answer arrives may find the door closed.
  document.addEventListener("submit", (event) => {
    if (event.target !== form) leave();
    if (event.target.matches(".sign-out")) passing = true;
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    passing = false;
    over = false;
    later(0);
  });
  // Asked by the browser, in its own words: never by a way out, nor by a button here.
  window.addEventListener("beforeunload", (event) => {
    if (passing || settled()) return;
    if (trouble || !canLeaveWith(fields())) event.preventDefault();
  });
  if (!settled()) typed();
}
