// Keeps a question while it is being written, and shows beside it how a partner will meet it.
// What cannot be kept is said, and stays on the page. Without this, the buttons of the form keep
// it and the page shows it.

const form = document.querySelector("form[data-live]");
const afterTyping = 700;
const tryAgain = 15000;
const longestWait = 30000;

if (form) {
  const stamp = form.elements.namedItem("stamp");
  const panel = document.querySelector("[data-live-panel]");
  const state = form.querySelector("[data-live-state]");
  let kept = fields();
  let timer = null;
  let running = Promise.resolve(true);
  let pressed = false;
  let passing = false;
  let over = false;

  function sent() {
    const all = new FormData(form);
    all.set("as", form.dataset.as);
    return new URLSearchParams(all);
  }

  function fields() {
    const all = sent();
    all.delete("stamp");
    return all.toString();
  }

  function post() {
    return fetch(form.dataset.live, {
      method: "POST",
      body: sent(),
      redirect: "error",
      signal: AbortSignal.timeout(longestWait),
    });
  }

  // Whoever signed in again in another tab has a new token. Nobody else finds this page.
  async function renewToken() {
    const answer = await fetch(form.getAttribute("action"), {
      headers: { "X-Mendwell-Background": "1" },
      signal: AbortSignal.timeout(longestWait),
    });
    if (answer.redirected || !answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("input[name=csrf_token]").value;
    for (const each of document.querySelectorAll("input[name=csrf_token]")) each.value = fresh;
    return true;
  }

  function tell(words) {
    state.textContent = words;
    soon(tryAgain);
    return false;
  }

  // Whether a server is there that knows us, so that the button can go to it.
  async function keep() {
    const now = fields();
    if (over || now === kept) return true;
    try {
      let answer = await post();
      if (answer.status === 401 || answer.status === 400) {
        if (!(await renewToken())) return tell(state.dataset.signedOut);
        answer = await post();
      }
      if (answer.status === 409) {
        over = true;
        state.textContent = state.dataset.elsewhere;
      } else if (answer.ok) show(await answer.text(), now);
      else tell(state.dataset[answer.status < 500 ? "refused" : "unreachable"]);
      return answer.status < 500;
    } catch {
      return tell(state.dataset.unreachable);
    }
  }

  function show(text, now) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.querySelector("[data-stamp]");
    stamp.value = fresh.dataset.stamp;
    kept = now;
    panel.replaceChildren(...fresh.children);
    state.textContent = state.dataset.kept;
  }

  function keepInTurn() {
    running = running.then(keep);
    return running;
  }

  function soon(wait) {
    clearTimeout(timer);
    timer = setTimeout(keepInTurn, wait);
  }

  form.addEventListener("input", () => {
    passing = false;
    state.textContent = "";
    soon(afterTyping);
  });
  // The button waits for what is on its way, so that it names the newest stamp, and leaves the
  // page only for a server that knows us.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (passing) return;
    event.preventDefault();
    if (pressed) return;
    pressed = true;
    const { submitter } = event;
    keepInTurn().then((isThere) => {
      pressed = false;
      passing = isThere;
      // Not before this event is over: while it lasts, the form cannot be sent again.
      if (isThere) setTimeout(() => form.requestSubmit(submitter), 0);
    });
  });
}
