// Lets the reader's own browser be woken. Without this script, or without the browser's leave, mail remains.

const box = document.querySelector("[data-push-key]");

function say(which) {
  for (const one of box.querySelectorAll("[data-push-said]")) one.hidden = one.dataset.pushSaid !== which;
}

function show(isOn) {
  box.querySelector("[data-push=on]").hidden = isOn;
  box.querySelector("[data-push=off]").hidden = !isOn;
}

function bytes(written) {
  const plain = atob(written.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function turnOn() {
  const worker = await navigator.serviceWorker.register(box.dataset.pushWorker);
  const found = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytes(box.dataset.pushKey),
  });
  const answer = await fetch(box.dataset.pushAddress, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(found),
  });
  if (!answer.ok) {
    await found.unsubscribe();
    throw new Error(String(answer.status));
  }
  show(true);
  say("on");
}

// The push service answers from then on that nobody is here, and we forget the device.
async function turnOff() {
  const worker = await navigator.serviceWorker.getRegistration(box.dataset.pushWorker);
  await (await worker?.pushManager.getSubscription())?.unsubscribe();
  show(false);
  say("off");
}

async function begin() {
  const worker = await navigator.serviceWorker.getRegistration(box.dataset.pushWorker);
  show(Boolean(await worker?.pushManager.getSubscription()));
  for (const [which, step] of [["on", turnOn], ["off", turnOff]]) {
    box.querySelector(`[data-push=${which}]`).addEventListener("click", () => step().catch(() => say("failed")));
  }
  box.hidden = false;
}

if (box && "serviceWorker" in navigator && "PushManager" in window) begin().catch(() => {});
