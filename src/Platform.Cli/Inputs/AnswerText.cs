using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Cli.Output;

namespace Platform.Cli.Inputs;

/// <summary>An answer on the command line: JSON, <c>@FILE</c>, or the fields of a form.</summary>
internal static class AnswerText
{
    /// <summary>Null when nothing was given.</summary>
    /// <param name="option">The option that it was given with, for what is said when it is no JSON.</param>
    public static JsonElement? Read(string? given, string option = "--answer")
    {
        if (given is null) return null;
        var text = given;
        if (given.StartsWith('@'))
        {
            if (!File.Exists(given[1..])) throw CliException.Usage($"There is no file '{given[1..]}'.", "Check the path after the @.");
            text = File.ReadAllText(given[1..]);
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64 });
            return document.RootElement.Clone();
        }
        catch (JsonException wrong)
        {
            throw CliException.Usage($"{option} is no JSON: {wrong.Message}", $"Write it as JSON: {option} '{{\"name\": true}}'; a text has quotes of its own: '\"yes\"'.");
        }
    }

    /// <summary>Fields as <c>NAME=VALUE</c>, typed by the form.</summary>
    public static JsonElement Fields(IEnumerable<string> given, JsonElement? form)
    {
        var answer = new JsonObject();
        foreach (var field in given)
        {
            var at = field.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw CliException.Usage($"'{field}' is no field.", "Write -f NAME=VALUE, or the whole answer with --answer JSON.");
            var name = field[..at];
            answer[name] = form is { } schema ? InputSchema.Property(schema, name).Typed(field[(at + 1)..]) : JsonValue.Create(field[(at + 1)..]);
        }

        using var document = JsonDocument.Parse(answer.ToJsonString());
        return document.RootElement.Clone();
    }
}
