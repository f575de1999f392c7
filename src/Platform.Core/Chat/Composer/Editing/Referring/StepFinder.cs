using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Reading;
using Platform.Core.Foundation;

namespace Platform.Core.Chat.Composer.Editing.Referring;

/// <summary>
/// Which steps of a draft a person means: by name, place, tool, agent, model, what it does or makes, the branch it stands in, or a literal within it.
/// Every step has words that it answers to, each with a weight; those steps are meant that answer to all the words that were said.
/// </summary>
/// <param name="newest">Steps that the last change added: "it", "the new one".</param>
internal sealed partial class StepFinder(Draft draft, IReadOnlyList<string>? newest = null)
{
    private readonly Dictionary<string, Dictionary<string, int>> _words = [];

    /// <summary>Steps that can be meant at all.</summary>
    public Func<string, bool> Only { get; init; } = _ => true;

    /// <summary>The steps that fit best, in their order; empty when none does.</summary>
    public IReadOnlyList<string> Find(string said)
    {
        var phrase = Trailing().Replace(said.Trim(' ', '.', ',', '?', '!', '"', '\''), "");
        var names = draft.Nodes.Select(n => n.Key).Where(Only).ToList();
        if (phrase.Length is 0 or > 120 || names.Count == 0) return [];
        var bare = Articles().Replace(phrase, "");
        if (names.Find(n => string.Equals(n, phrase, StringComparison.OrdinalIgnoreCase) || string.Equals(n, bare, StringComparison.OrdinalIgnoreCase) || n == Words.Identifier(Noise().Replace(phrase, ""))) is { } exact) return [exact];
        if (phrase.IndexOfAny(['.', '/', '#', '@']) >= 0 && bare.Split(' ').FirstOrDefault(w => w.Length > 2 && w.IndexOfAny(['.', '/', '#', '@']) >= 0) is { } literal && names.FindAll(n => (draft.Nodes[n]?["with"]?.ToJsonString() ?? "").Contains(literal, StringComparison.OrdinalIgnoreCase)) is [var holder]) return [holder];
        if (Newest().IsMatch(phrase)) return newest is { Count: > 0 } ? [newest[^1]] : [names[^1]];
        if (Beside().Match(phrase) is { Success: true } beside && Find(beside.Groups["ref"].Value) is [var known])
            return beside.Groups["where"].Value.StartsWith('a') || beside.Groups["where"].Value.StartsWith("fol", StringComparison.Ordinal) ? Behind(known).Take(1).ToList() : names.Where(n => Behind(n).Contains(known)).Take(1).ToList();
        if (Numbered().Match(phrase) is { Success: true } number && int.TryParse(number.Groups[1].Value, out var at)) return at >= 1 && at <= names.Count ? [names[at - 1]] : [];
        if (Ordinal().Match(phrase) is { Success: true } ordinal) return Nth(ordinal, names);
        return Best(phrase, names);
    }

    /// <summary>One step, or null when none or several fit.</summary>
    public string? One(string said) => Find(said) is [var only] ? only : null;

