using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Graph;
using Platform.Core.Models;
using Platform.Core.Security;
using Platform.Core.State;
using Platform.Core.Tools;
using Platform.Core.Workflows;

namespace Platform.Core.Authoring;

/// <summary>Helps whoever writes a workflow text, in whatever editor: completes what is being typed and explains what stands there.</summary>
public sealed class WorkflowAuthor
{
    private readonly WorkflowService _workflows;
    private readonly Lazy<AuthoringCatalog> _catalog;

    internal WorkflowAuthor(WorkflowService workflows, GraphCompiler compiler, IEnumerable<INodeKind> kinds, ToolCatalog tools, ModelCatalog models, IEnumerable<IReducer> reducers)
    {
        _workflows = workflows;
        _catalog = new(() => Gather(compiler.Words, kinds, tools, models, reducers)); // what never changes while the process lives
    }

    /// <param name="offset">In UTF-16 units; see <see cref="OffsetOf"/> for lines and columns.</param>
    public async Task<CompletionList> CompleteAsync(Caller caller, string text, int offset, CancellationToken cancellationToken) =>
        Completion.At(text, offset, await CatalogAsync(caller, text, cancellationToken));

    /// <summary>Null when nothing is known of what stands there.</summary>
    public async Task<HoverView?> HoverAsync(Caller caller, string text, int offset, CancellationToken cancellationToken) =>
        Completion.About(text, offset, await CatalogAsync(caller, text, cancellationToken));

    /// <summary>The place of a line and column, both from 1, as findings count them; within the text.</summary>
    public static int OffsetOf(string text, int line, int column)
    {
        var at = 0;
        for (var i = 1; i < line; i++)
        {
            var end = text.IndexOf('\n', at);
            if (end < 0) return text.Length;
            at = end + 1;
        }

        var lineEnd = text.IndexOf('\n', at);
        return Math.Clamp(at + column - 1, at, lineEnd < 0 ? text.Length : lineEnd);
    }

    // Names of saved workflows are asked for only where the text could name one.
    private async ValueTask<AuthoringCatalog> CatalogAsync(Caller caller, string text, CancellationToken cancellationToken)
    {
        if (!text.Contains("workflow", StringComparison.Ordinal)) return _catalog.Value;
        var names = await _workflows.NamesAsync(caller, cancellationToken);
        var inputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var child in Outlines.OutlineReader.Read(text)["nodes"]?.Keys.Select(n => n.Value?["workflow"]?.Text).OfType<string>().Where(names.Contains).Distinct(StringComparer.Ordinal).Take(8) ?? [])
            if (await _workflows.TryLoadAsync(caller.Organization, child, cancellationToken) is { } loaded) inputs[child] = loaded.Graph.InputsSchema;
        return _catalog.Value with
        {
            Workflows = [.. names.Select(n => (new CompletionItem(n, "workflow", "saved workflow"), inputs.TryGetValue(n, out var schema) ? schema : (JsonElement?)null))],
        };
    }

    private static AuthoringCatalog Gather(NodeWords words, IEnumerable<INodeKind> kinds, ToolCatalog tools, ModelCatalog models, IEnumerable<IReducer> reducers) => new()
    {
        Schema = JsonDocument.Parse(WorkflowSchema.Json(words)).RootElement,
        NodeKinds = [.. kinds.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => new NodeKindWords(k.Key, k.Companions, k.Description, k.Example.Trim()))],
        Tools = [.. tools.All.Select(WordsOf), .. tools.ServerKinds.Select(s => new ToolWords(new CompletionItem(s, "server", "server of tools"), null, null, []))],
        Models = [.. ModelsOf(models)],
        Reducers = [.. reducers.Select(r => r.Key).Order(StringComparer.Ordinal)],
    };

    private static ToolWords WordsOf(IToolKind kind)
    {
        var manual = kind.Manual;
        string[] told = [kind.Description, .. manual.Limits, manual.Notes, kind.Example.Trim()];
        var about = new CompletionItem(kind.Key, "tool", "built-in tool", string.Join("\n\n", told.Where(t => t.Length > 0)));
        return new ToolWords(
            about, kind.IsWorkflow ? null : kind.ArgumentsSchema, manual.Result ?? kind.ResultSchema,
            [.. manual.Settings.Select(s => new CompletionItem(s.Name, "key", s.IsSecret ? "secret" : "setting", s.Description) { Insert = $"{s.Name}: " })]);
    }

    // A provider's own word, to which a model is added, and the models whose price is known.
    private static IEnumerable<CompletionItem> ModelsOf(ModelCatalog models)
    {
        foreach (var provider in models.All)
        {
            yield return new CompletionItem(provider.Key, "provider", provider.IsLocal ? "runs in this process" : provider.KeyNames.Count > 0 ? $"needs {provider.KeyNames[0]}" : "no key needed", provider.Example.Trim())
            {
                Insert = provider.Key.Contains('/', StringComparison.Ordinal) ? provider.Key : $"{provider.Key}/",
            };
        }

        foreach (var (name, price) in ModelPrices.Table.Prices)
            if (!name.EndsWith('*')) yield return new CompletionItem(name, "model", $"${price.Input} in, ${price.Output} out for 1M tokens");
    }
}
