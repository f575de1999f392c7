using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>
/// Words that promise a part of a workflow whatever else their sentence says: "otherwise" a choice, "telegram" a message there, "remembers" a memory. Read
/// apart from the rules that build, and coarsely, so that what those misread is still told: where the part stands nowhere in the draft, nothing does it.
/// </summary>
internal sealed partial class Promises(JsonObject root)
{
    private const int MostTold = 3;

    private readonly string _draft = root.ToJsonString();
    private readonly List<JsonObject> _nodes = [.. (root["nodes"] as JsonObject ?? []).Select(n => n.Value).OfType<JsonObject>()];

    /// <summary>What the words promise and the draft does not hold, each as a sentence with what to do about it.</summary>
    /// <param name="text">What was said, literals put away: what stands in quotes promises nothing.</param>
    /// <param name="told">What was told to be left out, in quotes of the text: what stands in it is not told again.</param>
    /// <param name="isTurn">A change: what it takes away or puts something else for is not promised.</param>
    public IReadOnlyList<string> Broken(string text, IReadOnlyList<string> told, bool isTurn = false)
    {
        var broken = new List<string>();
        foreach (var sentence in Sentences().Split(text))
        {
            if (isTurn && TakesAway().IsMatch(sentence)) continue;
            foreach (var (cue, kept, advice) in Table())
                if (broken.Count < MostTold && cue.Match(sentence) is { Success: true } said && !Denied(sentence, said.Index) && !kept && !told.Any(t => t.Contains(said.Value.Trim(), StringComparison.OrdinalIgnoreCase)) && !broken.Exists(b => b.EndsWith(advice, StringComparison.Ordinal))) broken.Add($"You say \"{said.Value.Trim()}\", but {advice}");
        }

        return broken;
    }

    private IEnumerable<(Regex Cue, bool Kept, string Advice)> Table() =>
    [
        (Choice(), Decides, "nothing in the draft chooses between two ways: say \"if ..., ..., otherwise ...\" with what each way does."),
        (SideBySide(), IsParallel, "nothing in the draft runs side by side: name the steps that should."),
        (Repeats(), IsRepeated, "nothing in the draft is done again: say which step is repeated, until when, and how often at most."),
        (Members(), IsMapped, "no step is done for each member of a list: say \"for each ... do ...\"."),
        (Telegram(), Uses("telegram."), "no step posts there: say \"post ... to telegram @name\"."),
        (Slack(), Uses("slack."), "no step posts there: say \"post ... to slack #channel\"."),
        (GitHub(), Uses("github.", "api.github.com", "mcp"), "no step speaks to GitHub: say for example \"open a GitHub issue with ...\"."),
        (Handles(), Uses("api.github.com", "mcp"), "the GitHub tool only opens issues and comments on them: for anything else call GitHub's API with http.request."),
        (Asks(), Uses("\"human\":", "human.ask", "\"approval\":"), "no person is asked: say who, and what after a yes and a no."),
        (Remembers(), Uses("memory.", "\"memory\":", "\"keep\":"), "nothing is kept from one run to the next: say \"remember ...\" and \"recall ...\" as steps."),
        (Waits(), Uses("\"wait\":", "\"timeout\":", "\"cron\":", "\"human\":", "\"retry\":"), "no step waits: say \"wait 2 hours\" or \"wait for the event order.paid\"."),
        (Limits(), Uses("\"timeout\":", "\"limits\":", "\"wait\":", "\"deadline\":"), "no time is set: say of which step, for example \"give the approval 2 days\"."),
        (FallsBack(), Uses("\"fallback\":", "\"on_error\":", "\"on_timeout\":"), "nothing stands in for anything: say for example \"if gpt-4o fails use claude\"."),
        (Schedules(), Uses("\"cron\":", "\"wait\":", "\"every\":"), "nothing starts it by the clock: say for example \"every weekday at 8:00\"."),
    ];

    private bool Decides => _draft.Contains("\"when\":", StringComparison.Ordinal) || Uses("\"on_error\":", "\"on_timeout\":", ".filter(", "\"retry\":", " where ", "json.query", "\"default\":\"${{", "\"code\":", "\"fallback\":", "\"cron\":", "\"wait\":");

    private bool IsParallel => root["start"] is JsonArray { Count: > 1 } || _nodes.Exists(n => n["map"] is not null || n["needs"] is not null || Draft.Ways(n).Any(w => w.To.Count > 1));

