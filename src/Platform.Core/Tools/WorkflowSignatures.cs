using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Tools;

/// <summary>What another workflow asks for, so that it can be a tool. Made where workflows are known.</summary>
/// <param name="FindAsync">Null when the organisation has no such workflow.</param>
public sealed record WorkflowSignatures(Func<OrganizationId, string, CancellationToken, ValueTask<WorkflowSignature?>> FindAsync);

/// <param name="Description">What it is for; null when its file does not say.</param>
/// <param name="Inputs">JSON Schema of its inputs.</param>
public sealed record WorkflowSignature(string? Description, JsonElement Inputs);
