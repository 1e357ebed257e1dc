// A code that came with the address of a scanned slip, behind #, goes into its field; the address forgets it.
// What stands behind # is sent to no server and written into no log.
const field = document.querySelector("[data-code]");
const code = decodeURIComponent(location.hash.slice(1));

if (field && /^[0-9A-Za-z-]{12,14}$/.test(code)) {
  field.value = code;
  history.replaceState(null, "", location.pathname);
  document.querySelector("[name=tail]")?.focus();
}