    /// <summary>Every step of a list: "a and b", "both translations", "all slack messages", "the last two steps"; null when a part of it is no step.</summary>
    public List<string>? All(string said)
    {
        var phrase = said.Trim(' ', '.', ',', '?', '!');
        if (LastFew().Match(phrase) is { Success: true } few && Amounts.Whole(few.Groups["n"].Value) is { } count)
        {
            var names = draft.Nodes.Select(n => n.Key).Where(n => !few.Value.EndsWith("agents", StringComparison.OrdinalIgnoreCase) || draft.Nodes[n]?["agent"] is not null).ToList();
            return few.Groups["end"].Value.StartsWith('f') ? [.. names.Take(count)] : [.. names.TakeLast(count)];
        }

        var isName = draft.Nodes.ContainsKey(phrase);
        var listed = Cut().Split(phrase).Where(p => p.Trim().Length > 0).ToList();
        if (!isName && listed.Count > 1 && listed.ConvertAll(Find) is var each && each.TrueForAll(f => f.Count == 1) && each.Select(f => f[0]).Distinct().Count() == each.Count) return [.. each.Select(f => f[0])];
        if (Find(phrase) is [var one]) return [one];
        var lead = Every().Match(phrase);
        var rest = lead.Success ? phrase[lead.Length..] : phrase;
        var isSeveral = lead.Success || Plural().IsMatch(rest.Split(' ')[^1]);
        if (StepsLed().Match(rest) is { Success: true } steps) rest = Regex.Replace(rest[steps.Length..], @"(?<=^|,\s*|and\s+|\s)(\d+)", "step $1");
        if (isSeveral && Find(rest) is { Count: > 1 } many) return [.. many];
        if (lead.Success && isSeveral && Find(Words.Singular(rest)) is { Count: > 0 } some) return [.. some];
        var parts = Cut().Split(rest).Where(p => p.Trim().Length > 0).ToList();
        if (parts.Count < 2) return null;
        var tail = parts[^1].Split(' ')[^1];
        var found = parts.ConvertAll(p => Find(p) is { Count: 1 } a ? a : Find($"{p} {tail}") is { Count: 1 } b ? b : []);
        return found.Exists(f => f.Count == 0) ? null : [.. found.SelectMany(f => f).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What to say when a phrase does not name one step.</summary>
    public string Unclear(string said)
    {
        var name = Answers.Short(Articles().Replace(said.Trim(' ', '.', ','), ""));
        if (Find(said) is { Count: > 1 } several) return $"'{name}' fits {several.Count} steps: {string.Join(", ", several.Select(Shown))}. Say which one.";
        var near = Names.Nearest(Words.Identifier(name), draft.Nodes.Select(n => n.Key));
        return $"There is no step '{name}'{(near is null ? "" : $"; did you mean '{near}'?")}. The steps are {Names.Quoted(draft.Nodes.Select(n => n.Key))}.";
    }

    private string Shown(string node) => draft.Nodes[node]?["with"] is JsonObject with && with.Select(w => Draft.Text(w.Value)).FirstOrDefault(t => t is { Length: > 0 and < 50 } && !t.Contains("${{", StringComparison.Ordinal)) is { } text ? $"'{node}' ({text})" : $"'{node}'";

    /// <summary>What a step leads to when all goes well.</summary>
    public IEnumerable<string> Behind(string node) => draft.Nodes[node] is not JsonObject body ? [] : Draft.Ways(body).Where(w => w.Kind is "next" or "way").SelectMany(w => w.To).Concat(draft.Nodes.Where(n => n.Value is JsonObject other && Draft.Targets(other["needs"]).Contains(node)).Select(n => n.Key)).Where(t => t != "end" && t != node).Distinct(StringComparer.Ordinal);

    private List<string> Nth(Match ordinal, List<string> names)
    {
        var noun = Noise().Replace(ordinal.Groups["noun"].Value.Trim(), "").Trim();
        var among = noun.Length == 0 || Generic().IsMatch(noun) ? names : noun.Equals("agent", StringComparison.OrdinalIgnoreCase) ? names.FindAll(n => draft.Nodes[n]?["agent"] is not null) : [.. Best(noun, names)];
        if (among.Count == 0 && StepWords.Doers.Split(' ').Contains(noun, StringComparer.OrdinalIgnoreCase)) among = names.FindAll(n => draft.Nodes[n]?["agent"] is not null); // "the third reviewer"
        if (among.Count == 0) return [];
        var word = ordinal.Groups["n"].Value.ToLowerInvariant();
        if (word is "last" or "final" or "latest") return [among[^1]];
        if (word is "first" or "start" or "starting" or "initial" && noun.Length == 0) return [draft.Start.FirstOrDefault() ?? names[0]];
        var at = word is "initial" or "starting" ? 0 : Array.IndexOf(Ordinals, word) is >= 0 and var i ? i : int.TryParse(word.TrimEnd('s', 't', 'n', 'd', 'r', 'h'), out var n) ? n - 1 : -1;
        return at >= 0 && at < among.Count ? [among[at]] : [];
    }

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

    private List<string> Best(string phrase, List<string> names)
    {
        var asked = Stems.In(Relative().Replace(Noise().Replace(phrase, ""), " ")).Where(w => !Empty.Contains(w)).Distinct(StringComparer.Ordinal).ToList();
        if (asked.Count == 0 && Call().IsMatch(phrase)) asked = ["call"]; // a call, not what is called something
        if (asked.Count is 0 or > 12) return [];
        var ranked = names.Select(n => (Name: n, Hits: asked.Count(w => Weight(n, w) > 0), Score: asked.Sum(w => Weight(n, w)))).Where(r => r.Hits > 0 && r.Score > 1).OrderByDescending(r => r.Hits).ThenByDescending(r => r.Score).ToList();
        var need = asked.Count <= 2 ? asked.Count : asked.Count == 3 ? 2 : (int)Math.Ceiling(asked.Count * 0.6);
        if (ranked.Count == 0 || ranked[0].Hits < need) return asked.Count == 1 && Misspelt(asked[0], names) is { } near ? [near] : [];
        return [.. ranked.Where(r => r.Hits == ranked[0].Hits && r.Score == ranked[0].Score).Select(r => r.Name).OrderBy(names.IndexOf)];
    }

    private static string? Misspelt(string word, List<string> names) => word.Length < 4 ? null : Names.Nearest(word, names.SelectMany(n => n.Split('_', '-')).Where(p => p.Length > 3).Select(p => Stems.Of(p))) is { } near ? names.Find(n => n.Split('_', '-').Any(p => Stems.Of(p) == near)) : null;

    private int Weight(string node, string word)
    {
        if (!_words.TryGetValue(node, out var words)) _words[node] = words = WordsOf(node);
        return words.GetValueOrDefault(word);
    }

    private Dictionary<string, int> WordsOf(string node)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        void Add(string? text, int weight)
        {
            foreach (var word in Stems.In((text ?? "").Replace('_', ' ')))
                if (found.GetValueOrDefault(word) < weight) found[word] = weight;
        }

        Add(node, 5);
        if (draft.Nodes[node] is not JsonObject body) return found;
        var tool = Draft.Text(body["tool"]);
        var use = tool is null ? null : Draft.Text(draft.Find("tools")?[tool]?["use"]) ?? tool;
        Add(tool, 3);
        Add(use?.Replace('.', ' '), 3);
        Add(StepWords.Of(use ?? KindOf(body)), 3);
        if (use == "web.fetch") Add("call", 2); // where nothing else is called
        Add(StepWords.OfMethod(Draft.Text(body["with"]?["method"])), 3);
        foreach (var channel in (body["save"] as JsonObject ?? []).Select(s => s.Key))
        {
            Add(channel, Regex.IsMatch(channel, @"_[a-z]") ? 4 : 5); // "the story" is no "story_de", but "page_2" is a page
            Add(StepWords.Made(channel), 2);
        }

        if (body["with"] is JsonObject with)
        {
            foreach (Match sent in Sent().Matches(Draft.Text(with["text"]) ?? "")) Add(Told(sent.Groups[1].Value), 1); // who sends a text answers to what that is about
            foreach (var (key, value) in with) Add(Draft.Text(value) ?? (value as JsonArray)?.ToJsonString(), key is "channel" or "chat" or "to" or "path" or "url" or "query" ? 4 : 1);
        }

        if (body["human"] is JsonObject human)
        {
            Add(Draft.Text(human["assign"])?.Replace("role:", "", StringComparison.Ordinal), 5);
            Add(Draft.Text(human["title"]), 2);
            Add(StepWords.Groups, 1); // "the legal team" where legal is asked
            if (human["form"]?["properties"] is JsonObject asked && !asked.ContainsKey("approved")) Add("form", 3);
        }

        if (body["wait"] is JsonObject wait) Add(wait.ToJsonString(), 2);
        if (body["code"] is JsonObject code)
        {
            Add(Draft.Text(code["language"]), 3);
            foreach (Match comment in Comment().Matches(Draft.Text(code["source"]) ?? "")) Add(comment.Groups[1].Value, 3); // a frame says what it is for
        }

        if (Draft.Text(body["agent"]) is { } agent && draft.Find("agents")?[agent] is JsonObject worker)
        {
            Add(agent, 4);
            Add(StepWords.Of(Regex.Replace(agent, @"_\d+$", "")), 3);
            Add(StepWords.Doers, 1);
            Add(Draft.Text(worker["instructions"]), 3);
            Add(Draft.Text(body["prompt"]) is { } prompt ? Regex.Replace(prompt, @"\$\{\{.*?\}\}", " ") : null, 2);
            if (Draft.Text(worker["model"]) is { } model && Draft.Text(draft.Find("models")?[model]?["use"]) is { } uses && !uses.StartsWith("scripted", StringComparison.Ordinal)) Add(uses, 2);
        }

        if (body["next"] is JsonArray ways && ways.Any(w => w is JsonObject)) Add("choice condition branching decision", 2);
        if (body["map"] is not null) Add("each", 1);
        if (draft.Nodes.Any(n => Draft.Text(n.Value?["human"]?["on_timeout"]) == node)) Add("escalation escalate", 2);
        foreach (var (_, other) in draft.Nodes)
            foreach (var way in (other?["next"] as JsonArray ?? []).OfType<JsonObject>().Where(w => Draft.Targets(w["to"]).Contains(node)))
                foreach (Match label in Label().Matches(Draft.Text(way["when"]) ?? "")) Add(label.Groups[1].Value, 3);
        return found;
    }

    // What the agent is told that makes something.
    private string? Told(string channel) => draft.Nodes.FirstOrDefault(n => (n.Value?["save"] as JsonObject)?.ContainsKey(channel) == true).Value is { } maker && Draft.Text(maker["agent"]) is { } agent ? Draft.Text(draft.Find("agents")?[agent]?["instructions"]) : null;

    private static string KindOf(JsonObject body) => body["human"] is not null ? "human" : body["wait"] is not null ? "wait" : body["code"] is not null ? "code" : body["workflow"] is not null ? "workflow" : body["set"] is not null ? "set" : body["agent"] is not null ? "agent" : "junction";

    private static readonly HashSet<string> Empty = [.. "the a an my our your its their this that these those it step node stage part task one thing to of for in on by with from into at which who what does do and is are be being been was were has have had will should must can current existing old new then also all every each both so called named where when it's only own two three".Split(' ').Select(Stems.Of), "step", "them", "him", "her"];

    [GeneratedRegex(@"^(?:the |a |an |my |our |this |that |your )+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Articles();

    [GeneratedRegex(@"^(?:the |a |an |my |our |this |that |your |step |node |agent |tool |called |named )+|\s+(?:step|node|stage|part|task|one|thing|bit|agent|tool|action)s?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Noise();

    [GeneratedRegex(@"\s+(?:again|please|too|instead|altogether|completely|entirely|anymore|any more|now|as well|is done|is finished|finishes|has run|runs|happens|comes)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Trailing();

    [GeneratedRegex(@"^(?:it|that|this|that one|this one|the new (?:one|step)|the one (?:you )?(?:just )?added|what you (?:just )?added|the step you (?:just )?added|that step|this step|the last addition|that last one)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Newest();

    [GeneratedRegex(@"^(?:the )?(?:step|one|thing|node)(?: (?:that|which) (?:comes|is|stands|runs))?(?: right| directly| just)? (?<where>after|before|following|preceding|behind) (?<ref>.+)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Beside();

    [GeneratedRegex(@"^(?:the )?(?:step |node |number |no\.? |#|step number |step no\.? )?(\d{1,2})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(?:the )?(?:very )?(?<n>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|latest|starting|initial|start|\d{1,2}(?:st|nd|rd|th))\b(?<noun>(?! two| three| few).{0,60})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"^(?:step|node|one|thing|stage|action|task|it)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Generic();

    [GeneratedRegex(@"^(?:the )?(?<end>last|final|first) (?<n>two|three|four|five|\d) (?:steps|nodes|ones|things|agents)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LastFew();

    [GeneratedRegex(@"^(?:both(?: of)?|all(?: of)?|every|each(?: of)?|any|the two|the three)\s+(?:the |of the |of |these |those |my )*(?:(?:two|three|four) )?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Every();

    [GeneratedRegex(@"^(?:the )?(?:steps|nodes|numbers) (?=\d)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex StepsLed();

    [GeneratedRegex(@"^\w{3,}[^s]s$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Plural();

    [GeneratedRegex(@"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Cut();

    [GeneratedRegex(@"^(?:the |that |this |our |my )?calls?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Call();

    [GeneratedRegex(@"\b(?:step|node|one|thing|agent) (?:that|which|who|where)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Relative();

    [GeneratedRegex(@"^(?:#|//) *(.+)$", RegexOptions.Multiline, 5000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bstate\.(\w+)", RegexOptions.None, 5000)]
    private static partial Regex Sent();

    [GeneratedRegex(@"(?:==|contains\() ?'([^']+)'|\.(approved)\b", RegexOptions.None, 5000)]
    private static partial Regex Label();
}
