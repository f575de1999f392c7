using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.IntegrationTests.Support;

/// <summary>Parts of a workflow file made from JSON; the places are made up.</summary>
internal static class GivenConfig
{
    private static readonly SourceSpan Here = new("workflow.yaml", 1, 1, 1, 2);

    public static PartConfig Part(string name, string json) => new(name, Here, Map(json));

    public static ConfigMap Map(string json)
    {
        using var document = JsonDocument.Parse(json);
        return (ConfigMap)Value(document.RootElement, "");
    }

    public static IReadOnlyList<Finding> Check(Action<Findings> check)
    {
        var found = new Findings();
        check(found);
        return found.Sorted();
    }

    private static ConfigValue Value(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => new ConfigMap([.. value.EnumerateObject().Select(p => new ConfigEntry(p.Name, Here, Value(p.Value, $"{path}/{p.Name}")))], Here, path),
        JsonValueKind.Array => new ConfigList([.. value.EnumerateArray().Select((item, i) => Value(item, $"{path}/{i}"))], Here, path),
        JsonValueKind.String => new ConfigScalar(value.GetString()!, ScalarKind.Text, Here, path),
        JsonValueKind.Number => new ConfigScalar(value.GetRawText(), value.TryGetInt64(out _) ? ScalarKind.Int : ScalarKind.Double, Here, path),
        JsonValueKind.True or JsonValueKind.False => new ConfigScalar(value.GetRawText(), ScalarKind.Bool, Here, path),
        _ => new ConfigScalar("null", ScalarKind.Null, Here, path),
    };
}
