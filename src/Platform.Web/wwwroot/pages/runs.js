// The list of runs: ticks, and keys to move with. Everything else is the server's.
(() => {
  const rows = () => [...document.querySelectorAll("#rows tbody tr")];
  const ticks = () => [...document.querySelectorAll("#rows input[name=id]")];

  function count() {
    const all = ticks();
    const ticked = all.filter(t => t.checked);
    const picked = ticked.length;
    const shown = document.querySelector("[data-picked]");
    if (shown) shown.textContent = picked;
    if (picked === 0) document.querySelector(".runs-ask[open]")?.removeAttribute("open"); // what is asked for is gone
    // Only what can be done to one of them is offered.
    for (const offer of document.querySelectorAll(".runs-picked [data-for]")) offer.hidden = !ticked.some(t => t.dataset.can.split(" ").includes(offer.dataset.for));
    const every = document.querySelector("[data-pick-all]");
    if (every) {
      every.checked = picked > 0 && picked === all.length;
      every.indeterminate = picked > 0 && picked < all.length;
    }
  }

  let last = null; // with Shift all between it and the next are ticked

  document.addEventListener("click", e => {
    if (e.target.matches?.("[data-pick-all]")) return; // its change says what to do
    if (e.target.matches?.("#rows input[name=id]") && e.shiftKey && last) {
      const all = ticks();
      const [from, to] = [all.indexOf(last), all.indexOf(e.target)].sort((a, b) => a - b);
      if (from >= 0) for (const tick of all.slice(from, to + 1)) tick.checked = e.target.checked;
    }
    if (e.target.matches?.("#rows input[name=id]")) last = e.target;
    if (e.target.closest?.("[data-unpick]")) for (const tick of ticks()) tick.checked = false;
    for (const open of document.querySelectorAll(".runs-more[open], .runs-ask[open]")) if (!open.contains(e.target)) open.open = false;
    count();
  });
  document.addEventListener("change", e => {
    if (e.target.matches("[data-pick-all]")) for (const tick of ticks()) tick.checked = e.target.checked;
    count();
  });
  document.addEventListener("live:drawn", count);
  document.addEventListener("htmx:afterSettle", () => {
    count();
    // The menu's addresses follow the filters.
    const query = new URLSearchParams(location.search);
    query.delete("after");
    for (const link of document.querySelectorAll("#runs-menu a")) {
      const url = new URL(link.href);
      const own = ["do", "format"].map(k => [k, url.searchParams.get(k)]).filter(([, v]) => v);
      url.search = new URLSearchParams([...[...query].filter(([, v]) => v), ...own]);
      link.href = url;
    }
    for (const back of document.querySelectorAll("#bulk [name=back], #runs-menu [name=back]")) back.value = location.pathname + location.search;
  });

  document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input:not([type=checkbox]), select, textarea")) return;
    const all = rows();
    const at = all.findIndex(r => r.contains(document.activeElement));
    if (e.key === "/") document.querySelector("#filters [type=search]").focus();
    else if (e.key === "j" || e.key === "k") all[Math.max(0, Math.min(all.length - 1, at + (e.key === "j" ? 1 : -1)))]?.querySelector("[data-open]").focus();
    else if (e.key === "x" && at >= 0) all[at].querySelector("[name=id]").click();
    else if (e.key === "Escape") for (const open of document.querySelectorAll(".runs-more[open], .runs-ask[open]")) open.open = false;
    else return;
    e.preventDefault();
  });
})();
