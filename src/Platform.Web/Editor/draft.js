// What is typed and not saved lies in this browser until it is saved or thrown away, so that a reload or a crash loses nothing.
const MOST = 50;

export function draftOf(name) {
  const key = `platform.draft:${name || "*new*"}`;
  return {
    read() {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write(text, from) {
      try {
        localStorage.setItem(key, JSON.stringify({ text, from, at: new Date().toISOString() }));
      } catch {
        forgetOldest(); // full: older drafts go first
      }
    },
    forget() {
      localStorage.removeItem(key);
    },
  };
}

function forgetOldest() {
  const drafts = Object.keys(localStorage).filter(k => k.startsWith("platform.draft:")).map(k => [k, JSON.parse(localStorage.getItem(k) || "{}").at || ""]);
  drafts.sort((a, b) => a[1].localeCompare(b[1]));
  for (const [key] of drafts.slice(0, Math.max(1, drafts.length - MOST))) localStorage.removeItem(key);
}
