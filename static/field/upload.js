// How far the files of a form are: a bar and words while they go, and a button to stop them. The form is
// sent by this script instead of the browser, which shows nothing on a phone. The server answers with the
// address to go to (X-Goes-To), so that its message is shown there; a page with errors is shown in place.
// Without this script the form is sent as ever.

const SAID = "正在上传";
const CHECKED = "传完了，正在检查文件，请等一下…";
const CUT_OFF = "没传上去，内容都在。点提交重试，或者连上无线网再试";

const MODULE = /(<script type="module" src="[^"#]+)"/g;

const weight = (form) => [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files])
  .reduce((sum, file) => sum + file.size, 0);
const inMegabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** The bar, its words and the button, put above the form's own buttons. */
function sign(form, stop) {
  const box = document.createElement("div");
  const bar = document.createElement("progress");
  const words = document.createElement("p");
  const button = document.createElement("button");
  box.className = "upload";
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", SAID);
  words.setAttribute("role", "status");
  words.textContent = `${SAID}…`;
  button.type = "button";
  button.className = "button";
  button.textContent = "停止上传";
  button.onclick = stop;
  box.append(bar, words, button);
  form.querySelector("[data-upload]")?.remove();
  box.dataset.upload = "";
  (form.querySelector(".form-actions") ?? form).prepend(box); // the part of the form that stays in sight
  return { box, bar, words, button };
}

function ended(form) {
  delete form.dataset.uploading;
  // once.js lets the button work again, as after any answer.
  form.dispatchEvent(new CustomEvent("htmx:afterRequest", { bubbles: true }));
}

function failed(form, shown, said) {
  shown.box.replaceChildren(shown.words);
  shown.words.className = "error-text";
  shown.words.setAttribute("role", "alert");
  shown.words.textContent = said;
  ended(form);
}

/** What the server answered: another address, or this page again with what is wrong. */
function show(request) {
  const next = request.getResponseHeader("X-Goes-To");
  if (next) {
    location.assign(next);
    return;
  }
  document.open(); // takes all listeners away, but the browser runs no module of this page a second time
  document.write(request.responseText.replaceAll(MODULE, `$1#${Date.now()}"`));
  document.close();
}

function send(form, submitter) {
  const data = new FormData(form, submitter);
  const request = new XMLHttpRequest();
  const shown = sign(form, () => request.abort());
  form.dataset.uploading = "";
  let told = 0;
  request.upload.onprogress = ({ loaded, total }) => {
    const part = total ? Math.round(loaded / total * 100) : 0;
    shown.bar.value = part;
    if (part < told + 10 && part < 100) return; // a screen reader need not hear each step
    told = part;
    shown.words.textContent = `${SAID} ${part}%（${inMegabytes(loaded)} / ${inMegabytes(total)}）`;
  };
  request.upload.onload = () => {
    shown.words.textContent = CHECKED;
    shown.button.remove();
  };
  request.onload = () => show(request);
  request.onerror = request.ontimeout = () => failed(form, shown, CUT_OFF);
  request.onabort = () => failed(form, shown, "停下了，什么都没有交。改好再点提交。");
  request.open("POST", form.action);
  request.setRequestHeader("X-Upload", "true");
  request.send(data);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post]") || !weight(form)) return;
  event.preventDefault();
  send(form, event.submitter);
});
