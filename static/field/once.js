// A form marked data-once is sent once: later presses do nothing while the first is under way.
// The server has its own key against doubles; this spares people the doubt whether the press was felt.

const WORDS = "正在提交…";
const PATIENCE = 20_000; // ms until the button may be pressed again, should the network swallow the answer

function release(form) {
  if ("uploading" in form.dataset) return; // upload.js says itself when it has ended
  clearTimeout(Number(form.dataset.sent));
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[aria-disabled]")) {
    button.replaceChildren(...button.said);
    button.removeAttribute("aria-disabled");
  }
}

/** The button that says it is under way: where the Enter key pressed one that nobody sees, the main one. */
function pressed(form, submitter) {
  const seen = submitter && !("byEnter" in submitter.dataset) ? submitter : null;
  return seen ?? form.querySelector("button.main") ?? form.querySelector("button");
}

function hold(form, button) {
  form.dataset.sent = setTimeout(release, PATIENCE, form);
  if (!button) return;
  button.said = [...button.childNodes];
  button.textContent = WORDS;
  // Not `disabled`: a disabled button loses the focus, and its name would not be sent.
  button.setAttribute("aria-disabled", "true");
}

/** Without a network the browser would throw the page away for its own error page: say so here instead. */
function cutOff(form) {
  if (navigator.onLine || form.method !== "post") return false;
  const line = form.querySelector("[data-cut-off]") ?? document.createElement("p");
  line.dataset.cutOff = "";
  line.className = "error-text";
  line.setAttribute("role", "alert");
  line.textContent = form.dataset.draft ? "没有网络，写的都存在本机了，有网后再点一次" : "没有网络，有网后再点一次";
  (form.querySelector(".form-actions") ?? form.lastElementChild).before(line);
  line.scrollIntoView({ block: "center" });
  addEventListener("online", () => line.remove(), { once: true });
  return true;
}

// Going down to the form: a second press ends here, before HTMX or the browser hears of it.
document.addEventListener("submit", (event) => {
  if (!event.target.dataset.sent && !cutOff(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// Coming up again: whoever wanted to stop the first press has done so. HTMX stops it too, to send it itself.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const sends = !event.defaultPrevented || form.matches("[hx-post], [hx-get]");
  if (form.matches("form[data-once]") && sends) hold(form, pressed(form, event.submitter));
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-sent]");
  if (form) release(form);
});

// Coming back with the browser's back button shows the page as it was left: let the button work again.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
});
