using System.Text.Json.Nodes;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>A workflow file as a tree that can be changed, its parts in the order in which people read them.</summary>
internal sealed class Draft(JsonObject root)
{
    private static readonly string[] Order =
        ["platform", "name", "description", "include", "types", "inputs", "env", "state", "outputs", "models", "tools", "agents", "start", "nodes", "limits", "budgets", "concurrency", "retention", "redact", "expose", "triggers", "experiments"];

    public JsonObject Root { get; } = root;

    public JsonObject Nodes => Section("nodes");

    public static Draft New(string name) => new(new JsonObject { ["platform"] = "v1", ["name"] = name });

    /// <summary>The map under a key, made where it belongs when it is missing.</summary>
    public JsonObject Section(string key)
    {
        if (Root[key] is JsonObject there) return there;
        var made = new JsonObject();
        Set(key, made);
        return made;
    }

    public JsonObject? Find(string section) => Root[section] as JsonObject;

    public void Set(string key, JsonNode? value)
    {
        if (Root.ContainsKey(key))
        {
            Root[key] = value;
            return;
        }

        var place = Array.IndexOf(Order, key);
        var before = Root.Count;
        for (var i = 0; i < Root.Count; i++)
        {
            if (Array.IndexOf(Order, Root.GetAt(i).Key) <= place) continue;
            before = i;
            break;
        }

        Root.Insert(before, key, value);
    }

    /// <summary>Without sections that hold nothing.</summary>
    public void Tidy()
    {
        foreach (var key in Order.Where(k => k is not ("nodes" or "start") && Root[k] is JsonObject { Count: 0 } or JsonArray { Count: 0 }).ToList()) Root.Remove(key);
    }

    /// <summary>The name, or the name with the next free number.</summary>
    public static string Free(JsonObject section, string name, string joint = "_")
    {
        if (!section.ContainsKey(name) && name != "end") return name;
        for (var i = 2; ; i++)
            if (!section.ContainsKey($"{name}{joint}{i}")) return $"{name}{joint}{i}";
    }

    public List<string> Start => Root["start"] switch
    {
        JsonArray list => [.. list.Select(Text).OfType<string>()],
        JsonNode one when Text(one) is { } name => [name],
        _ => [],
    };

    public void SetStart(IReadOnlyList<string> names) => Set("start", OneOrMany(names));

    public static JsonNode? OneOrMany(IReadOnlyList<string> names) => names.Count == 1 ? JsonValue.Create(names[0]) : new JsonArray([.. names.Select(n => JsonValue.Create(n))]);

    /// <summary>What stands in maps within maps; null where one of them is none.</summary>
    public static JsonNode? At(JsonNode? node, params string[] path) => path.Aggregate(node, (at, key) => (at as JsonObject)?[key]);

    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The targets of one way.</summary>
    public static List<string> Targets(JsonNode? to) => to switch
    {
        JsonArray list => [.. list.Select(Text).OfType<string>()],
        not null when Text(to) is { } one => [one],
        _ => [],
    };

    /// <summary>Every place in a node that names other nodes: how to read it and how to write it.</summary>
    public static IEnumerable<(List<string> To, Action<List<string>> Set, string Kind)> Ways(JsonObject node)
    {
        switch (node["next"])
        {
            case JsonObject way:
                yield return (Targets(way["to"]), to => SetTo(way, "to", to), "next");
                break;
            case JsonArray list when list.Any(i => i is JsonObject):
                foreach (var item in list.OfType<JsonObject>().ToList()) yield return (Targets(item["to"]), to => SetTo(item, "to", to), "way");
                break;
            case JsonNode plain:
                yield return (Targets(plain), to => SetTo(node, "next", to), "next");
                break;
        }

        if (node["needs"] is { } needs) yield return (Targets(needs), to => SetTo(node, "needs", to), "needs");
        if (node["on_error"] is JsonObject error) yield return (Targets(error["to"]), to => SetTo(error, "to", to), "error");
        if (node["human"] is JsonObject human && human["on_timeout"] is { } late) yield return (Targets(late), to => SetTo(human, "on_timeout", to), "late");
    }

    /// <summary>Every step that can come after one: along its ways, over failures and deadlines, and through steps that wait for it. Itself too, where it leads back.</summary>
    public static HashSet<string> After(JsonObject nodes, string name)
    {
        var (found, open) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>([name]));
        while (open.TryDequeue(out var one))
        {
            if (nodes[one] is not JsonObject body) continue;
            var waiting = nodes.Where(n => n.Value is JsonObject other && Targets(other["needs"]).Contains(one)).Select(n => n.Key);
            foreach (var next in Ways(body).Where(w => w.Kind != "needs").SelectMany(w => w.To).Concat(waiting).Where(n => n != "end" && found.Add(n))) open.Enqueue(next);
        }

        return found;
    }

    private static void SetTo(JsonObject at, string key, List<string> to)
    {
        if (to.Count == 0 && key is "next" or "needs") at.Remove(key);
        else if (to.Count == 0) at[key] = "end";
        else at[key] = OneOrMany(to);
    }
}
