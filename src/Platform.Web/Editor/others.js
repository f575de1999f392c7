// What happens to the same workflow elsewhere while it is open here: another tab of this browser with unsaved text, and a version that somebody saved.
import { openTabs } from "./tab.js";

const time = at => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export function followOthers({ place, draft, tell, tab, editor, isDirty, isSaving, accept, show }) {
  let quiet = null;     // the tab whose text a person does not want to hear of any more
  let kept = null;      // the hash that a person wrote on over, knowingly
  let told = "";        // what is said about another tab, so that it is not said anew with each letter

  draft.listen(other => hear(other));
  document.addEventListener("live:drawn", e => { if (e.detail.id === "editor-newest") look(); });
  openTabs().then(open => {
    const living = draft.others().find(d => open?.has(d.tab));
    if (living) hear(living.tab);
  });

  // --- another tab
  function hear(other) {
    const theirs = draft.others().find(d => d.tab === other);
    if (!theirs || theirs.text === editor.text()) {
      if (told === other) { tell("tab"); told = ""; }
      if (!theirs && quiet === other) quiet = null;
      return;
    }
    if (quiet === other) return;
    const text = `Another tab of this browser holds unsaved text of ${place.name ? `'${place.name}'` : "a new workflow"}, last changed at ${time(theirs.at)}. Each tab keeps its own; saving the second of them will ask you first.`;
    if (told === other) { document.querySelector("[data-of-tab] p").textContent = text; return; }
    told = other;
    const latest = () => draft.others().find(d => d.tab === other)?.text ?? theirs.text;
    const note = tell("tab", "note-wait", text, [
      ...(place.name ? [["See the difference", () => show(latest())]] : []),
      ["Take its text here", () => { editor.replace(latest()); done(other); }],
      ["Keep mine", () => done(other)],
    ]);
    note.dataset.ofTab = other;
  }

  function done(other) {
    quiet = other;
    told = "";
    tell("tab");
  }

  // --- a version that somebody saved
  function look() {
    const newest = document.querySelector("#editor-newest [data-hash]")?.dataset;
    if (!newest || isSaving() || place.decides) return;
    if (newest.hash === place.from || newest.hash === kept || Number(newest.number) < Number(place.version)) return newest.hash === place.from ? tell("newer") : undefined;
    const offer = `Version ${newest.number} was saved by ${newest.by} while this page is open.`;
    tell("newer", "note-wait", isDirty() ? `${offer} Nothing of yours is lost.` : `${offer} You see version ${place.version}.`, [
      ["See the difference", () => show()],
      ["Take it", () => take(newest)],
      ["Keep mine", () => { kept = newest.hash; place.from = newest.hash; tell("newer"); if (isDirty()) draft.write(editor.text(), place.from); }],
    ]);
  }

  async function take(newest) {
    const answer = await fetch(`/workflows/${encodeURIComponent(place.name)}/download?version=${newest.number}`).catch(() => null);
    if (answer?.ok) accept(await answer.text(), { current: newest.hash, number: newest.number });
    else tell("newer", "note-bad", "The server cannot be reached. Nothing was changed here.", [["Try again", () => take(newest)]]);
  }

  return {
    look,
    // The newest text of a tab that is not open any more; null when all are, or the browser cannot tell.
    async leftBehind() {
      const open = await openTabs();
      return draft.others().find(d => d.tab !== tab && (open === null || !open.has(d.tab))) ?? null;
    },
  };
}
