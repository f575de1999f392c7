using System.Runtime.CompilerServices;
using Platform.Core.Changes;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Models;
using Platform.Core.Models.BadDays;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Core.Tools;
using Platform.Core.Workflows;

namespace Platform.Core.Health;

/// <summary>One model of one workflow.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Use"><c>openai/gpt-4.1-mini</c>.</param>
/// <param name="Address">Scheme and host of its <c>base_url</c>; null when it has none, or it is known only in a run.</param>
/// <param name="Local">It runs in this process.</param>
/// <param name="Priced">Whether a price is known, from the file or the table.</param>
/// <param name="Breaker"><c>closed</c>, <c>open</c> or <c>half_open</c>.</param>
/// <param name="BreakerUntil">When one call may try again; null when calls go out.</param>
/// <param name="LastError">Of its newest call that failed since the last that did not; null when there was none.</param>
/// <param name="Check">The newest check in this process; null when there was none.</param>
public sealed record ModelView(
    string Workflow, string Name, string Use, string Provider, string? Address, bool Local, bool Priced, string Breaker, DateTimeOffset? BreakerUntil, string? LastError, ModelCheckResult? Check);

/// <summary>Which models the workflows use, how they do, and whether they answer.</summary>
public sealed class ModelHealth(DeclaredModels declared, ModelCatalog catalog, ModelTraffic traffic, ModelChecks checks, ToolCatalog tools, Lazy<PartsIndex> parts, ChangeFeed changes) : IStartGuard
{
    private static readonly Topics Changed = Topics.Of("models");

    private readonly ConditionalWeakTable<PartsView, List<NamedModel>> _named = []; // made once for each reading of the workflows

