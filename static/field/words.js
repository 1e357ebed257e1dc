// A standard text goes into the words as soon as it is chosen, and the preview follows what is written.
// Without this script two buttons of the form do the same by asking the server.

const preview = document.querySelector("[data-preview-of]");
const form = preview?.closest("form");
const words = form?.elements[preview.dataset.previewOf];
const said = (text) => (text.trim() ? `${text.trim().replace(/。+$/u, "")}。` : "");

if (words) {
  const shown = preview.querySelector("[data-preview]");
  const standard = form.querySelector("[data-standard]");
  let put = ""; // what a standard text put in: that is replaced by the next, never what somebody wrote
  standard?.addEventListener("change", () => {
    const text = standard.selectedOptions[0]?.dataset.text ?? "";
    if (!text || (words.value.trim() && words.value !== put)) return;
    words.value = put = text;
    words.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const show = () => {
    shown.textContent = preview.dataset.beginning + said(words.value);
  };
  words.addEventListener("input", show);
  addEventListener("pageshow", show);
  show();
  form.querySelector("[data-scriptless]").hidden = true;
}
