// Pictures on a clipboard: kept as attachments of the thing whose text it is, where that has a home for them; the rest are named by the server.
const DRAWN = /<img\b[^>]*?\bsrc\s*=\s*(["'])(data:image\/[\w.+-]+;base64,[^"']+)\1[^>]*>/gi;
const ANY = /<img\b[^>]*>/gi;
const MOST = 40;
const WORDS_BEFORE = 60;

// What of the clipboard is a picture, each with the tag it stands as: bytes in the page itself, or the one file that was copied with it.
export function picturesOf(html, files) {
  const drawn = [...html.matchAll(DRAWN)].map((found) => ({ tag: found[0], blob: unpacked(found[2]), at: found.index }));
  const tags = html.match(ANY) ?? [];
  const alone = !drawn.length && tags.length === 1 && files.length === 1 && !words(html);
  const found = alone ? [{ tag: tags[0], blob: files[0], at: 0 }] : drawn;
  return found.filter(({ blob }) => blob).slice(0, MOST).map((one) => ({ ...one, alternative: named(one.tag), after: words(html.slice(0, one.at)) }));
}

export function filesOf(files) {
  return [...files].slice(0, MOST).map((blob) => ({ tag: `<img alt="${blob.name.replace(/[<>"&]/g, " ")}">`, blob, alternative: "", after: "" }));
}

// Each goes to the page of its thing. What was kept stands in the text no more; what was not is left for the server to name.
export async function keepPictures(textarea, found) {
  const body = new FormData();
  body.set("pasted", "1");
  for (const { blob, alternative, after } of found.pictures) {
    body.append("pictures", blob, blob.name ?? "picture");
    body.append("alternative", alternative);
    body.append("after", after || found.before.slice(-WORDS_BEFORE));
  }
  const answer = await send(textarea, body).catch(() => null);
  if (!answer) return undefined;
  found.pictures.forEach(({ tag }, at) => {
    if (answer.pictures[at]) found.html = found.html.replace(tag, "");
  });
  if (!answer.words) return undefined;
  document.dispatchEvent(new CustomEvent("pictures-kept"));
  return { ...answer, undo: () => takeBack(textarea, answer.files) };
}

async function takeBack(textarea, files) {
  const body = new FormData();
  body.set("unpasted", "1");
  files.forEach((file) => body.append("files", file));
  await send(textarea, body);
  document.dispatchEvent(new CustomEvent("pictures-kept"));
}

async function send(textarea, body) {
  const token = textarea.closest("form").elements.csrfmiddlewaretoken?.value ?? "";
  const answer = await fetch(textarea.dataset.pictures, { method: "POST", body, headers: { "X-CSRFToken": token } });
  return answer.ok && answer.headers.get("Content-Type")?.startsWith("application/json") ? answer.json() : null;
}

function unpacked(address) {
  try {
    const bytes = atob(decodeURIComponent(address.slice(address.indexOf(",") + 1)).replace(/\s/g, ""));
    return new Blob([Uint8Array.from(bytes, (one) => one.charCodeAt(0))]);
  } catch {
    return null;
  }
}

function parsed(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll("style, script, title, xml").forEach((one) => one.remove());
  return page.body;
}

function words(html) {
  return parsed(html).textContent.replace(/\s+/g, " ").trim().slice(-WORDS_BEFORE);
}

function named(tag) {
  return parsed(tag).querySelector("img")?.alt ?? "";
}