    private bool IsRepeated => Uses("\"retry\":", "\"cron\":", "\"map\":", "\"rounds") || _nodes.Exists(n => n["retry"] is not null) || root["nodes"] is JsonObject nodes && nodes.Any(n => Draft.After(nodes, n.Key).Contains(n.Key));

    private bool IsMapped => Uses("\"map\":", ".map(", "\"items\":", "\"array\"", "\"code\":", "csv.", "sql.");

    private bool Uses(params string[] parts) => Array.Exists(parts, p => _draft.Contains(p, StringComparison.OrdinalIgnoreCase));

    // "No need to ask anybody", "never post it to slack".
    private static bool Denied(string sentence, int at) => Denials().IsMatch(sentence[Math.Max(0, at - 40)..at]);

    [GeneratedRegex(@"[.!?;\n]+")]
    private static partial Regex Sentences();

    [GeneratedRegex(@"\b(?:no|not|nothing|none|never|without|don't|doesn't|nobody|instead of|rather than)\b[^,:]*$|n't\b[^,:]*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Denials();

    [GeneratedRegex(@"\b(?:remove|delete|drop|take out|leave out|cut|undo|replace|swap|instead|rather|no longer|any ?more|not|without|stop|skip|rename|call it)\b|n't\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TakesAway();

    [GeneratedRegex(@"\b(?:otherwise|or else|depending on|(?<!\b(?:with|for) )(?:all )?the others|the other ones|(?<!\bfor )(?:everything|anything|everyone|anyone) else|if not|in case of|unless|only if|only when|(?:new|old|existing|bad|good|other|urgent) ones (?:an?|the|to|go|get|are|should|need))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Choice();

    [GeneratedRegex(@"\b(?:at the same time|in parallel|side by side|simultaneously|concurrently|all at once)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SideBySide();

    [GeneratedRegex(@"\b(?:(?<!\bwaits? )until (?!(?:now|then|today|tomorrow|\d|monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon|midnight))|again and again|over and over|(?:sends?|goes|go|give|gives|hands?|returns?) (?:it |them |this )?back to|at most \w+ (?:rounds|times)|up to \w+ (?:rounds|times)|keep (?:on )?\w+ing\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Repeats();

    [GeneratedRegex(@"(?<!\b(?:tokens|words|tries|attempts|minutes|hours|days) )\b(?:for each|for every|one by one)(?! ?$)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Members();

    [GeneratedRegex(@"\b(?:on|to|via|by|over|through|in) telegram\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Telegram();

    [GeneratedRegex(@"\b(?:on|to|via|by|over|through|in) slack\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Slack();

    [GeneratedRegex(@"\b(?:on|to|via|from|in|at) github\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex GitHub();

    [GeneratedRegex(@"\b(?:(?:label|close|merge|assign|reopen|lock|tag)(?:s|es|d|ed)?) (?:it|them|this|that|(?:the |an? )?(?:\w+ )?(?:issues?|pull requests?|prs?))(?: \w+){0,3} (?:on|in|at) github\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Handles();

    [GeneratedRegex(@"\bask (?:me|us|a person|a human|somebody|someone)\b|\b(?:human|manual|manager's) (?:approval|review|check|sign-off)\b|\b(?:must|has to|have to|should|needs to) (?:approve|sign off|sign it off|okay|ok)\b|\bwait for (?:my|our|his|her|their) (?:ok|okay|approval|answer|confirmation)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Asks();

    [GeneratedRegex(@"\bremembers?\b|\b(?:last|previous|earlier) (?:run|time it ran)\b|\bsince (?:the )?last (?:run|time)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Remembers();

    [GeneratedRegex(@"\b(?:wait|waits|pause|pauses|sleep|sleeps) (?:for )?(?:up to )?(?:\d+|an? (?:second|minute|hour|day|week)|one|two|three|four|five|ten|half)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Waits();

    [GeneratedRegex(@"\b(?:time ?out|times out|deadline)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Limits();

    [GeneratedRegex(@"\b(?:fall(?:s|ing)? back|fallback)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FallsBack();

    [GeneratedRegex(@"\bevery (?:day|night|morning|evening|week|weekday|month|hour|quarter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?:\d+|two|three|five|ten|fifteen|thirty|other|few) (?:minutes?|hours?|days?|weeks?))\b|\b(?:hourly|nightly)\b|\bonce an? (?:day|week|month|hour)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Schedules();
}
