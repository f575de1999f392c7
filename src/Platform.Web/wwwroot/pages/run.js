// A run's page: the timeline holds only the rows in sight, choosing changes one part, live parts are morphed so that focus, selection and scroll stay.
(() => {
  const margin = 25; // rows beyond those in sight that are kept ready
  const pushed = 32; // rows that the stream brings
  const byId = id => document.getElementById(id);
  let busy = false, wanted = null, placed = 0, drawn = Date.now(), follow = false, scrolled = 0, choosing = 0, freshened = 0;

  // What a person opened stays open, what they chose stays chosen, whatever the server draws.
  Idiomorph.defaults.ignoreActiveValue = true;
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) =>
    !(name === "open" && node.tagName === "DETAILS") && !(name === "aria-current" && node.dataset?.node);

  const here = change => {
    const url = new URL(location.href);
    url.hash = "";
    change?.(url.searchParams);
    return url;
  };
  const keep = url => {
    if (url.searchParams.has("span") || url.searchParams.has("row")) url.hash = "tabs"; // whoever opens it looks there
    history.replaceState(history.state, "", url);
  };
  const ask = (url, target) => htmx.ajax("GET", url.pathname + url.search, { target, swap: "innerHTML" });

  async function part(url, target) {
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true", "HX-Target": target } });
      return answer.ok ? await answer.text() : null;
    } catch {
      return null; // no net: the stream says so, and asks again
    }
  }

  /* Timeline */
  const height = () => byId("tl-rows").querySelector(".wf-row")?.offsetHeight || 28;
  const scale = () => byId("tl-scale")?.offsetHeight || 0;
  const first = () => Number(byId("tl-rows").dataset.first);
  const total = () => Number(byId("tl-rows").dataset.total);
  const shown = () => byId("tl-rows").querySelectorAll(".wf-row").length;
  const atEnd = view => view.scrollTop + view.clientHeight >= view.scrollHeight - height() * 1.5;

  function arrange() {
    const space = byId("tl-space"), rows = height();
    space.style.height = `${total() * rows + scale()}px`;
    space.style.paddingTop = `${first() * rows}px`;
    byId("tl-view").setAttribute("aria-rowcount", total());
    byId("tl-count").textContent = byId("tl-rows").dataset.count;
    rove();
  }

  // One row is reached by Tab, the others by the arrows: the one that has the focus, or is chosen, or is the first in sight.
  function rove() {
    const rows = byId("tl-rows"), view = byId("tl-view");
    const links = [...rows.querySelectorAll(".wf-link")];
    const at = links.find(l => l === document.activeElement) ?? rows.querySelector('[aria-selected="true"] .wf-link') ?? links[Math.max(0, Math.floor(view.scrollTop / height()) - first())] ?? links[0];
    for (const link of links) {
      const to = link === at ? "0" : "-1";
      if (link.getAttribute("tabindex") !== to) link.setAttribute("tabindex", to);
    }
  }

  // Rows are known by their ids: what is the same stays, what differs is changed in its place. Most often that is where a bar begins, in all of them; a general
  // morph, which looks for everything everywhere, takes several times as long for it.
  function change(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    const [had, has] = [[...old.childNodes], [...fresh.childNodes]];
    if (had.length !== has.length || had.some((node, i) => node.nodeName !== has[i].nodeName || (node.id ?? "") !== (has[i].id ?? ""))) return old.replaceChildren(...has);
    had.forEach((node, i) => {
      if (node.nodeType === Node.ELEMENT_NODE) change(node, has[i]);
      else if (node.data !== has[i].data) node.data = has[i].data;
    });
  }

  // Who follows the end sees the last rows; of the others only so many are kept as are there at once when the list is scrolled.
  function shorten(fresh) {
    const rows = [...fresh.querySelectorAll(".wf-row")], keep = Math.ceil(byId("tl-view").clientHeight / height()) + 8;
    const over = rows.slice(0, Math.max(0, rows.length - keep));
    for (const row of over) row.remove();
    fresh.dataset.first = Number(fresh.dataset.first) + over.length;
  }

  function renew(rows, fresh) {
    for (const link of fresh.querySelectorAll(".wf-link")) link.setAttribute("tabindex", "-1");
    for (const { name, value } of fresh.attributes) if (rows.getAttribute(name) !== value) rows.setAttribute(name, value);
    const known = new Map([...rows.children].map(row => [row.id, row])), coming = [...fresh.children];
    const stays = new Set(coming.map(row => row.id));
    for (const [id, row] of known) if (!stays.has(id)) row.remove();
    let at = rows.firstElementChild;
    for (const row of coming) {
      const old = row.id && known.get(row.id);
      if (!old) rows.insertBefore(row, at);
      else {
        if (old === at) at = at.nextElementSibling;
        else rows.insertBefore(old, at);
        if (old.contains(document.activeElement)) Idiomorph.morph(old, row, { morphStyle: "outerHTML" });
        else change(old, row);
      }
    }
  }

  function place(html) {
    const fresh = document.createRange().createContextualFragment(html).getElementById("tl-rows");
    const rows = byId("tl-rows");
    if (!fresh || !rows) return;
    if (follow) shorten(fresh);
    const apart = Math.abs(Number(fresh.dataset.first) - first()) >= shown();
    if (apart && !rows.contains(document.activeElement)) rows.replaceWith(fresh);
    else renew(rows, fresh);
    drawn = Date.now();
    arrange();
  }

  // While something is open the axis ends now: it is drawn anew once that has moved by a twentieth of it, so that a run of hours asks seldom.
  setInterval(() => {
    const ticks = byId("tl-scale")?.querySelector(".wf-ticks");
    if (document.hidden || !ticks || !byId("tl-rows").querySelector(".st-running, .st-waiting, .st-retrying")) return;
    if (Date.now() - drawn > Math.max(2000, (ticks.dataset.to - ticks.dataset.from) / 20)) load(follow ? 1e9 : first());
  }, 1000);

  // What the stream brings is the end of the whole: it serves whoever follows it and has chosen, filtered, folded and stretched nothing.
  function placeEnd(html) {
    const asked = here().searchParams;
    if (!follow || ["span", "find", "kind", "status", "open", "flip", "zoom"].some(name => asked.get(name)) || !html.includes('id="tl-rows"')) return false;
    const view = byId("tl-view");
    if (Math.ceil(view.clientHeight / height()) > pushed) return false;
    placed++;
    place(html);
    view.scrollTop = view.scrollHeight;
    return true;
  }

  // One question at a time; what is wanted meanwhile is asked next, and only the newest of it.
  async function load(from) {
    wanted = from;
    if (busy) return;
    busy = true;
    try {
      while (wanted !== null) {
        const row = Math.max(0, wanted);
        wanted = null;
        const then = placed;
        const html = await part(here(q => { q.set("tab", "timeline"); q.set("row", row); }), "tl-rows");
        if (html === null || !byId("tl-rows")) break;
        if (follow && placed > then) continue; // what came meanwhile is newer
        place(html);
        if (follow) byId("tl-view").scrollTop = byId("tl-view").scrollHeight;
      }
    } finally {
      busy = false;
    }
  }

  function look() {
    scrolled = 0;
    const view = byId("tl-view");
    if (!view) return;
    follow = byId("timeline").dataset.goesOn === "yes" && atEnd(view);
    const top = Math.floor(view.scrollTop / height()), bottom = top + Math.ceil(view.clientHeight / height());
    const short = (top < first() + 5 && first() > 0) || (bottom > first() + shown() - 5 && first() + shown() < total());
    if (short) load(top - margin);
    clearTimeout(look.rest);
    look.rest = setTimeout(() => { rove(); keep(here(q => follow || top === 0 ? q.delete("row") : q.set("row", top))); }, 300);
  }

  function begin() {
    const view = byId("tl-view");
    if (!view) return;
    const asked = new URLSearchParams(location.search).get("row");
    byId("timeline").classList.add("is-virtual");
    follow = byId("timeline").dataset.goesOn === "yes" && asked === null && !new URLSearchParams(location.search).has("span");
    arrange();
    const picked = view.querySelector('[aria-selected="true"]');
    if (follow) view.scrollTop = view.scrollHeight;
    else if (asked !== null) view.scrollTop = Number(asked) * height();
    else if (picked) view.scrollTop = Math.max(0, (Number(picked.ariaRowIndex) - 6) * height());
    view.addEventListener("scroll", () => { scrolled ||= requestAnimationFrame(look); }, { passive: true });
    addEventListener("resize", arrange);
  }

  function choose(key) {
    const rows = byId("tl-rows");
    for (const row of rows.querySelectorAll('[aria-selected="true"]')) row.setAttribute("aria-selected", "false");
    byId(`r-${key}`)?.setAttribute("aria-selected", "true");
    document.querySelector(".tl-body").classList.add("has-span");
    follow = false;
    const top = Math.floor(byId("tl-view").scrollTop / height());
    const url = here(q => { q.set("tab", "timeline"); q.set("span", key); q.set("row", top); }); // with its place: whoever opens it at once looks there
    ask(url, "#span-detail");
    keep(url);
  }

  function fold(link) {
    const flip = new URL(link.href).searchParams.get("flip");
    keep(here(q => flip ? q.set("flip", flip) : q.delete("flip")));
    follow = false;
    return load(first());
  }

  async function move(by) {
    const rows = [...byId("tl-rows").querySelectorAll(".wf-row")], view = byId("tl-view");
    const now = document.activeElement.closest?.(".wf-row") ?? byId("tl-rows").querySelector('[aria-selected="true"]');
    const top = Math.floor(view.scrollTop / height());
    const to = Math.min(total() - 1, Math.max(0, now ? Number(now.getAttribute("aria-rowindex")) - 1 + by : top));
    if (to < first() || to >= first() + rows.length) await load(to - margin);
    const next = byId("tl-rows").querySelector(`[aria-rowindex="${to + 1}"]`);
    if (!next) return;
    next.querySelector(".wf-link").focus({ preventScroll: true });
    rove();
    next.scrollIntoView({ block: "nearest" }); // in the list, and the list in the window
    clearTimeout(choosing);
    choosing = setTimeout(() => choose(next.id.slice(2)), 150);
  }

  /* Zoom: a stretch of the axis, in milliseconds since the run began */
  let dragged = null;
  const axis = () => byId("tl-scale").querySelector(".wf-ticks");
  const edges = () => [Number(axis().dataset.from), Number(axis().dataset.to)];
  const stretch = text => {
    follow = false;
    keep(here(q => text ? q.set("zoom", text) : q.delete("zoom")));
    return load(first());
  };
  const stretchBy = asks => stretch(asks.searchParams.get("zoom"));

  function pan(by) {
    const [from, to] = edges(), way = Math.max(-from, (to - from) * by);
    if (new URLSearchParams(location.search).has("zoom")) stretch(`${+(from + way).toFixed(2)}-${+(to + way).toFixed(2)}`);
  }

  function drag(e) {
    const box = dragged.axis.getBoundingClientRect(), at = x => Math.min(1, Math.max(0, (x - box.left) / box.width));
    const [a, b] = [at(dragged.x), at(e.clientX)].sort((x, y) => x - y);
    dragged.mark.style.left = `${a * 100}%`;
    dragged.mark.style.width = `${(b - a) * 100}%`;
    return [a, b];
  }

  document.addEventListener("pointerdown", e => {
    const on = e.button === 0 && e.target.closest?.("#tl-scale .wf-ticks");
    if (!on) return;
    e.preventDefault(); // no text is selected
    on.setPointerCapture(e.pointerId);
    dragged = { axis: on, x: e.clientX, mark: document.createElement("b"), edges: edges() };
    dragged.mark.className = "wf-pick";
  });
  document.addEventListener("pointermove", e => {
    if (!dragged) return;
    if (!dragged.mark.isConnected && Math.abs(e.clientX - dragged.x) > 3) dragged.axis.append(dragged.mark);
    drag(e);
  });
  document.addEventListener("pointerup", e => {
    if (!dragged) return;
    const [a, b] = drag(e), [from, to] = dragged.edges, moved = dragged.mark.isConnected;
    dragged.mark.remove();
    dragged = null;
    if (moved && (b - a) * (to - from) >= 0.1) stretch([a, b].map(x => +(from + x * (to - from)).toFixed(2)).join("-"));
  });
  document.addEventListener("pointercancel", () => { dragged?.mark.remove(); dragged = null; });
  document.addEventListener("dblclick", e => { if (e.target.closest?.("#tl-scale .wf-ticks")) stretch(null); });

  /* Graph */
  function mark() {
    const node = new URLSearchParams(location.search).get("node");
    for (const link of document.querySelectorAll(".graph a[data-node]")) {
      if (link.dataset.node === node) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  // In sight is what a person looks for: the node that is chosen, or else one that failed, waits or runs.
  function reveal() {
    const box = document.querySelector("#picture .graph");
    const node = ["a[aria-current]", ".status-failed", ".status-waiting", ".status-running"].map(s => box?.querySelector(s)).find(Boolean);
    if (!node) return;
    const [of, at] = [box.getBoundingClientRect(), node.getBoundingClientRect()];
    if (at.top < of.top || at.bottom > of.bottom) box.scrollTop += (at.top + at.bottom - of.top - of.bottom) / 2;
    if (at.left < of.left || at.right > of.right) box.scrollLeft += (at.left + at.right - of.left - of.right) / 2;
  }

  // The tab that is open is in sight where the strip is longer than the screen.
  function showTab() {
    const strip = document.querySelector("#tabs > .tabs"), tab = strip?.querySelector("[aria-current]");
    if (tab) strip.scrollLeft = tab.offsetLeft - strip.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
  }

  function node(change) {
    const url = here(change);
    keep(url);
    mark();
    if (url.searchParams.get("node")) ask(url, "#node-detail");
    else byId("node-detail").replaceChildren();
  }

  // What is chosen is drawn again while it goes on, at most twice a second.
  async function freshen() {
    if (Date.now() - freshened < 500) return;
    freshened = Date.now();
    for (const [id, name] of [["node-detail", "node"], ["span-detail", "span"]]) {
      const box = byId(id);
      if (!box || !new URLSearchParams(location.search).has(name) || !box.querySelector(".st-running, .st-waiting, .st-retrying, .empty")) continue;
      const html = await part(here(), id);
      if (html !== null) Idiomorph.morph(box, html, { morphStyle: "innerHTML" });
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    begin();
    mark();
    showTab();
    reveal();
    byId("L" + new URLSearchParams(location.search).get("line"))?.scrollIntoView({ block: "center" });
    const told = location.hash.startsWith("#e") && byId(location.hash.slice(1));
    if (told && told.tagName === "DETAILS") told.open = true;
  });
  document.addEventListener("htmx:afterSettle", mark);
  // An answer that did not fit is told where it was given.
  document.addEventListener("htmx:afterSettle", e => {
    const more = e.target.closest?.(".ask-more");
    if (!more) return;
    more.open = true;
    (e.target.querySelector(".is-invalid") ?? e.target.querySelector("[role=alert], [role=status]"))?.focus();
  });
  /* Events: the newest below, in sight as long as the end is */
  const mostEvents = 1000;
  let atTail = true;
  const tail = () => document.querySelector(".events.is-tail");
  document.addEventListener("htmx:sseBeforeMessage", e => {
    const box = e.detail.type === "events" && tail();
    if (box) atTail = box.scrollTop + box.clientHeight >= box.scrollHeight - 40;
  });
  document.addEventListener("htmx:sseBeforeMessage", e => {
    if (e.detail.type !== "timeline" || !byId("tl-rows")) return;
    e.preventDefault();
    if (!placeEnd(e.detail.data)) load(follow ? 1e9 : first());
  });
  document.addEventListener("DOMContentLoaded", () => { if (tail()) tail().scrollTop = tail().scrollHeight; });

  document.addEventListener("htmx:sseMessage", e => {
    const box = e.detail.type === "events" && tail();
    if (box) {
      for (const row of [...box.querySelectorAll(":scope > .event")].slice(0, -mostEvents)) row.remove();
      if (atTail) box.scrollTop = box.scrollHeight;
    }
    if (e.detail.type === "graph") freshen();
  });

  document.addEventListener("click", e => {
    if (e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
    const to = e.target.closest("a, button, .wf-row");
    if (!to) return;
    const take = () => e.preventDefault();
    const asks = to.tagName === "A" ? new URL(to.href.baseVal ?? to.href, location.href) : null;
    if (to.dataset?.stretch !== undefined && asks) { take(); stretchBy(asks); }
    else if (to.dataset?.node && to.closest(".graph")) { take(); node(q => { q.set("node", to.dataset.node); q.delete("visit"); }); }
    else if (to.classList.contains("node-close")) { take(); node(q => { q.delete("node"); q.delete("visit"); }); }
    else if (to.closest(".visits")) { take(); node(q => q.set("visit", asks.searchParams.get("visit"))); }
    else if (to.classList.contains("wf-fold") && asks) { take(); fold(to); }
    else if (to.classList.contains("span-close")) { take(); const url = here(q => q.delete("span")); keep(url); ask(url, "#span-detail"); document.querySelector(".tl-body").classList.remove("has-span"); for (const row of document.querySelectorAll('.wf-row[aria-selected="true"]')) row.setAttribute("aria-selected", "false"); }
    else if (to.classList.contains("wf-link") || to.classList.contains("wf-row")) { take(); choose(to.closest(".wf-row").id.slice(2)); }
    else if (to.closest(".span-parts") && to.closest("#span-detail") && asks) { take(); choose(asks.searchParams.get("span")); }
  });

  // A menu closes when a person goes elsewhere, or says so.
  document.addEventListener("click", e => {
    for (const menu of document.querySelectorAll(".pop[open], .confirm[open]")) if (!menu.contains(e.target)) menu.open = false;
  });
  document.addEventListener("keydown", e => {
    const menu = e.key === "Escape" && document.querySelector(".pop[open], .confirm[open]");
    if (!menu) {
      if (e.key === "Escape" && dragged) { dragged.mark.remove(); dragged = null; }
      else if (e.key === "Escape" && byId("tl-rows") && !e.target.closest("input, dialog") && new URLSearchParams(location.search).has("zoom")) stretch(null);
      return;
    }
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  document.addEventListener("keydown", e => {
    if (!byId("tl-view") || e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select, [contenteditable], .src, pre")) return;
    const inside = byId("tl-view").contains(e.target);
    const row = e.target.closest?.(".wf-row");
    const open = row?.getAttribute("aria-expanded");
    if (e.key === "j" || (inside && e.key === "ArrowDown")) { e.preventDefault(); move(1); }
    else if (inside && (e.key === "+" || e.key === "=" || e.key === "-")) { const to = byId("tl-scale").querySelectorAll("[data-stretch]:not([data-all])")[e.key === "-" ? 1 : 0]; if (to) { e.preventDefault(); stretchBy(new URL(to.href)); } }
    else if (inside && e.shiftKey && (e.key === "ArrowLeft" || e.key === "ArrowRight")) { e.preventDefault(); pan(e.key === "ArrowLeft" ? -0.25 : 0.25); }
    else if (e.key === "k" || (inside && e.key === "ArrowUp")) { e.preventDefault(); move(-1); }
    else if (inside && e.key === "PageDown") { e.preventDefault(); move(20); }
    else if (inside && e.key === "PageUp") { e.preventDefault(); move(-20); }
    else if (inside && e.key === "End") { e.preventDefault(); move(total()); }
    else if (inside && e.key === "Home") { e.preventDefault(); move(-total()); }
    else if (open && ((e.key === "ArrowRight" && open === "false") || (e.key === "ArrowLeft" && open === "true"))) { e.preventDefault(); fold(row.querySelector(".wf-fold")); }
  });
})();
