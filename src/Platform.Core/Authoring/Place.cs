using Platform.Core.Authoring.Outlines;

namespace Platform.Core.Authoring;

/// <summary>A cursor's place as a route: <c>nodes/draft/next/[]/to</c>.</summary>
internal sealed class Place(IReadOnlyList<OutlineEntry> path)
{
    // Behind these a JSON Schema stands.
    private static readonly string[] Schemas = ["inputs/*", "types/*", "state/*", "agents/*/output", "nodes/*/human/form", "agents/*/memory/schema"];

    private readonly string[] _steps = [.. path.Select(e => e.Key ?? "[]")];

    public IEnumerable<string?> Keys => path.Select(e => e.Key);

    public string? this[int at] => at < _steps.Length ? _steps[at] : null;

    /// <summary>The entry that the place stands under; null at the top.</summary>
    public OutlineEntry? Last => path.Count == 0 ? null : path[^1];

    /// <summary>Whether the route is one of the patterns, in which <c>*</c> is any name; an item of a list counts as the list.</summary>
    public bool Is(params string[] patterns) => Array.Exists(patterns, p => Fits(p.Split('/'), _steps.Length) || (_steps is [.., "[]"] && Fits(p.Split('/'), _steps.Length - 1)));

    /// <summary>Whether the route is a pattern or goes on behind it.</summary>
    public bool IsUnder(string pattern)
    {
        var steps = pattern.Split('/');
        return _steps.Length >= steps.Length && Fits(steps, steps.Length);
    }

    /// <summary>Whether a JSON Schema stands here, whose keywords are its keys.</summary>
    public bool IsSchema => Array.Find(Schemas, IsUnder) is { } root && EndsInSchema(root.Split('/').Length);

    private bool Fits(string[] pattern, int length)
    {
        if (pattern.Length != length) return false;
        for (var i = 0; i < length; i++)
            if (pattern[i] != "*" && pattern[i] != _steps[i]) return false;
        return true;
    }

    private bool EndsInSchema(int at)
    {
        while (at < _steps.Length)
        {
            at += _steps[at] switch
            {
                "properties" or "patternProperties" or "$defs" or "anyOf" or "oneOf" or "allOf" or "prefixItems" => 2,
                "items" or "additionalProperties" or "not" or "contains" or "if" or "then" or "else" => 1,
                _ => _steps.Length + 1,
            };
        }

        return at == _steps.Length;
    }
}
