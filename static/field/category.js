// The category as the text says it, while it is written: also without a network, from the words that the
// browser keeps. The sums are those of casework/suggesting/features.py, in whole numbers, and so are the answers.
// What the user chose stays chosen.

const PAUSE = 100; // ms after the last key
const LONGEST = 2000;
const LIKELY = 3;

/** Each Chinese sign, and each pair of neighbours. */
function features(text) {
  const found = new Set();
  for (const run of [...text].slice(0, LONGEST).join("").match(/[\u4e00-\u9fff]+/g) ?? []) {
    for (let at = 0; at < run.length; at++) {
      found.add(run[at]);
      if (at + 1 < run.length) found.add(run.slice(at, at + 2));
    }
  }
  return found;
}

/** Names, the likeliest first, and whether the first is sure enough to be filled in. */
export function suggest(lexicon, text) {
  const known = [...features(text)].map((each) => Object.hasOwn(lexicon.weights, each) && lexicon.weights[each]).filter(Boolean);
  if (!known.length) return { names: [], sure: false };
  const sums = lexicon.bias.map((bias, place) => known.reduce((sum, each) => sum + each[place], bias));
  const order = sums.map((_, place) => place).sort((one, other) => sums[other] - sums[one] || one - other);
  const lead = order.length > 1 ? sums[order[0]] - sums[order[1]] : lexicon.sure;
  return { names: order.map((place) => lexicon.labels[place]), sure: lead * lead >= lexicon.sure ** 2 * known.length };
}

/** What this device keeps, where the browser lets it (not on a page without https). */
const shelf = () => globalThis.caches?.open("category-words").catch(() => null);

/** The words as this device keeps them, at once and without a network; then those that the county has now. */
async function words(address, use) {
  const kept = await shelf();
  const old = await kept?.match(address, { ignoreVary: true });
  if (old) use(await old.json());
  const answer = await fetch(address).catch(() => null); // no network: the kept ones go on
  if (!answer?.ok) return;
  await kept?.put(address, answer.clone()).catch(() => {}); // no room: then they come over the line each time
  use(await answer.json());
}

function watch(field) {
  const form = field.closest("form");
  const text = form.elements.namedItem("text");
  const sign = form.elements.namedItem("suggested");
  const line = field.querySelector("[data-category-words]");
  const likely = field.querySelector("[data-likely]");
  const others = field.querySelector("[data-others]");
  const chips = [...field.querySelectorAll(".chip")];
  const nameOf = (chip) => chip.querySelector("span").textContent.trim();
  const radioOf = (chip) => chip.querySelector("input");
  const picked = () => chips.find((chip) => radioOf(chip).checked);
  let lexicon = null;
  let chosen = false; // by the user: nothing here touches it any more

  function fill(chip) {
    const before = picked();
    if (before && before !== chip) radioOf(before).checked = false;
    if (chip) radioOf(chip).checked = true;
    sign.value = chip ? "1" : "";
    line.textContent = chip ? `按写的建议：${nameOf(chip)}，不对就点别的` : "不选也行，会按写的建议一类";
    if (before !== chip) form.dispatchEvent(new CustomEvent("category:set", { bubbles: true }));
  }

  function show() {
    if (!lexicon || chosen) return;
    const said = suggest(lexicon, text.value);
    const first = said.names.map((name) => chips.find((chip) => nameOf(chip) === name)).filter(Boolean).slice(0, LIKELY);
    others.querySelector(".chips").append(...chips.filter((chip) => !first.includes(chip)));
    likely.append(...first);
    others.hidden = first.length === chips.length;
    others.open = others.open && Boolean(others.dataset.opened);
    fill(said.sure ? first[0] : undefined);
  }

  function choose() {
    chosen = true;
    sign.value = "";
    line.textContent = `选的是：${nameOf(picked())}`;
  }

  let timer = 0;
  const later = (event) => {
    if (event.isComposing) return; // half a word: its end comes as an event of its own
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  };
  text.addEventListener("input", later);
  text.addEventListener("compositionend", later);
  field.addEventListener("change", choose);
  others.querySelector("summary").addEventListener("click", () => { others.dataset.opened = "1"; });
  if (picked() && sign.value !== "1") chosen = true;
  else others.open = false;
  form.addEventListener("draft:restored", () => { chosen = Boolean(picked()) && sign.value !== "1"; });
  words(field.dataset.categories, (fresh) => { lexicon = fresh; show(); });
}

for (const field of document.querySelectorAll("[data-categories]")) watch(field);
