// Only what the server cannot do: keep relative times and running clocks true, and mirror a run's status in the tab's icon.
(() => {
  const units = [[60, 1, "s"], [3600, 60, "min"], [259200, 3600, "h"], [5184000, 86400, "d"], [Infinity, 2592000, "months"]];

  function relative(at) {
    const passed = (Date.now() - at) / 1000;
    const span = Math.abs(passed);
    if (span < 5) return "just now";
    const [, size, unit] = units.find(([below]) => span < below);
    const text = `${passed > 0 ? Math.floor(span / size) : Math.round(span / size)} ${unit}`; // as Display.Relative
    return passed > 0 ? `${text} ago` : `in ${text}`;
  }

  function duration(ms) {
    const s = Math.max(0, ms) / 1000;
    if (s < 60) return `${s.toFixed(1)} s`;
    if (s < 3600) return `${Math.floor(s / 60)} m ${String(Math.floor(s % 60)).padStart(2, "0")} s`;
    if (s < 86400) return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, "0")} m`;
    return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
  }

  function tick(within = document) {
    for (const time of within.querySelectorAll("time[datetime]:not([data-fixed])")) {
      const text = relative(Date.parse(time.dateTime));
      if (time.textContent !== text) time.textContent = text;
    }
    for (const clock of within.querySelectorAll("[data-since]:not([data-since=''])")) clock.textContent = duration(Date.now() - Date.parse(clock.dataset.since));
  }

  function settle() {
    const status = document.querySelector("[data-favicon]")?.dataset.favicon;
    const icon = document.getElementById("favicon");
    const address = `/icons/${status}.svg`;
    if (status && icon.getAttribute("href") !== address) icon.setAttribute("href", address);
    for (const list of document.querySelectorAll("[data-keep]")) {
      while (list.children.length > Number(list.dataset.keep)) list.lastElementChild.remove();
    }
    const shown = document.getElementById("state-at");
    const range = document.getElementById("step-range");
    if (shown && range && document.activeElement !== range) range.value = shown.dataset.step;
    const here = shown?.querySelector(".step-list [aria-current]");
    here?.parentElement.scrollTo({ top: here.offsetTop - here.parentElement.offsetTop - here.parentElement.clientHeight / 2, left: here.offsetLeft - here.parentElement.offsetLeft - here.parentElement.clientWidth / 2 });
    tick();
  }

  // What comes live is brought up to date before anybody sees it.
  document.addEventListener("live:coming", e => tick(e.detail));
  document.addEventListener("live:drawn", settle);

  document.addEventListener("DOMContentLoaded", () => {
    settle();
    setInterval(() => tick(), 1000);
  });
  document.addEventListener("htmx:afterSettle", settle);

  // What a person is typing into, or the step that they chose, is left alone: the fresh part comes with the next event after they have sent it.
  document.addEventListener("htmx:sseBeforeMessage", e => {
    const part = e.target;
    const busy = part instanceof Element && part.querySelector(".schema-form [data-typed], [data-pinned=yes]");
    if (busy) e.preventDefault();
  });
  // What is left empty is no filter, and no part of an address.
  document.addEventListener("formdata", e => {
    if (e.target.method !== "get") return;
    for (const [name, value] of [...e.formData]) if (value === "") e.formData.delete(name);
  });
  document.addEventListener("htmx:configRequest", e => {
    const given = e.detail.parameters;
    if (e.detail.verb === "get" && e.target.closest?.("form")) for (const name of Object.keys(given)) if (given[name] === "") delete given[name];
  });
  document.addEventListener("input", e => {
    if (e.target.closest(".schema-form")) e.target.dataset.typed = "";
  });

  // A form that a page sends is kept while the server is away: the browser's own page of errors would take it along.
  const away = "The server cannot be reached. What you wrote is kept; try again in a moment.";
  const asked = new WeakSet(); // forms that are on their way

  async function reach() {
    try {
      const answer = await fetch("/health/live", { cache: "no-store", signal: AbortSignal.timeout(4000) });
      return answer.ok ? "there" : "away";
    } catch (error) {
      return error.name === "TimeoutError" ? "slow" : "away";
    }
  }

  function unsent(form, text) {
    form.querySelector("[data-unsent]")?.remove();
    if (!text) return;
    const told = form.appendChild(Object.assign(document.createElement("p"), { className: text === away ? "bad" : "good", textContent: text }));
    told.setAttribute("role", text === away ? "alert" : "status");
    told.dataset.unsent = "";
  }

  function lose(form) {
    unsent(form, away);
    document.dispatchEvent(new CustomEvent("server:lost"));
  }

  document.addEventListener("submit", async e => {
    const form = e.target;
    if (e.defaultPrevented || !form.matches("form.schema-form:not([hx-post]), form.say:not([hx-post])") || asked.delete(form)) return;
    e.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    const how = await reach();
    form.ariaBusy = null;
    if (how === "away") return lose(form);
    unsent(form);
    asked.add(form);
    form.requestSubmit(e.submitter);
    asked.delete(form); // where the browser found something wrong with a field
  });
  document.addEventListener("htmx:sendError", e => { if (e.target.matches?.("form.schema-form")) lose(e.target); });
  document.addEventListener("htmx:beforeRequest", e => { if (e.target.matches?.("form.schema-form")) unsent(e.target); });

  // Whoever could not send something says server:lost; it is asked for until it answers, and then all hear server:back.
  let looks = 0;
  document.addEventListener("server:lost", () => { looks ||= setTimeout(look, 1000); });
  async function look() {
    const isThere = await reach() === "there";
    looks = isThere ? 0 : setTimeout(look, 1000);
    if (isThere) document.dispatchEvent(new CustomEvent("server:back"));
  }
  document.addEventListener("server:back", () => {
    for (const told of document.querySelectorAll("[data-unsent]")) unsent(told.closest("form"), "The server can be reached again: it can be sent now.");
  });

  // In a text of several lines Enter makes a line; what the form has one button for is sent by Ctrl+Enter.
  document.addEventListener("keydown", e => {
    if (e.key !== "Enter" || !(e.ctrlKey || e.metaKey) || e.isComposing || !e.target.matches?.(".schema-form textarea")) return;
    const buttons = e.target.form.querySelectorAll("button:not([type=button]):enabled");
    if (buttons.length !== 1) return;
    e.preventDefault();
    e.target.form.requestSubmit(buttons[0]);
  });

  // Escape closes what is open around the focus: a small menu, or the phone's.
  document.addEventListener("keydown", e => {
    if (e.key !== "Escape" || e.defaultPrevented) return;
    const menu = e.target instanceof Element && e.target.closest("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (location.hash === "#menu") {
      location.hash = "";
      document.querySelector(".menu-open").focus();
    }
  });
})();
