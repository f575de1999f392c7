using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Sandbox;

public enum CodeLanguage
{
    Python,
    JavaScript,
}

/// <summary>One piece of code to run once. Nothing of it outlives the run but what it gives back.</summary>
/// <param name="Source">Is never changed: its lines are the lines that errors name.</param>
/// <param name="Inputs">A JSON object.</param>
/// <param name="Folder">Whose files it may be given, and where those it is to keep go.</param>
public sealed record CodeWork(CodeLanguage Language, string Source, JsonElement Inputs, WorkFolder Folder)
{
    /// <summary>The name that errors show.</summary>
    public string Name => Language == CodeLanguage.Python ? "main.py" : "main.js";

    /// <summary>Wall-clock time; null for the usual one.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Bytes; null for the usual.</summary>
    public long? Memory { get; init; }

    /// <summary>Files of <see cref="Folder"/> that it is given, read-only copies under the same path.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Files that it writes and that go to <see cref="Folder"/>: paths, or patterns with <c>*</c>, <c>**</c> and <c>?</c>.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];
}

public sealed record KeptFile(string Path, long Bytes);

/// <summary>How it ended.</summary>
/// <param name="Result">JSON null when it failed.</param>
/// <param name="Logs">What it printed, to both streams in order; the first 32 KB.</param>
/// <param name="Error">Null when it succeeded.</param>
public sealed record CodeOutcome(JsonElement Result, string Logs, IReadOnlyList<KeptFile> Files, PlatformException? Error)
{
    /// <summary>Whether more was printed than <see cref="Logs"/> holds.</summary>
    public bool LogsCut { get; init; }
}

/// <summary>The words of the language for it.</summary>
public static class CodeWords
{
    public static readonly IReadOnlyList<string> Languages = ["python", "javascript"];

    public static CodeLanguage? Language(string word) => word switch
    {
        "python" => CodeLanguage.Python,
        "javascript" => CodeLanguage.JavaScript,
        _ => null,
    };

    public static string Word(this CodeLanguage language) => language == CodeLanguage.Python ? "python" : "javascript";
}
