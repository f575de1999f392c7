// The buttons of a graph's picture: nearer, further, as wide as its card, as it was drawn. One that a page keeps live is found anew at each press.
(() => {
  const boxOf = card => card.querySelector(".graph");

  function zoom(card, how) {
    const box = boxOf(card), svg = box?.querySelector("svg.graph");
    if (!svg) return;
    const fit = Math.min(1, svg.clientWidth / svg.viewBox.baseVal.width) || 1;
    const now = box.classList.contains("is-zoomed") ? Number(box.style.getPropertyValue("--zoom")) : fit;
    const to = typeof how === "number" ? how : { in: now * 1.25, out: now / 1.25, full: 1, fit: whole(card) }[how];
    box.classList.toggle("is-zoomed", to !== null);
    if (to !== null) box.style.setProperty("--zoom", Math.min(3, Math.max(0.1, to)));
  }

  // How much smaller the picture has to be so that all of it is in its card; null where its width alone decides.
  function whole(card) {
    const box = boxOf(card), { width, height } = box.querySelector("svg.graph").viewBox.baseVal, pad = parseFloat(getComputedStyle(box).paddingTop) * 2;
    const most = parseFloat(getComputedStyle(box).maxHeight) || box.clientHeight, room = Math.max(box.clientHeight, most) - pad;
    const [wide, high] = [(box.clientWidth - pad) / width, room / height];
    return high < Math.min(1, wide) ? high : null;
  }

  // Begins whole where that can still be read; else as wide as its card, or large enough to be read.
  function begin(card) {
    card.querySelector(".zoom").hidden = false;
    const box = boxOf(card), svg = box?.querySelector("svg.graph");
    if (!svg) return;
    box.classList.remove("is-zoomed");
    const all = whole(card);
    if (svg.clientWidth < svg.viewBox.baseVal.width * 0.55) zoom(card, 0.75);
    else if (all !== null && all >= 0.6) zoom(card, "fit");
  }

  const start = () => { for (const zoom of document.querySelectorAll(".card .zoom")) begin(zoom.closest(".card")); };
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("click", e => {
    const button = e.target.closest?.("[data-zoom]");
    if (!button) return;
    const card = button.closest(".card");
    card.dataset.zoomed = "true";
    zoom(card, button.dataset.zoom);
  });
  // Another picture in its place begins as the first one did, unless somebody has said how large it is to be.
  document.addEventListener("graph:drawn", e => {
    const card = e.target.closest(".card");
    if (card?.querySelector(".zoom") && !card.dataset.zoomed) begin(card);
  });
})();
