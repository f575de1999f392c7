using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;
using Platform.Core.Graph;

namespace Platform.Core.Chat.Composer;

/// <summary>What is asked of the way through a draft: in which order, what a step reads, which files, what becomes of the rest.</summary>
internal static partial class Answers
{
    private static readonly Form Ordered = new("""
        in? what/which order/sequence | what's? is? the order/sequence of | what/which is the order/sequence | what/which step? comes/runs/is/goes first/last | what/which steps? come/run/go first/last | does/do/is/are/will the? order
        """);

    private static readonly Form Files = new("what/which files/file does/do/is/are/will/would/did/gets/get * | what/which files/file | where is/are/does/do/will it/this/that/everything/the/result/results * saved/stored/written/kept | where does it save/store/write/keep | what is saved/stored/written");

    private static readonly Form Rest = new("the? others/rest/remaining/remainder | the? other ones/rows/items/entries | everything/everyone/anything else | all the? others | those/these/ones that/which/who do/are/is/does not | those/ones below/above/under/over");

    private static readonly Form Reads = new("contain/contains/include/includes/hold/holds/have/has/see/sees/get/gets/read/reads/know/knows/receive/receives/mention/mentions/show/shows/use/uses/carry/carries");

    private static readonly Form AsksDeciders = new("which/what steps/step/node/agent? decides/decide/chooses/choose/branches | who/what decides | where does it/the branch/decide/split | where is it/that/this decided");

    private static readonly Form HowMany = new("how many");

    private static readonly Form Contents = new("what's in the/that/my | what is in the/that/my | what does/do/will the/that/my | what will be in the/that/my | what stands in the/that/my");

    private static string? Count(Phrase of, Draft draft)
    {
        var (kind, names) = of.Low(0) switch
        {
            "agents" or "agent" => ("agent", draft.Nodes.Where(n => n.Value?["agent"] is not null).Select(n => n.Key).ToList()),
            "approvals" or "people" => ("person who is asked", draft.Nodes.Where(n => n.Value?["human"] is not null).Select(n => n.Key).ToList()),
            "emails" or "mails" or "messages" or "posts" => ("message", Told(draft).Where(t => t.Where.Contains("email.send", StringComparison.Ordinal) || t.Where.Contains("slack", StringComparison.Ordinal) || t.Where.Contains("telegram", StringComparison.Ordinal)).Select(t => t.Node).ToList()),
            "files" => ("file", Told(draft).Where(t => t.Where.Contains(".write", StringComparison.Ordinal)).Select(t => t.Node).ToList()),
            _ => ("", []),
        };
        return kind.Length == 0 ? null : names.Count == 0 ? $"There is no {kind}." : $"There {(names.Count == 1 ? "is one" : $"are {names.Count}")}: {string.Join(", ", names.Select(n => $"'{n}'"))}.";
    }

