using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Cli.Output;

namespace Platform.Cli.Inputs;

/// <summary>Reads <c>--set channel=value</c>: JSON, <c>@FILE</c> with JSON, or a text as it is. What does not fit the channel is left for its schema to tell.</summary>
internal static class StateArguments
{
    public const string Description = "Change a channel: NAME=JSON, NAME=TEXT or NAME=@FILE. May be given several times.";

    /// <summary>Null when nothing was given.</summary>
    public static JsonElement? Read(IReadOnlyCollection<string> given)
    {
        if (given.Count == 0) return null;
        var state = new JsonObject();
        foreach (var edit in given)
        {
            var at = edit.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw CliException.Usage($"'{edit}' changes no channel.", "Write --set NAME=JSON, such as --set count=3 or --set 'order={\"id\": 7}'.");
            state[edit[..at]] = Value(edit[..at], edit[(at + 1)..]);
        }

        using var document = JsonDocument.Parse(state.ToJsonString(), new JsonDocumentOptions { MaxDepth = 512 });
        return document.RootElement.Clone();
    }

    private static JsonNode? Value(string name, string text)
    {
        if (text.StartsWith('@')) return JsonNode.Parse(AnswerText.Read(text, $"--set {name}")!.Value.GetRawText());
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException) when (text.Length == 0 || text[0] is not ('{' or '[' or '"'))
        {
            return JsonValue.Create(text); // plain words are the text that they are
        }
        catch (JsonException wrong)
        {
            throw CliException.Usage($"--set {name} is no JSON: {wrong.Message}", "Put single quotes around it, so that the shell leaves the double ones alone.");
        }
    }
}
