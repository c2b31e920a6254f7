// Asks before a page is left with words in a field that the pressed button does not send, or
// by a link or a single key. The question is the browser's own and shows none of them. Whoever
// goes by the way out, or signs out, is never asked.

const words = "textarea, input:not([type=hidden], [type=radio], [type=checkbox])";
const wayOut = document.getElementById("quick-exit");
let sent = null;
let isFree = false;

// On these pages whatever stands in a long field is yet to be sent, also where it came back
// from the server.
function isUnsent(field) {
  if (field.readOnly || field.form?.method !== "post" || field.form === sent) return false;
  return field.matches("textarea") ? field.value.trim() !== "" : field.value !== field.defaultValue;
}

function goFreely() {
  isFree = true;
}

document.addEventListener("mendwell:leaving", goFreely);
wayOut?.addEventListener("click", goFreely);

window.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  sent = event.target;
  isFree = sent.matches(".sign-out");
});

window.addEventListener("beforeunload", (event) => {
  const asks = !isFree && [...document.querySelectorAll(words)].some(isUnsent);
  // Whoever stays is asked again the next time.
  sent = null;
  isFree = false;
  if (!asks) return;
  event.preventDefault();
  event.returnValue = true; // Older browsers know only this.
});
