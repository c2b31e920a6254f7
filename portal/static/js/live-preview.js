// Keeps a question while it is being written, and shows beside it how a partner will meet it.
// Without this, the buttons of the form keep it and the page shows it.

const form = document.querySelector("form[data-live]");
const afterTyping = 700;

if (form) {
  const stamp = form.elements.namedItem("stamp");
  const panel = document.querySelector("[data-live-panel]");
  const state = form.querySelector("[data-live-state]");
  let kept = fields();
  let timer = null;
  let running = null;
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

  async function keep() {
    const now = fields();
    if (over || now === kept) return;
    try {
      const answer = await fetch(form.dataset.live, { method: "POST", body: sent(), redirect: "error" });
      if (answer.status === 409) {
        over = true;
        state.textContent = state.dataset.elsewhere;
      }
      if (!answer.ok) {
        if (!over) state.textContent = state.dataset[answer.status < 500 ? "signedOut" : "unreachable"];
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-stamp]");
      stamp.value = fresh.dataset.stamp;
      kept = now;
      panel.replaceChildren(...fresh.children);
      state.textContent = state.dataset.kept;
    } catch {
      // The words stay on the page, and the button will say more.
      state.textContent = state.dataset.unreachable;
    }
  }

  function soon() {
    state.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = (running ?? Promise.resolve()).then(keep);
    }, afterTyping);
  }

  form.addEventListener("input", soon);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!running) return;
    // The button waits for what is on its way, so that it names the newest stamp.
    event.preventDefault();
    const { submitter } = event;
    const goOn = () => {
      running = null;
      form.requestSubmit(submitter);
    };
    // Not before this event is over: while it lasts, the form cannot be sent again.
    running.then(() => setTimeout(goOn, 0));
  });
}
