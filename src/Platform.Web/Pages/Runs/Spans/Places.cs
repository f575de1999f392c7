using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;

namespace Platform.Web.Pages.Runs.Spans;

/// <summary>Where in the YAML of its version a node stands, and an error as closely as it tells. Pure.</summary>
internal static partial class Places
{
    public static SourceSpan? OfNode(CompiledGraph? graph, string? node) =>
        node is not null && graph?.ByName.GetValueOrDefault(node) is { } known ? known.Config.NameAt : null;

    /// <summary>
    /// The word of the expression that the message quotes (<c>… in `10 / inputs.n` (column 4)</c>), the line of the code that failed, the channel, the argument, the
    /// limit, the time-out or the model that it names; else the action of the node, else the node's name. Null when the version has nothing of it.
    /// </summary>
    /// <param name="node">Null for an error of the run as a whole: its outputs, its limits.</param>
    /// <param name="tool">The tool that an agent called; null when the error is of none.</param>
    public static SourceSpan? OfError(CompiledGraph? graph, string? node, string message, string? tool = null)
    {
        if (graph is null) return null;
        if (node is null) return OfRun(graph.Config, message);
        if (graph.ByName.GetValueOrDefault(node)?.Config is not { } known) return null;
        if (tool is not null && known.Action is { Kind: "agent" }) return OfTool(graph.Config, tool) ?? known.Action.KindAt;
        return Quoted(known.Settings, message)
            ?? OfCode(known, message)
            ?? OfChannel(known, message)
            ?? OfArgument(known, message)
            ?? (TimedOut().IsMatch(message) ? known.Settings.Entry("timeout")?.KeyAt : null)
            ?? OfLimit(graph.Config, message)
            ?? OfModel(graph.Config, message)
            ?? known.Action?.KindAt ?? known.NameAt;
    }

    private static SourceSpan? OfRun(WorkflowConfig config, string message)
    {
        if (Output().Match(message) is { Success: true } output && config.Outputs.FirstOrDefault(o => o.Name == output.Groups["name"].Value) is { } named)
            return Quoted(named.Value, message) ?? named.NameAt;
        if (Quoted(config.Root, message) is { } expression) return expression;
        return OfLimit(config, message);
    }

    private static SourceSpan? OfLimit(WorkflowConfig config, string message)
    {
        if (Limit().Match(message) is not { Success: true } limit) return null;
        var limits = config.Root.Entry("limits");
        return (limits?.Value as ConfigMap)?.Entry(limit.Groups["name"].Value)?.KeyAt ?? limits?.KeyAt ?? config.NameAt; // a default stands nowhere
    }

    private static SourceSpan? Quoted(ConfigValue where, string message)
    {
        if (Expression().Match(message) is not { Success: true } quoted) return null;
        var expression = quoted.Groups["text"].Value;
        var column = int.TryParse(quoted.Groups["column"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 1;
        foreach (var scalar in Scalars(where))
        {
            var start = scalar.Text.IndexOf(expression, StringComparison.Ordinal);
            if (start < 0) continue;
            // The column counts from the opening of the whole expression, of which the message quotes the part that failed.
            var opening = scalar.Text.LastIndexOf("${{", start, StringComparison.Ordinal);
            var word = (opening < 0 ? 0 : opening + 3) + column - 1;
            return scalar.PlaceOf(word >= start && word < start + expression.Length ? word : start, 1);
        }

        return null;
    }

    // What runs is main.py or main.js; its lines are those of the source, wherever that begins.
    private static SourceSpan? OfCode(NodeConfig node, string message)
    {
        if (node.Action is not { Kind: "code", Value: ConfigMap code } || code["source"] is not ConfigScalar source || CodeLine().Match(message) is not { Success: true } line) return null;
        var start = 0;
        for (var i = 1; i < int.Parse(line.Groups["line"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture); i++)
        {
            var end = source.Text.IndexOf('\n', start);
            if (end < 0) return source.At;
            start = end + 1;
        }

        while (start < source.Text.Length && source.Text[start] == ' ') start++; // the word, not the space before it
        return source.PlaceOf(start, 1);
    }

    private static SourceSpan? OfChannel(NodeConfig node, string message)
    {
        if (Channel().Match(message) is not { Success: true } channel) return null;
        var name = channel.Groups["name"].Value;
        return (node.Settings["save"] as ConfigMap)?.Entry(name)?.KeyAt ?? (node.Settings["set"] as ConfigMap)?.Entry(name)?.KeyAt;
    }

    private static SourceSpan? OfArgument(NodeConfig node, string message) =>
        node.Settings["with"] is ConfigMap with && Name().Matches(message).Select(m => with.Entry(m.Groups["name"].Value)?.KeyAt).FirstOrDefault(at => at is not null) is { } found
            ? found
            : null;

    private static SourceSpan? OfModel(WorkflowConfig config, string message) =>
        Model().Match(message) is { Success: true } model ? config.Models.FirstOrDefault(m => m.Name == model.Groups["name"].Value)?.UseAt : null;

    // server.tool is of the server.
    private static SourceSpan? OfTool(WorkflowConfig config, string tool) =>
        config.Tools.FirstOrDefault(t => t.Name == tool || tool.StartsWith($"{t.Name}.", StringComparison.Ordinal))?.UseAt;

    private static IEnumerable<ConfigScalar> Scalars(ConfigValue value) => value switch
    {
        ConfigScalar scalar => [scalar],
        ConfigList list => list.Items.SelectMany(Scalars),
        ConfigMap map => map.Entries.SelectMany(e => Scalars(e.Value)),
        _ => [],
    };

    [GeneratedRegex("`(?<text>[^`]+)`(?: \\(column (?<column>\\d+)\\))?", RegexOptions.None, 5000)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\(main\.(?:py|js), line (?<line>\d{1,6})\)", RegexOptions.None, 5000)]
    private static partial Regex CodeLine();

    [GeneratedRegex("(?:channel|save\\.|set\\.) ?'?(?<name>[A-Za-z_][A-Za-z0-9_]*)'?", RegexOptions.None, 5000)]
    private static partial Regex Channel();

    [GeneratedRegex("'(?<name>[A-Za-z_][A-Za-z0-9_]*)'", RegexOptions.None, 5000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^'[^']+' did not end within ", RegexOptions.None, 5000)]
    private static partial Regex TimedOut();

    [GeneratedRegex("^Model '(?<name>[^']+)'", RegexOptions.None, 5000)]
    private static partial Regex Model();

    [GeneratedRegex("^outputs\\.(?<name>[A-Za-z_][A-Za-z0-9_]*):", RegexOptions.None, 5000)]
    private static partial Regex Output();

    [GeneratedRegex(@"(?:limit of|allowed)[^(]*\((?<name>steps|time|cost|tokens|deadline)\)", RegexOptions.None, 5000)]
    private static partial Regex Limit();
}
