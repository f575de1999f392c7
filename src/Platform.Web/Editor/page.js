// What the page does around the text: findings and picture while typing, drafts, saving without overwriting anyone, import and export.
import { changes, check, picture, save } from "./server.js";
import { draftOf } from "./draft.js";

const LARGEST = 1024 * 1024;

export function startPage(form, openEditor) {
  const area = form.querySelector("textarea[name=text]");
  const host = document.getElementById("editor-host");
  const status = document.getElementById("editor-state");
  const notice = document.getElementById("editor-notice");
  const list = document.getElementById("editor-findings");
  const preview = document.getElementById("editor-picture");
  const why = document.getElementById("editor-why");
  const changed = document.getElementById("editor-changes");
  const place = { name: form.dataset.workflow || "", from: form.dataset.from || "", saved: area.value, version: form.dataset.version || "" };
  const draft = draftOf(place.name);
  let waiting = 0;
  let asking = null;
  let leaves = false;

  area.hidden = true;
  host.hidden = false;
  document.body.classList.add("has-editor");
  const editor = openEditor(host, area.value, typed, store);
  const label = form.querySelector("label[for=text]");
  label?.addEventListener("click", () => editor.focus());
  form.addEventListener("submit", event => {
    event.preventDefault();
    if (event.submitter?.value === "check") checkNow();
    else store();
  });
  restore();
  checkNow();

  function isDirty() {
    return editor.text() !== place.saved;
  }

  function typed() {
    tell();
    if (isDirty()) draft.write(editor.text(), place.from);
    else draft.forget();
    clearTimeout(waiting);
    waiting = setTimeout(checkNow, 200);
  }

  function tell(text) {
    status.textContent = text ?? (isDirty() ? "Unsaved changes" : place.version ? `Version ${place.version}` : "Not saved yet");
    status.dataset.dirty = isDirty();
  }

  // A draft of an earlier visit, which a crash or a reload left.
  function restore() {
    const kept = draft.read();
    tell();
    if (!kept || kept.text === place.saved) return draft.forget();
    editor.replace(kept.text);
    say("note-wait", `Your unsaved text of ${new Date(kept.at).toLocaleString()} was brought back.${kept.from !== place.from ? " The workflow was saved by somebody since." : ""}`, [
      ["Throw it away", () => { editor.replace(place.saved); draft.forget(); say(); }],
      ["Keep it", () => say()],
    ]);
    if (kept.from && kept.from !== place.from) {
      place.from = kept.from;
      showChanges();
    }
  }

  async function checkNow() {
    clearTimeout(waiting);
    asking?.abort();
    const mine = asking = new AbortController();
    try {
      const found = await check(editor.text(), place.name, mine.signal);
      if (mine !== asking || !found) return;
      editor.mark(found.findings);
      show(found);
      document.body.dataset.checked = editor.text().length;
    } catch (error) {
      if (error.name === "AbortError") return;
      why.textContent = "The server cannot be reached. You can go on writing: the text is kept in this browser, and findings come back with the connection.";
      why.hidden = false;
      waiting = setTimeout(checkNow, 3000);
    }
  }

  function show(found) {
    list.replaceChildren(...found.findings.map(line));
    const errors = found.findings.filter(f => f.severity === "error");
    document.getElementById("editor-count").textContent = found.findings.length === 0 ? "No findings" : `${found.findings.length} finding${found.findings.length === 1 ? "" : "s"}`;
    if (found.picture) preview.innerHTML = found.picture;
    preview.classList.toggle("stale", !found.picture);
    why.hidden = !!found.picture;
    if (!found.picture) why.textContent = errors.length > 0 ? `The picture is of the last valid text. Line ${errors[0].line}: ${errors[0].message}` : "The picture is of the last valid text.";
  }

  function line(finding) {
    const item = document.createElement("li");
    const button = item.appendChild(document.createElement("button"));
    button.type = "button";
    button.className = `finding finding-${finding.severity}`;
    const at = button.appendChild(document.createElement("span"));
    at.className = "finding-at";
    at.textContent = `${finding.line}:${finding.column}`;
    const code = button.appendChild(document.createElement("span"));
    code.className = "finding-code";
    code.textContent = `${finding.severity} ${finding.code}`;
    button.appendChild(document.createElement("span")).textContent = finding.suggestion ? `${finding.message} Did you mean '${finding.suggestion}'?` : finding.message;
    button.addEventListener("click", () => editor.show(finding.line, finding.column));
    return item;
  }

  async function store() {
    if (place.name && !isDirty()) return tell(`Version ${place.version}: nothing to save`);
    const text = editor.text();
    tell("Saving…");
    try {
      const done = await save(place.name, text, place.from);
      if (done.ok) saved(done.body, text);
      else if (done.isConflict) conflict(done.body);
      else refused(done.body, text);
    } catch {
      tell();
      say("note-bad", "Not saved: the server cannot be reached. The text is kept in this browser; save again when it is back.");
    }
  }

  function saved(version, text) {
    draft.forget();
    if (!place.name) {
      leaves = true;
      location.assign(`/workflows/${version.workflow}/edit?saved=${version.version}`);
      return;
    }
    const isOlder = Number(version.version) < Number(place.version);
    Object.assign(place, { saved: text, from: version.hash, version: String(version.version) });
    tell();
    say("note-good", isOlder ? `This is the text of version ${version.version}, which is current again.` : `Saved as version ${version.version}.`, [["Run it", () => location.assign(`/workflows/${place.name}#start`)]]);
    if (!changed.closest("details").open) return;
    showChanges();
  }

  async function conflict(problem) {
    tell();
    if (!place.name) return say("note-bad", `Not saved: ${problem.detail ?? ""} ${problem.resolution ?? ""}`);
    say("note-bad", "Not saved: somebody else saved this workflow while you were writing. Nothing of yours is lost. What they changed is shown below, under Changes.", [
      ["Save mine as the next version", () => { place.from = changed.querySelector("[data-current]")?.dataset.current ?? place.from; store(); }],
      ["Take theirs", async () => { const theirs = changed.querySelector("[data-theirs]")?.value; if (theirs !== undefined) { editor.replace(theirs); accept(theirs); } }],
    ]);
    await showChanges();
  }

  function accept(theirs) {
    const current = changed.querySelector("[data-current]").dataset;
    Object.assign(place, { saved: theirs.replace(/\r\n/g, "\n"), from: current.current, version: current.number });
    draft.forget();
    say("note-good", "Theirs is in the editor; Undo brings yours back.");
    tell();
    showChanges();
  }

  function refused(problem, text) {
    tell();
    const other = /^\s*name:\s*["']?([a-z][a-z0-9-]*)/m.exec(text)?.[1];
    const actions = place.name && other && other !== place.name ? [[`Save as the new workflow ${other}`, () => { place.name = ""; store(); }]] : [];
    const first = problem.findings?.find(f => f.severity === "error");
    say("note-bad", first ? `Not saved: line ${first.line}: ${first.message}` : `Not saved: ${problem.detail ?? problem.title ?? "the server refused it"} ${problem.resolution ?? ""}`, actions);
    if (first) editor.show(first.line, first.column);
  }

  async function showChanges() {
    if (!place.name) return;
    changed.closest("details").open = true;
    const part = await changes(place.name, editor.text(), place.from).catch(() => null);
    changed.innerHTML = part ?? "<p class=\"empty\">The server cannot be reached.</p>";
  }

  function say(kind, text, actions = []) {
    notice.replaceChildren();
    if (!kind) return;
    const note = notice.appendChild(document.createElement("div"));
    note.className = `note ${kind}`;
    const body = note.appendChild(document.createElement("div"));
    body.appendChild(document.createElement("p")).textContent = text;
    const acts = body.appendChild(document.createElement("div"));
    acts.className = "actions";
    for (const [name, act] of actions) {
      const button = acts.appendChild(document.createElement("button"));
      Object.assign(button, { type: "button", className: "btn btn-sm", textContent: name });
      button.addEventListener("click", act);
    }
  }

  async function take(file) {
    if (!file) return;
    if (file.size > LARGEST) return say("note-bad", `${file.name} is larger than 1 MB, and no workflow may be.`);
    const text = await file.text();
    if (text.includes("\u0000") || text.includes("\uFFFD")) return say("note-bad", `${file.name} is no text in UTF-8.`);
    editor.replace(text.replace(/\r\n/g, "\n"));
    say("note-good", `${file.name} is in the editor; Undo brings back what was there. Nothing is saved yet.`);
  }

  function download(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async function exportAs(format) {
    const name = place.name || "workflow";
    if (format === "yaml") return download(`${name}.yaml`, "application/yaml", editor.text());
    const drawn = await picture(editor.text(), format).catch(() => null);
    if (drawn === null) return say("note-bad", "There is no picture of a text with errors. Mend the findings first.");
    download(format === "svg" ? `${name}.svg` : `${name}.mmd`, "text/plain", drawn);
  }

  const upload = document.getElementById("editor-file");
  upload?.addEventListener("change", () => take(upload.files[0]).then(() => { upload.value = ""; }));
  const isFile = event => event.dataTransfer?.types.includes("Files");
  host.addEventListener("dragover", event => { if (isFile(event)) { event.preventDefault(); host.classList.add("dropping"); } }, true);
  host.addEventListener("dragleave", () => host.classList.remove("dropping"));
  host.addEventListener("drop", event => {
    if (!isFile(event)) return;
    event.preventDefault();
    event.stopPropagation();
    host.classList.remove("dropping");
    take(event.dataTransfer.files[0]);
  }, true);
  for (const button of document.querySelectorAll("[data-export]")) button.addEventListener("click", event => { event.preventDefault(); exportAs(button.dataset.export); button.closest("details")?.removeAttribute("open"); });
  changed.closest("details").addEventListener("toggle", event => { if (event.target.open && place.name && changed.children.length === 0) showChanges(); });
  document.getElementById("editor-compare")?.addEventListener("click", showChanges);
  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      if (!event.composedPath().includes(editor.dom)) store();
    }
  });
  addEventListener("beforeunload", event => { if (isDirty() && !leaves) event.preventDefault(); });
  addEventListener("online", checkNow);
}
