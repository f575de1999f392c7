using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Core.Runs;
using Platform.Web.Live;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Runs;

/// <param name="Since">Null when that is not known.</param>
/// <param name="Until">What it waits for when it waits for a time alone.</param>
internal sealed record RunBrief(string Said, DateTimeOffset? Since = null, DateTimeOffset? Until = null)
{
    /// <summary>It is what the run was started with, and nothing of what became of it.</summary>
    public bool IsGiven { get; init; }
}

/// <summary>What a run's page says in words, besides what the run says of itself.</summary>
internal static partial class RunWords
{
    /// <summary>What the number of steps counts, wherever it is told.</summary>
    public const string StepsCounted = "Steps that are saved. In one step every node that is due runs once; a node that had to wait goes on in a step of its own.";

    /// <summary>One sentence for each way in which it can go on; empty when it needs nothing or says so already.</summary>
    public static IReadOnlyList<string> Wakes(RunView run)
    {
        if (run.Why is not { } why || run.Status.IsEnded()) return [];
        if (run.PausedBy is not null) return ["Press Resume, and it goes on where it stood."];
        var ways = new List<string>();
        foreach (var name in EventsOf(why))
            ways.Add($"Whoever knows of it sends it: platform events send {name} --body '{{…}}', or POST /api/v1/events/{name}.");
        if (why.Contains("stands at a breakpoint", StringComparison.Ordinal)) ways.Add("Press Continue when you have seen enough.");
        if (Timer().IsMatch(why)) ways.Add("The clock wakes it, also after a restart; nothing has to be done.");
        if (why.Contains("its child run", StringComparison.Ordinal)) ways.Add("It goes on when that run has ended.");
        return ways;
    }

    /// <summary>The events that it waits for.</summary>
    public static IEnumerable<string> EventsOf(string why) => Events().Matches(why).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    /// <summary>It failed because a file is not in the work folder.</summary>
    public static bool LacksFile(string message) => message.Contains("There is no file '", StringComparison.Ordinal);

    private const int MostGiven = 4;
    private const int LongestGiven = 60;

    /// <summary>What a list has room for: of a run that waits the question first, then who, and since when; of one that failed its error; of others what they were started with. Null when it says nothing.</summary>
    public static RunBrief? Brief(RunView run)
    {
        if (run.Error is { } error) return new RunBrief(error.Message);
        if (run.Why is not { } why) return Given(run);
        if (run.Status != RunStatus.Waiting || run.PausedBy is not null) return new RunBrief(why);
        var more = Further().Count(why) + (Rest().Match(why) is { Success: true } rest ? int.Parse(rest.Groups["n"].Value, CultureInfo.InvariantCulture) : 0);
        var and = more > 0 ? $" and {Display.Count(more)} more" : "";
        if (Asked().Match(why) is { Success: true } asked)
            return new RunBrief($"{asked.Groups["title"].Value.TrimEnd('.')} · {asked.Groups["who"].Value}{and}", Since: Time(asked.Groups["since"].Value));
        if (Called().Match(why) is { Success: true } called) return new RunBrief($"{called.Groups["what"].Value}{and}", Since: Time(called.Groups["since"].Value));
        return Clock().Match(why) is { Success: true } clock ? new RunBrief($"a time{and}", Until: Time(clock.Groups["until"].Value)) : new RunBrief(why);
    }

    // Runs of one workflow differ by that.
    private static RunBrief? Given(RunView run) =>
        run.Inputs.ValueKind == JsonValueKind.Object && string.Join(" · ", run.Inputs.EnumerateObject().Take(MostGiven).Select(i => $"{i.Name}: {Shortly(i.Value)}")) is { Length: > 0 } given ? new RunBrief(given) { IsGiven = true } : null;

    private static string Shortly(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Display.Clip(Display.Clip(value.GetString()!, LongestGiven * 4).ReplaceLineEndings(" "), LongestGiven),
        JsonValueKind.Array => Display.Line(value, LongestGiven) ?? $"a list of {Display.Count(value.GetArrayLength())}",
        _ => Display.Line(value, LongestGiven) ?? "{…}",
    };

