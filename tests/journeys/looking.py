"""What is looked for on a page, in the words of the browser that looks."""

from pathlib import Path

import axe_playwright_python

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()
# WCAG 2.2 AA and what JIS X 8341-3 AA asks. Only what breaks a rule is told: a third of the time.
AXE_RUN = """() => axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"],
}).then((found) => found.violations)"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Whether the eye sees that a control has the focus.
_IS_SEEN = """(one) => {
  const isTicked = one.matches("input[type=radio], input[type=checkbox]");
  const isMarked = (look) => look.outlineStyle !== "none" || look.boxShadow !== "none";
  // Where a whole card leads on, the card shows it.
  const card = getComputedStyle(one, "::after");
  return isMarked(getComputedStyle(isTicked ? one.closest("label") ?? one : one)) || isMarked(card);
}"""
# What a screen reader would call the focused control, more or less, and whether the eye sees the focus.
FOCUSED = f"""() => {{
  const one = document.activeElement;
  const labels = [...(one.labels ?? [])];
  const words = [one.innerText, one.getAttribute("aria-label"), ...labels.map((label) => label.innerText)];
  // The wordmark and the menu stand on every page; the page's own step is in its main part.
  return {{words: one.closest("main") ? words.filter(Boolean).join(" ") : "", isSeen: ({_IS_SEEN})(one)}};
}}"""
# Controls in sight that the Tab key passes by, takes out of their turn, or leaves without a mark.
CLOSED_TO_THE_KEYBOARD = f"""() => {{
  const kinds = "a[href], button, input, select, textarea, summary, [onclick], [role=button]";
  const isForPeople = (one) => !one.disabled && !one.closest("[aria-hidden=true]");
  const inUse = (one) => isForPeople(one) && one.checkVisibility({{visibilityProperty: true}});
  const before = document.activeElement;
  const closed = [...document.querySelectorAll(kinds)].filter(inUse).filter((one) => {{
    one.focus({{preventScroll: true, focusVisible: true}});
    return one.tabIndex !== 0 || document.activeElement !== one || !({_IS_SEEN})(one);
  }});
  if (before === document.body) document.activeElement.blur();
  else before.focus({{preventScroll: true}});
  return closed.map((one) => one.outerHTML.slice(0, 160));
}}"""
