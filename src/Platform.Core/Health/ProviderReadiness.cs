using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Models.BadDays;
using Platform.Core.Security;

namespace Platform.Core.Health;

/// <param name="Word">How it is with them: <c>ready, your own, no key</c>.</param>
/// <param name="Text">The same in a sentence, with their names.</param>
public sealed record ReadinessLine(string Word, string Text);

/// <summary>How it is with a provider as the machine stands.</summary>
public enum ReadinessState
{
    /// <summary>It can be used at once.</summary>
    Ready,

    /// <summary>A server or client of one's own: whether it answers nobody knows before it is asked.</summary>
    Own,

    NoKey,
}

/// <param name="Provider"><c>openai</c>, the first part of <c>use</c>.</param>
/// <param name="Example">One line of YAML under <c>models:</c>.</param>
/// <param name="IsLocal">It runs in this process.</param>
/// <param name="Variables">The environment variables that its key is read from, the usual one first; empty when it needs none.</param>
/// <param name="Source">The variable that holds its key now; null when none does, or it needs none.</param>
public sealed record ProviderView(string Provider, string Example, ReadinessState State, bool IsLocal, IReadOnlyList<string> Variables, string? Source);

/// <summary>Which providers can be used as the machine stands, for the first lines on a console. Nobody is asked and no key is shown.</summary>
public sealed class ProviderReadiness(ModelCatalog catalog, ISecretStore secrets)
{
    /// <summary>One line for those that can be used at once, one for those whose server or client is the user's own, one for those that miss a key, each with the secret that holds it.</summary>
    public async Task<IReadOnlyList<ReadinessLine>> LinesAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        var ready = new List<string>();
        var own = new List<string>();
        var locked = new List<string>();
        foreach (var provider in catalog.All)
        {
            var (isKnown, missing) = await LookAsync(provider, organization, cancellationToken);
            if (missing is not { } secret) (isKnown ? ready : own).Add(provider.Key);
            else locked.Add(secret.Length > 0 ? $"{provider.Key} ({secret})" : provider.Key);
        }

        ReadinessLine[] lines =
        [
            new("ready", $"Models that can be used: {string.Join(", ", ready)}"),
            new("your own", $"Models of your own server, once it answers: {string.Join(", ", own)}"),
            new("no key", $"Models that need a key first: {string.Join(", ", locked)}"),
        ];
        return [.. lines.Where(l => !l.Text.EndsWith(": ", StringComparison.Ordinal))];
    }

    /// <summary>Each provider with the variables that its key is read from; those that run here last.</summary>
    public async Task<IReadOnlyList<ProviderView>> ListAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        var all = new List<ProviderView>();
        foreach (var provider in catalog.All)
        {
            var (isKnown, missing) = await LookAsync(provider, organization, cancellationToken);
            var state = missing is not null ? ReadinessState.NoKey : isKnown ? ReadinessState.Ready : ReadinessState.Own;
            var variables = provider.KeyNames.Select(EnvironmentSecretStore.VariableFor).OfType<string>().ToList();
            all.Add(new ProviderView(provider.Key, provider.Example, state, provider.IsLocal, variables, provider.KeyNames.Select(k => secrets.SourceOf(organization, k)).FirstOrDefault(s => s is not null)));
        }

        return [.. all.OrderBy(p => p.IsLocal).ThenByDescending(p => p.Variables.Count > 0).ThenBy(p => p.Provider, StringComparer.Ordinal)];
    }

    // A client is made as for a call: whoever misses a key says so, in the words that a run would fail with. Where a server of
    // one's own is asked, nobody knows before whether it answers. Nothing is missing when the secret is null; empty is a key without a name.
    private static async Task<(bool IsKnown, string? Missing)> LookAsync(IModelProvider provider, OrganizationId organization, CancellationToken cancellationToken)
    {
        if (provider.IsLocal) return (true, null);
        var use = $"{provider.Key}/any";
        var settings = new ModelSettings("any", use, JsonSerializer.SerializeToElement(new { use }), organization, new WorkFolder(Path.GetTempPath())); // no file is read
        try
        {
            using var client = await provider.CreateAsync(settings, cancellationToken);
            return (provider.KeyNames.Count > 0, null);
        }
        catch (PlatformException e) when (e.Kind == ModelErrorKind.Authentication.Text())
        {
            return (true, e.Message.LastIndexOf("secret ", StringComparison.Ordinal) is var at and >= 0 ? e.Message[(at + 7)..].Split(' ')[0] : "");
        }
        catch (PlatformException)
        {
            return (false, null); // it needs settings that stand in a workflow's file, or brings clients of its own names
        }
    }
}
