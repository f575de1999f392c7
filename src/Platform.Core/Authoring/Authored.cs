namespace Platform.Core.Authoring;

/// <summary>Something that may stand at the cursor.</summary>
/// <param name="Label">As it is shown and matched.</param>
/// <param name="Kind"><c>key</c>, <c>node</c>, <c>agent</c>, <c>model</c>, <c>tool</c>, <c>workflow</c>, <c>channel</c>, <c>input</c>, <c>type</c>, <c>value</c>, <c>variable</c>, <c>property</c>, <c>function</c> or <c>secret</c>.</param>
/// <param name="Detail">A few words beside it; empty when there are none.</param>
/// <param name="Documentation">Sentences and samples, plain text of several lines; empty when there are none.</param>
public sealed record CompletionItem(string Label, string Kind, string Detail = "", string Documentation = "")
{
    /// <summary>What is written when it is chosen.</summary>
    public string Insert { get; init; } = Label;
}

/// <summary>What may stand at a place.</summary>
/// <param name="From">The items replace the text from here: an index in UTF-16 units.</param>
/// <param name="To">Up to here, exclusive.</param>
public sealed record CompletionList(int From, int To, IReadOnlyList<CompletionItem> Items)
{
    public static CompletionList None(int at) => new(at, at, []);
}

/// <summary>What a word means.</summary>
/// <param name="From">Where the word begins: an index in UTF-16 units.</param>
public sealed record HoverView(int From, int To, CompletionItem About)
{
    /// <summary>What holds when a key is not given; empty when nothing is told.</summary>
    public string Default { get; init; } = "";

    /// <summary>Values that may stand there, the first dozen; empty when there is no list of them.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>How many there are besides.</summary>
    public int More { get; init; }

    /// <summary>As it is written in a file; empty when there is none.</summary>
    public string Example { get; init; } = "";

    /// <summary>Where more is told: <c>/docs/language#nodes</c>.</summary>
    public string Guide { get; init; } = "";
}

/// <summary>A kind of tool, as far as somebody who writes it must know it.</summary>
/// <param name="Arguments">JSON Schema of what a call takes; null when it depends on the settings.</param>
/// <param name="Result">JSON Schema of what comes back; null when nothing is promised.</param>
public sealed record ToolWords(
    CompletionItem About, System.Text.Json.JsonElement? Arguments, System.Text.Json.JsonElement? Result, IReadOnlyList<CompletionItem> Settings);

/// <summary>Everything outside the text that can be named in it. Data alone, so that completing is a pure function.</summary>
public sealed record AuthoringCatalog
{
    /// <summary>The JSON Schema of workflow files.</summary>
    public required System.Text.Json.JsonElement Schema { get; init; }

    /// <summary>The keys that name an action, each with what stands beside it and a node as a sample.</summary>
    public required IReadOnlyList<NodeKindWords> NodeKinds { get; init; }

    public required IReadOnlyList<ToolWords> Tools { get; init; }

    /// <summary>What may stand under <c>models: NAME: use</c>.</summary>
    public required IReadOnlyList<CompletionItem> Models { get; init; }

    /// <summary>Ways to merge a channel.</summary>
    public required IReadOnlyList<string> Reducers { get; init; }

    /// <summary>Saved workflows, each with the JSON Schema of its inputs when it is known.</summary>
    public IReadOnlyList<(CompletionItem About, System.Text.Json.JsonElement? Inputs)> Workflows { get; init; } = [];
}

/// <param name="Beside">Keys of the node that belong to the kind: <c>with</c>.</param>
public sealed record NodeKindWords(string Key, IReadOnlyList<string> Beside, string Description, string Example);
