using Platform.Core.Foundation;

namespace Platform.Core.Config.Reading;

/// <summary>One node. Whatever is wrong inside, the node itself is there afterwards, so that others may name it.</summary>
internal sealed class NodeReader(Shape shape, NodeWords words, IIncludeSource? includes)
{
    private const int MaxAttempts = 100;
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastBackoff = TimeSpan.FromSeconds(30);

    public NodeConfig Read(ConfigEntry entry)
    {
        NamePatterns.CheckName("a node", entry.Key, entry.KeyAt, entry.Value.Path, shape.Found);
        // A node may be empty: 'join: ' is a junction.
        var isEmpty = entry.Value is ConfigScalar { Kind: ScalarKind.Null };
        var map = (isEmpty ? null : shape.Map(entry.Value, $"The node '{entry.Key}'")) ?? new ConfigMap([], entry.Value.At, entry.Value.Path);
        var action = ReadAction(entry.Key, map);
        shape.Allow(map, $"the node '{entry.Key}'", KeysOf(action));
        return new NodeConfig
        {
            Name = entry.Key,
            NameAt = entry.KeyAt,
            Settings = map,
            Action = action,
            Map = ReadMap(map["map"]),
            When = Condition(map["when"], "'when'"),
            Needs = shape.Texts(map["needs"], "'needs'"),
            Retry = ReadRetry(map["retry"]),
            Timeout = shape.Duration(map["timeout"], "'timeout'"),
            OnError = ReadOnError(map["on_error"]),
            Save = [.. (shape.Map(map["save"], "'save'")?.Entries ?? []).Select(e => new NamedValue(e.Key, e.KeyAt, e.Value))],
            Next = ReadNext(map["next"]),
            Breakpoint = shape.Word(map["breakpoint"], "'breakpoint'", "before", "after") switch
            {
                "before" => BreakpointPlace.Before,
                "after" => BreakpointPlace.After,
                _ => BreakpointPlace.None,
            },
        };
    }

    private List<string> KeysOf(ActionConfig? action) =>
        action is null ? [.. words.Actions, .. NodeWords.Around] : [.. words.Actions, .. words.Companions(action.Kind), .. NodeWords.Around];

    private ActionConfig? ReadAction(string name, ConfigMap map)
    {
        ConfigEntry? first = null;
        foreach (var entry in map.Entries.Where(e => words.IsAction(e.Key)))
        {
            if (first is null) first = entry;
            else shape.Found.Add(ConfigFindings.TwoActions(first.Key, entry.Key, entry.KeyAt, entry.Value.Path));
        }

        if (first is null) return null;
        return new ActionConfig(first.Key, first.KeyAt, first.Value, map, name) { FileText = first.Key == NodeWords.Code ? Beside(first.Value) : null };
    }

    private string? Beside(ConfigValue action)
    {
        if (action is not ConfigMap map || map["file"] is not { } value || shape.Text(value, "'file'") is not { Text.Length: > 0 } file) return null;
        var read = IncludePaths.Normalised("", file.Text) is not { } path ? new IncludedText(null, $"'{file.Text}' must be a relative path that stays below the workflow file's folder.")
            : includes is null ? new IncludedText(null, "A file with code needs a workflow file on disk; this text came without one: write the code under 'source'.")
            : includes.Read(path);
        if (read.Text is null) shape.Found.Add(ConfigFindings.BadInclude(read.Why, file.At, file.Path));
        return read.Text;
    }

    private MapConfig? ReadMap(ConfigValue? value)
    {
        if (shape.Map(value, "'map'") is not { } map) return null;
        shape.Allow(map, "'map'", ["over", "as", "parallel", "on_item_error"]);
        var variable = shape.Text(map["as"], "'as'");
        if (variable is not null) NamePatterns.CheckVariable(variable.Text, variable.At, variable.Path, shape.Found);
        if (map["over"] is not { } over)
        {
            shape.Found.Add(ConfigFindings.MissingKey("over", "'map'", "over: \"${{ inputs.items }}\"", Start(map), map.Path));
            over = new ConfigList([], map.At, map.Path);
        }

        return new MapConfig(
            over, variable?.Text ?? "item", variable?.At ?? map.At,
            (int?)shape.Count(map["parallel"], "'parallel'", 1, 1000),
            shape.Word(map["on_item_error"], "'on_item_error'", "fail", "collect") == "collect",
            map.At);
    }

