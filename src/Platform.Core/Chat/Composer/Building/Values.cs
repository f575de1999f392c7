using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

internal enum Shape
{
    Text,
    Number,
    List,
    Map,
}

/// <summary>Something that a later step can speak of.</summary>
/// <param name="Noun">What people call it: <c>summary</c>.</param>
/// <param name="Expression">In CEL, without braces: <c>state.summary</c>.</param>
internal sealed record Value(string Noun, string Expression, Shape Shape)
{
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Members that a map has, and whether each is a number.</summary>
    public IReadOnlyDictionary<string, bool> Fields { get; init; } = new Dictionary<string, bool>(StringComparer.Ordinal);

    /// <summary>Comes from outside and is worked on, but is seldom the answer.</summary>
    public bool IsRaw { get; init; }

    public bool IsInput { get; init; }

    /// <summary>Found out only to decide something; "it" is still what it was found in.</summary>
    public bool IsAside { get; init; }

    /// <summary>What a person called it where it was read: the <c>poem</c> from poem.txt.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Under which name the entries of a list hold what each was made of.</summary>
    public string? Item { get; init; }

    /// <summary>A map of names and numbers, which people read a line each.</summary>
    public bool IsTable { get; init; }

    public string Braced => $"${{{{ {Expression} }}}}";

    /// <summary>As a person reads it.</summary>
    public string Shown => IsTable || Shape == Shape.Map && Noun == "details" && Fields.Count > 0 ? $"${{{{ {Expression}.map(k, k + ': ' + string({Expression}[k])).join('\\n') }}}}"
        : Shape == Shape.Map && Noun == "fields" && Fields.Count > 0 ? string.Join("\n", Fields.Keys.Select(f => $"{char.ToUpperInvariant(f[0])}{f[1..].Replace('_', ' ')}: ${{{{ {Expression}.{f} }}}}"))
        : Braced;

    /// <summary>Its own name, or the last word of it where it is several: <c>quiz_questions</c> are the questions.</summary>
    public bool IsNamed(string word) => Words.Singular(word) == Words.Singular(Noun) || !IsInput && Noun.EndsWith('s') && Words.Singular(word) != word && Noun.EndsWith($"_{word}", StringComparison.Ordinal);

    /// <summary>Other words for it.</summary>
    public bool IsCalled(string word) => IsNamed(word) || Words.Singular(word) is var one && (one == Words.Singular(Noun) || Noun.EndsWith("_text", StringComparison.Ordinal) && one == Noun[..^5] || Synonyms.TryGetValue(one, out var same) && same.Contains(Words.Singular(Noun), StringComparer.Ordinal));

    private static readonly Dictionary<string, string[]> Synonyms = new(StringComparer.Ordinal)
    {
        ["article"] = ["page", "text", "draft"],
        ["page"] = ["article", "text"],
        ["website"] = ["page"],
        ["site"] = ["page"],
        ["email"] = ["message", "mail", "reply", "draft"],
        ["mail"] = ["email", "message"],
        ["message"] = ["email", "ticket", "reply"],
        ["text"] = ["page", "file", "draft", "article", "transcript"],
        ["content"] = ["page", "file", "text", "draft"],
        ["post"] = ["draft", "article"],
        ["report"] = ["draft", "report"],
        ["story"] = ["draft"],
        ["poem"] = ["draft"],
        ["letter"] = ["draft", "reply"],
        ["essay"] = ["draft"],
        ["newsletter"] = ["draft"],
        ["answer"] = ["draft", "reply", "answer", "research"],
        ["response"] = ["reply", "response", "draft"],
        ["draft"] = ["reply", "draft", "article"],
        ["reply"] = ["draft", "reply"],
        ["result"] = ["results", "rows", "response", "total", "count", "average", "figure"],
        ["row"] = ["rows"],
        ["file"] = ["file", "rows"],
        ["data"] = ["rows", "response", "fields"],
        ["finding"] = ["research", "results", "check"],
        ["research"] = ["results"],
        ["review"] = ["feedback"],
        ["feedback"] = ["review"],
        ["remark"] = ["feedback"],
        ["sum"] = ["total"],
        ["figure"] = ["total", "count", "average", "result"],
        ["number"] = ["total", "count", "average", "figure"],
        ["mean"] = ["average"],
        ["comment"] = ["feedback"],
        ["suggestion"] = ["feedback"],
        ["criticism"] = ["feedback"],
        ["critique"] = ["feedback"],
        ["objection"] = ["feedback"],
        ["checksum"] = ["hash"],
        ["verdict"] = ["check"],
        ["outcome"] = ["check", "result"],
        ["rating"] = ["score"],
        ["grade"] = ["score"],
        ["quality"] = ["score"],
        ["transcript"] = ["transcript"],
        ["label"] = ["category"],
        ["type"] = ["category"],
        ["kind"] = ["category"],
        ["topic"] = ["category"],
        ["ticket"] = ["message", "email"],
        ["item"] = ["rows", "results"],
        ["digest"] = ["summary"],
        ["overview"] = ["summary"],
        ["record"] = ["rows"],
    };
}

/// <summary>A list whose items each go through the steps that follow.</summary>
/// <param name="over">The list, in CEL.</param>
/// <param name="item">What one is called.</param>
internal sealed class EachScope(string over, string item)
{
    public string Over { get; set; } = over;

    /// <summary>The name under which a node sees one of them.</summary>
    public string Item { get; set; } = item;

    /// <summary>What is known of one, by noun; the expression begins with the item's name. Empty until something was made of it.</summary>
    public List<Value> Fields { get; } = [];

    /// <summary>What the one way of a choice made that made something.</summary>
    public (string Over, List<Value> Fields)? Chosen { get; set; }

    /// <summary>Those of which somebody approved where he was asked, in CEL.</summary>
    public string? Passed { get; set; }

    public int? Parallel { get; init; }

    public string Noun { get; init; } = item;

    public bool IsRecord { get; set; }

    /// <summary>The items are maps whose members are not known: rows of a file.</summary>
    public bool IsRows { get; init; }
}
