// What is typed into form[data-draft="key"] is kept on this device within a second, and is there again
// after a call, a dead battery or an expired login. It goes when the server says that it has arrived:
// by <meta name="draft-done" content="key"> or [data-draft-done="key"] on the next page.

const PREFIX = "draft:";
const PAUSE = 600; // ms after the last key
const UNKEPT = new Set(["csrfmiddlewaretoken", "submission", "next", "version"]);

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null; // blocked by the browser: the form works, it only keeps nothing
  }
}

function keeps(control) {
  // What identifies a person is not left lying on the device either.
  if ("undrafted" in control.dataset) return false;
  return control.name && !UNKEPT.has(control.name) && !["file", "password", "hidden", "submit"].includes(control.type);
}

function read(form) {
  const kept = {};
  for (const control of form.elements) {
    if (!keeps(control)) continue;
    const values = (kept[control.name] ??= []);
    if (control.type === "checkbox" || control.type === "radio") {
      if (control.checked) values.push(control.value);
    } else if (control.multiple && control.selectedOptions) {
      values.push(...[...control.selectedOptions].map((option) => option.value));
    } else {
      values.push(control.value);
    }
  }
  return kept;
}

function write(form, kept) {
  const used = {};
  for (const control of form.elements) {
    const values = keeps(control) && kept[control.name];
    if (!values) continue;
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = values.includes(control.value);
    } else if (control.multiple && control.options) {
      for (const option of control.options) option.selected = values.includes(option.value);
    } else {
      const nth = used[control.name] ?? 0;
      used[control.name] = nth + 1;
      if (values[nth] !== undefined) control.value = values[nth];
    }
  }
}

function tell(form, words) {
  const note = form.querySelector("[data-draft-note]");
  if (note) note.textContent = words;
}

function save(form, store) {
  try {
    store.setItem(PREFIX + form.dataset.draft, JSON.stringify({ at: Date.now(), kept: read(form) }));
    tell(form, "已自动保存");
  } catch {
    tell(form, "本机存不下了，请尽快提交");
  }
}

function load(form, store) {
  try {
    return JSON.parse(store.getItem(PREFIX + form.dataset.draft) ?? "null");
  } catch {
    return null;
  }
}

function watch(form, store) {
  const before = JSON.stringify(read(form));
  const draft = load(form, store);
  // A page that came back with errors already holds the newest text.
  if (draft && !form.querySelector("[data-errors]") && JSON.stringify(draft.kept) !== before) {
    write(form, draft.kept);
    tell(form, "已恢复上次没提交的内容");
    form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
  }
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE, form, store);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  addEventListener("pagehide", () => {
    // Also when it is being sent: only the server's word that it arrived makes the draft go.
    if (JSON.stringify(read(form)) !== before) save(form, store);
  });
}

function forgetArrived(store) {
  for (const sign of document.querySelectorAll("meta[name=draft-done], [data-draft-done]")) {
    store.removeItem(PREFIX + (sign.dataset.draftDone ?? sign.content));
  }
}

const store = storage();
if (store) {
  forgetArrived(store);
  for (const form of document.querySelectorAll("form[data-draft]")) watch(form, store);
}
