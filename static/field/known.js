// Known already? Asked while a form[data-asks-known] is filled in, as soon as it says what and where; and again
// when either changes. What was waved away stays away, and the server is told what was shown.

const PAUSE = 250; // ms
const UNDER_THE_BAR = "0px 0px -140px 0px"; // the button and the tabs of a phone lie over the page's end
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

  // Shown is what was seen: a row that stayed below the fold is asked about once more after the press.
  const seen = new Set();
  const eyes = new IntersectionObserver((rows) => {
    for (const row of rows) if (row.isIntersecting) seen.add(row.target.dataset.known);
    shown.value = [...new Set([...away, ...seen])].join(" ");
  }, { rootMargin: UNDER_THE_BAR, threshold: 0.2 });

  function settle() {
    eyes.disconnect();
    for (const row of here.querySelectorAll("[data-known]")) {
      if (away.has(row.dataset.known)) row.remove();
      else eyes.observe(row);
    }
    shown.value = [...new Set([...away, ...seen])].join(" ");
    if (!here.querySelector("[data-known]")) here.replaceChildren();
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
