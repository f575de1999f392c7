using System.Text.RegularExpressions;
using Platform.Core.Authoring.Outlines;
using Platform.Core.Expressions;

namespace Platform.Core.Authoring;

/// <summary>What may stand at the end of an expression that is being written. Pure.</summary>
/// <param name="place">Where in the file the expression stands; it decides which names are in scope.</param>
internal sealed partial class ExpressionHints(string text, OutlineValue file, FileWords words, Place place)
{
    private const int DeepestReference = 8;

    private static readonly IReadOnlyList<CompletionItem> OfRun =
    [
        new("id", "property", "string", "The run's id."),
        new("name", "property", "string", "The workflow's name."),
        new("step", "property", "int", "The number of the superstep, from 1."),
        new("started", "property", "time", "When the run started, as text in RFC 3339."),
        new("thread", "property", "string", "The thread that the run is on; null when it is on none."),
        new("attempt", "property", "int", "Which attempt of the task this is, from 1."),
    ];

    private static readonly IReadOnlyList<CompletionItem> OfError =
    [
        new("code", "property", "string", "timeout, rate_limited, unavailable …"),
        new("message", "property", "string", "What happened, in a sentence."),
        new("node", "property", "string", "The node that failed."),
    ];

    private static readonly Lazy<IReadOnlyList<CompletionItem>> Globals = new(() => [.. Functions(CelFunctions.GlobalNames, isMember: false)]);

    private static readonly Lazy<IReadOnlyList<CompletionItem>> Members = new(() => [.. Functions(CelFunctions.MemberNames, isMember: true)]);

    /// <param name="expression">From behind <c>${{</c> up to the cursor.</param>
    /// <returns>The items, and how many characters before the cursor they replace.</returns>
    public (IReadOnlyList<CompletionItem> Items, int Replaced) At(string expression)
    {
        if (InString(expression)) return ([], 0);
        var chain = Chain().Match(expression).Value;
        var steps = chain.Split('.');
        var typed = steps[^1].Length;
        var before = expression[..^chain.Length];
        if (steps.Length == 1) return (before.TrimEnd().EndsWith('.') ? Members.Value : [.. Variables(before), .. Globals.Value], typed);
        var fields = steps[0].Length == 0 ? [] : Fields(steps[..^1], before);
        return ([.. fields, .. Members.Value.Concat(Qualified(chain))], typed);
    }

    // `math.` is no variable but the first half of a function's name.
    private static IEnumerable<CompletionItem> Qualified(string chain)
    {
        var prefix = chain[..(chain.LastIndexOf('.') + 1)];
        return Globals.Value.Where(g => g.Label.StartsWith(prefix, StringComparison.Ordinal)).Select(g => g with { Label = g.Label[prefix.Length..], Insert = g.Insert[prefix.Length..] });
    }

    private IEnumerable<CompletionItem> Variables(string before)
    {
        if (!place.IsUnder("triggers")) yield return new("inputs", "variable", "", "What the caller gave: inputs.NAME.");
        if (place.IsUnder("nodes") || place.IsUnder("outputs")) yield return new("state", "variable", "", "The channels as they stood before this step: state.NAME.");
        if (!place.IsUnder("triggers")) yield return new("run", "variable", "", "The run itself: id, name, step, started, thread, attempt.");
        if (place.IsUnder("nodes/*/save") || place.IsUnder("nodes/*/next")) yield return new("output", "variable", "", "The result of the node's action.");
        if (place.IsUnder("nodes")) yield return new("error", "variable", "", "What went wrong, in a node that on_error leads to: code, message, node.");
        if (place.IsUnder("nodes/*/wait") || place.IsUnder("triggers")) yield return new("event", "variable", "", "The event that came, as it was sent.");
        if (place.IsUnder("models") || place.IsUnder("tools") || place.IsUnder("triggers")) yield return new("secrets", "variable", "", "Stored secrets: secrets.NAME. Only in settings of tools, models and triggers.");
        if (file["env"] is not null) yield return new("env", "variable", "", "Environment variables that the file names under env.");
        if (place.IsUnder("nodes/*") && words.Part("nodes", place[1])?["map"] is { } map) yield return new(map["as"]?.Text is { Length: > 0 } name ? name : "item", "variable", "item of the map", $"One element of {map["over"]?.Text}.");
        foreach (Match macro in Macro().Matches(before)) yield return new(macro.Groups["name"].Value, "variable", $"element of {macro.Groups["of"].Value}");
    }

