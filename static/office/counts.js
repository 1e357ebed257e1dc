// The menu says what the page says: after each part of a page that came in anew, its numbers go to their links.

/** A number as the menu shows it, with its unit for who hears the page. */
function counted(number) {
  const count = document.createElement("span");
  const unit = document.createElement("span");
  count.className = "count";
  unit.className = "unseen";
  unit.textContent = " 件";
  count.append(String(Number(number)), unit);
  return count;
}

document.addEventListener("htmx:afterSettle", () => {
  for (const told of document.querySelectorAll("main [data-count-of]")) {
    for (const link of document.querySelectorAll(`nav a[href="${told.dataset.countOf}"]`)) {
      link.querySelector(".count")?.remove();
      if (told.textContent !== "0") link.append(counted(told.textContent));
    }
  }
});
