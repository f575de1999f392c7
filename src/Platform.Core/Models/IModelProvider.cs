using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Models;

/// <summary>
/// Whoever offers language models. One public sealed class for each in <c>Providers/</c>; the catalog finds it and the container builds it.
/// </summary>
public interface IModelProvider
{
    /// <summary>The part of <c>use:</c> that names the kind: <c>openai</c> of <c>openai/gpt-4.1-mini</c>, <c>builtin/classifier</c> as a whole.</summary>
    string Key { get; }

    /// <summary>One line of YAML under <c>models:</c> that compiles.</summary>
    string Example { get; }

    /// <summary>Looks at the settings as they stand in the file; opens, reads and calls nothing.</summary>
    void Check(PartConfig model, Findings found);

    ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken);

    /// <summary>It runs in this process: no key, no net, no breaker, nothing to check.</summary>
    bool IsLocal => false;

    /// <summary>Null when it is not known; never a guess.</summary>
    /// <param name="model">The model's own name: <c>gpt-4.1-mini</c>; empty when the kind has none.</param>
    ModelPrice? PriceOf(string model) => null;

    /// <summary>The secrets that may hold its key when the file sets none, the usual one first; empty when it needs no key.</summary>
    IReadOnlyList<string> KeyNames => [];

    /// <summary>
    /// The names of the models that are there, sorted: asks the provider, at the address and with the key of the settings, in one short call. Null when
    /// the kind has nothing to list. It fails as a call of the model does.
    /// </summary>
    /// <param name="settings">No model need be named in them: <c>use: ollama</c> will do.</param>
    ValueTask<IReadOnlyList<string>?> ListAsync(ModelSettings settings, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>?>(null);

    /// <summary>A file of the work folder that the client is made from, so that a new content makes a new client; null when there is none.</summary>
    string? FileOf(ModelSettings settings) => null;
}

/// <summary>One named model of a workflow, ready to be made: every <c>${{ }}</c> in its settings is evaluated.</summary>
/// <param name="Name">Its name in the file: <c>main</c>.</param>
/// <param name="Use"><c>openai/gpt-4.1-mini</c>.</param>
/// <param name="Settings">The whole map under its name, with <c>use</c>.</param>
/// <param name="Files">The workflow's own folder.</param>
public sealed record ModelSettings(string Name, string Use, JsonElement Settings, OrganizationId Organization, WorkFolder Files)
{
    /// <summary>The model's own name, behind the provider's key; empty when there is none.</summary>
    public string ModelBehind(string key) => Use.Length > key.Length ? Use[(key.Length + 1)..] : "";

    public SettingsReader Read() => new(Settings, $"Model '{Name}'");
}

/// <summary>US dollars for a million tokens.</summary>
/// <param name="Cached">For input tokens that the provider had cached; null means that they cost as much as any.</param>
/// <param name="Reasoning">For output tokens that were thought and not shown; null means that they cost as much as any.</param>
/// <param name="CacheWrite">For input tokens that the provider puts into its cache; null means that they cost as much as any.</param>
public sealed record ModelPrice(decimal Input, decimal Output, decimal? Cached = null, decimal? Reasoning = null, decimal? CacheWrite = null)
{
    /// <summary>US dollars for a minute of sound that is written down; null when sound is not sold by time.</summary>
    public decimal? Minute { get; init; }

    /// <summary>US dollars for a million characters that are said aloud; null when speech is not sold by characters.</summary>
    public decimal? Characters { get; init; }

    internal const int Most = 1_000_000;

    public static readonly ModelPrice Free = new(0, 0, 0);
}
