/**
 * Leave this page at once: the button, or Escape twice within a second.
 *
 * The page is blanked first, because the next page may be slow. `replace` takes this page out of the
 * back button; pages seen before it stay in the history, which no site can erase (the help page says so).
 */
const WITHIN_MS = 1000;

const link = document.querySelector("[data-quick-exit]");
let lastEscape = -Infinity;

function leave(event) {
  event?.preventDefault();
  document.title = "　";
  document.documentElement.hidden = true;
  history.replaceState(null, "", location.pathname.split("/").slice(0, 2).join("/") || "/");
  location.replace(link.href);
}

if (link) {
  link.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || event.repeat) return;
    if (event.timeStamp - lastEscape < WITHIN_MS) leave(event);
    lastEscape = event.timeStamp;
  });
}
