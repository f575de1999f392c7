using Platform.Core.Foundation;

namespace Platform.Core.Config.Reading;

/// <summary>What may name what.</summary>
internal static class NamePatterns
{
    private static readonly HashSet<string> Scope = new(StringComparer.Ordinal) { "inputs", "state", "run", "env", "output", "error", "event", "secrets", "old", "new" };

    // Source: cel-spec, "Syntax": RESERVED, and the literals.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace",
        "return", "var", "void", "while",
    };

    /// <summary>What an expression reads by name: an input, a channel, an environment variable.</summary>
    public static void CheckIdentifier(string what, string name, SourceSpan at, string path, Findings found)
    {
        if (!IsIdentifier(name) || Reserved.Contains(name))
            found.Add(ConfigFindings.BadName(what, name, "it must be a word of letters, digits and '_' that does not begin with a digit and means nothing else in expressions", at, path));
    }

    public static void CheckVariable(string name, SourceSpan at, string path, Findings found)
    {
        CheckIdentifier("the item of a map", name, at, path, found);
        if (Scope.Contains(name)) found.Add(ConfigFindings.BadName("the item of a map", name, "expressions use that name already", at, path));
    }

    /// <summary>What only the file names: a node, a type, a model, a tool, an agent.</summary>
    public static void CheckName(string what, string name, SourceSpan at, string path, Findings found)
    {
        var fits = name.Length is > 0 and <= 63 && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        if (!fits) found.Add(ConfigFindings.BadName(what, name, "it must be letters, digits, '_' and '-', begin with a letter and have at most 63 characters", at, path));
        else if (what == "a node" && name == "end") found.Add(ConfigFindings.BadName(what, name, "'to: end' ends a branch", at, path));
    }

    public static bool IsWorkflowName(string name) =>
        name.Length is > 0 and <= 63 && char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsIdentifier(string name) =>
        name.Length is > 0 and <= 100 && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