    /// <summary>What it does at this moment, or how it ended; null when its other words say it.</summary>
    public static RunNow? Now(RunView run, IReadOnlyDictionary<string, NodeLook> looks)
    {
        switch (run.Status)
        {
            case RunStatus.Succeeded when looks.Where(l => l.Value.IsPartly).ToList() is { Count: > 0 } partly:
                return new RunNow(
                    $"It succeeded, but {string.Join(", ", partly.Take(3).Select(p => $"{Display.Count(p.Value.Failed)} of {Display.Count(p.Value.Total)} items of {p.Key}"))} failed{(partly.Count > 3 ? ", and more" : "")}.",
                    "It went on without them; the workflow says so.")
                { IsPartly = true };
            case RunStatus.Succeeded:
                return new RunNow($"Done{(run is { CountsFrom: { } from, EndedAt: { } end } ? $" in {Display.Duration(end - from)}" : "")}.", $"Its outputs are beside the graph, its {Display.Many(run.Step, "step")} in the timeline.");
            case RunStatus.Cancelled: return new RunNow("It was cancelled.", $"Retry goes on with step {Display.Count(run.Step + 1)}; what succeeded is kept.");
            case RunStatus.Failed: return null;
            case RunStatus.Queued: return new RunNow("It is about to start.", "A worker takes it as soon as one is free.");
            default:
                var busy = looks.Where(l => l.Value.Status is "running" or "retrying").ToList();
                var names = busy.Count switch
                {
                    0 => "Between two steps",
                    1 => $"Running: {busy[0].Key}",
                    2 => $"Running: {busy[0].Key} and {busy[1].Key}",
                    var many => $"Running: {busy[0].Key}, {busy[1].Key} and {many - 2} more",
                };
                return new RunNow($"{names}.", string.Join(" · ", busy.Take(3).Where(b => b.Value.Note.Length > 0).Select(b => $"{b.Key} {b.Value.Note}").Prepend($"Step {Display.Count(run.Step + 1)}")));
        }
    }

    /// <summary>Text in pieces, those that are the id of a run marked, so that a page can make links of them.</summary>
    public static IEnumerable<(string Text, bool IsRun)> WithRuns(string text)
    {
        var at = 0;
        foreach (Match id in Ids().Matches(text))
        {
            if (id.Index > at) yield return (text[at..id.Index], false);
            yield return (id.Value, true);
            at = id.Index + id.Length;
        }

        if (at < text.Length) yield return (text[at..], false);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    // The sentences are those of the engine; see WhyReading.
    private const string At = @"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d";

    [GeneratedRegex($"^'[^']+' waits for (?<who>[^;]+?) since (?<since>{At}) UTC(?: until {At} UTC)?: (?<title>.*?)(?:; '[^']+' (?:waits|stands) .*|; and \\d+ more\\.?)?$", RegexOptions.Singleline, 5000)]
    private static partial Regex Asked();

    [GeneratedRegex($"^'[^']+' waits for the (?<what>event [^;]+?) since (?<since>{At}) UTC", RegexOptions.None, 5000)]
    private static partial Regex Called();

    [GeneratedRegex($"^'[^']+' waits until (?<until>{At}) UTC", RegexOptions.None, 5000)]
    private static partial Regex Clock();

    [GeneratedRegex("; '[^']+' (?:waits|stands) ", RegexOptions.None, 5000)]
    private static partial Regex Further();

    [GeneratedRegex("; and (?<n>\\d{1,6}) more\\.?$", RegexOptions.None, 5000)]
    private static partial Regex Rest();

    [GeneratedRegex("waits for the event (?<name>[A-Za-z0-9_.:-]+)", RegexOptions.None, 5000)]
    private static partial Regex Events();

    [GeneratedRegex("' waits until ", RegexOptions.None, 5000)]
    private static partial Regex Timer();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 5000)]
    private static partial Regex Ids();
}
