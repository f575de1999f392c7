using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Cli.Output;
using Platform.Core.Foundation;

namespace Platform.Cli.Inputs;

/// <summary>A file of the caller that becomes a file of the workflow's folder.</summary>
/// <param name="Input">The input that names it.</param>
/// <param name="Path">Where it lies now.</param>
internal sealed record InputFile(string Input, string Path);

/// <param name="Values">By input, typed as the workflow wants them; inputs that are files hold their path until they are uploaded.</param>
internal sealed record ReadInputs(JsonObject Values, IReadOnlyList<InputFile> Files);

/// <summary>Reads <c>-i key=value</c>, <c>-i key=@file</c> and <c>-i @inputs.json</c>. What does not fit is left for the schema to tell.</summary>
internal static class InputArguments
{
    private const long LargestFileBytes = 64L * 1024 * 1024;

    /// <param name="schema">The schema of all inputs: <c>{properties, types}</c>.</param>
    public static ReadInputs Read(IEnumerable<string> arguments, JsonElement schema)
    {
        var values = new JsonObject();
        var files = new List<InputFile>();
        foreach (var argument in arguments)
        {
            if (argument.StartsWith('@'))
            {
                foreach (var (name, value) in WholeFile(argument[1..])) values[Known(name, schema)] = value?.DeepClone();
                continue;
            }

            var at = argument.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw CliException.Usage($"'{argument}' is no input.", "An input is NAME=VALUE, NAME=@FILE or @inputs.json.");
            var key = Known(argument[..at], schema);
            var property = InputSchema.Property(schema, key);
            values[key] = Value(key, argument[(at + 1)..], property, files);
        }

        return new ReadInputs(values, files);
    }

    private static JsonNode? Value(string key, string text, InputSchema property, List<InputFile> files)
    {
        if (text.StartsWith("@@", StringComparison.Ordinal)) return property.Typed(text[1..]); // '@@you' is the text '@you'
        if (!text.StartsWith('@')) return property.Typed(text);
        var path = text[1..];
        EnsureFile(path, property.IsFile ? long.MaxValue : LargestFileBytes);
        if (!property.IsFile) return property.Typed(File.ReadAllText(path));
        files.Add(new InputFile(key, path));
        return path;
    }

    private static JsonObject WholeFile(string path)
    {
        EnsureFile(path, LargestFileBytes);
        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: new JsonDocumentOptions { MaxDepth = 64, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }) as JsonObject
                ?? throw CliException.Usage($"{path} holds no JSON object.", "Write the inputs as one object: {\"name\": \"value\"}.");
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            throw CliException.Usage($"{path} is no JSON: {wrong.Message}", "Write the inputs as one object: {\"name\": \"value\"}.");
        }
    }

    private static void EnsureFile(string path, long largestBytes)
    {
        if (Directory.Exists(path)) throw CliException.Usage($"'{path}' is a folder, but a file is wanted.", "Name one file after the @.");
        if (!File.Exists(path)) throw CliException.Usage($"There is no file '{path}'.", "Check the path after the @; it is read from the folder that you are in.");
        if (new FileInfo(path).Length > largestBytes)
            throw CliException.Usage($"'{path}' is larger than {largestBytes / 1024 / 1024} MB.", "Give it to an input with 'format: file', which takes files of any size.");
    }

    private static string Known(string name, JsonElement schema)
    {
        var known = InputSchema.Names(schema);
        if (known.Contains(name, StringComparer.Ordinal)) return name;
        var allowed = known.Count == 0 ? "The workflow takes no inputs." : $"Inputs are {Names.Quoted(known)}.";
        throw CliException.Usage($"No input is named '{name}'.", Names.Nearest(name, known) is { } near ? $"Did you mean '{near}'? {allowed}" : allowed);
    }
}
