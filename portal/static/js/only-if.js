// Hides a question that does not apply after the answers given so far. Without this, the
// line above it says when to answer; what does not apply is left out when it is handed in.

for (const form of document.querySelectorAll("form")) {
  const places = [...form.querySelectorAll("[data-only-if]")];
  if (!places.length) continue;

  // Buttons answer only when they are pressed, so what hangs on one stays in view.
  const isAsked = (name) =>
    [...form.elements].some((one) => one.name === name && one.tagName !== "BUTTON");

  const holds = ({ among, atLeast, atMost }, answers) => {
    if (among.length) return answers.some((answer) => among.includes(answer));
    const number = Number.parseInt(answers[0], 10);
    return atLeast === null ? number <= atMost : number >= atLeast;
  };

  const show = () => {
    for (const place of places) {
      const name = place.dataset.onlyIf;
      if (!isAsked(name)) continue;
      const before = places.find((one) => one.hidden && one.dataset.question === name);
      const answers = new FormData(form).getAll(name);
      place.hidden = Boolean(before) || !holds(JSON.parse(place.dataset.rule), answers);
    }
  };

  form.addEventListener("input", show);
  form.addEventListener("change", show);
  show();
}
