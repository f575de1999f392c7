// What the page asks of its server. Every answer is JSON or a part of a page; a lost connection is told by an error of the name "offline".
export class Offline extends Error {
  name = "offline";
}

async function ask(address, options) {
  try {
    return await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Offline("The server cannot be reached.");
  }
}

async function json(address, body, signal) {
  const answer = await ask(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });
  return answer.ok ? answer.json() : null;
}

export const complete = (text, offset, signal) => json("/api/v1/workflows/complete", { text, offset }, signal);

export const explain = (text, offset) => json("/api/v1/workflows/hover", { text, offset });

// Findings, and the picture when there are no errors.
export const check = (text, workflow, signal) =>
  json(`/api/v1/workflows/validate?picture=true${workflow ? `&workflow=${encodeURIComponent(workflow)}` : ""}`, { text }, signal);

// What a save would change, as a part of the page.
export async function changes(workflow, text, from) {
  const body = new URLSearchParams({ text, from });
  const answer = await ask(`/workflows/${encodeURIComponent(workflow)}/changes`, { method: "POST", body });
  return answer.ok ? answer.text() : null;
}

// A new version, unless another than `from` is current; a new workflow when there is no name yet.
export async function save(workflow, text, from) {
  const headers = { "Content-Type": "application/yaml" };
  if (workflow) headers["If-Match"] = `"${from}"`;
  else headers["If-None-Match"] = "*";
  const answer = await ask(workflow ? `/api/v1/workflows/${encodeURIComponent(workflow)}` : "/api/v1/workflows", { method: workflow ? "PUT" : "POST", headers, body: text });
  const body = await answer.json().catch(() => ({}));
  return { ok: answer.ok, isConflict: answer.status === 409 || answer.status === 412, body };
}

export async function picture(text, format) {
  const answer = await ask(`/api/v1/workflows/graph?format=${format}`, { method: "POST", headers: { "Content-Type": "application/yaml" }, body: text });
  return answer.ok ? answer.text() : null;
}
