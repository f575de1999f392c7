using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Events;
using Platform.Core.Models;
using Platform.Core.Tools;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Agents;

/// <summary>One task for an agent, with everything that it may use.</summary>
public sealed record AgentCall
{
    public const int UsualTurns = 10;

    /// <summary>The agent's name in the file.</summary>
    public required string Agent { get; init; }

    /// <summary>The name of its model.</summary>
    public required string Model { get; init; }

    /// <summary>Its model and the models that may answer in its place, by name.</summary>
    public required IReadOnlyDictionary<string, ModelSettings> Models { get; init; }

    /// <summary>Empty when it has none.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>See <see cref="AgentPrompt.ReadAsync"/>.</summary>
    public required IReadOnlyList<ChatMessage> Prompt { get; init; }

    public IReadOnlyList<BoundTool> Tools { get; init; } = [];

    /// <summary>Asked before each further question to the model: the tools as they are now, null when they are the same. Null when they cannot change.</summary>
    public Func<CancellationToken, ValueTask<IReadOnlyList<BoundTool>?>>? Changes { get; init; }

    /// <summary>For one question to the model and the tools it then calls.</summary>
    public int MaxTurns { get; init; } = UsualTurns;

    /// <summary>Null asks for text.</summary>
    public AgentOutput? Output { get; init; }

    /// <summary>How often it may call tools; null is unbounded.</summary>
    public int? MostCalls { get; init; }

    /// <summary>What it was asked, kept with its first note for the one who starts it again; null when nobody will.</summary>
    public JsonElement? Asked { get; init; }

    /// <summary>What it wrote down when it worked on this before; see <see cref="AgentConversation"/>.</summary>
    public IReadOnlyList<JsonElement> Notes { get; init; } = [];

    /// <summary>Numbers of calls that wait and are not answered.</summary>
    public IReadOnlySet<int> Waiting { get; init; } = new HashSet<int>();

    /// <summary>What came for calls that waited, by number.</summary>
    public IReadOnlyDictionary<int, CallAnswer> Answers { get; init; } = new Dictionary<int, CallAnswer>();

    /// <summary>For whom the tools are called.</summary>
    public required ToolCallContext Tool { get; init; }

    /// <summary>Hears what happens, as it happens and from several threads; place and step are for the caller to add.</summary>
    public Action<RunEvent>? Tell { get; init; }

    public IAgentBudget? Budget { get; init; }
}

/// <summary>The bounds of the run. Both methods throw <c>budget_exceeded</c>.</summary>
public interface IAgentBudget
{
    /// <summary>Before each call of a model.</summary>
    void EnsureLeft();

    /// <summary>After it: the place to refuse a call that would pass a bound, before it is made.</summary>
    ValueTask AdmitAsync(ModelStart start, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>After each call of a model, and after an attempt that failed when something had come of it.</summary>
    /// <param name="cost">US dollars; null when the price is not known.</param>
    void Spend(ModelUsage usage, decimal? cost, bool isAnswered);
}

/// <summary>Its answer.</summary>
/// <param name="Output">The final text as a JSON string, or the object that the output schema describes.</param>
/// <param name="Turns">Questions to the model.</param>
/// <param name="Cost">US dollars; null as soon as one call's price is not known.</param>
public sealed record AgentResult(JsonElement Output, int Turns, long InputTokens, long OutputTokens, decimal? Cost) : AgentOutcome;
