// What is folded away on a phone stands open on a wide screen, where there is room for it. Style sheets
// open it in newer browsers already; this is for the others, and for whoever turns the phone.

const wide = matchMedia("(min-width: 50.01em)");

function unfold() {
  if (!wide.matches) return;
  for (const part of document.querySelectorAll("details[data-fold]")) part.open = true;
}

wide.addEventListener("change", unfold);
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details[data-fold]")) part.open = true;
});
unfold();
