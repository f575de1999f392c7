namespace Platform.Core.Chat.Composer.Reading;

/// <summary>What a person asked for, before it is a graph.</summary>
internal sealed class Plan
{
    public string? Name { get; set; }

    public string? Title { get; set; }

    /// <summary>The words that want none: "no agents at all".</summary>
    public string? NoAgents { get; set; }

    /// <summary>What a heading says that comes in: the first agent that is given nothing reads it.</summary>
    public PlanInput? Subject { get; set; }

    public List<PlanItem> Items { get; } = [];

    /// <summary>What is done when any step fails that says nothing of its own.</summary>
    public List<PlanItem> OnFailure { get; } = [];

    public List<PlanInput> Inputs { get; } = [];

    /// <summary>Names of the inputs that come in together, as the parts of one thing.</summary>
    public List<string> Parts { get; } = [];

    /// <summary>Nouns that the answer holds; empty for what the last steps made.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary><c>cost: $2</c>, as they stand in the file.</summary>
    public Dictionary<string, string> Limits { get; } = new(StringComparer.Ordinal);

    /// <summary><c>day: $5</c></summary>
    public Dictionary<string, string> Budgets { get; } = new(StringComparer.Ordinal);

    public int? Concurrency { get; set; }

    /// <summary>A kind and its text: <c>cron</c> with <c>0 7 * * 1</c>.</summary>
    public List<(string Kind, string Value, string? Zone)> Triggers { get; } = [];

    /// <summary><c>openai/gpt-4o-mini</c>: for agents that name none of their own.</summary>
    public string? Model { get; set; }

    /// <summary>Models of single steps by the nouns that name them: "the summary", <c>openai/gpt-4o</c>.</summary>
    public List<(string Noun, string Use)> ModelsFor { get; } = [];

    /// <summary>Tools of single agents by the nouns that name them.</summary>
    public List<(string Noun, IReadOnlyList<string> Tools)> ToolsFor { get; } = [];

    /// <summary>Who uses a model of its own is an agent: "drafter".</summary>
    public List<string> Doers { get; } = [];

    /// <summary>Models that stand in when another is down; the other is null where every model is meant.</summary>
    public List<(string? For, string Use)> Fallbacks { get; } = [];

    public string? Cache { get; set; }

    public int? Attempts { get; set; }

    /// <summary>How long it waits between two tries.</summary>
    public string? Pause { get; set; }

    public string? Timeout { get; set; }

    /// <summary>Orders that change what the rest of the request builds: the words that are read, and as they were said.</summary>
    public List<(string Text, string Shown)> Later { get; } = [];

    public List<string> NotUnderstood { get; } = [];

    /// <summary>What was read and stands in no step of its own: a model for all but one.</summary>
    public List<string> Settled { get; } = [];

    /// <summary>What was named and stands nowhere in what was built.</summary>
    public List<string> LeftOut { get; } = [];

    /// <summary>What was read, but cannot be served as it was said.</summary>
    public List<string> Remarks { get; } = [];
}

internal sealed record PlanInput(string Name, string Type, string? Default = null);

internal abstract record PlanItem;

/// <summary>One action.</summary>
/// <param name="Skill">What it does: <c>summarise</c>, <c>slack</c>.</param>
/// <param name="Said">The person's own words, literals put away.</param>
internal sealed record Step(string Skill, string Said) : PlanItem
{
    /// <summary>What the words gave: <c>url</c>, <c>path</c>, <c>to</c>.</summary>
    public Dictionary<string, string> Has { get; } = new(StringComparer.Ordinal);

    public List<string> Labels { get; init; } = [];

    public List<string> Fields { get; init; } = [];

    public List<string> Tools { get; init; } = [];

    public string? Model { get; set; }

    public int? Attempts { get; set; }

    /// <summary>How long it waits between two tries: <c>10s</c>.</summary>
    public string? Pause { get; set; }

    public string? Timeout { get; set; }

    public string? Cache { get; set; }

    public bool GoesOn { get; set; }

    /// <summary>What the members of a list that is filtered must fulfil.</summary>
    public Condition? Only { get; init; }

    /// <summary>The same step once more, in another way.</summary>
    public Step Again()
    {
        var step = new Step(Skill, Said) { Labels = Labels, Fields = Fields, Tools = Tools, Model = Model, Attempts = Attempts, Pause = Pause, Timeout = Timeout, Cache = Cache, GoesOn = GoesOn, Only = Only };
        foreach (var (key, value) in Has) step.Has[key] = value;
        return step;
    }

    public string? Get(string key) => Has.GetValueOrDefault(key);
}

internal sealed record Together(List<List<PlanItem>> Ways) : PlanItem;

/// <summary>A leader that says, round by round, which of several agents works next.</summary>
/// <param name="Most">Rounds at most.</param>
internal sealed record Delegation(Step Leader, List<Step> Workers, int Most) : PlanItem;

internal sealed record Case(Condition When, List<PlanItem> Then);

internal sealed record Fork(List<Case> Cases) : PlanItem
{
    public List<PlanItem> Else { get; } = [];

    public bool HasElse { get; set; }
}

/// <param name="Body">Null when it is what came before.</param>
internal sealed record Again(List<PlanItem>? Body, Condition? Until, int? Most) : PlanItem
{
    /// <summary>1-based place of the first step that is repeated; null for the last one that makes sense.</summary>
    public int? From { get; init; }

    /// <summary>How long it waits between two rounds: <c>5m</c>.</summary>
    public string? Pause { get; init; }

    /// <summary>What is done when the rounds are used up and it never came true; the run ends with it.</summary>
    public List<PlanItem> Spent { get; init; } = [];
}

internal sealed record ForEach(string Item, string? Source, List<PlanItem> Body) : PlanItem
{
    public int? Parallel { get; set; }
}

internal enum Test
{
    Label,
    Number,
    Text,
    Contains,
    Length,
    Approved,
    Empty,
    Failed,
    Late,
    Judge,
}

/// <summary>One condition; several hold together when <see cref="And"/> names another.</summary>
/// <param name="Subject">The noun it speaks of; empty when it is what the last step made.</param>
/// <param name="Sign">One of <c>&lt; &lt;= == != &gt;= &gt;</c>.</param>
internal sealed record Condition(Test Test, string Subject, string Sign, string Value, string Said)
{
    public Condition? And { get; init; }

    public Condition? Or { get; init; }

    /// <summary>The model that decides it, where one was named.</summary>
    public string? Model { get; init; }

    /// <summary>An agent was told to find it out.</summary>
    public bool IsAsked { get; init; }

    /// <summary>What stands before the words of a condition that was turned round.</summary>
    public const string Turned = "not: ";

    public Condition Not() => this with
    {
        Sign = Sign switch { "<" => ">=", "<=" => ">", ">" => "<=", ">=" => "<", "==" => "!=", _ => "==" },
        Said = $"{Turned}{Said}",
    };
}
