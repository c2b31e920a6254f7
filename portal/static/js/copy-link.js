// Copies an invitation link. Without this, or where the clipboard is closed to us,
// the link stays a field that can be selected by hand.

for (const place of document.querySelectorAll("[data-copy-link]")) {
  const input = place.querySelector("input");
  const button = place.querySelector("button");
  const status = place.querySelector("[role=status]");

  input.addEventListener("focus", () => input.select());

  if (!navigator.clipboard) continue;

  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(input.value);
      button.textContent = button.dataset.done;
      status.textContent = button.dataset.done;
    } catch {
      input.focus();
    }
  });
}
