// The list of errors takes the focus, so that it is read aloud and nobody has to look for it.
// Also after HTMX has put a form with errors in place.

function focusSummary(root) {
  const summary = root.querySelector("[data-errors]");
  if (summary) summary.focus();
}

// A link of the list leads to the control itself, not only near it.
function followToField(event) {
  const link = event.target.closest?.("[data-errors] a[href^='#']");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  field.focus();
  (field.closest(".field") ?? field).scrollIntoView({ block: "center" });
}

document.addEventListener("click", followToField);
document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.target));
focusSummary(document);
