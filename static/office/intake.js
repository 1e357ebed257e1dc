// 受理分派 by keyboard: J K move, Enter opens, A R M act, X picks, U takes back, / searches, ? helps.
// Everything here is also a link, a button or a checkbox; without this script the page works the same.

const root = document.getElementById("intake");
const said = document.getElementById("said");
const help = document.getElementById("keys");
const narrow = matchMedia("(max-width: 60em)"); // list and open matter come one after the other: real pages
const picked = new Set(); // stays while the list is drawn anew
const DEEDS = { a: "send", r: "return", m: "join" };
const MENDED = [400, 403, 409]; // answers that hold the form as it was typed
const PAUSE = 60; // ms a row is looked at before it is fetched
let wanted = ""; // what to do once the open matter is there
let timer = 0;

const rows = () => [...root.querySelectorAll("a[data-number]")];
const current = () => root.querySelector("a[data-number][aria-current]");
const pane = () => document.getElementById("pane");
const tell = (words) => { said.textContent = words; };

function show(row, { into = false } = {}) {
  if (!row) return;
  current()?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  row.focus();
  row.scrollIntoView({ block: "nearest" });
  if (into) wanted = "heading";
  if (pane().dataset.number === row.dataset.number) return arrive();
  history.replaceState(history.state, "", row.href);
  clearTimeout(timer);
  timer = setTimeout(() => htmx.ajax("GET", row.href, { target: "#pane", select: "#pane", swap: "outerHTML" }), PAUSE);
}

function step(by) {
  const all = rows();
  const place = all.indexOf(current());
  show(all[Math.min(Math.max(place + by, 0), all.length - 1)]);
}

/** The matter is there: do what was asked for while it was on its way. */
function arrive() {
  const deed = wanted;
  wanted = "";
  if (deed === "heading") pane().querySelector("[data-heading]")?.focus();
  else if (deed) open(deed);
}

function open(deed) {
  if (pane().dataset.number !== current()?.dataset.number) {
    wanted = deed;
    return;
  }
  const part = pane().querySelector(`[data-deed="${deed}"]`);
  if (!part) return tell("这一件现在不能这样办。");
  if (part.matches("details")) part.open = true;
  const unit = part.querySelector("select[name=to]");
  const first = part.querySelector(".joins button") ?? part.querySelector("select, textarea, input:not([type=hidden])");
  (unit?.value ? part.querySelector("button.main") : (unit ?? first))?.focus();
}

function pick() {
  const box = current()?.closest(".row").querySelector("input[type=checkbox]");
  if (box) box.click();
}

function together(deed) {
  document.querySelector(`#together button[value="${deed}"]`).click();
}

const WAYS = {
  j: () => step(1),
  k: () => step(-1),
  x: pick,
  u: () => root.querySelector("[data-undo] button")?.click(),
  "/": () => document.getElementById("q").focus(),
  "?": () => help.showModal(),
};

function writing(target) {
  return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return; // of the keys, or of the search
  if (event.key === "Escape" && pane().contains(event.target)) return current()?.focus();
  if (event.key === "Enter" && event.target.matches("#pane select")) {
    event.preventDefault();
    return event.target.form.requestSubmit(event.target.form.querySelector("button.main"));
  }
  if (root.dataset.keys === "off" || writing(event.target)) return;
  const key = event.key.toLowerCase();
  const deed = DEEDS[key];
  if (!deed && !WAYS[key]) return;
  event.preventDefault();
  if (!deed) WAYS[key]();
  else if (picked.size) together(deed);
  else open(deed);
});

root.addEventListener("click", (event) => {
  const row = event.target.closest("a[data-number]");
  if (!row || narrow.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(row, { into: event.detail === 0 });
});

root.addEventListener("change", (event) => {
  if (event.target.name !== "number") return;
  if (event.target.checked) picked.add(event.target.value);
  else picked.delete(event.target.value);
  tell(picked.size ? `选中 ${picked.size} 件` : "没有选中的");
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!MENDED.includes(event.detail.xhr.status)) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "pane" || event.target.id === "pane") return arrive();
  for (const box of root.querySelectorAll("input[name=number]")) box.checked = picked.has(box.value);
  for (const number of picked) if (!root.querySelector(`input[value="${number}"]`)) picked.delete(number);
  const words = [...root.querySelectorAll(".flash")].map((line) => line.textContent.trim());
  if (words.length) tell(words.join(" "));
  if (narrow.matches) scrollTo(0, 0);
  else if (!root.querySelector("[data-errors]")) (current() ?? root.querySelector("a, button"))?.focus();
});

/** How long what was done can still be taken back. */
setInterval(() => {
  const line = root.querySelector("[data-undo]");
  if (!line) return;
  line.dataset.undo = Math.max(0, Number(line.dataset.undo) - 1);
  line.querySelector("[data-left]").textContent = line.dataset.undo;
  if (line.dataset.undo === "0" && !line.contains(document.activeElement)) line.remove();
}, 1000);

if (!narrow.matches && !document.querySelector("[data-errors]")) current()?.focus();