    // A condition may be a bare true or false; its own type is for the compiler to judge.
    private ConfigScalar? Condition(ConfigValue? value, string what)
    {
        if (value is null or ConfigScalar { Kind: not ScalarKind.Null }) return (ConfigScalar?)value;
        shape.Wrong(value, what, "an expression such as ${{ state.done }}");
        return null;
    }

    private RetryConfig? ReadRetry(ConfigValue? value)
    {
        if (value is ConfigScalar { Kind: ScalarKind.Int }) return new((int?)shape.Count(value, "'retry'", 1, MaxAttempts) ?? 1, FirstBackoff, LastBackoff, []);
        if (shape.Map(value, "'retry'") is not { } map) return null;
        shape.Allow(map, "'retry'", ["attempts", "backoff", "on"]);
        var (from, to) = ReadBackoff(map["backoff"]);
        var on = shape.Texts(map["on"], "'on'");
        foreach (var code in on.Where(c => !ErrorCodes.TryParse(c.Text, out _)))
            shape.Found.Add(ConfigFindings.UnknownWord("An error code", code.Text, ErrorCodes.All, code.At, code.Path));
        return new((int?)shape.Count(map["attempts"], "'attempts'", 1, MaxAttempts) ?? 3, from, to, [.. on.Select(c => c.Text)]);
    }

    private (TimeSpan From, TimeSpan To) ReadBackoff(ConfigValue? value)
    {
        if (value is null) return (FirstBackoff, LastBackoff);
        if (value is ConfigScalar scalar)
        {
            var dots = scalar.Text.IndexOf("..", StringComparison.Ordinal);
            var (from, to) = dots < 0 ? (scalar.Text, scalar.Text) : (scalar.Text[..dots], scalar.Text[(dots + 2)..]);
            if (Quantities.TryDuration(from, out var first) && Quantities.TryDuration(to, out var last) && first <= last) return (first, last);
            shape.Found.Add(ConfigFindings.BadQuantity("'backoff'", "a duration or a range of two, such as 1s or 1s..30s", scalar.Text, scalar.At, scalar.Path));
        }
        else
        {
            shape.Wrong(value, "'backoff'", "a duration or a range of two, such as 1s..30s");
        }

        return (FirstBackoff, LastBackoff);
    }

    private OnErrorConfig ReadOnError(ConfigValue? value)
    {
        if (value is ConfigMap map)
        {
            shape.Allow(map, "'on_error'", ["to"]);
            var to = shape.Text(map["to"], "'to'");
            if (map["to"] is null) shape.Found.Add(ConfigFindings.MissingKey("to", "'on_error'", "to: NODE", Start(map), map.Path));
            return to is null ? new(OnErrorWay.Fail, null) : new(OnErrorWay.GoTo, to);
        }

        return new(shape.Word(value, "'on_error'", "fail", "continue", "{ to: NODE }") == "continue" ? OnErrorWay.Continue : OnErrorWay.Fail, null);
    }

    private List<NextConfig> ReadNext(ConfigValue? value)
    {
        switch (value)
        {
            case null or ConfigScalar { Kind: ScalarKind.Null }:
                return [];
            case ConfigMap way:
                return ReadWay(way) is { } only ? [only] : [];
            case ConfigList list when list.Items.Any(i => i is ConfigMap):
                return ReadWays(list);
            default:
                var targets = shape.Texts(value, "'next'");
                return targets.Count == 0 ? [] : [new NextConfig(null, targets, value.At)];
        }
    }

    private List<NextConfig> ReadWays(ConfigList list)
    {
        var ways = new List<NextConfig>();
        foreach (var item in list.Items)
        {
            if (item is ConfigMap map)
            {
                if (ReadWay(map) is { } way) ways.Add(way);
            }
            else if (shape.Text(item, "An entry of 'next'") is { } target)
            {
                ways.Add(new NextConfig(null, [target], target.At));
            }
        }

        return ways;
    }

    private NextConfig? ReadWay(ConfigMap map)
    {
        shape.Allow(map, "a way of 'next'", ["when", "to"]);
        if (map["to"] is null) shape.Found.Add(ConfigFindings.MissingKey("to", "A way of 'next'", "to: NODE, or to: end", Start(map), map.Path));
        return new NextConfig(Condition(map["when"], "'when'"), shape.Texts(map["to"], "'to'"), map.At);
    }

    private static SourceSpan Start(ConfigMap map) => map.At with { EndLine = map.At.Line, EndColumn = map.At.Column + 1 };
}
