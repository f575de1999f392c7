using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing.Numbers;

internal enum DialKind
{
    Rounds,
    Tries,
    Span,
    AtOnce,
    Money,
    Bar,
    Results,
    Said,
    Limit,
    Given,
}

/// <summary>A number of the draft that people turn up and down.</summary>
/// <param name="Node">The step it belongs to; null when it belongs to all of the draft.</param>
/// <param name="Words">Stems of what it is called.</param>
/// <param name="Value">Null when it is not set yet.</param>
/// <param name="Unit"><c>$</c>, <c>m</c>, <c>h</c>, …; empty for a bare number.</param>
internal sealed partial record Dial(DialKind Kind, string? Node, IReadOnlySet<string> Words, string Shown, double? Value, string Unit, Action<double, string> Set)
{
    /// <summary>The number with its unit, as people write it.</summary>
    public static string Written(double value, string unit) => unit == "$" ? $"${Amounts.Plain(value)}" : $"{Amounts.Plain(value)}{unit}";

    /// <summary>What a number is now, as people say it: "'write' does 3 at a time".</summary>
    public static string Told(Dial dial, string now)
    {
        if (dial.Kind is DialKind.Bar && Compared().Match(dial.Shown) is { Success: true } bar)
            return $"{bar.Groups[1].Value.Replace('_', ' ')} {Spoken(bar.Groups[2].Value)} {(bar.Groups[3].Value is var was && was.EndsWith(".0", StringComparison.Ordinal) ? was[..^2] : was)} is now {(now.Split(' ') is [var sign, var bare] ? $"{Spoken(sign)} {bare}" : now)}";
        return dial.Node is not { } node || !dial.Shown.EndsWith($" of {node}", StringComparison.Ordinal) ? $"{dial.Shown} is now {now}" : dial.Shown[..dial.Shown.IndexOf(' ', StringComparison.Ordinal)] switch
        {
            "parallel" => $"'{node}' does {now} at a time",
            "wait" => $"'{node}' waits {now}",
            "timeout" => $"'{node}' has {now} at most",
            "time" => $"'{node}' has {now} to be answered",
            "tries" => $"'{node}' is tried {now} times at most",
            _ => $"{dial.Shown} is now {now}",
        };
    }

    private static string Spoken(string sign) => sign switch { "<" => "below", "<=" => "at most", ">" => "above", ">=" => "at least", _ => sign };

    [GeneratedRegex(@"^(?:double\()?(?:[a-z]\w*\.)*([A-Za-z_]\w*)\)? (<=?|>=?) ([\d.]+)$", RegexOptions.None, 5000)]
    private static partial Regex Compared();

    public string Said => Value is { } value ? Written(value, Unit) : "none";
}

/// <summary>Every number of a draft that a later turn may mean.</summary>
internal sealed partial class Dials(Draft draft, GraphSurgery graph)
{
    public IEnumerable<Dial> All() => Limits().Concat(OfSteps()).Concat(Bars()).Concat(Coded()).Concat(Titled()).Concat(graph.Repeats().Select(Round)).Concat(Told()).Concat(Given());

    /// <summary>The time that a step has, which is not bounded yet.</summary>
    public Dial TimeOf(string node) => At(DialKind.Span, (JsonObject)draft.Nodes[node]!, "timeout", node, "timeout time limit", "timeout of", null, "");

    private static Dial Round(GraphSurgery.Repeat repeat) =>
        new(DialKind.Rounds, repeat.Node, Named($"{repeat.Node} {repeat.Said} round loop repetition repeat iteration time maximum limit bound"), "rounds", repeat.Most, "", (most, _) => repeat.Set((int)Math.Clamp(most, 1, RoundLimits.MostRounds)));

    private const string BarWords = "threshold grade score rating bar cutoff condition boundary quality confidence limit minimum maximum amount total value price level";

    private IEnumerable<Dial> Bars() => graph.Comparisons().Where(c => !c.Shown.StartsWith(").", StringComparison.Ordinal)).Select(c => new Dial(DialKind.Bar, null, Named($"{c.Said} {BarWords}"), c.Shown, c.Bar, "", c.Set));

    // What an input is when it is left out; where a condition compares with it, it is a bar.
    private IEnumerable<Dial> Given()
    {
        var said = draft.Nodes.ToJsonString();
        foreach (var (name, schema) in draft.Find("inputs") ?? [])
            if (schema is JsonObject input && Read(input["default"]) is (var number, "") && Regex.IsMatch(said, $@"(?:[<>]|\\u003[CE])=? (?:double\()?inputs\.{name}\b|\binputs\.{name}\)? (?:[<>]|\\u003[CE])") is var isBar)
                yield return new Dial(isBar ? DialKind.Bar : DialKind.Given, null, Named($"{name} input default {(isBar ? BarWords : "value")}"), $"input {name}", number, "", (now, _) => input["default"] = Node(now, ""));
    }

