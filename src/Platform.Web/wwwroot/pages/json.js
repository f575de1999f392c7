// Copies what stands beside a button: the raw JSON of a tree, or what data-copy says.
document.addEventListener("click", async e => {
  const button = e.target.closest("[data-copy]");
  if (!button) return;
  const box = button.parentElement;
  const text = button.dataset.copy || (box.querySelector(".jt-raw") ?? box.querySelector(".jt-text"))?.textContent || "";
  try {
    await navigator.clipboard.writeText(text);
  } catch { // not allowed, or no https: the old way
    const area = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: text, className: "vh" }));
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  button.classList.add("is-done");
  const said = button.getAttribute("aria-label");
  if (!button.dataset.said) button.dataset.said = said;
  button.setAttribute("aria-label", "Copied");
  setTimeout(() => { button.classList.remove("is-done"); button.setAttribute("aria-label", button.dataset.said); }, 1500);
});
