/**
 * Three small courtesies. Every page works without them.
 *
 * 1. A form is sent once, however often the button is pressed.
 * 2. After an error, focus goes to the summary, so that a screen reader starts there.
 * 3. Shortcuts: any control with aria-keyshortcuts="Alt+N" answers to those keys. A modifier is always
 *    needed (WCAG 2.1.4), and nothing fires while a Japanese word is being converted.
 */
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  // Downloads (data-repeatable) and htmx forms stay on the page: they may be sent again.
  if (event.defaultPrevented || form.method !== "post" || form.matches("[data-repeatable], [hx-post]")) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  event.submitter?.setAttribute("aria-disabled", "true");
});

// The back button may restore a sent page from memory: it may be sent again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) sent.delete(form);
  for (const button of document.querySelectorAll("form [aria-disabled]")) button.removeAttribute("aria-disabled");
});

document.querySelector("[data-error-summary]")?.focus();

document.addEventListener("keydown", (event) => {
  if (event.isComposing || !(event.altKey || event.ctrlKey)) return;
  const keys = [event.ctrlKey && "Control", event.altKey && "Alt", event.shiftKey && "Shift", event.code.replace(/^(Key|Digit)/, "")];
  const wanted = keys.filter(Boolean).join("+");
  const control = [...document.querySelectorAll("[aria-keyshortcuts]")].find((one) => one.getAttribute("aria-keyshortcuts") === wanted);
  if (!control) return;
  event.preventDefault();
  control.matches("a, button, summary") ? control.click() : control.focus();
});