    /// <summary>All models of all workflows' current versions, by what they use.</summary>
    public async Task<IReadOnlyList<ModelView>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var all = await parts.Value.AllAsync(caller.Organization, cancellationToken);
        var known = new Dictionary<ModelSettings, Standing>(ReferenceEqualityComparer.Instance); // what many workflows use is looked at once
        return [.. _named.GetValue(all, a => Name(a, caller.Organization)).Select(n => View(n, Stands(n, known)))];
    }

    /// <summary>Asks each model once, whatever number of workflows use it.</summary>
    /// <param name="name">What a model uses (<c>openai/gpt-4.1-mini</c>) or its name in a file; null for all.</param>
    /// <param name="workflow">Null for all.</param>
    /// <exception cref="PlatformException">Not found: no workflow has such a model.</exception>
    public async Task<IReadOnlyList<ModelView>> CheckAsync(Caller caller, string? name, string? workflow, CancellationToken cancellationToken)
    {
        var graphs = await declared.GraphsAsync(caller, workflow, cancellationToken);
        return await CheckAsync(caller.Organization, graphs, name, cancellationToken);
    }

    /// <summary>The same for a workflow that need not be stored.</summary>
    public Task<IReadOnlyList<ModelView>> CheckAsync(Caller caller, CompiledGraph graph, string? name, CancellationToken cancellationToken) =>
        CheckAsync(caller.Organization, [graph], name, cancellationToken);

    /// <summary>Looks whether the models' providers can be reached, by their lists of models: it costs nothing.</summary>
    public async Task LookAsync(Caller caller, CancellationToken cancellationToken)
    {
        var looked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var workflow in (await parts.Value.AllAsync(caller.Organization, cancellationToken)).Items)
        {
            foreach (var model in workflow.Models.Where(m => !IsLocal(m)))
            {
                try
                {
                    var settings = await declared.ResolveAsync(model, caller.Organization, workflow.Workflow, cancellationToken);
                    if (looked.Add($"{traffic.KeyOf(settings)}\n{settings.Read().Text("api_key")}")) await checks.LookAsync(settings, cancellationToken);
                }
                catch (PlatformException)
                {
                    // A secret is missing, or it depends on a run: whoever checks it is told.
                }
            }
        }

        changes.Tell(Changed);
    }

    /// <summary>What does not answer, one sentence each.</summary>
    public IReadOnlyList<(string Of, string Why)> Unhealthy(Caller caller) => checks.Unhealthy(caller.Organization);

    /// <summary>A run whose models are all known to be down would only fail later.</summary>
    public PlatformException? Refusal(OrganizationId organization, CompiledGraph graph)
    {
        var used = Used(graph.Config, withTools: true);
        if (used.Count == 0) return null;
        PlatformException? first = null;
        foreach (var model in used)
        {
            if (IsLocal(model) || declared.Name(model, organization, graph.Name) is not { } settings || checks.Down(settings) is not { } down) return null;
            first ??= down;
        }

        return new PlatformException(ErrorCode.Unavailable, $"No model of workflow '{graph.Name}' answers now. {first!.Message}", first.Resolution) { Kind = first.Kind, RetryAfter = first.RetryAfter };
    }

    private async Task<IReadOnlyList<ModelView>> CheckAsync(OrganizationId organization, IReadOnlyList<CompiledGraph> graphs, string? name, CancellationToken cancellationToken)
    {
        var found = graphs.SelectMany(g => g.Config.Models.Where(m => name is null || m.Name == name || m.Use == name).Select(m => (Graph: g, Model: m))).ToList();
        if (found.Count == 0 && name is not null)
        {
            var known = graphs.SelectMany(g => g.Config.Models.Select(m => m.Use)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            throw new PlatformException(ErrorCode.NotFound, $"No workflow has a model '{name}'; models are {Names.Quoted(known)}.", "Name one of them, or its name in a workflow file.");
        }

        var asked = new Dictionary<string, ModelCheckResult>(StringComparer.Ordinal);
        var views = new List<ModelView>();
        foreach (var (graph, model) in found)
        {
            var result = await CheckAsync(model, By(model, graph.Config), organization, graph.Name, asked, cancellationToken);
            views.Add(View(model, organization, graph.Name) with { Check = result });
        }

        changes.Tell(Changed);

        return views;
    }

    private async Task<ModelCheckResult> CheckAsync(
        PartConfig model, CheckBy by, OrganizationId organization, string workflow, Dictionary<string, ModelCheckResult> asked, CancellationToken cancellationToken)
    {
        if (IsLocal(model)) return new ModelCheckResult(checks.Now, true, null, null, "", 0, 0); // nobody to ask
        try
        {
            var settings = await declared.ResolveAsync(model, organization, workflow, cancellationToken);
            var key = $"{traffic.KeyOf(settings)}\n{settings.Read().Text("api_key")}\n{by}";
            if (!settings.Settings.TryGetProperty("examples", out _) && asked.TryGetValue(key, out var known)) return known;
            return asked[key] = await checks.CheckAsync(settings, by, cancellationToken);
        }
        catch (PlatformException e)
        {
            return new ModelCheckResult(checks.Now, false, ModelErrorKinds.Of(e), e.Message, e.Resolution, 0, 0);
        }
    }

    private List<NamedModel> Name(PartsView all, OrganizationId organization)
    {
        var known = new Dictionary<(string, string?), ModelSettings>(); // one for all who use the same
        ModelSettings? Shared(PartConfig model, string workflow)
        {
            if (declared.Name(model, organization, workflow) is not { } settings) return null;
            var key = (model.Use, model.Settings.Text("base_url"));
            return known.TryGetValue(key, out var same) ? same : known[key] = settings;
        }

        return [.. all.Items.SelectMany(w => w.Models.Select(m => new NamedModel(m, Shared(m, w.Workflow), w.Workflow, IsLocal(m), m.Settings["price"] is not null)))
            .OrderBy(m => m.Model.Use, StringComparer.Ordinal).ThenBy(m => m.Workflow, StringComparer.Ordinal).ThenBy(m => m.Model.Name, StringComparer.Ordinal)];
    }

    private ModelView View(PartConfig model, OrganizationId organization, string workflow)
    {
        var settings = declared.Name(model, organization, workflow);
        return View(new NamedModel(model, settings, workflow, IsLocal(model), model.Settings["price"] is not null), Stands(model, settings));
    }

    private static ModelView View(NamedModel named, Standing now) => new(
        named.Workflow, named.Model.Name, named.Model.Use, now.Provider, now.Address, named.IsLocal, named.HasPrice || now.IsPriced, now.Breaker, now.Until, now.LastError, now.Check);

    private Standing Stands(NamedModel named, Dictionary<ModelSettings, Standing> known)
    {
        if (named.Settings is not { } settings) return Stands(named.Model, null);
        return known.TryGetValue(settings, out var now) ? now : known[settings] = Stands(named.Model, settings);
    }

    private Standing Stands(PartConfig model, ModelSettings? settings)
    {
        var breaker = settings is null ? null : traffic.Breaker(settings);
        return new Standing(
            catalog.Find(model.Use)?.Key ?? "", AddressOf(settings), catalog.IsPriced(model.Use),
            breaker?.State switch { BreakerState.Open => "open", BreakerState.HalfOpen => "half_open", _ => "closed" },
            breaker?.Until, breaker?.Last?.Message, settings is null ? null : checks.Newest(settings));
    }

    /// <param name="Settings">Null when they depend on a run. One object for all that use the same model at the same address.</param>
    private sealed record NamedModel(PartConfig Model, ModelSettings? Settings, string Workflow, bool IsLocal, bool HasPrice);

    /// <summary>How a model stands, whoever uses it.</summary>
    private sealed record Standing(string Provider, string? Address, bool IsPriced, string Breaker, DateTimeOffset? Until, string? LastError, ModelCheckResult? Check);

    // What is played from a recording asks nobody either.
    private bool IsLocal(PartConfig model) => model.Settings["replay"] is not null || catalog.Find(model.Use)?.IsLocal == true;

    // Not the whole address: it may hold what is nobody's business.
    private static string? AddressOf(ModelSettings? model) =>
        model?.Settings.TryGetProperty("base_url", out var url) == true && Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : null;

    // What tools alone use is not asked to chat.
    private CheckBy By(PartConfig model, WorkflowConfig workflow)
    {
        var kinds = workflow.Tools.Where(t => t.Settings.Text("model") == model.Name).Select(t => tools.Find(t.Use)?.ModelOf).OfType<Type>().ToList();
        if (kinds.Count == 0 || Used(workflow, withTools: false).Contains(model)) return CheckBy.Chat;
        return kinds.Contains(typeof(IEmbeddingProvider)) ? CheckBy.Vectors : CheckBy.List;
    }

    // The models of agents, with their fallbacks, and those of tools.
    private List<PartConfig> Used(WorkflowConfig workflow, bool withTools)
    {
        var used = new List<PartConfig>();
        var open = new Queue<string>(workflow.Agents.Select(a => a.Settings.Text("model") ?? ""));
        foreach (var tool in workflow.Tools.Where(t => withTools && tools.Find(t.Use)?.ModelOf is not null)) open.Enqueue(tool.Settings.Text("model") ?? "");
        while (open.TryDequeue(out var name))
        {
            if (used.Exists(m => m.Name == name) || workflow.Models.FirstOrDefault(m => m.Name == name) is not { } model) continue;
            used.Add(model);
            foreach (var fallback in Texts(model.Settings["fallback"])) open.Enqueue(fallback);
        }

        return used;
    }

    private static IEnumerable<string> Texts(ConfigValue? value) => value switch
    {
        ConfigScalar one => [one.Text],
        ConfigList list => list.Items.OfType<ConfigScalar>().Select(s => s.Text),
        _ => [],
    };
}
