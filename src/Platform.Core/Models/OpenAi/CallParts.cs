using System.Text;
using System.Text.Json;
using Platform.Core.Models.Wire;

namespace Platform.Core.Models.OpenAi;

/// <summary>Puts the tool calls of a streamed answer together: their arguments come in pieces, several calls side by side.</summary>
internal sealed class CallParts
{
    private readonly List<Part> _parts = [];

    /// <param name="calls">The <c>tool_calls</c> of one piece: <c>[{index, id, function: {name, arguments}}]</c>.</param>
    public void Add(IEnumerable<JsonElement> calls)
    {
        foreach (var call in calls)
        {
            var part = Of(call.Number("index"), call.Words("id"));
            if (call.Words("id") is { } id) part.Id = id;
            if (call.At("function") is not { } function) continue;
            if (function.Words("name") is { } name) part.Name = name;
            // Most write text; some servers write the object itself.
            if (function.At("arguments") is { } arguments) part.Arguments.Append(arguments.ValueKind == JsonValueKind.String ? arguments.GetString() : arguments.GetRawText());
        }
    }

    public IEnumerable<(string Id, string Name, string Arguments)> All() =>
        _parts.Select((p, i) => (p.Id.Length > 0 ? p.Id : $"call_{i}", p.Name, p.Arguments.ToString()));

    // Some servers number no call, some give each the number 0: a new id is a new call.
    private Part Of(long? index, string? id)
    {
        var found = _parts.FindLast(p => p.Index == index && (id is null || p.Id.Length == 0 || p.Id == id)) ?? (index is null && id is null ? _parts.LastOrDefault() : null);
        if (found is not null) return found;
        var made = new Part { Index = index };
        _parts.Add(made);
        return made;
    }

    private sealed class Part
    {
        public long? Index { get; init; }

        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public StringBuilder Arguments { get; } = new();
    }
}
