// Says in good time that somebody will be signed out, and lets them stay. It asks the server
// how long is left, so that what was saved meanwhile counts. Without this, nothing typed is
// lost either: the next press asks for the password and then goes on with the words.

const place = document.getElementById("session-end");
const warning = 120;

if (place) {
  const words = place.querySelector("[data-session-words]");
  // Without this script there is nothing to press, so the page itself has no such button.
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--secondary";
  button.textContent = place.dataset.stayWords;
  place.append(button);
  const token = document.querySelector("input[name=csrf_token]");
  let timer = null;

  function later(seconds) {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(1, seconds) * 1000);
  }

  function say(name, stays) {
    if (words.textContent !== place.dataset[name]) words.textContent = place.dataset[name];
    button.hidden = !stays || !token;
    place.hidden = false;
  }

  function learn(seconds) {
    if (seconds > warning) {
      place.hidden = true;
      later(seconds - warning);
    } else {
      say("soon", true);
      later(seconds + 1);
    }
  }

  async function ask(address, request) {
    try {
      const answer = await fetch(address, { redirect: "manual", cache: "no-store", ...request });
      if (answer.ok) learn((await answer.json()).seconds);
      else if (answer.status < 500) say("over", false);
      else later(warning / 4);
    } catch {
      later(warning / 4);
    }
  }

  function look() {
    return ask(place.dataset.address, { headers: { "X-Mendwell-Background": "1" } });
  }

  button.addEventListener("click", () => {
    const sent = new URLSearchParams({ csrf_token: token.value });
    ask(place.dataset.stay, { method: "POST", body: sent });
  });
  // A phone that slept has not counted.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
  later(Number(place.dataset.idle) - warning);
}
