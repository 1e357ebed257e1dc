// Known already? Asked while a form[data-asks-known] is filled in, as soon as it says what and where; and again
// when either changes. What was waved away stays away, and the server is told what was shown.

const PAUSE = 250; // ms
const ASKED = new Set(["category", "area"]);

function watch(form) {
  const here = form.querySelector("[data-known-here]");
  const shown = form.elements.namedItem("shown");
  const away = new Set();
  let timer = 0;

  const ask = () => {
    clearTimeout(timer);
    timer = setTimeout(() => here.dispatchEvent(new CustomEvent("known:ask")), PAUSE);
  };

  function settle() {
    for (const row of here.querySelectorAll("[data-known]")) {
      if (away.has(row.dataset.known)) row.remove();
    }
    const rows = [...here.querySelectorAll("[data-known]")].map((row) => row.dataset.known);
    shown.value = [...new Set([...away, ...rows])].join(" ");
    if (!rows.length) here.replaceChildren();
  }

  here.addEventListener("htmx:afterSwap", settle);
  here.addEventListener("click", (event) => {
    const row = event.target.closest("[data-not-it]")?.closest("[data-known]");
    if (!row) return;
    away.add(row.dataset.known);
    settle();
    here.querySelector("button")?.focus();
  });
  form.addEventListener("change", (event) => { if (ASKED.has(event.target.name)) ask(); });
  form.addEventListener("category:set", ask);
  form.addEventListener("place:found", ask);
  form.addEventListener("draft:restored", ask);
  if (form.querySelector("[name=category]:checked")) ask();
}

for (const form of document.querySelectorAll("form[data-asks-known]")) watch(form);
