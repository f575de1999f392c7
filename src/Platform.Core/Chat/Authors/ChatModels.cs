using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Models;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Chat.Authors;

/// <summary>Somebody who can answer in a conversation.</summary>
/// <param name="Id"><c>builtin</c>, <c>openai/gpt-4.1-mini</c>, or <c>WORKFLOW:NAME</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="WhyNot">Why it cannot be used; null when it can, as far as that is known without asking it.</param>
public sealed record ModelChoice(string Id, string Title, string Use, string? WhyNot);

/// <summary>
/// The models that a conversation can be held with: the one of the settings, those of saved workflows with their own addresses and keys, and the usual one of
/// each provider whose key is set. Without any the built-in composer answers.
/// </summary>
public sealed class ChatModels
{
    public const string Builtin = "builtin";
    public const string Auto = "auto";

    /// <summary>Stands in the log of calls and in the costs where a workflow's name stands; no workflow can be called so.</summary>
    public const string Purpose = "(chat)";

    private const int MostWorkflows = 300;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    // One small and cheap model for each provider, as docs/models.md names them.
    private static readonly string[] Usual =
    [
        "openai/gpt-4.1-mini", "anthropic/claude-haiku-4-5", "google/gemini-2.5-flash", "mistral/mistral-small-latest", "groq/llama-3.3-70b-versatile", "deepseek/deepseek-chat",
    ];

    private readonly WorkflowService _workflows;
    private readonly DeclaredModels _declared;
    private readonly ModelCatalog _catalog;
    private readonly ConversationOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<OrganizationId, (DateTimeOffset At, Task<IReadOnlyList<ModelChoice>> Choices)> _known = new();

    internal ChatModels(WorkflowService workflows, DeclaredModels declared, ModelCatalog catalog, IOptions<ConversationOptions> options, TimeProvider time)
    {
        (_workflows, _declared, _catalog, _options, _time) = (workflows, declared, catalog, options.Value, time);
        workflows.Changed += organization => _known.TryRemove(organization, out _);
    }

