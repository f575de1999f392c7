// CodeMirror, set up for workflow files. It lives in a shadow root: there it adopts constructed style sheets, which the page's policy allows, where a
// <style> element would be refused. Colours are the page's own custom properties, so that it follows the theme.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration, EditorView, MatchDecorator, ViewPlugin, crosshairCursor, drawSelection, dropCursor, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers, rectangularSelection, showTooltip,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { complete, explain } from "./server.js";

const look = EditorView.theme({
  "&": { height: "100%", fontSize: ".8125rem", color: "var(--ink)", backgroundColor: "var(--surface)" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--ink)", padding: ".5rem 0" },
  "&.cm-focused": { outline: "2px solid color-mix(in oklab, var(--accent) 45%, transparent)", outlineOffset: "-2px" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in oklab, var(--accent) 24%, transparent)" },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--dim)", borderRight: "1px solid var(--line-soft)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in oklab, var(--accent) 6%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in oklab, var(--warn) 22%, transparent)" },
  ".cm-matchingBracket": { backgroundColor: "color-mix(in oklab, var(--good) 25%, transparent)", outline: "none" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--sunk)", border: "1px solid var(--line)", color: "var(--dim)" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "8px", boxShadow: "0 6px 24px rgb(0 0 0 / .18)", maxWidth: "min(34rem, 92vw)" },
  // The explanation of a completion lies beside the list, outside its box: only the list itself is clipped to round corners.
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "18rem", borderRadius: "7px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".1875rem .5rem", display: "flex", gap: ".5rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { marginLeft: "auto", fontStyle: "normal", opacity: ".75", maxWidth: "16rem", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  ".cm-about > *": { margin: 0 },
  ".cm-about > * + *": { marginTop: ".375rem" },
  ".cm-about dl": { display: "grid", gridTemplateColumns: "max-content 1fr", gap: ".125rem .75rem" },
  ".cm-about dt": { color: "var(--dim)" },
  ".cm-about dd": { margin: 0, fontFamily: "var(--mono)", fontSize: ".75rem", overflowWrap: "anywhere" },
  ".cm-about pre": { fontFamily: "var(--mono)", fontSize: ".75rem", background: "var(--sunk)", color: "var(--ink)", padding: ".375rem .5rem", borderRadius: "4px", overflow: "auto" },
  ".cm-about a": { display: "inline-block", color: "var(--accent)" },
  ".cm-completionInfo, .cm-about": { whiteSpace: "pre-wrap", font: ".8125rem/1.5 system-ui, sans-serif", padding: ".5rem .75rem", maxHeight: "20rem", overflow: "auto" },
  ".cm-about b": { fontFamily: "var(--mono)" },
  ".cm-about small": { color: "var(--dim)", marginLeft: ".5rem" },
  ".cm-diagnostic": { padding: ".375rem .75rem", fontSize: ".8125rem" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-diagnosticAction": { backgroundColor: "var(--accent)", color: "var(--on-accent)", borderRadius: "4px" },
  ".cm-panels": { backgroundColor: "var(--sunk)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-textfield, .cm-button": { backgroundColor: "var(--surface)", backgroundImage: "none", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "4px" },
  ".cm-expression, .cm-expression span": { color: "var(--syntax-expression)" },
});

const colours = syntaxHighlighting(HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--syntax-key)" },
  { tag: [tags.string, tags.special(tags.string), tags.content], color: "var(--syntax-text)" },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: "var(--syntax-number)" },
  { tag: tags.comment, color: "var(--dim)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--dim)" },
  { tag: tags.labelName, color: "var(--warn)" },
]));

// `${{ … }}` stands out wherever it is.
const expressions = (() => {
  const found = new MatchDecorator({ regexp: /\$\{\{.*?\}\}/g, decoration: Decoration.mark({ class: "cm-expression" }) });
  return ViewPlugin.define(view => ({ decorations: found.createDeco(view), update(u) { this.decorations = found.updateDeco(u, this.decorations); } }), { decorations: v => v.decorations });
})();

