using System.Text;
using OpenAI.Chat;

namespace Platform.Core.Models.OpenAi;

/// <summary>Puts the tool calls of a streamed answer together: their arguments come in pieces, several calls side by side.</summary>
internal sealed class OpenAiCallParts
{
    private readonly SortedDictionary<int, Part> _parts = [];

    public void Add(IReadOnlyList<StreamingChatToolCallUpdate> updates)
    {
        foreach (var update in updates)
        {
            if (!_parts.TryGetValue(update.Index, out var part)) _parts[update.Index] = part = new Part();
            if (update.ToolCallId is { Length: > 0 } id) part.Id = id;
            if (update.FunctionName is { Length: > 0 } name) part.Name = name;
            if (update.FunctionArgumentsUpdate is { } piece) part.Arguments.Append(piece.ToString());
        }
    }

    public IEnumerable<(string Id, string Name, string Arguments)> All() =>
        _parts.Select(p => (p.Value.Id.Length > 0 ? p.Value.Id : $"call_{p.Key}", p.Value.Name, p.Value.Arguments.ToString()));

    private sealed class Part
    {
        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public StringBuilder Arguments { get; } = new();
    }
}
