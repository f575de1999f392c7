using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>A step more that goes on at once with others: "also detect the language in parallel", "search for restaurants at the same time", "add a tester that works alongside them".</summary>
internal sealed partial class Edits
{
    private static readonly Form AtOnceWith = new("alongside/simultaneously/concurrently with/to? | side by side with? | in? parallel with/to? | at the same time as/with? | at once with? | next to | beside | together with");

    private static readonly Form WhichGoes = new(",? that/which/who runs/works/goes/happens/stands/starts | ,? to run/work/go | ,? and run/do it/this/that | running/working/going");

    private static readonly Form Runs = new("run/do/make/put/let/have/start/execute/keep/leave");

    // Who is meant by "the others": all that go on at once, else what was added last.
    private static readonly Form Siblings = new("them/those/these/it/that/this/both | the/those/these/all/both of? the? other/others/two/three/four/rest two/three/ones/agents/steps?");

    private bool Alongside(string text)
    {
        var said = Phrase.Of(text);
        if (said.Count > 24 || Enumerable.Range(0, said.Count).FirstOrDefault(i => AtOnceWith.At(said, i) > 0, -1) is not (>= 0 and var at) || AtOnceWith.At(said, at) is var end && said.Low(at) is "next" or "beside" or "together" && end == said.Count) return false;
        var (what, whom) = (said.To(at).Trimmed(), said.From(end).Trimmed());
        if (at < 2)
        {
            if (said.Find(end, ",") is not (> 0 and var comma)) return false;
            (what, whom) = (said.From(comma + 1).Trimmed(), said.Part(end, comma).Trimmed()); // "alongside the search, fetch it"
        }

        for (var i = what.Count - 1; i > 0 && i > what.Count - 6; i--)
            if (WhichGoes.At(what, i) == what.Count) what = what.To(i).Trimmed();
        while (whom.Count > 0 && whom.Low(whom.Count - 1) is "too" or "please" or "well" or "as" or "also") whom = whom.To(whom.Count - 1);
        if (whom.Find(1, "that", "which", "who", "to") is > 0 and var does && does + 1 < whom.Count) (what, whom) = (Phrase.Of($"{what.Text} {whom.From(does).Text}"), whom.To(does)); // "a reviewer next to them that looks at privacy"
        var isAdd = AddLead().Match(what.Text) is { Success: true };
        if (what.Count < 2 || !isAdd && Runs.Opens(what, out var runs) && what.Low(runs) is not ("a" or "an" or "another") && Lexicon.FormOf(what.Low(2)) != VerbForm.Plain || !isAdd && Lexicon.OrderAt(what, what.Low(0) is "also" or "and" ? 1 : 0, isFirst: true) < 0) return false;
        if (whom.Find(1, "using", "with", "on", "by") is > 0 and var by && models.Find(whom.From(by).Text, literals) is not null) (what, whom) = (Phrase.Of($"{what.Text} {whom.From(by).Text}"), whom.To(by)); // "… beside the French one using gpt-4o"
        var bare = isAdd ? AddLead().Replace(what.Text, "") : what.Text;
        if (whom.Count > 6) return false;
        if (isAdd && _graph.AtOnce() is { Count: > 1 } these && (whom.Count == 0 || Siblings.Opens(whom, out var allOf) && allOf == whom.Count) && these.All(n => Draft.Nodes[n]?["agent"] is not null) && JoinsIn(these, Phrase.Of(bare), isBeside: true)) return true;
        var named = whom.Count == 0 ? null : Siblings.Opens(whom, out var others) && others == whom.Count ? [.. _graph.AtOnce() is { Count: > 1 } all ? all : newest is { Count: > 0 } ? newest.TakeLast(1) : Draft.Nodes.Select(n => n.Key).TakeLast(1)] : Finder.All(Plain(whom.Text)) ?? (Step(whom.Text, isBefore: false) is { } one ? [one] : []);
        if (named is []) return (isAdd || said.Low(at) is not ("together" or "next" or "beside")) && Cannot(Finder.Unclear(Plain(whom.Text)));
        var (order, called) = Newcomer(bare, isAdd);
        var plan = new PlanReader(literals, models, parts.Workflows, Labels()).Read(order);
        if (plan.Items.Count == 0 || plan.Items.Exists(i => i is not Reading.Step)) return false;
        var group = named ?? Behind(Phrase.Of(order)) ?? LikeIt(plan);
        if (group.Count == 0) return false;
        NotUnderstood.AddRange(plan.NotUnderstood);
        var (known, channels) = (Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal), (Draft.Find("state") ?? []).Select(s => s.Key).ToHashSet(StringComparer.Ordinal));
        var builder = new GraphBuilder(plan, literals, Draft, parts, [], _graph.NotYet(group[0], isDone: false));
        builder.Build();
        if (builder.Nodes.Count == 0) return false;
        var made = (Draft.Find("state") ?? []).Select(s => s.Key).Where(k => !channels.Contains(k)).ToList();
        if (PlanReader.Steps(plan.Items).All(s => s.Model is null)) Likewise(builder.Nodes, group);
        _graph.StandBeside(builder.Nodes, group);
        foreach (var channel in made) Draft.Section("outputs").TryAdd(channel, $"${{{{ state.{channel} }}}}");
        Remarks.AddRange(builder.Remarks);
        foreach (var line in builder.Told) Did(builder.Nodes.FirstOrDefault(n => line.StartsWith($"'{n}'", StringComparison.Ordinal)) is { } told && UseOf(told) is { } use && line.EndsWith(')') ? $"{line[..line.LastIndexOf('(')]}({use})" : line);
        Did($"{Listed([.. group, builder.Nodes[0]])} go on at once");
        Call(known, called);
        return true;
    }

    private string? UseOf(string node) => Draft.Text(Draft.Find("models")?[Draft.Text(Draft.Find("agents")?[Draft.Text(Draft.Nodes[node]?["agent"]) ?? ""]?["model"]) ?? ""]?["use"]);

    // One more of the same work is done by the same model: a Spanish translation beside the French one.
    private void Likewise(IReadOnlyList<string> made, IReadOnlyList<string> group)
    {
        string Kind(string node) => (Draft.Text(Draft.Nodes[node]?["agent"]) ?? "").TrimEnd('_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        JsonObject? Agent(string node) => Draft.Find("agents")?[Draft.Text(Draft.Nodes[node]?["agent"]) ?? ""] as JsonObject;
        foreach (var node in made.Where(n => Agent(n) is not null))
            if (group.FirstOrDefault(g => Kind(g) == Kind(node) && Kind(g) is not ("helper" or "writer")) is { } like && Agent(like)?["model"] is { } model) Agent(node)!["model"] = model.DeepClone();
    }

    // What is done with something that a step makes goes on beside what follows that step.
    private List<string>? Behind(Phrase order)
    {
        var maker = Draft.Nodes.LastOrDefault(n => (n.Value?["save"] as JsonObject ?? []).Any(s => Enumerable.Range(1, Math.Max(0, order.Count - 1)).Any(i => order.Low(i) == s.Key && order.Low(i - 1) == "the"))).Key;
        return maker is not null && Finder.Behind(maker).ToList() is { Count: > 0 } next ? next : null;
    }

    // Where nobody says beside what: beside what is of its kind, else beside those that go on at once already, else beside the agent that works last.
    private List<string> LikeIt(Plan plan)
    {
        var copy = new Draft((JsonObject)Draft.Root.DeepClone());
        var builder = new GraphBuilder(plan, literals, copy, parts, []);
        builder.Build();
        if (builder.Nodes.Count == 0) return [];
        var made = builder.Nodes[0];
        var tool = Draft.Text(copy.Nodes[made]?["tool"]);
        var use = Draft.Text(copy.Find("tools")?[tool ?? ""]?["use"]) ?? tool;
        var names = Draft.Nodes.Select(n => n.Key).ToList();
        var like = use is null ? null : names.FindLast(n => Uses(n).Contains(use)) ?? (Tellers.Contains(use) ? names.FindLast(n => Uses(n).Any(Tellers.Contains)) : null);
        if (like is not null) return _graph.AtOnce() is { } these && these.Contains(like) ? [.. these] : [like];
        if (_graph.AtOnce() is { Count: > 1 } group) return [.. group];
        return names.FindLast(n => Draft.Nodes[n]?["agent"] is not null) is { } agent ? [agent] : names.FindLast(n => !Uses(n).Any(Tellers.Contains)) is { } other ? [other] : [];
    }
}
