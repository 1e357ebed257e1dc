// Search from every page: Ctrl K opens a dialog that fills while somebody writes. While an input method is
// composing, keys belong to it: nothing is asked for, and Enter sends nothing.

const PAUSE = 250; // ms after the last key
const dialog = document.getElementById("finder");
const field = document.getElementById("finder-q");
const FOUND = "#finder-found";
let waiting = 0;
let asked = null;

const composing = (event) => event.isComposing || event.keyCode === 229;

function ask() {
  const words = field.value.trim();
  if (words === asked) return;
  asked = words;
  const address = `${field.form.getAttribute("action")}?q=${encodeURIComponent(words)}`;
  // Of two questions under way, htmx drops the older one's answer.
  htmx.ajax("GET", address, { source: field, target: FOUND });
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
}

function open() {
  if (!dialog.open) dialog.showModal();
  field.select();
  ask();
}

addEventListener("keydown", (event) => {
  if (composing(event) || event.altKey || event.shiftKey) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open();
  }
});

field.addEventListener("input", (event) => {
  if (!event.isComposing) soon();
});
field.addEventListener("compositionend", soon);

// Arrows walk through what was found; Enter in the field opens the page with all of it.
dialog.addEventListener("keydown", (event) => {
  if (composing(event)) {
    if (event.key === "Enter") event.preventDefault();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [field, ...dialog.querySelectorAll(`${FOUND} a`)];
  const next = stops[stops.indexOf(document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

// With scripts the button of the top bar opens the dialog where nothing was written beside it.
document.querySelector("[data-finder]")?.addEventListener("click", (event) => {
  if (event.target.closest("form").elements.q.value.trim()) return;
  event.preventDefault();
  open();
});
