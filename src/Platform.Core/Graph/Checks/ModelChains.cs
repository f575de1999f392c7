using Platform.Core.Config;

namespace Platform.Core.Graph.Checks;

/// <summary>Fallbacks that run in a circle, and models without a price where cost is limited.</summary>
public sealed class ModelChains : IGraphCheck
{
    private const int MaxWork = 100_000; // models looked at; past it the question is left open

    public void Check(GraphDraft draft)
    {
        CheckCircles(draft);
        var bounds = draft.Config.Limits.Cost is not null ? "limits.cost" : draft.Config.Budgets is not null ? "budgets" : null;
        if (bounds is null || draft.Prices is not { } prices) return;
        foreach (var model in draft.Config.Models.Where(m => m.Settings["price"] is null && m.Use.Length > 0 && !prices.IsKnown(m.Use)))
            draft.Found.Add(GraphFindings.UnknownPrice(bounds, model.Name, model.Use, model.UseAt, model.Settings.Path));
    }

    private static void CheckCircles(GraphDraft draft)
    {
        var work = 0;
        var models = draft.Config.Models.ToDictionary(m => m.Name, StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in draft.Config.Models)
        {
            foreach (var fallback in Fallbacks(model))
            {
                // A model that falls back to itself is its own settings' mistake where those are checked.
                if (!models.ContainsKey(fallback.Text) || (fallback.Text == model.Name && draft.Parts is not null) || told.Contains(fallback.Text)) continue;
                if (Circle(models, fallback.Text, model.Name, ref work) is not { } circle) continue;
                draft.Found.Add(GraphFindings.FallbackLoop(circle, fallback.At, fallback.Path));
                told.UnionWith(circle);
            }
        }
    }

    // From one model by fallbacks to another, shortest first; null when there is no way.
    private static List<string>? Circle(Dictionary<string, PartConfig> models, string from, string to, ref int work)
    {
        var before = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Queue<string>([from]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryDequeue(out var name) && work++ < MaxWork)
        {
            if (!seen.Add(name) || !models.TryGetValue(name, out var model)) continue;
            if (name == to)
            {
                var path = new List<string> { name };
                while (path[^1] != from) path.Add(before[path[^1]]);
                path.Reverse();
                return path;
            }

            foreach (var next in Fallbacks(model).Select(f => f.Text))
            {
                before.TryAdd(next, name);
                open.Enqueue(next);
            }
        }

        return null;
    }

    private static IEnumerable<ConfigScalar> Fallbacks(PartConfig model) => model.Settings["fallback"] switch
    {
        ConfigScalar { Kind: ScalarKind.Text } one => [one],
        ConfigList list => list.Items.OfType<ConfigScalar>(),
        _ => [],
    };
}
