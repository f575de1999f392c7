// A button on each block of code that copies it.
for (const code of document.querySelectorAll(".guide pre")) {
  const box = document.createElement("div");
  box.className = "guide-pre";
  code.replaceWith(box);
  box.append(code);
  const button = box.appendChild(Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm copy", textContent: "Copy" }));
  button.addEventListener("click", async () => {
    const told = await navigator.clipboard.writeText(code.textContent).then(() => "Copied", () => "Not allowed");
    button.textContent = told;
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}
