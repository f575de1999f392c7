using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Other names: "rename fetch to load", "call the first translation tr_one", "name the output digest", "the report step should be called summary".</summary>
internal sealed partial class Edits
{
    private static readonly Form NameOf = new("change/set/make the? name of | rename | change the? name");

    private static readonly Form CallIt = new("call | name | title | entitle | we/i call");

    private static readonly Form Itself = new("the/this/my/our/that whole? new? workflow/flow as? | it/this/that as?");

    private static readonly Form Named = new("should/must/shall/will be called/named | should/must/shall be renamed to/as? | is called/named from? now? on?");

    private static readonly string[] Kinds = ["input", "parameter", "output", "result", "agent", "tool", "channel", "model", "category", "label", "class"];

    private bool Rename(Phrase order)
    {
        if (order.Low(0) == "rename" && order.Count is > 2 and < 8 && !order.Has("to", "into", "as", "->", "=")) return Rename(order.Part(1, order.Count - 1), order.From(order.Count - 1)); // "rename the workflow tidy-up"
        if (NameOf.Opens(order, out var length)) return Cut(order.From(length), "to", "into", "as", "->", "=") is var (what, name) && Rename(what, name);
        if (order.Low(0) == "give" && order.Find(1, "name") is > 1 and var given && order.Low(given - 1) is "the" or "a" && given + 1 < order.Count)
            return Rename(order.Part(1, given - 1), order.From(order.Low(given + 1) == "of" ? given + 2 : given + 1));
        if (Named.In(order) is var (at, end) && at > 0 && end < order.Count) return Rename(order.To(at), order.From(end));
        if (!CallIt.Opens(order, out var lead) || order.Count < 3 || order.Count > 14) return false;
        var said = order.From(lead);
        if (Itself.Opens(said, out var own) && said.From(own) is { Count: > 1 and < 6, HasLiterals: false } title && title.Tokens.All(t => t.Kind is TokenKind.Word or TokenKind.Number) && !title.Any(t => Lexicon.IsPreposition(t.Low) || t.Low is "and" or "then" or "when" or "if" or "or" or "first" or "again" or "once" or "twice") && !parts.Workflows.Contains(Naming.Slug(title.Text) ?? "", StringComparer.OrdinalIgnoreCase))
            return Rename(Phrase.Of("the workflow"), title); // "call the workflow final check": its name, where no other is called so
        var to = said[said.Count - 1];
        if (to.Kind == TokenKind.Literal && !to.IsLiteral("name") && !to.IsLiteral("quote") || parts.Workflows.Contains(literals.Unmask(to.Text)) || said.Has("with", "when", "if", "via", "using")) return false;
        var whom = said.To(said.Count - 1);
        if (whom.Count > 1 && whom.Low(whom.Count - 1) is "as" or "to") whom = whom.To(whom.Count - 1);
        return IsNamable(whom) && Rename(whom, said.From(said.Count - 1));
    }

    private bool IsNamable(Phrase what) => Whole().IsMatch(what.Text) || what.Has(Kinds) || Draft.Nodes.Count == 1 && what.Has("step", "node") || Sorter() is var (_, _, labels) && labels.Contains(what.Text, StringComparer.OrdinalIgnoreCase) || NodeOf(Plain(what.Text)) is not null;

    // What stands on both sides of the last of some words.
    private static (Phrase Left, Phrase Right)? Cut(Phrase phrase, params string[] at)
    {
        for (var i = phrase.Count - 2; i > 0; i--)
            if (at.Contains(phrase.Low(i))) return (phrase.To(i), phrase.From(i + 1));
        return null;
    }

