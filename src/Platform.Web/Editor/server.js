// What the page asks of its server. Every answer is JSON or a part of a page, with 200 also when a text has errors; a lost connection is told by an error of the name "offline".
export class Offline extends Error {
  name = "offline";
}

const LARGEST = 1024 * 1024; // what the server reads at most: a longer text is not sent, for the answer is known

async function ask(address, options) {
  try {
    return await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Offline("The server cannot be reached.");
  }
}

async function json(address, body, signal) {
  if (body.text.length > LARGEST) return null;
  const answer = await ask(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...body, text: body.text.toWellFormed() }), signal });
  if (answer.status >= 500 || answer.status === 429) throw new Offline("The server cannot answer now.");
  return answer.ok && answer.status !== 204 ? answer.json() : null;
}

const post = (address, fields) => ask(address, { method: "POST", body: new URLSearchParams(fields) });

export const complete = (text, offset, signal) => json("/api/v1/workflows/complete", { text, offset }, signal);

export const explain = (text, offset) => json("/api/v1/workflows/hover", { text, offset });

// Findings, and the picture when there are no errors. Null when the text is too long to be any workflow.
export const check = (text, workflow, signal) =>
  json(`/api/v1/workflows/validate?picture=true${workflow ? `&workflow=${encodeURIComponent(workflow)}` : ""}`, { text }, signal);

// What a save would change, as a part of the page; with `other`, what the text of another tab has instead.
export async function changes(workflow, text, from, other) {
  const answer = await post(`/workflows/${encodeURIComponent(workflow)}/changes`, other === undefined ? { text, from } : { text, from, other });
  return answer.ok ? answer.text() : null;
}

// A new version, unless another than `from` is current; a new workflow when there is no name yet.
export async function save(workflow, text, from) {
  const answer = await post("/workflows/save", { name: workflow, text, from });
  return answer.ok ? answer.json() : { ok: false, detail: "The server could not save it now.", resolution: "Try again; the text is kept in this browser.", findings: [] };
}

// Asked only of a text without errors.
export async function picture(text, format) {
  const answer = await ask(`/api/v1/workflows/graph?format=${format}`, { method: "POST", headers: { "Content-Type": "application/yaml" }, body: text });
  return answer.ok ? answer.text() : null;
}
