namespace Platform.Core.Models.OpenAi;

/// <summary>How a server holds an answer to a schema.</summary>
internal enum Structured
{
    /// <summary><c>response_format: {type: json_schema}</c>.</summary>
    Schema,

    /// <summary><c>{type: json_object}</c>; the schema stands in the prompt.</summary>
    Json,

    /// <summary>The schema stands in the prompt and nowhere else.</summary>
    Prompt,
}

/// <summary>What a server takes besides text.</summary>
[Flags]
internal enum Takes
{
    Text = 0,
    Images = 1,
    Files = 2,
    Audio = 4,
    All = Images | Files | Audio,
}

/// <summary>In what one server's chat completions differ from the usual ones.</summary>
internal sealed record ChatDialect
{
    /// <summary>OpenAI's own server has another word for <c>max_tokens</c>; the others know the old one.</summary>
    public string Limit { get; init; } = "max_tokens";

    public string Seed { get; init; } = "seed";

    public Structured Structured { get; init; } = Structured.Schema;

    public Takes Takes { get; init; } = Takes.All;

    public bool HasTopK { get; init; }

    /// <summary>Whether it must be asked for the usage of a stream; some send it unasked and refuse the question.</summary>
    public bool AsksForUsage { get; init; } = true;

    /// <summary>Whether what a model thought before it called tools goes back with their results.</summary>
    public bool KeepsThoughts { get; init; }

    /// <summary>Whether thoughts come sealed in <c>reasoning_details</c> and go back as they came (OpenRouter).</summary>
    public bool SealsThoughts { get; init; }

    /// <summary>Whether thoughts may come as <c>&lt;think&gt;</c> at the head of the answer, from servers that know nothing of them.</summary>
    public bool MayThinkAloud { get; init; } = true;

    public static ChatDialect OpenAi { get; } = new() { Limit = "max_completion_tokens", MayThinkAloud = false };

    public static ChatDialect Usual { get; } = new();
}
