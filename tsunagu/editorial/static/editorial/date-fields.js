// Start Wagtail's date and time fields from what they say of themselves; those that come later as well.
const start = (place) => {
  for (const field of place.querySelectorAll("template[data-date-field]")) {
    const {dateField, for: id, options} = field.dataset;
    field.remove();
    window[dateField]?.(id, JSON.parse(options));
  }
};

document.addEventListener("DOMContentLoaded", () => {
  start(document);
  new MutationObserver((changes) => {
    for (const {addedNodes} of changes) {
      for (const node of addedNodes) if (node instanceof Element && node.parentElement) start(node.parentElement);
    }
  }).observe(document.body, {childList: true, subtree: true});
});
