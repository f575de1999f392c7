// Which tab this is: a name that lasts through reloads of it, and a lock by which other tabs know that it lives.
const KEY = "platform.tab";
const lockOf = id => `platform-tab-${id}`;

// A tab that was duplicated brings the other's name along; its lock tells that the name is taken.
export async function thisTab() {
  let id = sessionStorage.getItem(KEY) ?? crypto.randomUUID();
  if (navigator.locks && !await hold(id)) await hold(id = crypto.randomUUID());
  sessionStorage.setItem(KEY, id);
  return id;
}

// Waits a little: after a reload the name's lock may still be with the page that was.
function hold(id) {
  return new Promise(answered => {
    navigator.locks.request(lockOf(id), { signal: AbortSignal.timeout(500) }, () => {
      answered(true);
      return new Promise(() => {}); // until the tab is closed
    }).catch(() => answered(false));
  });
}

// The tabs that are open; null where the browser cannot tell.
export async function openTabs() {
  if (!navigator.locks?.query) return null;
  const { held } = await navigator.locks.query();
  return new Set(held.map(l => l.name).filter(n => n.startsWith(lockOf(""))).map(n => n.slice(lockOf("").length)));
}
