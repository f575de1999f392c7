// Live pages: an element with data-live="runs tasks" is kept as its page's address would draw it now. Every stream of a page sleeps with the page and wakes with it.
(() => {
  const hiddenFor = 5000;      // ms until a page that nobody sees lets its streams go
  const silence = 25000;       // ms without a word (the server beats every 10 s) after which a stream is dead
  const longestPause = 2000;   // ms between two tries to connect
  const longEnough = 5000;     // ms that a connection must live to count as one that works
  const mostLive = 4;          // pages of this browser with a stream; HTTP/1.1 allows six connections to a server, and pages must load too
  const pollEvery = 1000;      // ms, for a page without a place among those

  const sources = new Set();
  let place = null;            // lets go of this page's place; null when it has none
  let taking = false;
  let asleep = document.visibilityState === "hidden";
  let build = null;

  // --- One stream: like an EventSource, but it closes while the page is not seen, and goes on after the last number it heard.
  class LiveSource {
    constructor(url) {
      Object.assign(this, { url, readyState: 0, last: "", tries: 0, opened: 0, heard: 0, beats: false, listeners: new Map(), onopen: null, onerror: null });
      sources.add(this);
      this.wake();
    }

    addEventListener(name, listener) {
      if (!this.listeners.has(name)) {
        this.listeners.set(name, new Set());
        this.inner?.addEventListener(name, e => this.tell(name, e));
      }
      this.listeners.get(name).add(listener);
    }

    removeEventListener(name, listener) { this.listeners.get(name)?.delete(listener); }

    tell(name, e) {
      this.heard = Date.now();
      if (e.lastEventId) this.last = e.lastEventId;
      for (const listener of [...this.listeners.get(name) ?? []]) listener(e);
    }

    wake() {
      if (this.readyState === 2 || this.inner || asleep || !place) return;
      clearTimeout(this.again);
      const url = new URL(this.url, location.href);
      if (this.last) url.searchParams.set("after", this.last);
      document.dispatchEvent(new CustomEvent("live:connecting", { detail: url })); // a page may add what it shows by now
      const inner = this.inner = new EventSource(url);
      this.heard = Date.now();
      for (const name of this.listeners.keys()) inner.addEventListener(name, e => { if (inner === this.inner) this.tell(name, e); });
      inner.addEventListener("beat", () => { this.beats = true; this.heard = Date.now(); });
      inner.onopen = () => {
        Object.assign(this, { readyState: 1, opened: Date.now(), since: 0 });
        this.onopen?.({ target: this });
        show();
      };
      inner.onerror = () => {
        if (inner !== this.inner) return;
        if (this.readyState === 1 && Date.now() - this.opened > longEnough) this.tries = 0; // one that breaks as soon as it stands is asked for ever more seldom
        this.sleep();
        this.since ||= Date.now();
        this.again = setTimeout(() => this.wake(), Math.min(longestPause, 200 * 2 ** this.tries++) * (0.75 + Math.random() / 4));
        setTimeout(show, 800);
      };
    }

    sleep() {
      clearTimeout(this.again);
      this.inner?.close();
      this.inner = null;
      if (this.readyState === 1) this.readyState = 0;
    }

    // A connection that lived through a sleep of the machine may be dead without knowing it.
    renew() {
      this.sleep();
      this.tries = 0;
      this.wake();
    }

    close() {
      this.sleep();
      this.readyState = 2;
      sources.delete(this);
      show();
    }
  }

  // --- A place among the pages that have streams.
  async function takePlace() {
    if (place || taking || asleep) return;
    if (!navigator.locks) { place = () => {}; return wakeAll(); }
    taking = true;
    const names = [...Array(mostLive).keys()].map(i => `platform-live-${i}`);
    for (const name of names) if (!place) await tryTake(name, { ifAvailable: true });
    if (!place && document.hasFocus()) await tryTake(names[Math.floor(Math.random() * mostLive)], { steal: true }); // who is looked at goes first
    taking = false;
    show();
  }

  function tryTake(name, how) {
    return new Promise(answered => {
      navigator.locks.request(name, how, lock => {
        if (!lock || asleep) return answered();
        return new Promise(letGo => {
          place = letGo;
          wakeAll();
          answered();
        });
      }).catch(() => { // another page took it
        place = null;
        for (const source of sources) source.sleep();
        show();
      }).finally(answered);
    });
  }

  function wakeAll() {
    for (const source of sources) source.wake();
  }

  function fallAsleep() {
    asleep = true;
    for (const source of sources) source.sleep();
    place?.();
    place = null;
  }

  // Right again at once: everything is asked for anew, whatever the connections believe.
  function wakeUp() {
    clearTimeout(sleeping);
    asleep = false;
    if (place) for (const source of sources) source.renew();
    else takePlace();
    show();
  }

  let sleeping;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(sleeping);
    if (document.visibilityState === "hidden") sleeping = setTimeout(fallAsleep, hiddenFor);
    else wakeUp();
  });
  document.addEventListener("freeze", fallAsleep);
  document.addEventListener("resume", () => { if (document.visibilityState === "visible") wakeUp(); });
  addEventListener("pagehide", fallAsleep);
  addEventListener("pageshow", e => { if (e.persisted) wakeUp(); });
  addEventListener("online", wakeUp);
  addEventListener("focus", () => takePlace());

  let lastTick = Date.now();
  let lastPoll = 0;
  setInterval(() => {
    const now = Date.now();
    const gap = now - lastTick;
    lastTick = now;
    if (asleep || document.visibilityState === "hidden") return;
    if (gap > 5000) return wakeUp(); // the machine slept
    for (const source of sources) if (source.inner && source.beats && now - source.heard > silence) source.renew();
    if (place) return;
    takePlace();
    if (now - lastPoll >= pollEvery) { lastPoll = now; poll(); }
  }, 1000);

  // --- What a person sees when the page is not live.
  let wanted = null; // what was asked for in vain: a link that was not followed, a search that was not answered; the newest alone
  let trying = false;
  let stays = false; // a link to another page was not followed
  const isBroken = () => [...sources].some(s => s.since && Date.now() - s.since > 700 && s.readyState !== 1);

  // A link is followed once the server is there: the browser's own page of errors would take this one along.
  document.addEventListener("click", async e => {
    const link = e.target.closest?.("a[href]");
    if (e.defaultPrevented || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || !isBroken()) return;
    if (!link || link.target || link.origin !== location.origin || link.getAttribute("href").startsWith("#")) return;
    e.preventDefault();
    if (await isThere()) location.assign(link.href);
    else if (link.pathname === location.pathname) repeatLater({ repeat: () => location.assign(link.href) }); // a tab, a filter: of the page that stays
    else { stays = true; show(); }
  });

  // A search, a filter, a part of the page: asked for again once the server is there, else the page would show something other than its boxes say.
  function lost(e) {
    const { elt, requestConfig } = e.detail;
    if (requestConfig?.verb !== "get" || !elt?.hasAttribute?.("hx-get")) return;
    repeatLater({ of: elt, repeat: () => { if (elt.isConnected) htmx.ajax("GET", requestConfig.path, { source: elt }); } });
  }
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:responseError", e => { if ([502, 503, 504].includes(e.detail.xhr?.status)) lost(e); });
  document.addEventListener("htmx:afterRequest", e => { if (e.detail.successful && wanted?.of === e.detail.elt) { wanted = null; show(); } });

  async function isThere() {
    try {
      return (await fetch("/health/live", { cache: "no-store", signal: AbortSignal.timeout(2000) })).ok;
    } catch {
      return false;
    }
  }

  async function repeatLater(what) {
    wanted = what;
    show();
    if (trying) return;
    trying = true;
    while (wanted) {
      await new Promise(passed => setTimeout(passed, 1000));
      if (!wanted || !await isThere()) continue;
      const { repeat } = wanted;
      wanted = null;
      repeat();
    }
    trying = false;
    show();
  }

  function show() {
    let text = "";
    const broken = isBroken();
    if (!broken) stays = false;
    if (!asleep && wanted) text = "The server cannot be reached. This page stays until it can, then does what you asked for. Reconnecting…";
    else if (!asleep && broken) text = stays ? "The server cannot be reached. This page stays until it can. Reconnecting…" : "Reconnecting…";
    else if (!asleep && !place && !taking && sources.size > 0) text = "Every second: many pages are open";
    let state = document.getElementById("live-state");
    if (!state) {
      if (!text && !build?.isOld) return;
      state = document.body.appendChild(Object.assign(document.createElement("p"), { id: "live-state", className: "live-state" }));
      state.setAttribute("role", "status");
    }
    if (!text && build?.isOld) {
      if (!state.querySelector("a")) state.replaceChildren("A new version is running. ", Object.assign(document.createElement("a"), { href: location.href, textContent: "Reload" }));
    } else if (state.textContent !== text) state.textContent = text;
    state.hidden = !state.textContent;
  }

  // --- Parts of the page.
  let source = null;
  let asked = "";
  const drawn = new Map(); // address: { version, html }

  const live = () => [...document.querySelectorAll("[data-live]")];
  const addressOf = part => part.dataset.liveFrom || location.pathname + location.search;

  function subscribe() {
    const parts = live();
    const query = new URLSearchParams({ topics: [...new Set(parts.flatMap(p => p.dataset.live.split(/[\s,]+/)))].sort().join(",") });
    for (const address of new Set(parts.map(addressOf))) query.append("part", address);
    const url = parts.length ? `/live?${query}` : "";
    if (url === asked) return;
    asked = url;
    source?.close();
    source = null;
    drawn.clear();
    if (!url) return;
    source = new LiveSource(url);
    source.addEventListener("part", hear);
    source.addEventListener("hello", e => {
      build ??= { id: e.data };
      build.isOld = build.id !== e.data;
      drawn.clear();
      show();
    });
    takePlace();
  }

  function hear(e) {
    const told = JSON.parse(e.data);
    const known = drawn.get(told.part);
    if (told.from && known?.version !== told.from) return source.renew(); // cannot be, but then the whole is asked for
    const html = told.from ? known.html.slice(0, told.at) + told.put + known.html.slice(told.at + told.cut) : told.html;
    drawn.set(told.part, { version: told.version, html });
    for (const part of live()) if (addressOf(part) === told.part) draw(part, html);
  }

  async function poll() {
    for (const part of live()) {
      try {
        const answer = await fetch(addressOf(part), { headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(5000) });
        if (answer.ok) draw(part, await answer.text());
      } catch { /* the next second asks again */ }
    }
  }

  // What is drawn for many bears no token; a page's own is in its header.
  function giveTokens(within) {
    const token = document.querySelector("header input[name=__RequestVerificationToken]")?.value ?? "";
    for (const input of within.querySelectorAll("input[name=__RequestVerificationToken]")) if (!input.value) input.setAttribute("value", token);
  }

  function draw(part, html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    giveTokens(fresh.content);
    document.dispatchEvent(new CustomEvent("live:coming", { detail: fresh.content }));
    hold(part, html, fresh.content);
    Idiomorph.morph(part, [...fresh.content.childNodes], { morphStyle: "innerHTML", ignoreActiveValue: true, callbacks: { beforeNodeMorphed } });
    htmx.process(part);
    document.dispatchEvent(new CustomEvent("live:drawn", { detail: part }));
  }

  // What a person did with an element is kept: what they ticked, opened, chose or are typing.
  function beforeNodeMorphed(old, fresh) {
    if (!(old instanceof Element) || !(fresh instanceof Element)) return true;
    if (old.matches("[data-live-keep], form:has([data-typed])") || old.type === "checkbox" || old.type === "radio") return false;
    if (old.localName === "details") fresh.open = old.open;
    return !old.isEqualNode(fresh);
  }

  // Rows do not move under a person who is about to press one: while a list is in use its rows change in their places, and new ones wait behind a button.
  function hold(part, html, fresh) {
    const list = part.querySelector("[data-live-rows]");
    const coming = fresh.querySelector("[data-live-rows]");
    const button = document.querySelector(`[data-live-new="${part.id}"]`);
    if (!list || !coming || !button) return;
    const busy = list.matches(":hover") || list.querySelector("input:checked") || list.contains(document.activeElement) || list.getBoundingClientRect().top < 0;
    const rows = [...list.children];
    const known = new Set(rows.map(r => r.id));
    const more = [...coming.children].filter(r => !known.has(r.id)).length;
    button.hidden = !busy || more === 0;
    if (button.hidden) return;
    const now = new Map([...coming.children].map(r => [r.id, r]));
    coming.replaceChildren(...rows.map(r => now.get(r.id) ?? r.cloneNode(true)));
    button.textContent = `${more} new ${more === 1 ? button.dataset.one : button.dataset.many}`;
    button.onclick = () => {
      button.hidden = true;
      document.activeElement?.blur();
      const again = document.createElement("template");
      again.innerHTML = html;
      giveTokens(again.content);
      document.dispatchEvent(new CustomEvent("live:coming", { detail: again.content }));
      Idiomorph.morph(part, [...again.content.childNodes], { morphStyle: "innerHTML", callbacks: { beforeNodeMorphed } });
      htmx.process(part);
      part.scrollIntoView({ block: "nearest" });
    };
  }

  htmx.createEventSource = url => {
    const made = new LiveSource(url);
    takePlace();
    return made;
  };
  document.addEventListener("DOMContentLoaded", subscribe);
  document.addEventListener("htmx:afterSettle", () => { giveTokens(document); subscribe(); });
  document.addEventListener("htmx:sseMessage", () => giveTokens(document));
  document.addEventListener("htmx:pushedIntoHistory", subscribe);
  addEventListener("popstate", () => setTimeout(subscribe));
})();
