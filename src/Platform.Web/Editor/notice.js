// What the page says above the text: one line each for a few matters, so that what one says does not hide what another did.
export function noticesIn(place) {
  const known = new Map([["save", place.firstElementChild]]); // what the server said when it drew the page
  // `of` names the matter; saying something anew replaces what was said of it. Nothing to say takes it away.
  return function say(of, kind, text, actions = []) {
    known.get(of)?.remove();
    known.delete(of);
    if (!kind) return;
    const note = document.createElement("div");
    note.className = `note ${kind}`;
    note.setAttribute("role", kind === "note-bad" ? "alert" : "status");
    const body = note.appendChild(document.createElement("div"));
    body.appendChild(document.createElement("p")).textContent = text;
    const acts = body.appendChild(document.createElement("div"));
    acts.className = "actions";
    for (const [name, act] of actions) {
      const button = acts.appendChild(document.createElement("button"));
      Object.assign(button, { type: "button", className: "btn btn-sm", textContent: name });
      button.addEventListener("click", act);
    }
    if (of === "save") place.prepend(note);
    else place.append(note);
    known.set(of, note);
    return note;
  };
}
