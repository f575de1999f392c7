// What is typed and not saved lies in this browser until it is saved or thrown away, so that a reload or a crash loses nothing. Each tab keeps its own.
const MOST = 50;
const ALL = "platform.draft:";

export function draftsOf(name, tab) {
  const prefix = `${ALL}${name || "*new*"}:`;
  const key = prefix + tab;
  return {
    own: () => parse(localStorage.getItem(key)),
    // Those of other tabs, the newest first.
    others: () => Object.keys(localStorage).filter(k => k.startsWith(prefix) && k !== key)
      .map(k => ({ tab: k.slice(prefix.length), ...parse(localStorage.getItem(k)) })).filter(d => d.text !== undefined)
      .sort((a, b) => b.at.localeCompare(a.at)),
    write(text, from) {
      const draft = JSON.stringify({ text, from, at: new Date().toISOString() });
      try {
        localStorage.setItem(key, draft);
      } catch {
        forgetOldest(key); // full: older drafts go first
        try { localStorage.setItem(key, draft); } catch { /* larger than all the room there is */ }
      }
    },
    forget: (other = tab) => localStorage.removeItem(prefix + other),
    // Told when another tab of this browser wrote or forgot its own.
    listen(heard) {
      addEventListener("storage", e => { if (e.key?.startsWith(prefix) && e.key !== key) heard(e.key.slice(prefix.length)); });
    },
  };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function forgetOldest(but) {
  const drafts = Object.keys(localStorage).filter(k => k.startsWith(ALL) && k !== but).map(k => [k, parse(localStorage.getItem(k))?.at ?? ""]);
  drafts.sort((a, b) => a[1].localeCompare(b[1]));
  for (const [key] of drafts.slice(0, Math.max(1, drafts.length - MOST))) localStorage.removeItem(key);
}
