using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Models;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Health;

/// <summary>A secret that workflows cannot do without. Its value is never told.</summary>
/// <param name="Source">The variable that holds it; null when it is not set.</param>
/// <param name="Variable">The variable to set; null when no variable can have the name.</param>
/// <param name="Users">Workflows, each with what in it needs the secret: <c>model main</c>, <c>its settings</c>.</param>
public sealed record SecretNeed(string Name, string? Source, string? Variable, IReadOnlyList<(string Workflow, string For)> Users);

/// <summary>Which secrets the workflows need, which of them are set, and from where: those that a file names, and the keys of the providers whose models it names without a key.</summary>
public sealed class SecretNeeds(PartsIndex parts, ModelCatalog models, ISecretStore secrets)
{
    /// <summary>Those that are missing first, then by name.</summary>
    public async Task<IReadOnlyList<SecretNeed>> AllAsync(Caller caller, CancellationToken cancellationToken)
    {
        var all = await parts.AllAsync(caller.Organization, cancellationToken);
        var named = all.Items.SelectMany(w => w.Secrets.Select(s => (Name: s, w.Workflow, For: "its settings")));
        var keys = all.Items.SelectMany(w => w.Models.Select(m => (Key: KeyOf(m, caller.Organization), w.Workflow, For: $"model {m.Name}"))).Where(k => k.Key is not null).Select(k => (Name: k.Key!, k.Workflow, k.For));
        return Needs(named.Concat(keys), caller.Organization);
    }

    /// <summary>Those that one workflow needs and that are not set; it need not be saved.</summary>
    public IReadOnlyList<SecretNeed> Missing(Caller caller, CompiledGraph graph, string text)
    {
        var named = PartsIndex.SecretsIn(text).Select(s => (Name: s, graph.Name, For: "its settings"));
        var keys = graph.Config.Models.Select(m => (Key: KeyOf(m, caller.Organization), graph.Name, For: $"model {m.Name}")).Where(k => k.Key is not null).Select(k => (Name: k.Key!, k.Name, k.For));
        return [.. Needs(named.Concat(keys), caller.Organization).Where(n => n.Source is null)];
    }

    private IReadOnlyList<SecretNeed> Needs(IEnumerable<(string Name, string Workflow, string For)> named, OrganizationId organization) =>
        [.. named.GroupBy(n => n.Name, StringComparer.OrdinalIgnoreCase)
            .Select(n => new SecretNeed(n.Key, secrets.SourceOf(organization, n.Key), EnvironmentSecretStore.VariableFor(n.Key), [.. n.Select(u => (u.Workflow, u.For)).Distinct().OrderBy(u => u.Workflow, StringComparer.Ordinal)]))
            .OrderBy(n => n.Source is not null).ThenBy(n => n.Name, StringComparer.Ordinal)];

    // Null for models without a key, with one of their own, or behind an address of their own, which may ask for none.
    private string? KeyOf(Config.PartConfig model, OrganizationId organization)
    {
        if (model.Settings["api_key"] is not null || model.Settings["base_url"] is not null || model.Settings["replay"] is not null) return null;
        var provider = models.All.FirstOrDefault(p => model.Use.StartsWith($"{p.Key}/", StringComparison.Ordinal));
        return provider is null ? null : provider.KeyNames.FirstOrDefault(k => secrets.SourceOf(organization, k) is not null) ?? (provider.KeyNames.Count > 0 ? provider.KeyNames[0] : null);
    }
}