    // "Approve expenses over 50 euros?": where no condition compares, what a person is asked says the bar.
    private IEnumerable<Dial> Titled()
    {
        if (graph.Comparisons().Any()) yield break;
        foreach (var (name, body) in draft.Nodes)
            if (Draft.Text(body?["human"]?["title"]) is { } title && CodeBar().Matches(title) is [var bar] && Amounts.Of(bar.Groups[1].Value) is { } number)
                yield return new Dial(DialKind.Bar, name, Named($"{name} {title} {BarWords}"), $"what '{name}' asks about", number, "", (now, _) => graph.ReplaceFigure(number, now, isBar: true));
    }

    // "7 or more" in the comment of a frame, ">= 7" in the code: what code compares with.
    private IEnumerable<Dial> Coded()
    {
        foreach (var (name, body) in draft.Nodes)
            if (body?["code"] is JsonObject code && Draft.Text(code["source"]) is { } source)
                foreach (Match bar in CodeBar().Matches(source))
                    yield return new Dial(DialKind.Bar, name, Named($"{name} {BarWords}"), $"bar of {name}", Amounts.Of(bar.Groups[1].Value), "", (now, _) => code["source"] = $"{source[..bar.Groups[1].Index]}{Amounts.Plain(now)}{source[(bar.Groups[1].Index + bar.Groups[1].Length)..]}");
    }

