using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Costs.Usage;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>The agents of the workflows, how they do, and trying one.</summary>
public sealed class AgentsEndpoints : IEndpointGroup
{
    private const int UsualDays = 7;

    public void Map(IEndpointRouteBuilder app)
    {
        var agents = app.MapGroup("/api/v1/agents").WithTags("Agents");
        agents.MapGet("/", ListAsync).WithSummary("The agents of every workflow's current version; with ?workflow= of one.");
        agents.MapGet("/{workflow}/{name}", ShowAsync).WithSummary("One of them, with its calls of the last ?days=7.");
        agents.MapPost("/{workflow}/{name}/try", TryAsync).WithSummary("Asks it once: { message, inputs }. A run of its own, at most two minutes and a dollar; its tools are really called.");
    }

    private static async Task<Ok<Page<AgentView>>> ListAsync(string? workflow, Caller caller, AgentShelf shelf, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<AgentView>([.. (await shelf.ListAsync(caller, cancellationToken)).Items.Where(a => workflow is null || a.Workflow == workflow)], null));

    private static async Task<Ok<AgentDetail>> ShowAsync(string workflow, string name, int? days, Caller caller, AgentShelf shelf, UsageBook usage, CancellationToken cancellationToken) =>
        TypedResults.Ok(new AgentDetail(
            await shelf.FindAsync(caller, workflow, name, cancellationToken) ?? throw new PlatformException(ErrorCode.NotFound, $"'{workflow}' has no agent '{name}'.", "GET /api/v1/agents lists them."),
            usage.Of(caller, UsageKind.Agent, new UsageKey(name, workflow), days ?? UsualDays)));

    private static async Task<Ok<AgentTrialResult>> TryAsync(string workflow, string name, AskBody body, Caller caller, AgentShelf shelf, CancellationToken cancellationToken) =>
        TypedResults.Ok(await shelf.TryAsync(caller, workflow, name, body.Message, body.Inputs ?? JsonSerializer.SerializeToElement(new Dictionary<string, object>()), cancellationToken));

    /// <param name="Inputs">What its instructions read of the workflow's inputs.</param>
    internal sealed record AskBody(string Message, JsonElement? Inputs);
}

public sealed record AgentDetail(AgentView Agent, UsageView Usage);