    private bool Rename(Phrase what, Phrase called)
    {
        if (called.Low(0) is "be" or "just") called = called.From(1);
        if (what.Count > 0 && what[what.Count - 1].IsLiteral("file") && called.Count == 1 && called[0].IsLiteral("file")) return ReplaceText(literals.Value(what[what.Count - 1].Text[0]), literals.Value(called[0].Text[0]));
        if (called.Count == 1 && called[0].IsLiteral("file") && !what.Has("step", "node", "workflow") && Replaced(Phrase.Of($"change {what.Text} to {called.Text}"), isMore: false)) return true; // what is called a file's name is a file
        if (called.Count == 1 && called[0].IsLiteral("file") && what.Has("file", "filename", "output") && !Draft.Nodes.Any(n => Uses(n.Key).Any(u => u is "file.write" or "csv.write"))) return Cannot($"No step writes a file yet: say \"save it to {literals.Value(called[0].Text[0])}\".");
        var (from, to) = (literals.Unmask(what.Text).Trim(' ', '"'), Plain(called.Text));
        if (from.EndsWith("'s", StringComparison.Ordinal)) from = from[..^2];
        var kind = Kinds.FirstOrDefault(k => what.Has(k, k + "s"));
        if (Whole().IsMatch(Plain(from)) && kind is null || !Draft.Nodes.ContainsKey(from) && Naming.Slug(from) == Draft.Text(Draft.Root["name"]))
        {
            if (Naming.Slug(to) is not { Length: > 0 } slug) return Cannot($"'{to}' cannot name a workflow.");
            Draft.Root["name"] = slug;
            return Did($"the workflow is called '{slug}'");
        }

        var bare = kind is null ? Plain(from) : string.Join(' ', Plain(from).Split(' ').Where(w => Words.Singular(w.ToLowerInvariant()) != kind && w is not ("called" or "named" or "the" or "our" or "my")));
        if (kind is null && !Draft.Nodes.ContainsKey(from) && Sorter() is var (_, _, labels) && labels.Contains(bare, StringComparer.OrdinalIgnoreCase)) return RenameLabel(bare, to.ToLowerInvariant());
        if (kind is "category" or "label" or "class") return RenameLabel(bare, to.ToLowerInvariant());
        if (kind is null && !Draft.Nodes.ContainsKey(from) && MemberLabels() is var (_, members) && members.Select(Draft.Text).Contains(bare, StringComparer.OrdinalIgnoreCase)) return Cannot($"'{bare}' is a category of single members of a list, and I cannot rename it in a draft that stands: edit it in the file, or say \"start over\".");
        if (kind is null && Draft.Nodes.Count == 1 && what.Count < 3 && (what.Low(what.Count - 1) is "step" or "node") && NodeOf(from) is null) from = Draft.Nodes.First().Key; // "name the step count_words"
        var name = Identifier(to);
        if (name.Length == 0) return Cannot($"'{to}' cannot name a step.");
        if (kind is null && NodeOf(from) is { } node) return RenameNode(node, name);
        if (kind is null && what.Has("step", "node", "stage"))
            return (Finder.Find(from) is { Count: > 1 } several ? several : Draft.Nodes.Select(n => n.Key)).Where(n => Phrase.Of(ToldTo(n)).Low(0) is { Length: > 0 } verb && Referring.Stems.In(from).Contains(Referring.Stems.Of(verb))).ToList() is [var does] ? RenameNode(does, name) : Cannot(Finder.Unclear(from)); // the answering step is the one that answers
        foreach (var (section, scope) in new[] { ("inputs", "inputs"), ("state", "state"), ("outputs", ""), ("agents", ""), ("tools", ""), ("models", "") })
        {
            if (kind is not null && section != (kind is "parameter" ? "inputs" : kind is "channel" ? "state" : kind is "result" ? "outputs" : $"{kind}s")) continue;
            if (Draft.Find(section) is not { Count: > 0 } map || (bare.Length == 0 ? map.Last().Key : Near(Identifier(bare), map.Select(m => m.Key))) is not { } known) continue;
            if (map.ContainsKey(name)) return Cannot($"There is '{name}' under {section} already.");
            _graph.RenamePart(section, scope, known, name);
            return Did($"'{known}' under {section} is called '{name}'");
        }

        return NodeOf(from) is { } late ? RenameNode(late, name) : Cannot(Finder.Unclear(from));
    }

    private bool RenameNode(string node, string name)
    {
        if (Draft.Nodes.ContainsKey(name)) return Cannot($"There is a step '{name}' already.");
        _graph.Rename(node, name);
        return Did($"the step '{node}' is called '{name}'");
    }
}
