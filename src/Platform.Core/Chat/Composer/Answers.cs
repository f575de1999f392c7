using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing;
using Platform.Core.Chat.Composer.Reading;
using Platform.Core.Chat.Composer.Reciting;
using Platform.Core.Foundation;
using Platform.Core.Graph;

namespace Platform.Core.Chat.Composer;

/// <summary>What the composer says: what it built, what it did not understand, and answers to questions.</summary>
internal static partial class Answers
{
    private const string Example = "For example: \"Fetch https://example.com, summarise it and post the summary to slack #news\".";

    public static ComposerReply Nothing(bool isEmpty) =>
        new($"Say in plain English what the workflow should do{(isEmpty ? "" : ", or what to change")}. {Example}", null, [], []);

    private const int MostRemarks = 12;

    public static ComposerReply TakenBack(bool isEmpty) =>
        new($"All right, nothing is changed. {(isEmpty ? "Say what the workflow should do." : "To have the draft before the last change again, say \"undo\".")}", null, [], []);

    public static ComposerReply Over(bool isEmpty) =>
        new($"Say what the new workflow should do{(isEmpty ? "" : "; until then the draft stays as it is")}. {Example}", null, [], []);

    public static ComposerReply NotBuilt(Plan plan)
    {
        var missed = plan.NotUnderstood.Select(Short).ToList();
        var all = string.Join(' ', plan.NotUnderstood);
        if (IsVague(all) && StartingPoints.For(all) is { Count: > 0 } near) return new ComposerReply(Begin(near), null, [], []) { Offers = near };
        var settings = plan.Limits.Count > 0 || plan.Model is not null || plan.Triggers.Count > 0 || plan.Inputs.Count > 0;
        return new ComposerReply(
            settings && missed.Count == 0
                ? $"That says how it should run, but not what it should do. Say the steps too. {Example}"
                : $"I found no step in that which I can build, so there is no draft. I work by rules and know plain English orders such as fetch, search, read, write, summarise, classify, translate, ask somebody, wait, send. {Example} Ask \"what can you do?\" for more.",
            null, [], missed);
    }

    // A short wish that names no place: whoever said more is told what of it was not understood.
    private static bool IsVague(string text) => text.IndexOfAny(['@', '#', '/', '"', '.']) < 0 && text.Split(' ').Length <= 14;

    private static string Begin(IReadOnlyList<string> requests) =>
        $"That names no step which I can build yet, so there is no draft. Say what a run is given, what is done with it, and where the result goes. {(requests.Count == 1 ? "Begin with this and change what differs" : "Begin with one of these and change what differs")}:\n{string.Join('\n', requests.Select(r => $"- {r}"))}";

    public static ComposerReply Built(Draft draft, string text, Result<CompiledGraph> compiled, Plan plan, GraphBuilder builder)
    {
        var understood = Texts(new Recital(draft.Root).Lines);
        if (plan.Concurrency is { } many) understood.Add($"{many} runs at a time");
        var answer = new StringBuilder($"I built '{compiled.Value!.Name}', {Counted(compiled.Value)}. It does this:\n");
        Lines(answer, understood);
        Remarks(answer, [.. plan.Remarks, .. builder.Remarks], compiled, plan.NotUnderstood);
        return new ComposerReply(answer.ToString().TrimEnd(), text, understood, [.. plan.NotUnderstood.Select(Short)]) { Doubts = Doubtful([.. plan.Remarks, .. builder.Remarks], plan.NotUnderstood) };
    }

    /// <param name="before">The file before, as a tree: steps that do the same are not read out again.</param>
    /// <param name="was">The draft before: what was said of it then is not said again.</param>
    /// <param name="doubts">What was said of it then and is so still.</param>
    public static ComposerReply Changed(string text, Result<CompiledGraph> compiled, Edits edits, JsonObject before, CompiledGraph? was, IReadOnlyList<string> doubts)
    {
        var answer = new StringBuilder(edits.Told.Count == 1 ? $"Done: {edits.Told[0]}.\n" : "Done:\n");
        if (edits.Told.Count > 1) Lines(answer, edits.Told);
        var now = Texts(new Recital(edits.Draft.Root).Changed(before));
        if (now.Count > 0) answer.Append("\nIt now does this:\n");
        Lines(answer, now);
        Remarks(answer, edits.Remarks, compiled, edits.NotUnderstood, was);
        return new ComposerReply(answer.ToString().TrimEnd(), text, [.. edits.Told, .. now], [.. edits.NotUnderstood.Select(Short)]) { Doubts = Doubtful([.. doubts, .. edits.Remarks], edits.NotUnderstood) };
    }

    private static List<string> Doubtful(IReadOnlyList<string> remarks, IReadOnlyList<string> missed) =>
        [.. remarks.Distinct(StringComparer.Ordinal).Take(MostRemarks), .. missed.Distinct(StringComparer.Ordinal).Take(MostRemarks).Select(m => $"I did not understand \"{Short(m)}\", and left it out.")];

    public static ComposerReply Same(Edits edits) => new("The draft says that already, so nothing was changed.", null, [], [.. edits.NotUnderstood.Select(Short)]);

    public static ComposerReply NotChanged(Edits edits)
    {
        var why = edits.Remarks.Count > 0 ? string.Join(' ', edits.Remarks.Distinct(StringComparer.Ordinal))
            : "I did not understand that, so the draft is as it was. Say for example \"add a step that translates it to German at the end\", \"remove the step post\", \"rename fetch to load\", \"use gpt-4o-mini\", \"ask Anna to approve before sending\", \"limit the cost to $1\".";
        return new ComposerReply(why, null, [], [.. edits.NotUnderstood.Select(Short)]);
    }

    public static ComposerReply Refused(Result<CompiledGraph> compiled, Edits edits, bool wasBroken)
    {
        var first = compiled.Findings.First(f => f.Severity == Severity.Error);
        return new ComposerReply(
            wasBroken
                ? $"The draft has a mistake of its own, so I leave it as it is: {first.Message} (line {first.At.Line}). Mend that first."
                : $"I understood: {string.Join("; ", edits.Told)}. But {(first.Message.Contains("no way out", StringComparison.Ordinal) ? "then the steps would go round without an end" : "that does not fit the rest of the draft")}, so I left the draft as it was. Say it in another way, or in two steps.",
            null, [], edits.NotUnderstood);
    }

    public static ComposerReply Broken(Plan plan) => new(
        "I understood some of that, but what I made of it is no workflow that could run, so there is no draft. Say it in shorter sentences, one step each.", null, [], [.. plan.NotUnderstood.Select(Short)]);

    public static string Short(string text)
    {
        var one = Space().Replace(text, " ").Trim();
        if (one.Length <= 160) return one;
        return $"{one[..(char.IsHighSurrogate(one[156]) ? 156 : 157)]}...";
    }

    private static List<string> Texts(IReadOnlyList<Recited> lines) => [.. lines.Select(l => l.ToString())];

    private static void Lines(StringBuilder answer, IReadOnlyList<string> lines)
    {
        foreach (var line in lines.Take(40)) answer.Append("- ").Append(line).Append('\n');
        if (lines.Count > 40) answer.Append($"- and {lines.Count - 40} more\n");
    }

    private static void Remarks(StringBuilder answer, IReadOnlyList<string> remarks, Result<CompiledGraph> compiled, IReadOnlyList<string> missed, CompiledGraph? was = null)
    {
        if (IsOffline(compiled.Value!) && (was is null || !IsOffline(was)))
            answer.Append("\nNo model was named, so agents work by built-in rules: they pick sentences, sort by words and answer with fixed text; they cannot write or translate. Say for example \"use gpt-4o-mini\" or \"use the local ollama llama3\" for a real one.\n");
        if (compiled.Value!.UnservedTriggers > 0 && (was is null || was.UnservedTriggers == 0))
            answer.Append("\nThe trigger stands in the file and is checked, but this release does not start runs by it yet. Until it does: press Run, use 'platform run', or let a scheduler of yours call the API.\n");
        foreach (var remark in remarks.Distinct(StringComparer.Ordinal).Take(MostRemarks)) answer.Append('\n').Append(remark).Append('\n');
        if (missed.Count == 0) return;
        answer.Append("\nI did not understand, and left out:\n");
        Lines(answer, [.. missed.Select(m => $"\"{Short(m)}\"")]);
        answer.Append("Say it as one order, such as \"then send it by email to ann@example.com\".\n");
    }

    private static bool IsOffline(CompiledGraph graph) => graph.Config.Models.Any(m => m.Name.StartsWith("offline_", StringComparison.Ordinal) && (m.Use.StartsWith("scripted/", StringComparison.Ordinal) || m.Use == "builtin/extractive"));

    private static string Counted(CompiledGraph graph) => graph.Nodes.Count == 1 ? "one step" : $"{graph.Nodes.Count} steps";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
