// Photos are made small before they leave the phone: at most 1600 px and about 300 KB, without the
// place and camera data that the original carries. A picture taken on the to-do page waits in IndexedDB
// until the form opens, and stays there until the server says that the form arrived, as its draft does.
// Whatever fails, the original file stays and the form can be sent. Papers and tables go as they are.

const EDGE = 1600; // px
const WEIGHT = 300_000; // bytes
const MINUTE = 60_000; // ms
const DAY = 24 * 60 * MINUTE;
const HEAVY = 5_000_000; // bytes: more would take minutes on a weak line, and be refused at its end
const SORRY = "照片没压缩成功，可以不带照片先提交";

const toBlob = (canvas, quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));

async function drawn(file, edge) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff"; // what was transparent would turn black
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas;
}

/** Papers and tables are sent as they are. */
const isPicture = (file) => file.type.startsWith("image/");

/** A small JPEG of the picture. Throws when the browser cannot read it. */
export async function small(file) {
  for (const edge of [EDGE, 1280, 960]) {
    const canvas = await drawn(file, edge);
    for (const quality of [0.8, 0.65, 0.5]) {
      const blob = await toBlob(canvas, quality);
      if (blob && blob.size <= WEIGHT) {
        return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
      }
    }
  }
  throw new Error("still too large");
}

/** Run one request on the stash. Rows: "camera", and the photos of each unsent form by its draft key. */
function stash(mode, act) {
  return new Promise((done, failed) => {
    const opening = indexedDB.open("photos", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("waiting");
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const change = opening.result.transaction("waiting", mode);
      const request = act(change.objectStore("waiting"));
      change.oncomplete = () => { opening.result.close(); done(request.result); };
      change.onerror = change.onabort = () => { opening.result.close(); failed(change.error); };
    };
  });
}

const keep = (key, files) => stash("readwrite", (store) => store.put({ at: Date.now(), files }, key));
const drop = (key) => stash("readwrite", (store) => store.delete(key)).catch(() => {});

/** What waits under a key, unless it is older than `age` ms: then it belongs to something else. */
async function waiting(key, age) {
  const row = key && await stash("readonly", (store) => store.get(key)).catch(() => null);
  return row && Date.now() - row.at < age ? row.files : [];
}

async function takeAlong(input) {
  const file = input.files[0];
  if (!file) return;
  const words = input.closest("label")?.querySelector("span");
  if (words) words.textContent = "正在处理照片…";
  const ready = await small(file).catch(() => file);
  const kept = await keep("camera", [ready]).then(() => true, () => false);
  location.assign(input.dataset.photoTo + (kept ? "" : "#photo-lost"));
}

function put(input, files) {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
}

function say(box, words) {
  const line = document.createElement("p");
  line.className = "error-text";
  line.setAttribute("role", "status");
  line.textContent = words;
  box.append(line);
}

function preview(file, remove) {
  const figure = document.createElement("figure");
  const image = document.createElement("img");
  const button = document.createElement("button");
  const name = document.createElement("figcaption");
  figure.className = "preview";
  name.textContent = file.name;
  image.alt = `要提交的照片 ${file.name}`;
  if (isPicture(file)) image.src = URL.createObjectURL(file);
  else image.hidden = true;
  image.onload = () => URL.revokeObjectURL(image.src);
  image.onerror = () => image.remove(); // nothing to look at, still a file to send
  button.type = "button";
  button.className = "button";
  button.textContent = "去掉";
  button.setAttribute("aria-label", `去掉 ${file.name}`);
  button.onclick = remove;
  figure.append(image, name, button);
  return figure;
}

async function receive(input) {
  const box = document.querySelector(`[data-previews="${CSS.escape(input.id)}"]`);
  const key = input.form?.dataset.draft;
  let files = [];
  const show = (words = "") => {
    put(input, files);
    if (key) keep(key, files).catch(() => {});
    box.replaceChildren(...files.map((file) => preview(file, () => {
      files = files.filter((each) => each !== file);
      show();
      input.focus();
    })));
    if (words) say(box, words);
  };
  input.addEventListener("change", async () => {
    let words = "";
    const chosen = await Promise.all([...input.files].map((file) => isPicture(file) ? small(file).catch(() => {
      words = SORRY;
      return file.size > HEAVY ? [] : file;
    }) : file));
    files = [...(input.multiple ? files : []), ...chosen.flat()];
    show(words);
  });
  if (input.closest(".wrong")) await drop(key ?? ""); // the server refused it: do not send it again
  files = await waiting("camera", 10 * MINUTE);
  if (files.length) drop("camera");
  else files = await waiting(key, DAY);
  if (files.length) show();
  else if (location.hash === "#photo-lost") show("照片没带过来，在这里再选一次，或不带照片提交");
}

for (const sign of document.querySelectorAll("meta[name=draft-done], [data-draft-done]")) drop(sign.dataset.draftDone ?? sign.content);
for (const input of document.querySelectorAll("input[data-photo-to]")) input.addEventListener("change", () => takeAlong(input));
for (const input of document.querySelectorAll("input[type=file][data-photo-in]")) receive(input);
