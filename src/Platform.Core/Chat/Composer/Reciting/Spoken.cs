using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Expressions;
using Platform.Core.Graph;

namespace Platform.Core.Chat.Composer.Reciting;

/// <summary>Values and conditions of a file as people say them: <c>${{ state.scores.filter(e, e.score &gt; 70) }}</c> is "the scores of which the score is above 70".</summary>
/// <param name="sources">What gives each part of the state.</param>
internal sealed partial class Spoken(Sources sources)
{
    private const int LongestQuote = 70;
    private const int LongestExpression = 60;

    /// <summary>A value: what it is made of, or the words that stand there.</summary>
    public string Value(JsonNode? value) => value switch
    {
        null => "nothing",
        JsonObject { Count: 0 } => "nothing",
        JsonObject map => Names([.. map.Select(e => $"{e.Key}: {Value(e.Value)}")], ", "),
        JsonArray list => Names([.. list.Select(Value)]),
        _ when Draft.Text(value) is { } text => Text(text),
        _ => value.ToJsonString(),
    };

    /// <summary>Where something goes: an address, a file, a channel, without quotes.</summary>
    public string Place(JsonNode? value) => value switch
    {
        JsonArray list => Names([.. list.Select(Place)]),
        _ when Draft.Text(value) is { } text => ExpressionText.Split(text) is [{ IsExpression: true }] ? Text(text) : Filled(text),
        _ => Value(value),
    };

    /// <summary>All that a text takes from elsewhere, each once.</summary>
    public IReadOnlyList<string> Reads(string text) =>
        [.. ExpressionText.Split(text).Where(p => p.IsExpression).Select(p => Said(text.Substring(p.Start, p.Length))).Distinct(StringComparer.Ordinal)];

    /// <summary>When a way is taken; <paramref name="node"/> is the step that decides.</summary>
    public string Condition(string when, string node)
    {
        var bare = ExpressionText.Split(when) is [{ IsExpression: true } whole] ? when.Substring(whole.Start, whole.Length) : when;
        return Parsed(bare) is { } tree ? new Conditional(this, sources, bare, node, "").Of(tree) : Quoted(bare);
    }

    public static string Names(IReadOnlyList<string> all, string joint = " and ") =>
        joint != " and " || all.Count < 3 ? string.Join(joint, all) : $"{string.Join(", ", all.SkipLast(1))} and {all[^1]}";

    /// <summary>One line of a text, shortened.</summary>
    public static string Short(string text, int most = LongestQuote)
    {
        var one = Space().Replace(text, " ").Trim();
        if (one.Length <= most) return one;
        var end = most - 1;
        return $"{one[..(char.IsHighSurrogate(one[end - 1]) ? end - 1 : end)].TrimEnd()}…";
    }

    private string Text(string text)
    {
        var parts = ExpressionText.Split(text);
        if (parts is [{ IsExpression: true } whole]) return Said(text.Substring(whole.Start, whole.Length));
        if (!parts.Any(p => p.IsExpression)) return $"\"{Short(text)}\"";
        return parts.Where(p => !p.IsExpression).All(p => IsLabel(text.AsSpan(p.Start, p.Length))) ? Names(Reads(text)) : $"\"{Filled(text)}\"";
    }

    private string Filled(string text) =>
        Short(string.Concat(ExpressionText.Split(text).Select(p => p.IsExpression ? $"[{Said(text.Substring(p.Start, p.Length))}]" : text.Substring(p.Start, p.Length))), LongestQuote * 2);

    private string Said(string expression) => Parsed(expression) is { } tree ? Of(tree, expression) : Quoted(expression);

    private static CelAst? Parsed(string expression)
    {
        try
        {
            return CelParser.Parse(expression);
        }
        catch (CelSyntaxException)
        {
            return null; // the findings tell of it
        }
    }

    /// <param name="text">The whole expression, of which <paramref name="tree"/> is a part.</param>
    internal string Of(CelAst tree, string text) => tree switch
    {
        LiteralAst => Plain(text.Substring(tree.Start, tree.Length)),
        IdentAst { Name: "error" } => "what went wrong",
        IdentAst ident => $"the {Worded(ident.Name)}",
        SelectAst select => Selected(select, text),
        IndexAst { Index: LiteralAst key } index when text.Substring(key.Start, key.Length) is ['\'' or '"', ..] named => $"the {Worded(named[1..^1])} of {Of(index.Operand, text)}",
        IndexAst index => $"one of {Of(index.Operand, text)}",
        CallAst { Function: "string" or "double" or "int" or "json", Target: null, Arguments: [var only] } => Of(only, text),
        CallAst { Function: "lowerAscii" or "upperAscii" or "trim" or "replace" or "join" or "flatten" or "distinct", Target: { } of } => Of(of, text),
        CallAst { Function: "size", Target: { } of } => Size(of, text),
        CallAst { Function: "size", Arguments: [var of] } => Size(of, text),
        CallAst { Function: "format", Target: LiteralAst, Arguments: [ListAst filled] } => Of(filled, text),
        CallAst { Function: "substring", Target: { } of } => $"the beginning of {Of(of, text)}",
        ComprehensionAst { Kind: ComprehensionKind.List } walk => Walked(walk, text),
        ConditionalAst { Otherwise: LiteralAst { Length: 2 } none } choice when text[none.Start] is '\'' or '"' => Of(choice.Then, text), // nothing otherwise: ''
        ConditionalAst choice => $"{Of(choice.Then, text)} or {Of(choice.Otherwise, text)}",
        BinaryAst { Operator: "+" } sum => Sum(sum, text),
        BinaryAst { Operator: "-" } less => $"{Of(less.Left, text)} less {Of(less.Right, text)}",
        ListAst { Items: [var one] } => Of(one.Value, text),
        ListAst list => Names([.. list.Items.Select(i => Of(i.Value, text))]),
        MapAst map => Names([.. map.Entries.Select(e => Of(e.Value, text)).Distinct(StringComparer.Ordinal)]),
        _ => Quoted(text.Substring(tree.Start, tree.Length)),
    };

