using System.Text.Json;
using Platform.Core.Runs;

namespace Platform.Core.Health;

/// <summary>One agent of one workflow's current version.</summary>
/// <param name="Model">The model's name in the file.</param>
/// <param name="Use">What that model uses: <c>openai/gpt-5</c>; empty when the file does not tell.</param>
/// <param name="Fallbacks">What answers when the model does not.</param>
/// <param name="Nodes">Nodes that ask it.</param>
/// <param name="Tools">As the file names them.</param>
/// <param name="Memory">Its namespace and what it does with it, in words; null when it has none.</param>
/// <param name="Policies">What bounds it, one sentence each.</param>
/// <param name="Output"><c>text</c>, or what its schema says.</param>
public sealed record AgentView(
    string Workflow, int Version, string Name, string? Description, string Instructions, string Model, string Use, IReadOnlyList<string> Fallbacks,
    IReadOnlyList<string> Nodes, IReadOnlyList<string> Tools, string? Memory, IReadOnlyList<string> Policies, string Output);

/// <param name="Known">Of how many workflows it tells; fewer than <paramref name="All"/> for a moment after the start of a large installation.</param>
public sealed record AgentList(IReadOnlyList<AgentView> Items, int Known, int All);

/// <param name="Inputs">JSON Schema of what must be given beside the message; an object without properties when nothing.</param>
public sealed record AgentTrialForm(JsonElement Inputs);

/// <param name="Run">As it is after at most half a minute: it goes on when it has not ended.</param>
/// <param name="Answer">Null when it has not succeeded.</param>
public sealed record AgentTrialResult(RunView Run, JsonElement? Answer);
