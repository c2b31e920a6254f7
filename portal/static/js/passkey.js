// Makes a passkey, or signs in with one: the question comes from the server, the device
// answers, and the answer goes off in an ordinary form. Without this, or on a device that
// knows no passkeys, the buttons stay hidden and the page says what to use instead.

const isAddress = /^[\d.]+$|:/.test(window.location.hostname);

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function withBytes(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const name of ["excludeCredentials", "allowCredentials"])
    for (const each of options[name] ?? []) each.id = bytes(each.id);
  return options;
}

function asText(credential) {
  const { response } = credential;
  const told = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (response[name]) told[name] = text(response[name]);
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: told,
    clientExtensionResults: {},
  });
}

// A page that went stale gets no question. Sent all the same, it is answered with what it carried.
async function question(form, address) {
  const sent = new URLSearchParams({ csrf_token: form.elements.namedItem("csrf_token").value });
  const answer = await fetch(address, { method: "POST", body: sent, redirect: "error" });
  if (answer.status === 400 && form.elements.namedItem("kept")?.value) return null;
  if (!answer.ok) throw new Error(answer.status);
  return withBytes(await answer.json());
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential || isAddress) continue;

  const { form } = button;
  const status = form.querySelector("[data-passkey-status]");
  const makes = button.dataset.passkey === "make";
  for (const place of form.querySelectorAll("[data-passkey-offer]")) place.hidden = false;
  for (const place of document.querySelectorAll("[data-passkey-none]")) place.hidden = true;

  button.addEventListener("click", async () => {
    status.textContent = "";
    try {
      const publicKey = await question(form, button.dataset.options);
      if (publicKey) {
        const credential = makes
          ? await navigator.credentials.create({ publicKey })
          : await navigator.credentials.get({ publicKey });
        form.elements.namedItem("credential").value = asText(credential);
      }
      form.action = button.dataset.finish;
      form.submit();
    } catch {
      status.textContent = status.dataset.words;
    }
  });
}