async function offer(context) {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  if (!context.explicit && !/[\w.$:[{,#/-] ?$/.test(before)) return null; // on an empty line Enter is to make a line, so only Ctrl+Space asks there
  const stop = new AbortController();
  context.addEventListener("abort", () => stop.abort(), { onDocChange: true });
  const list = await complete(context.state.doc.toString(), context.pos, stop.signal).catch(() => null); // no server, no help
  if (!list || list.items.length === 0) return null;
  return {
    from: list.from,
    to: Math.max(list.to, context.pos),
    validFor: /^[\w-]*$/,
    options: list.items.map((item, at) => ({
      label: item.label, detail: item.detail, boost: -Math.min(at, 90), info: item.documentation || undefined,
      apply: (view, chosen, from, to) => insert(view, item.insert, from, to),
    })),
  };
}

// Samples of several lines are indented as the line that they are put into. Where a value follows, the next list opens by itself.
function insert(view, text, from, to) {
  const indent = /^[ ]*/.exec(view.state.doc.lineAt(from).text)[0];
  const written = text.replace(/\n(?=.)/g, `\n${indent}`);
  view.dispatch({ changes: { from, to, insert: written }, selection: { anchor: from + written.length }, userEvent: "input.complete" });
  if (/[:/] ?$/.test(written) && !written.includes("\n")) startCompletion(view);
}

const about = hoverTooltip((view, position) => tooltipAt(view, position), { hoverTime: 250 });

// The same by keyboard: F1 tells of the word at the cursor, Escape or a change takes it away.
const setAbout = StateEffect.define();
const aboutAtCursor = StateField.define({
  create: () => null,
  update(shown, change) {
    for (const effect of change.effects) if (effect.is(setAbout)) return effect.value;
    return change.docChanged || change.selection ? null : shown;
  },
  provide: field => showTooltip.from(field),
});

function tellAtCursor(view) {
  tooltipAt(view, view.state.selection.main.head).then(tooltip => {
    view.dispatch({ effects: [setAbout.of(tooltip), EditorView.announce.of(tooltip ? tooltip.said : "Nothing is known of this word.")] });
  });
  return true;
}

function hideAtCursor(view) {
  if (!view.state.field(aboutAtCursor)) return false;
  view.dispatch({ effects: setAbout.of(null) });
  return true;
}

async function tooltipAt(view, position) {
  const found = await explain(view.state.doc.toString(), position).catch(() => null);
  if (!found) return null;
  return { pos: found.from, end: found.to, above: true, create: () => ({ dom: draw(found) }), said: `${found.about.label}: ${found.about.documentation || found.about.detail}` };
}

function draw(found) {
  const dom = document.createElement("div");
  dom.className = "cm-about";
  const add = (kind, text, into = dom) => Object.assign(into.appendChild(document.createElement(kind)), { textContent: text });
  const head = add("div", "");
  add("b", found.about.label, head);
  if (found.about.detail) add("small", found.about.detail, head);
  if (found.about.documentation) add("p", found.about.documentation);
  const facts = document.createElement("dl");
  if (found.default) { add("dt", "Default", facts); add("dd", found.default, facts); }
  if (found.allowed.length > 0) { add("dt", "Allowed", facts); add("dd", found.allowed.join(", ") + (found.more > 0 ? ` and ${found.more} more` : ""), facts); }
  if (facts.children.length > 0) dom.append(facts);
  if (found.example) add("pre", found.example);
  if (found.guide) Object.assign(add("a", "Open the guide"), { href: found.guide, target: "_blank", rel: "noopener" });
  return dom;
}

export function openEditor(host, text, onChange, onSave) {
  const root = host.attachShadow({ mode: "open" });
  const parent = root.appendChild(document.createElement("div"));
  parent.className = "editor";
  const frame = new CSSStyleSheet();
  frame.replaceSync(":host, .editor { display: block; height: 100%; min-width: 0; }");
  root.adoptedStyleSheets = [frame];
  const view = new EditorView({
    root,
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), foldGutter(), codeFolding(), lintGutter(), history(), drawSelection(), dropCursor(), EditorState.allowMultipleSelections.of(true), indentOnInput(), bracketMatching(),
        closeBrackets(), rectangularSelection(), crosshairCursor(), highlightActiveLine(), highlightActiveLineGutter(), highlightSelectionMatches(), indentUnit.of("  "), EditorState.tabSize.of(2),
        autocompletion({ override: [offer], activateOnTypingDelay: 60, icons: false }), about, aboutAtCursor, yaml(), colours, expressions, look,
        keymap.of([
          { key: "Mod-s", preventDefault: true, run: () => (onSave(), true) },
          { key: "F1", preventDefault: true, run: tellAtCursor },
          { key: "Escape", run: hideAtCursor },
          ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap, indentWithTab,
        ]),
        EditorView.contentAttributes.of({ tabindex: "0", "aria-label": "Workflow text in YAML. Escape, then Tab leaves the editor. F1 explains the word at the cursor.", spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
        EditorView.updateListener.of(update => update.docChanged && onChange()),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    replace: written => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: written } }),
    show(line, column) {
      const at = placeOf(view.state.doc, line, column);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
      view.focus();
    },
    mark: findings => view.dispatch(setDiagnostics(view.state, findings.map(f => diagnostic(view.state.doc, f)))),
    focus: () => view.focus(),
    dom: view.dom,
  };
}

function placeOf(doc, line, column) {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(at.from + Math.max(column, 1) - 1, at.to);
}

function diagnostic(doc, finding) {
  const from = placeOf(doc, finding.line, finding.column);
  const to = Math.max(from, placeOf(doc, finding.endLine, finding.endColumn));
  const severity = finding.severity === "note" ? "info" : finding.severity;
  const actions = finding.suggestion
    ? [{ name: `Change to ${finding.suggestion}`, apply: (view, start, end) => view.dispatch({ changes: { from: start, to: end, insert: finding.suggestion } }) }]
    : [];
  return { from, to, severity, source: finding.code, message: finding.message, actions };
}