    private string Selected(SelectAst select, string text) => CallAst.PathOf(select)?.Split('.') switch
    {
        ["state", var channel] => sources.Of(channel),
        ["state", var channel, .. var fields] => sources.Of(channel, fields[^1]),
        ["inputs", var input] => $"the input '{input}'",
        ["event", .. var fields] => $"the event's {Worded(fields[^1])}",
        ["error", ..] => "what went wrong",
        ["output", "text" or "content" or "results" or "rows"] => "what it gives",
        ["output", .. var fields] => $"the {Worded(fields[^1])}",
        [var item, .. var fields] => $"the {Worded(item)}'s {Worded(fields[^1])}",
        _ => Quoted(text.Substring(select.Start, select.Length)),
    };

    private string Walked(ComprehensionAst walk, string text)
    {
        var range = Of(walk.Range, text);
        if (walk.Filter is not null) range = $"{range} of which {new Conditional(this, sources, text, "", walk.First).Of(walk.Filter)}";
        if (walk.Body is IdentAst || CallAst.PathOf(walk.Body) == walk.First) return range;
        return Inner(walk.Body) switch
        {
            SelectAst { Operand: IdentAst } field => $"the {Worded(field.Field)} of each of {range}",
            MapAst map => $"{Names([.. map.Entries.Select(e => Worded(Plain(text.Substring(e.Key.Start, e.Key.Length)).Trim('"')))])} of each of {range}",
            CallAst { Function: "format", Target: LiteralAst, Arguments: [ListAst filled] } when filled.Items.All(i => Inner(i.Value) is SelectAst { Operand: IdentAst }) => $"{Names([.. filled.Items.Select(i => Worded(((SelectAst)Inner(i.Value)).Field))])} of each of {range}",
            _ when IsOnly(walk.Body, walk) => $"each of {range}",
            _ => $"{Of(walk.Body, text)}, for each of {range}",
        };
    }

    // "name: value" of each member, and nothing from elsewhere.
    private static bool IsOnly(CelAst tree, ComprehensionAst walk) => tree switch
    {
        BinaryAst { Operator: "+" } sum => IsOnly(sum.Left, walk) && IsOnly(sum.Right, walk),
        CallAst { Target: null, Arguments: [var only] } => IsOnly(only, walk),
        IndexAst index => CallAst.PathOf(index.Operand) is { } path && path == CallAst.PathOf(walk.Range),
        IdentAst ident => ident.Name == walk.First,
        _ => tree is LiteralAst,
    };

    private static CelAst Inner(CelAst tree) => tree is CallAst { Function: "string", Target: null, Arguments: [var only] } ? only : tree;

    private string Size(CelAst of, string text) => sources.IsList(CallAst.PathOf(of)) ? $"the number of {Bare(Of(of, text))}" : $"the length of {Of(of, text)}";

    // Texts put together are told by what goes into them, numbers and lists by their sum.
    private string Sum(BinaryAst sum, string text)
    {
        var parts = new List<CelAst>();
        CelAst left = sum;
        for (; left is BinaryAst { Operator: "+" } more; left = more.Left) parts.Insert(0, more.Right);
        parts.Insert(0, left);
        if (!parts.Exists(p => p is CallAst { Function: "string" } || p is LiteralAst && text[p.Start] is '\'' or '"')) return string.Join(" plus ", parts.Select(p => Of(p, text)));
        var read = parts.Where(p => p is not LiteralAst).Select(p => Of(p, text)).Distinct(StringComparer.Ordinal).ToList();
        return read.Count == 0 ? Quoted(text.Substring(sum.Start, sum.Length)) : Names(read);
    }

    // "Page 2:" above a page, and the empty lines between, are no words of their own.
    private static bool IsLabel(ReadOnlySpan<char> text)
    {
        var bare = text.Trim();
        return bare.IsEmpty || bare.Length <= 32 && bare[^1] == ':' && char.IsUpper(bare[0]) && !bare.ContainsAny('\r', '\n') && text.TrimEnd(' ')[^1] == '\n';
    }

    internal static string Worded(string name) => name.Replace('_', ' ');

    private static string Bare(string said) => said.StartsWith("the ", StringComparison.Ordinal) ? said[4..] : said;

    internal static string Plain(string literal) => literal.Length > 1 && literal[0] is '\'' or '"' ? $"\"{Short(literal[1..^1])}\"" : literal.EndsWith(".0", StringComparison.Ordinal) ? literal[..^2] : literal;

    internal static string Quoted(string expression) => $"`{Short(expression, LongestExpression)}`";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
