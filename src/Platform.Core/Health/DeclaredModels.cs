using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Models;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Health;

/// <summary>The models of a workflow as they are known without a run: constants, secrets and environment, but no inputs and no state.</summary>
public sealed class DeclaredModels(WorkflowService workflows, DeclaredSettings settings, WorkFolders folders)
{
    /// <summary>Enough to know which model it is; its key is not read. Null when even that depends on a run.</summary>
    internal ModelSettings? Name(PartConfig model, OrganizationId organization, string workflow)
    {
        if (SettingsCheck.IsExpression(model.Settings["use"]) || SettingsCheck.IsExpression(model.Settings["base_url"])) return null;
        var known = new Dictionary<string, string> { ["use"] = model.Use };
        if (model.Settings.Text("base_url") is { } address) known["base_url"] = address;
        return new ModelSettings(model.Name, model.Use, JsonSerializer.SerializeToElement(known), organization, folders.Of(organization, workflow));
    }

    /// <exception cref="PlatformException">Validation: a secret is not set, or a setting depends on a run.</exception>
    internal async ValueTask<ModelSettings> ResolveAsync(PartConfig model, OrganizationId organization, string workflow, CancellationToken cancellationToken)
    {
        var known = await settings.ResolveAsync(model, $"Model '{model.Name}'", organization, cancellationToken);
        return new ModelSettings(model.Name, known.TryGetProperty("use", out var use) ? use.GetString() ?? "" : "", known, organization, folders.Of(organization, workflow));
    }

    /// <summary>Of one workflow, or of all whose current version can be read.</summary>
    internal async Task<IReadOnlyList<CompiledGraph>> GraphsAsync(Caller caller, string? workflow, CancellationToken cancellationToken)
    {
        if (workflow is not null) return [(await workflows.LoadAsync(caller, workflow, null, cancellationToken)).Graph];
        var graphs = new List<CompiledGraph>();
        foreach (var name in await workflows.NamesAsync(caller, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await workflows.TryLoadAsync(caller.Organization, name, cancellationToken) is { } loaded) graphs.Add(loaded.Graph);
        }

        return graphs;
    }
}
