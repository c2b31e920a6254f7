// Lets one letter do what a link or a button on the page does, for whoever reads a
// long queue. Everything works without it; typing in a field is never taken for it.

const isTyping = (place) =>
  place.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(place.tagName);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.defaultPrevented || isTyping(event.target)) return;

  const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!found) return;

  event.preventDefault();
  found.click();
});
