/**
 * The record form by keyboard. Everything here also works without it, in one step more.
 *
 * 1. A number key chooses in a group of radio buttons that shows numbers.
 * 2. A click on a numbered topic writes its number.
 * 3. Searching happens while typing (htmx), so the search buttons for pages without script go away, and Enter
 *    in a search line searches instead of recording.
 */
const form = document.querySelector("[data-consultation]");
const loaded = () => window.htmx !== undefined;

if (!document.querySelector("[data-error-summary]")) form.querySelector("[data-first] input:checked")?.focus();

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const target = event.target;
  if (event.key === "Enter" && target.matches("input[hx-post]") && loaded()) {
    event.preventDefault();
    window.htmx.trigger(target, "input");
    return;
  }
  const group = target.matches("input[type=radio]") && target.closest("[data-number-keys]");
  if (!group || !/^[1-9]$/.test(event.key)) return;
  const numbered = [...group.querySelectorAll("label")].find((label) => label.textContent.trim().startsWith(event.key));
  if (!numbered) return;
  event.preventDefault();
  const radio = numbered.querySelector("input");
  numbered.closest("details")?.setAttribute("open", "");
  radio.checked = true;
  radio.focus();
});

document.addEventListener("click", (event) => {
  const topic = event.target.closest("[data-topic]");
  if (!topic) return;
  const line = form.elements.topics;
  const parts = line.value.split(/[\s、,]+/).filter(Boolean);
  const number = topic.dataset.topic;
  line.value = (parts.includes(number) ? parts.filter((part) => part !== number) : [...parts, number]).join(" ");
});

addEventListener("load", () => {
  if (!loaded()) return;
  for (const button of document.querySelectorAll("[data-without-js]")) button.hidden = true;
});

// The draft lives on the page: leaving with something written asks first.
let isSent = false;
form.addEventListener("submit", () => { isSent = true; });
addEventListener("beforeunload", (event) => {
  if (!isSent && (form.elements.asked.value || form.elements.answered.value)) event.preventDefault();
});
