using System.Globalization;
using System.Text.Json;
using Platform.Core.Expressions;
using Platform.IntegrationTests.Support;

namespace Platform.IntegrationTests.Expressions;

/// <summary>One case of the public conformance suite. A line of the file: <c>{"file", "section", "name", "expr", "bindings", "value" or "error"}</c>.</summary>
internal sealed record ConformanceCase(string Name, string Text, ICelScope Scope, CelValue? Expected)
{
    public static IReadOnlyList<ConformanceCase> ReadAll()
    {
        var path = Environment.GetEnvironmentVariable("PLATFORM_CEL_CASES") ?? Path.Combine(Repository.Shared, "conformance", "cel.jsonl");
        return [.. File.ReadLines(path).Where(line => line.Length > 0).Select(Read)];
    }

    private static ConformanceCase Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var name = $"{root.GetProperty("file").GetString()}/{root.GetProperty("section").GetString()}/{root.GetProperty("name").GetString()}";
        var bindings = new Dictionary<string, CelValue>(StringComparer.Ordinal);
        if (root.TryGetProperty("bindings", out var bound))
            foreach (var binding in bound.EnumerateObject()) bindings[binding.Name] = Value(binding.Value);

        CelValue? expected = root.TryGetProperty("value", out var value) ? Value(value) : null;
        return new ConformanceCase(name, root.GetProperty("expr").GetString()!, new CelScope(bindings), expected);
    }

    private static CelValue Value(JsonElement typed)
    {
        var (kind, json) = (typed.EnumerateObject().First().Name, typed.EnumerateObject().First().Value);
        return kind switch
        {
            "null" => CelValue.Null,
            "bool" => CelValue.Of(json.GetBoolean()),
            "int" => CelValue.Of(long.Parse(json.GetString()!, CultureInfo.InvariantCulture)),
            "uint" => CelValue.Of(ulong.Parse(json.GetString()!, CultureInfo.InvariantCulture)),
            "double" => CelValue.Of(Double(json.GetString()!)),
            "string" => CelValue.Of(json.GetString()!),
            "bytes" => new CelBytes(Convert.FromHexString(json.GetString()!)),
            "type" => new CelType(json.GetString()!),
            "list" => CelList.Of(json.EnumerateArray().Select(Value)),
            "map" => CelMap.OfKeys(json.EnumerateArray().Select(e => KeyValuePair.Create(Value(e[0]), Value(e[1])))),
            _ => throw new InvalidOperationException($"A case holds a value of kind '{kind}'."),
        };
    }

    private static double Double(string text) => text.ToLowerInvariant() switch
    {
        "inf" or "infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        var number => double.Parse(number, CultureInfo.InvariantCulture),
    };
}
