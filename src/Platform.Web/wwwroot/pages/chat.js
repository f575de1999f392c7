// Only what the server cannot do: Enter sends, the newest message stays in sight, and what could not be sent stays in its box.
(() => {
  const box = () => document.getElementById("turns-box");
  let follows = true;

  const toEnd = () => {
    const turns = box();
    if (turns && follows) turns.scrollTop = turns.scrollHeight;
  };

  document.addEventListener("keydown", e => {
    if (e.key !== "Enter" || e.shiftKey || e.isComposing || !e.target.matches("[data-enter]")) return;
    e.preventDefault();
    if (e.target.value.trim()) e.target.form.requestSubmit(e.target.form.querySelector(".btn-primary"));
  });

  document.addEventListener("DOMContentLoaded", () => {
    const turns = box();
    if (!turns) return;
    const named = location.hash.startsWith("#turn-") && document.getElementById(location.hash.slice(1));
    if (named) named.scrollIntoView();
    else toEnd();
    turns.addEventListener("scroll", () => { follows = turns.scrollHeight - turns.scrollTop - turns.clientHeight < 60; }, { passive: true });
    new MutationObserver(toEnd).observe(turns, { childList: true, subtree: true, characterData: true });
    if (!location.search.includes("pane=draft")) document.getElementById("text")?.focus({ preventScroll: true });
  });

  // The stream's address is as old as the page: what the page ends with by now is what the stream goes on from, or turns that are there would come again.
  document.addEventListener("live:connecting", e => {
    const last = document.getElementById("after")?.getAttribute("value");
    if (last && e.detail.pathname.endsWith("/stream")) e.detail.searchParams.set("last", last);
  });

  let isUnsent = false;
  const say = (text, isWrong = true) => {
    const told = document.getElementById("say-wrong");
    if (!told) return;
    told.textContent = text;
    told.classList.toggle("bad", isWrong);
    told.classList.toggle("good", !isWrong);
  };

  document.addEventListener("htmx:beforeRequest", e => {
    if (e.target.id === "say") follows = true;
    if (!e.target.matches("[data-chat]")) return;
    say("");
    isUnsent = false;
  });
  document.addEventListener("htmx:afterRequest", e => {
    const form = e.target;
    if (!form.matches("[data-chat], [data-stop], .say-model-form") || e.detail.xhr.status === 0) return;
    if (!e.detail.successful) return say(e.detail.xhr.getResponseHeader("Content-Type")?.startsWith("text/plain") ? e.detail.xhr.responseText : "That did not work. Your text is kept; try again.");
    if (form.id === "say" && e.detail.requestConfig.elt === form) {
      const text = document.getElementById("text");
      if (text.value.replace(/\r\n/g, "\n") === (e.detail.requestConfig.parameters.text ?? text.value).replace(/\r\n/g, "\n")) text.value = "";
      document.getElementById("talk-empty")?.remove();
      text.focus({ preventScroll: true });
    }
    form.closest("details.edit")?.removeAttribute("open");
  });
  document.addEventListener("htmx:sendError", e => {
    if (!e.target.matches("[data-chat]")) return;
    say("The server cannot be reached. Your text is kept; try again in a moment.");
    isUnsent = true;
    document.dispatchEvent(new CustomEvent("server:lost"));
  });
  document.addEventListener("server:back", () => {
    if (isUnsent) say("The server can be reached again: your text can be sent now.", false);
    isUnsent = false;
  });

  // The panel is asked for by an element that stays: one that is replaced by its own answer would miss a draft that comes meanwhile. Not while somebody types in it.
  document.addEventListener("htmx:configRequest", e => {
    if (e.target.id !== "panel-feed") return;
    const here = document.getElementById("panel")?.dataset.here;
    if (here) e.detail.path = here;
    else e.preventDefault();
  });

  // A list that opens is closed by Escape and by a click beside it.
  const close = except => document.querySelectorAll("details.menu[open]").forEach(menu => { if (menu !== except) menu.open = false; });
  document.addEventListener("click", e => close(e.target.closest("details.menu")));
  document.addEventListener("keydown", e => {
    if (e.key !== "Escape") return;
    if (!document.querySelector("details.menu[open]")) document.querySelector(".panel.is-large [data-large]")?.click();
    close();
  });
})();