    // "What's in the email?": what the text of a message or file is made of.
    private static string? OfContents(Phrase of, Draft draft, StepFinder finder, Literals literals)
    {
        while (of.Count > 1 && of.Low(of.Count - 1) is "say" or "contain" or "hold" or "include" or "look" or "like" or "now" or "have" or "exactly") of = of.To(of.Count - 1);
        var told = Told(draft).Select(t => t.Node).ToList();
        var meant = finder.Find(literals.Unmask(of.Text)).Where(told.Contains).ToList();
        return meant.Count == 0 ? null : string.Join(' ', meant.Select(n => draft.Nodes[n]!["with"] is JsonObject with && new[] { "text", "content", "rows", "body" }.FirstOrDefault(with.ContainsKey) is { } key
            ? $"'{n}' holds: {Short(Draft.Text(with[key]) is { } text ? Regex.Replace(text, @"\$\{\{ (?:(?:state|inputs)\.)?(.+?) \}\}", "($1)") : Regex.Replace(with[key]!.ToJsonString(), @"\$\{\{ (?:(?:state|inputs)\.)?(.+?) \}\}", "($1)").Replace("\"", "", StringComparison.Ordinal).Trim('{', '}'))}{(Draft.Text(with["subject"]) is { } subject ? $"; its subject is: {Regex.Replace(subject, @"\$\{\{ (?:(?:state|inputs)\.)?(.+?) \}\}", "($1)")}" : "")}." : $"'{n}' holds a fixed text."));
    }

    // Whether a step's choice goes by a channel that knows this category.
    private static bool Sorts(Draft draft, string node, string label) => (draft.Find("state") ?? []).Any(s => (Draft.At(s.Value, "enum") as JsonArray ?? []).Select(Draft.Text).Contains(label, StringComparer.OrdinalIgnoreCase) && draft.Nodes[node]!["next"]!.ToJsonString().Contains($"state.{s.Key}", StringComparison.Ordinal));

    // "What does the clerk's form ask for?": of the one that is meant, or of each.
    private static string? OfForm(Phrase of, Draft draft, Literals literals)
    {
        if (of.Low(0) is not ("what" or "which") || !of.Has("form", "forms") || !of.Has("ask", "asks", "asked", "fields", "field", "questions", "filled", "fill", "contain", "contains", "hold", "holds", "in", "on", "entered")) return null;
        var forms = draft.Nodes.Where(n => Draft.At(n.Value, "human", "form", "properties") is JsonObject).Select(n => n.Key).ToList();
        var meant = new StepFinder(draft) { Only = forms.Contains }.Find(literals.Unmask(Phrase.Of(string.Join(' ', of.Tokens.Where(t => t.Low is not ("form" or "forms" or "what" or "which" or "does" or "ask" or "for" or "asks" or "fields")).Select(t => People.Bare(t.Text)))).Text));
        return forms.Count == 0 ? "Nobody fills in a form in the draft." : string.Join(' ', (meant.Count > 0 ? meant : forms).Select(n => Fields(n, draft)));
    }

    private static string Fields(string node, Draft draft)
    {
        var fields = ((JsonObject)Draft.At(draft.Nodes[node], "human", "form", "properties")!).Select(f => f.Key).ToList();
        var asks = fields.Remove("approved") ? $"'{node}' asks for a yes or no" : $"'{node}' asks for";
        return $"{asks}{(asks.EndsWith("no", StringComparison.Ordinal) && fields.Count > 0 ? ", and for" : "")}{(fields.Count > 0 ? $" {string.Join(", ", fields.Select(f => $"'{f}'"))}" : "")} in a form.";
    }

    private static string OfInputs(Draft draft)
    {
        var forms = draft.Nodes.Where(n => Draft.At(n.Value, "human", "form", "properties") is JsonObject fields && !fields.ContainsKey("approved")).Select(n => Fields(n.Key, draft)).ToList();
        var taken = draft.Find("inputs") is { Count: > 0 } inputs ? $"It takes {string.Join(", ", inputs.Select(i => $"'{i.Key}'{(i.Value?["default"] is { } d ? $" ({d} when it is left out)" : "")}"))}." : "It takes no input.";
        return string.Join(' ', forms.Prepend(taken));
    }

    private static string OfFiles(Draft draft)
    {
        string? Use(string node) => Draft.Text(draft.Nodes[node]?["tool"]) is { } tool ? Draft.Text(draft.Find("tools")?[tool]?["use"]) ?? tool : null;
        List<string> With(string end) => [.. draft.Nodes.Where(n => Use(n.Key)?.EndsWith(end, StringComparison.Ordinal) == true && Draft.Text(n.Value?["with"]?["path"]) is not null).Select(n => $"{Draft.Text(n.Value!["with"]!["path"])} ('{n.Key}')")];
        var (read, written) = (With(".read"), With(".write"));
        return $"{(written.Count == 0 ? "It writes no file" : $"It writes {string.Join(", ", written)}")}{(read.Count == 0 ? "" : $" and reads {string.Join(", ", read)}")}.";
    }

    // "What happens to the others?": what no condition of a choice or of a list takes in.
    private static string OfRest(CompiledGraph graph, Draft draft)
    {
        var told = new List<string>();
        foreach (var (name, body) in draft.Nodes)
        {
            if (Draft.Text(Draft.At(body, "map", "over"))?.Contains(".filter(", StringComparison.Ordinal) == true && graph.ByName.TryGetValue(name, out var each)) told.Add($"{Explain(each, graph)} It does nothing with the others.");
            else if (body?["set"] is null && body?["next"] is JsonArray ways && ways.Any(w => (w as JsonObject)?["when"] is not null) && graph.ByName.TryGetValue(name, out var node))
                told.Add($"At '{name}': {(ways[^1] is JsonObject last && last["when"] is null && Draft.Text(last["to"]) is { } to && to != "end" ? $"what fits no condition goes on to '{to}'." : "for what fits no condition the run ends.")} {Explain(node, graph)}");
        }

        return told.Count == 0 ? "The draft sorts nothing out: every step works on all that it is given." : string.Join('\n', told);
    }

    // "Does the writer see the feed?": whether what a step is given holds what another one makes.
    private static string? ReadBy(Phrase asked, Draft draft, StepFinder finder, Literals literals)
    {
        if (asked.Low(0) is not ("does" or "do" or "will" or "can" or "is" or "are") || Reads.In(asked, 2) is not var (at, end) || end >= asked.Count || (asked.Low(at - 1) == "agent" && draft.Nodes.Where(n => n.Value?["agent"] is not null).Select(n => n.Key).ToList() is [var sole] ? [sole] : finder.Find(literals.Unmask(asked.Part(1, at).Text))) is not { Count: > 0 } readers) return null;
        var said = asked.From(end);
        while (said.Count > 1 && (Lexicon.IsDeterminer(said.Low(0)) || said.Low(0) is "full" or "whole" or "complete" or "original" or "entire" or "also" or "text" or "result" or "output" && said.Low(1) is "of")) said = said.From(1);
        var stems = Stems.In(said.Text).ToHashSet(StringComparer.Ordinal);
        var channels = (draft.Find("state") ?? []).Concat(draft.Find("inputs") ?? []).Select(s => s.Key).Where(k => stems.Overlaps(Stems.In(k.Replace('_', ' ')))).ToList();
        if (channels.Count == 0) channels = [.. (draft.Find("state") ?? []).Where(s => (Draft.At(s.Value, "properties") as JsonObject ?? []).Any(p => stems.Overlaps(Stems.In(p.Key.Replace('_', ' '))))).Select(s => s.Key)];
        if (channels.Count == 0) channels = [.. finder.Find(literals.Unmask(said.Text)).Where(n => !readers.Contains(n)).SelectMany(n => (draft.Nodes[n]?["save"] as JsonObject ?? []).Select(s => s.Key))];
        if (channels.Count == 0) return null;
        return string.Join(' ', readers.Select(r =>
        {
            var body = (JsonObject)draft.Nodes[r]!.DeepClone();
            foreach (var key in new[] { "save", "next", "on_error" }) body.Remove(key);
            var read = Regex.Matches(body.ToJsonString(), @"\b(?:state|inputs)\.(\w+)").Select(m => m.Groups[1].Value).Distinct().ToList();
            return channels.Find(read.Contains) is { } held ? $"Yes: '{r}' is given '{held}'." : $"No: '{r}' is given {(read.Count == 0 ? "a fixed text" : string.Join(" and ", read.Select(c => $"'{c}'")))}, not '{channels[0]}'.";
        }));
    }
}
