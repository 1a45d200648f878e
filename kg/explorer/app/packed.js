/* Unpack what stands in the page: JSON, deflated, in base64. */

const FROM_FILES = new Map(); // of the folder form: name → what waits for it

async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
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