    [GeneratedRegex(@"(?:(?:>=|<=|>|<)|\b(?:above|below|over|under|at least|at most|(?:more|less|fewer|higher|lower) than))\s*(\d+(?:\.\d+)?)\b|\b(?<1>\d+(?:\.\d+)?)(?= (?:or|and) (?:more|less|fewer|higher|lower|better|above|below|up)\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CodeBar();

    private IEnumerable<Dial> Limits()
    {
        foreach (var (key, value) in draft.Find("limits") ?? [])
            if (Read(value) is var (number, unit))
                yield return new Dial(key switch { "cost" => DialKind.Money, "time" or "deadline" => DialKind.Span, "parallel" => DialKind.AtOnce, _ => DialKind.Limit }, null, Named($"{key} limit budget maximum cap bound{(key == "cost" ? " money spend price" : key == "time" ? " run workflow whole" : "")}"), $"limit {key}", number, unit, (now, of) => draft.Section("limits")[key] = Node(now, of));
    }

    private IEnumerable<Dial> OfSteps()
    {
        foreach (var (name, body) in draft.Nodes)
        {
            if (body is not JsonObject node) continue;
            if (Read(node["retry"]) is var (tries, _)) yield return At(DialKind.Tries, node, "retry", name, "retry try attempt", "tries of", tries, "");
            if (Read(node["timeout"]) is var (span, unit)) yield return At(DialKind.Span, node, "timeout", name, "timeout time limit", "timeout of", span, unit);
            if (node["wait"] is JsonObject wait && (wait["for"] is not null ? "for" : wait["event"] is not null ? "timeout" : null) is { } pause) yield return At(DialKind.Span, wait, pause, name, "wait pause delay time timeout", "wait of", Read(wait[pause])?.Value, Read(wait[pause])?.Unit ?? "");
            if (node["human"] is JsonObject human) yield return At(DialKind.Span, human, "timeout", name, $"timeout time deadline approval due answer {Draft.Text(human["assign"])?.Replace("role:", "", StringComparison.Ordinal)}", "time of", Read(human["timeout"])?.Value, Read(human["timeout"])?.Unit ?? "");
            if (node["with"] is JsonObject sum && Draft.Text(sum["formula"]) is { } formula && Share().Match(formula) is { Success: true } share)
                yield return new Dial(DialKind.Said, name, Named($"{name} percent share rate"), $"{share.Groups[1].Value} percent", Amounts.Of(share.Groups[1].Value), "", (now, _) => sum["formula"] = $"{formula[..share.Groups[1].Index]}{Amounts.Plain(now)}{formula[(share.Groups[1].Index + share.Groups[1].Length)..]}");
            if (node["map"] is JsonObject map) yield return At(DialKind.AtOnce, map, "parallel", name, $"parallel parallelism concurrency batch {string.Join(' ', Members(draft, name))}", "parallel of", Read(map["parallel"])?.Value, "");
            if (node["with"] is not JsonObject with) continue;
            foreach (var key in new[] { "count", "limit", "size" })
                if (Read(with[key]) is var (count, _)) yield return At(DialKind.Results, with, key, name, "result hit match link count number page source article headline story entry item paper post news size", $"{key} of", count, "");
        }
    }

    /// <summary>What the members are called that a step is done for, also where they went through another such step before.</summary>
    public static IEnumerable<string> Members(Draft draft, string node)
    {
        for (var rounds = 0; rounds < 9 && draft.Nodes[node]?["map"] is JsonObject map; rounds++)
        {
            yield return Draft.Text(map["as"]) ?? "";
            if (Over().Match(Draft.Text(map["over"]) ?? "") is not { Success: true } over || draft.Nodes.FirstOrDefault(n => n.Key != node && (n.Value?["save"] as JsonObject)?.ContainsKey(over.Groups[1].Value) == true).Key is not { } before) yield break;
            node = before;
        }
    }

    [GeneratedRegex(@"\bstate\.(\w+)")]
    private static partial Regex Over();

    // "amount * 19 / 100"
    [GeneratedRegex(@"\* ([0-9.]+) / 100\b")]
    private static partial Regex Share();

    private static Dial At(DialKind kind, JsonObject at, string key, string node, string words, string shown, double? value, string unit) =>
        new(kind, node, Named($"{node} {words}"), $"{shown} {node}", value, unit, (now, of) => at[key] = Node(kind is DialKind.Tries or DialKind.AtOnce ? Math.Clamp(Math.Ceiling(now), 1, 100) : now, of));

    // "Two sentences", "five quiz questions", "15 percent": numbers in what agents are told.
    private IEnumerable<Dial> Told()
    {
        foreach (var (name, agent) in draft.Find("agents") ?? [])
        {
            if (agent is not JsonObject worker || Draft.Text(worker["instructions"]) is not { } text) continue;
            var step = draft.Nodes.FirstOrDefault(n => Draft.Text(n.Value?["agent"]) == name).Key;
            var said = Phrase.Of(text);
            for (var i = 0; i + 1 < said.Count; i++)
            {
                if (!Lexicon.IsNumber(said[i]) || Amounts.Of(said[i].Text.TrimEnd('%')) is not { } value || said.Low(i - 1) is "from" or "to" && said.Low(i + 1) is "to") continue;
                var last = i + 1;
                while (last + 1 < said.Count && last < i + 4 && said[last].IsWord && said[last + 1].IsWord && !Lexicon.IsPreposition(said.Low(last + 1)) && !Lexicon.IsDeterminer(said.Low(last + 1)) && said.Low(last + 1) is not ("and" or "or" or "that")) last++;
                var isShare = said[i].Text.EndsWith('%') || said.Low(i + 1) is "percent";
                if (!isShare && (!said[i + 1].IsWord || Lexicon.IsPreposition(said.Low(i + 1)) || Lexicon.IsBe(said.Low(i + 1)))) continue;
                var at = said[i];
                yield return new Dial(DialKind.Said, step, Named($"{name} {step} {(isShare ? "percent" : said.Part(i + 1, last + 1).Text)}"), said.Part(i, isShare ? Math.Min(i + 2, said.Count) : last + 1).Text, value, "", (now, _) => Tell(worker, text, $"{text[..at.Start]}{Amounts.Plain(now)}{(at.Text.EndsWith('%') ? "%" : "")}{Many(text[at.End..], value, now)}"));
            }
        }
    }

    // What is said of one thing is said of several: "a 1 line summary" is none of these, "1 headline" becomes "3 headlines".
    private static string Many(string behind, double was, double now) =>
        was == 1 && now != 1 && Phrase.Of(behind) is var said && said.Low(0) is { Length: > 2 } noun && !noun.EndsWith('s') && noun != "percent" && (said.Count == 1 || !said[1].IsWord || Lexicon.IsPreposition(said.Low(1))) ? $" {Reading.Words.Plural(noun)}{behind[said[0].End..]}" : behind;

    // A prompt that says the same as the instructions goes on saying it.
    private void Tell(JsonObject agent, string was, string now)
    {
        agent["instructions"] = now;
        foreach (var node in draft.Nodes.Select(n => n.Value).OfType<JsonObject>())
            if (Draft.Text(node["prompt"]) is { } prompt && Draft.Text(node["agent"]) is { } name && ReferenceEquals(draft.Find("agents")?[name], agent)) node["prompt"] = prompt.Replace(was, now, StringComparison.Ordinal);
    }

    private static IReadOnlySet<string> Named(string words) => Stems.In(words.Replace('_', ' ')).ToHashSet(StringComparer.Ordinal);

    private static JsonNode Node(double value, string unit) => unit.Length > 0 ? JsonValue.Create(Dial.Written(value, unit)) : value == Math.Floor(value) ? JsonValue.Create((long)value) : JsonValue.Create(value);

    private static (double Value, string Unit)? Read(JsonNode? node)
    {
        if (node is not JsonValue value) return null;
        if (value.TryGetValue<double>(out var number)) return (number, "");
        if (Draft.Text(value) is not { Length: > 1 } text || text.Contains("${{", StringComparison.Ordinal)) return null;
        if (text[0] == '$') return Amounts.Of(text[1..]) is { } money ? (money, "$") : null;
        var unit = new string([.. text.SkipWhile(c => char.IsDigit(c) || c == '.')]);
        return unit.Length is > 0 and < 3 && Amounts.Of(text[..^unit.Length]) is { } span ? (span, unit) : null;
    }
}
