using System.Text.Json;
using Platform.Core.Tools;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Agents;

/// <summary>What an agent came to: an answer, or calls that wait.</summary>
public abstract record AgentOutcome;

/// <summary>The agent stops here until one of these is answered. It is then run again with its notes and with the answer, and goes on where it was.</summary>
public sealed record AgentWaits(IReadOnlyList<AgentWait> Calls) : AgentOutcome;

/// <summary>A call that waits.</summary>
/// <param name="Number">From 1, over all turns.</param>
public abstract record AgentWait(int Number);

/// <summary>It waited before, and nobody has answered yet.</summary>
public sealed record WaitsOn(int Number) : AgentWait(Number);

/// <summary>A person must allow it.</summary>
/// <param name="Why">Why, as the end of a sentence.</param>
public sealed record WaitsForLeave(int Number, BoundTool Tool, JsonElement Arguments, string Why) : AgentWait(Number);

/// <summary>It needs a person's answer, or a workflow's outputs.</summary>
/// <param name="Tool">Its name in the file.</param>
public sealed record WaitsForNeed(int Number, string Tool, ToolNeed Need) : AgentWait(Number);