    /// <summary>Everyone who can be chosen; the composer last. Known for some seconds, for it reads the workflows.</summary>
    public Task<IReadOnlyList<ModelChoice>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (_known.TryGetValue(caller.Organization, out var known) && now - known.At < Fresh && !known.Choices.IsFaulted) return known.Choices.WaitAsync(cancellationToken);
        var made = ReadAsync(caller);
        _known[caller.Organization] = (now, made);
        return made.WaitAsync(cancellationToken);
    }

    /// <summary>Who answers when nobody is chosen: the first model that can be used, else the composer.</summary>
    public async Task<ModelChoice> DefaultAsync(Caller caller, CancellationToken cancellationToken)
    {
        var all = await ListAsync(caller, cancellationToken);
        return _options.Model == Builtin ? all[^1] : all.First(c => c.WhyNot is null);
    }

    /// <summary>The settings of the models that may answer, by name; the first of them is asked.</summary>
    /// <exception cref="PlatformException">Validation: there is no such model, or its key is not set.</exception>
    internal async Task<(string Name, IReadOnlyDictionary<string, ModelSettings> Models)> ResolveAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        if (WorkflowOf(id) is var (workflow, name))
        {
            if (await _workflows.TryLoadAsync(caller.Organization, workflow, cancellationToken) is not { } loaded || loaded.Graph.Config.Models.All(m => m.Name != name))
                throw Unknown(id);
            var models = new Dictionary<string, ModelSettings>(StringComparer.Ordinal);
            foreach (var model in loaded.Graph.Config.Models)
            {
                try
                {
                    models[model.Name] = await _declared.ResolveAsync(model, caller.Organization, workflow, cancellationToken);
                }
                catch (PlatformException) when (model.Name != name)
                {
                    // A fallback that cannot be used here: without it.
                }
            }

            foreach (var model in models.Values.ToList()) models[model.Name] = WithFallbacks(model, models.Keys);
            return (name, models);
        }

        if (_catalog.Find(id) is null) throw Unknown(id);
        return (id, new Dictionary<string, ModelSettings>(StringComparer.Ordinal) { [id] = Plain(caller.Organization, id) });
    }

    /// <exception cref="PlatformException">Validation: nobody has that name.</exception>
    internal async Task EnsureKnownAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        if (id is Auto or Builtin) return;
        if (id.Length > 200) throw Unknown(id[..40]);
        if (WorkflowOf(id) is not null) await ResolveAsync(caller, id, cancellationToken);
        else if (!id.Contains('/', StringComparison.Ordinal) || _catalog.Find(id) is null) throw Unknown(id);
    }

    private static PlatformException Unknown(string id) =>
        new(ErrorCode.Validation, $"There is no model '{id}' to talk with.", "Choose 'builtin', a provider's model as openai/gpt-4.1-mini, or WORKFLOW:NAME for a model of a saved workflow.");

    private async Task<IReadOnlyList<ModelChoice>> ReadAsync(Caller caller)
    {
        var choices = new List<ModelChoice>();
        if (_options.Model is { Length: > 0 } own && own != Builtin) choices.Add(new ModelChoice(own, own, own, await WhyNotAsync(Plain(caller.Organization, own))));
        var seen = new HashSet<(string, string?)>();
        foreach (var name in (await _workflows.NamesAsync(caller, CancellationToken.None)).Take(MostWorkflows))
        {
            if (await _workflows.TryLoadAsync(caller.Organization, name, CancellationToken.None) is not { } loaded) continue;
            foreach (var model in loaded.Graph.Config.Models)
            {
                if (_catalog.Find(model.Use) is not { IsLocal: false } || model.Settings["replay"] is not null || !seen.Add((model.Use, model.Settings.Text("base_url")))) continue;
                choices.Add(new ModelChoice($"{name}:{model.Name}", $"{model.Use} (as in {name})", model.Use, await WhyNotAsync(caller.Organization, model, name)));
            }
        }

        foreach (var use in Usual.Where(u => !seen.Contains((u, null)) && u != _options.Model))
            if (await WhyNotAsync(Plain(caller.Organization, use)) is null) choices.Add(new ModelChoice(use, use, use, null));
        choices.Add(new ModelChoice(Builtin, "Built-in composer, no model", Builtin, null));
        return choices;
    }

    private async Task<string?> WhyNotAsync(OrganizationId organization, Config.PartConfig model, string workflow)
    {
        try
        {
            return await WhyNotAsync(await _declared.ResolveAsync(model, organization, workflow, CancellationToken.None));
        }
        catch (PlatformException e)
        {
            return e.Message;
        }
    }

    // A client is made as for a call, which asks nobody: whoever misses a key says so.
    private async Task<string?> WhyNotAsync(ModelSettings model)
    {
        if (_catalog.Find(model.Use) is not { } provider) return $"There is no provider of '{model.Use}'.";
        try
        {
            using var client = await provider.CreateAsync(model, CancellationToken.None);
            return null;
        }
        catch (PlatformException e)
        {
            return e.Message;
        }
    }

    private ModelSettings Plain(OrganizationId organization, string use)
    {
        var settings = new Dictionary<string, string> { ["use"] = use };
        if (use == _options.Model && _options.BaseUrl is { Length: > 0 } address) settings["base_url"] = address;
        return new ModelSettings(use, use, JsonSerializer.SerializeToElement(settings), organization, new WorkFolder(Path.GetTempPath())); // no file is read
    }

    // A fallback that could not be resolved is no fallback.
    private static ModelSettings WithFallbacks(ModelSettings model, IReadOnlyCollection<string> known)
    {
        var named = model.Read().Texts("fallback");
        if (named.All(known.Contains)) return model;
        var settings = model.Settings.EnumerateObject().Where(p => p.Name != "fallback").ToDictionary(p => p.Name, p => p.Value);
        settings["fallback"] = JsonSerializer.SerializeToElement(named.Where(known.Contains));
        return model with { Settings = JsonSerializer.SerializeToElement(settings) };
    }

    // Kinds of models have a slash, names of workflows have none.
    private static (string Workflow, string Name)? WorkflowOf(string id) =>
        !id.Contains('/', StringComparison.Ordinal) && id.Split(':') is [{ Length: > 0 } workflow, { Length: > 0 } name] ? (workflow, name) : null;
}
