/* Unpack what stands in the page: JSON, deflated, in 85 letters and signs. */

// RFC 1924, with comma, colon and point for the signs that HTML would read
const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%.()*+-;,=:?@^_`{|}~";

const FROM_FILES = new Map(); // of the folder form: name → what waits for it

/** Five signs are four bytes; the last group may be shorter. */
function bytesOf(text) {
  const values = new Uint8Array(128), bytes = new Uint8Array(Math.ceil(text.length / 5) * 4);
  [...SIGNS].forEach((sign, value) => { values[sign.charCodeAt(0)] = value; });
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 5) {
    let group = 0;
    for (let k = at; k < at + 5; k += 1) group = group * 85 + (k < text.length ? values[text.charCodeAt(k)] : 84);
    view.setUint32((at / 5) * 4, group);
  }
  return bytes.subarray(0, Math.floor((text.length * 4) / 5));
}

async function unpacked(text) {
  const bytes = bytesOf(text);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** A file of data is a script beside the page: it hands over its text under its name. */
function fromFile(name) {
  return new Promise((resolve, reject) => {
    FROM_FILES.set(name, resolve);
    const script = document.createElement("script");
    script.src = name + ".js";
    script.addEventListener("error", () => reject(new Error(name + ".js is missing")));
    document.head.append(script);
  });
}

export function receiveFiles() {
  window.unkgData = (name, text) => FROM_FILES.get(name)?.(text);
}

export async function read(name) {
  const inside = document.getElementById(name);
  return unpacked(inside ? inside.textContent : await fromFile(name));
}
