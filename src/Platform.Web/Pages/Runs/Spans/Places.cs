using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;

namespace Platform.Web.Pages.Runs.Spans;

/// <summary>Where in the YAML of its version a node stands, and an error of it as closely as the error tells. Pure.</summary>
internal static partial class Places
{
    public static SourceSpan? OfNode(CompiledGraph? graph, string? node) =>
        node is not null && graph?.ByName.GetValueOrDefault(node) is { } known ? known.Config.NameAt : null;

    /// <summary>
    /// The word of the expression that the message quotes (<c>… in `10 / inputs.n` (column 4)</c>), else the action of the node, else the node's name.
    /// Null when the version has no such node.
    /// </summary>
    public static SourceSpan? OfError(CompiledGraph? graph, string? node, string message)
    {
        if (node is null || graph?.ByName.GetValueOrDefault(node) is not { } known) return null;
        var quoted = Quoted().Match(message);
        if (quoted.Success)
        {
            var expression = quoted.Groups["text"].Value;
            var column = int.TryParse(quoted.Groups["column"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 1;
            foreach (var scalar in Scalars(known.Config.Settings))
            {
                var start = scalar.Text.IndexOf(expression, StringComparison.Ordinal);
                if (start >= 0) return scalar.PlaceOf(start + Math.Clamp(column - 1, 0, Math.Max(0, expression.Length - 1)), 1);
            }
        }

        return known.Config.Action?.KindAt ?? known.Config.NameAt;
    }

    private static IEnumerable<ConfigScalar> Scalars(ConfigValue value) => value switch
    {
        ConfigScalar scalar => [scalar],
        ConfigList list => list.Items.SelectMany(Scalars),
        ConfigMap map => map.Entries.SelectMany(e => Scalars(e.Value)),
        _ => [],
    };

    [GeneratedRegex("`(?<text>[^`]+)`(?: \\(column (?<column>\\d+)\\))?", RegexOptions.None, 100)]
    private static partial Regex Quoted();
}
