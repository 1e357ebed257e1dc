// Where am I? Asked once when the form opens, never followed (R3). The form can be sent without it.

const PATIENCE = 8_000; // ms
const REFUSED = "没有定位，已填您的网格。可以写个附近标志物";

function fill(form, name, value) {
  const input = form.elements.namedItem(name);
  if (input && !input.value) input.value = value;
}

function found(form, words, { coords }) {
  fill(form, "lng", coords.longitude.toFixed(6));
  fill(form, "lat", coords.latitude.toFixed(6));
  fill(form, "accuracy", Math.round(coords.accuracy));
  form.dispatchEvent(new CustomEvent("place:found", { bubbles: true }));
  words.textContent = `已定位，误差约${Math.round(coords.accuracy)}米`;
}

function ask(form) {
  const words = form.querySelector("[data-place-words]");
  if (!words) return;
  const refused = () => { words.textContent = REFUSED; };
  if (form.elements.namedItem("lng")?.value) {
    words.textContent = "地点已定好"; // a page that came back with errors: the first place counts
    return;
  }
  if (!navigator.geolocation) {
    refused();
    return;
  }
  words.textContent = "正在定位…不用等，可以先写";
  const options = { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 60_000 };
  // The browser's own timeout does not run while its permission question stands open.
  const tired = setTimeout(refused, PATIENCE);
  const answer = (act) => (result) => {
    clearTimeout(tired);
    act(result);
  };
  navigator.geolocation.getCurrentPosition(answer((position) => found(form, words, position)), answer(refused), options);
}

for (const form of document.querySelectorAll("form[data-place]")) ask(form);
