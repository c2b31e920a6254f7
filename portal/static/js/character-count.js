// Says how much room is left, once it begins to matter, and never cuts anything off.

const nearly = 0.8;

for (const text of document.querySelectorAll("[data-counted]")) {
  const place = document.getElementById(text.dataset.counted);
  const limit = Number(place.dataset.limit);
  const before = place.textContent;

  const say = () => {
    const used = [...text.value].length;
    const sentence = used > limit ? place.dataset.over : place.dataset.left;
    place.textContent =
      used < limit * nearly ? before : sentence.replace("{}", Math.abs(limit - used));
  };

  text.addEventListener("input", say);
  say();
}
