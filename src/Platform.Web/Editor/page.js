// What the page does around the text: findings and picture while typing, drafts, saving without overwriting anyone, import and export.
import { changes, check, picture, save } from "./server.js";
import { draftsOf } from "./draft.js";
import { noticesIn } from "./notice.js";
import { followOthers } from "./others.js";

const LARGEST = 1024 * 1024;

export function startPage(form, openEditor, tab) {
  const area = form.querySelector("textarea[name=text]");
  const host = document.getElementById("editor-host");
  const status = document.getElementById("editor-state");
  const notice = document.getElementById("editor-notice");
  const tell = noticesIn(notice);
  const say = (kind, text, actions) => tell("save", kind, text, actions);
  const list = document.getElementById("editor-findings");
  const preview = document.getElementById("editor-picture");
  const why = document.getElementById("editor-why");
  const changed = document.getElementById("editor-changes");
  const details = document.getElementById("editor-difference");
  const place = { name: form.dataset.workflow || "", from: form.dataset.from || "", saved: area.value, version: form.dataset.version || "" };
  const draft = draftsOf(place.name, tab);
  let waiting = 0;
  let asking = null;
  let leaves = false;
  let saving = false;
  let isValid = false;

  area.hidden = true;
  host.hidden = false;
  document.body.classList.add("has-editor");
  const editor = openEditor(host, area.value, typed, store);
  const label = form.querySelector("label[for=text]");
  label?.addEventListener("click", () => editor.focus());
  form.addEventListener("submit", event => {
    event.preventDefault();
    if (event.submitter?.value === "check") validate();
    else store();
  });
  const others = followOthers({ place, draft, tell, tab, editor, isDirty, isSaving: () => saving, accept, show: showDifference });
  restore();
  checkNow();

  function isDirty() {
    return editor.text() !== place.saved;
  }

  function typed() {
    mark();
    tell("check");
    if (isDirty()) draft.write(editor.text(), place.from);
    else draft.forget();
    clearTimeout(waiting);
    waiting = setTimeout(checkNow, 200);
  }

  // What was said of a save that failed is not true of the text any more once that is mended.
  function unsay() {
    if (place.refused && isValid) say();
    place.refused &&= !isValid;
  }

  function mark(text) {
    status.textContent = text ?? (isDirty() ? "Unsaved changes" : place.version ? `Version ${place.version}` : "Not saved yet");
    status.dataset.dirty = isDirty();
  }

  // What a reload of this tab, or one that is closed or crashed, left.
  async function restore() {
    mark();
    const kept = draft.own() ?? await others.leftBehind();
    if (kept?.tab) draft.forget(kept.tab);
    if (!kept || kept.text === place.saved) return draft.forget();
    editor.replace(kept.text);
    const isOlder = place.name && kept.from && kept.from !== place.from;
    tell("draft", "note-wait", `Your unsaved text of ${new Date(kept.at).toLocaleString()} was brought back.${isOlder ? " The workflow was saved by somebody since." : ""}`, [
      ["Throw it away", () => { editor.replace(place.saved); draft.forget(); tell("draft"); back(); }],
      ["Keep it", () => tell("draft")],
      ...(place.name ? [["See the difference", () => showDifference()]] : []),
    ]);
    if (!isOlder) return;
    place.from = kept.from;
    draft.write(kept.text, kept.from);
    others.look();
    await showDifference();
  }

  async function checkNow() {
    clearTimeout(waiting);
    asking?.abort();
    const mine = asking = new AbortController();
    try {
      const found = await check(editor.text(), place.name, mine.signal);
      if (mine !== asking) return;
      if (!found) return tooLong();
      editor.mark(found.findings);
      isValid = found.valid;
      unsay();
      reached();
      show(found);
      document.body.dataset.checked = editor.text().length;
      return found;
    } catch (error) {
      if (error.name === "AbortError") return;
      why.textContent = "The server cannot be reached. You can go on writing: the text is kept in this browser, and findings come back with the connection.";
      why.hidden = false;
      waiting = setTimeout(checkNow, 3000);
    }
  }

  // Who asks is answered, also when nothing changes by it.
  async function validate() {
    const found = await checkNow();
    if (!found) return;
    const errors = found.findings.filter(f => f.severity === "error");
    const others = found.findings.length - errors.length;
    const many = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
    if (found.valid) return tell("check", "note-good", `The text is valid: ${found.contents}.${others > 0 ? ` ${many(others, "finding")} to look at.` : ""}`);
    tell("check", "note-bad", `The text is not valid: ${many(errors.length, "error")}. Line ${errors[0].line}: ${errors[0].message}`);
    editor.show(errors[0].line, errors[0].column);
  }

  // A save that the server did not hear of is not made by itself: who writes says when.
  function reached() {
    if (!place.unreached || saving) return;
    place.unreached = false;
    if (isDirty()) say("note-wait", "The server can be reached again. The text is not saved yet.", [["Save it now", store]]);
    else say();
  }

  function tooLong() {
    isValid = false;
    why.textContent = "The text cannot be checked: no workflow may be longer than 1 MB.";
    why.hidden = false;
  }

  function show(found) {
    list.replaceChildren(...found.findings.map(line));
    const errors = found.findings.filter(f => f.severity === "error");
    document.getElementById("editor-count").textContent = found.findings.length === 0 ? "No findings" : `${found.findings.length} finding${found.findings.length === 1 ? "" : "s"}`;
    if (found.picture) {
      preview.innerHTML = found.picture;
      preview.dispatchEvent(new CustomEvent("graph:drawn", { bubbles: true }));
    }
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
    if (saving) return;
    if (place.name && !isDirty()) return mark(`Version ${place.version}: nothing to save`);
    const text = editor.text();
    mark("Saving…");
    saving = true;
    place.unreached = false;
    try {
      const done = await save(place.name, text, place.from);
      if (done.ok) saved(done.saved, text);
      else if (done.isConflict) await conflict(done);
      else refused(done, text);
    } catch {
      mark();
      say("note-bad", "Not saved: the server cannot be reached. The text is kept in this browser; save again when it is back.");
      place.unreached = true;
      clearTimeout(waiting);
      waiting = setTimeout(checkNow, 1000);
    }
    saving = false;
    others.look();
  }

  function saved(version, text) {
    draft.forget();
    if (!place.name) {
      leaves = true;
      location.assign(`/workflows/${version.workflow}/edit?saved=${version.version}`);
      return;
    }
    const isOlder = Number(version.version) < Number(place.version);
    Object.assign(place, { saved: text, from: version.hash, version: String(version.version), decides: false });
    mark();
    tell("draft");
    tell("newer");
    tell("check");
    say("note-good", isOlder ? `This is the text of version ${version.version}, which is current again.` : `Saved as version ${version.version}.`, [["Run it", () => location.assign(`/workflows/${place.name}#start`)]]);
    back();
    if (details.open) showChanges();
  }

  async function conflict(refusal) {
    mark();
    if (!place.name) return say("note-bad", `Not saved: ${refusal.detail ?? ""} ${refusal.resolution ?? ""}`);
    tell("newer");
    place.decides = true; // until then nobody is told again that there is a newer version
    say("note-bad", "Not saved: somebody else saved this workflow while you were writing. Nothing of yours is lost. What they changed stands here, under Changes.", [
      ["Save mine as the next version", () => { place.from = current()?.current ?? place.from; place.decides = false; say(); store(); }],
      ["Take theirs", takeTheirs],
    ]);
    await showDifference();
  }

  const current = () => changed.querySelector("[data-current]")?.dataset;

  function takeTheirs() {
    const theirs = changed.querySelector("[data-theirs]")?.value;
    if (theirs === undefined) return;
    accept(theirs, current());
  }

  // Another version is what this text begins with from now on.
  function accept(theirs, version) {
    const text = theirs.replace(/\r\n/g, "\n");
    Object.assign(place, { saved: text, from: version.current, version: version.number, decides: false });
    editor.replace(text);
    draft.forget();
    tell("draft");
    tell("newer");
    say("note-good", `Version ${version.number} is in the editor; Undo brings yours back.`);
    mark();
    back();
    if (details.open) showChanges();
  }

  function refused(refusal, text) {
    mark();
    const other = /^\s*name:\s*["']?([a-z][a-z0-9-]*)/m.exec(text)?.[1];
    const actions = place.name && other && other !== place.name ? [[`Save as the new workflow ${other}`, () => { place.name = ""; store(); }]] : [];
    const first = refusal.findings?.find(f => f.severity === "error");
    place.refused = true;
    say("note-bad", first ? `Not saved: line ${first.line}: ${first.message}` : `Not saved: ${refusal.detail ?? "the server refused it"} ${refusal.resolution ?? ""}`, actions);
    if (first) editor.show(first.line, first.column);
  }

  async function showChanges(other) {
    if (!place.name) return;
    details.open = true;
    const part = await changes(place.name, editor.text(), place.from, other).catch(() => null);
    changed.innerHTML = part ?? "<p class=\"empty\">The server cannot be reached.</p>";
  }

  // Where it is about to be decided upon, the difference stands above the text, not below the fold.
  async function showDifference(other) {
    notice.after(details);
    details.classList.add("at-top");
    await showChanges(other);
    details.scrollIntoView({ block: "nearest" });
    notice.scrollIntoView({ block: "nearest" });
  }

  function back() {
    if (!details.classList.contains("at-top")) return;
    details.classList.remove("at-top");
    details.open = false;
    form.after(details);
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
    await checkNow();
    const drawn = isValid ? await picture(editor.text(), format).catch(() => null) : null;
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
  details.addEventListener("toggle", () => { if (details.open && place.name && changed.children.length === 0) showChanges(); });
  document.getElementById("editor-compare")?.addEventListener("click", () => showChanges());
  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      if (!event.composedPath().includes(editor.dom)) store();
    }
  });
  addEventListener("beforeunload", event => { if (isDirty() && !leaves) event.preventDefault(); });
  addEventListener("online", checkNow);
}