    private IEnumerable<CompletionItem> Fields(string[] chain, string before)
    {
        if (chain.Length == 1)
        {
            switch (chain[0])
            {
                case "inputs": return words.Inputs;
                case "state": return words.Channels;
                case "run": return OfRun;
                case "error": return OfError;
                case "env": return (file["env"]?.Texts ?? []).Select(e => new CompletionItem(e, "property"));
                case "secrets": return FileWords.SecretsIn(text).Distinct(StringComparer.Ordinal).Select(s => new CompletionItem(s, "secret"));
                default: break;
            }
        }

        if (chain[0] == "output" && chain.Length == 1 && words.ToolOf(words.Part("nodes", place[1])?["tool"]?.Text)?.Result is { } result)
            return SchemaGuide.PropertiesOf(result).Select(AsProperty);
        return SchemaOf(chain, before, 0) is { } schema ? Properties(schema) : [];
    }

    private static CompletionItem AsProperty(CompletionItem key) => key with { Kind = "property", Insert = key.Label };

    private IEnumerable<CompletionItem> Properties(OutlineValue schema) =>
        (Resolve(schema, 0)?["properties"]?.Keys ?? []).Select(p => new CompletionItem(p.Key!, "property", FileWords.TypeOf(p.Value), p.Value?["description"]?.Text ?? ""));

    // The schema that the file gives for `inputs.ticket.author`, as it is written.
    private OutlineValue? SchemaOf(string[] chain, string before, int depth)
    {
        if (depth > DeepestReference) return null;
        var (schema, rest) = chain[0] switch
        {
            "inputs" or "state" when chain.Length > 1 => (file[chain[0]]?[chain[1]], chain[2..]),
            "output" => (OutputSchema(), chain[1..]),
            _ => (ElementSchema(chain[0], before, depth), chain[1..]),
        };
        foreach (var step in rest) schema = Resolve(schema, 0)?["properties"]?[step];
        return schema;
    }

    // The variable of a map or of a macro is an element of what it runs over.
    private OutlineValue? ElementSchema(string name, string before, int depth)
    {
        var map = words.Part("nodes", place[1])?["map"];
        var over = map is not null && name == (map["as"]?.Text ?? "item")
            ? ExpressionIn(map["over"]?.Text)
            : Macro().Matches(before).LastOrDefault(m => m.Groups["name"].Value == name)?.Groups["of"].Value;
        if (string.IsNullOrEmpty(over)) return null;
        return Resolve(SchemaOf(over.Split('.'), "", depth + 1), 0)?["items"];
    }

    private OutlineValue? OutputSchema()
    {
        var node = words.Part("nodes", place[1]);
        return words.Part("agents", node?["agent"]?.Text)?["output"] ?? node?["human"]?["form"];
    }

    private OutlineValue? Resolve(OutlineValue? schema, int depth)
    {
        if (schema?["$ref"]?.Text is not { } reference || depth > DeepestReference) return schema;
        return reference.StartsWith("#/types/", StringComparison.Ordinal) ? Resolve(file["types"]?[reference["#/types/".Length..]], depth + 1) : schema;
    }

    private static string ExpressionIn(string? written) => (written ?? "").Replace("${{", "", StringComparison.Ordinal).Replace("}}", "", StringComparison.Ordinal).Trim();

    private static bool InString(string expression)
    {
        var quote = '\0';
        for (var i = 0; i < expression.Length; i++)
        {
            if (quote != '\0' && expression[i] == '\\') i++;
            else if (quote != '\0') quote = expression[i] == quote ? '\0' : quote;
            else if (expression[i] is '\'' or '"') quote = expression[i];
        }

        return quote != '\0';
    }

    private static IEnumerable<CompletionItem> Functions(IEnumerable<string> names, bool isMember) =>
        names.Where(n => n.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new CompletionItem(
            name, "function", isMember ? "" : "function", string.Join('\n', (CelFunctions.Find(name, isMember) ?? []).Select(o => o.ToString())))
        { Insert = $"{name}(" });

    [GeneratedRegex(@"(?:[A-Za-z_]\w*(?:\[\w*\])?)?(?:\.(?:[A-Za-z_]\w*(?:\[\w*\])?)?)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Chain();

    [GeneratedRegex(@"(?<of>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\.(?:all|exists|exists_one|existsOne|filter|map)\(\s*(?<name>[A-Za-z_]\w*)\s*,", RegexOptions.NonBacktracking)]
    private static partial Regex Macro();
}
