using Platform.Core.Foundation;

namespace Platform.Core.Config;

/// <summary>Every sentence about a file as such, each with its stable code. Codes of this folder: WF001 to WF019.</summary>
internal static class ConfigFindings
{
    public static Finding Unreadable(string why, SourceSpan at) => new("WF001", Severity.Error, why, at);

    public static Finding Syntax(string message, SourceSpan at) => new("WF002", Severity.Error, $"This is no YAML: {message}", at);

    public static Finding UnquotedExpression(SourceSpan at) => new(
        "WF003", Severity.Error, "Inside { } or [ ] an expression must be in quotes, for YAML takes its braces for a map: write \"${{ … }}\".", at);

    public static Finding OldBoolean(string written, SourceSpan at, string path)
    {
        var meant = written.ToLowerInvariant() is "yes" or "on" or "y" ? "true" : "false";
        return new("WF004", Severity.Error, $"'{written}' is text, for YAML 1.2 knows only true and false as booleans: write {meant}.", at, meant, path);
    }

    /// <summary>The other way round: text was wanted and a bare <c>true</c>, number or null stands there.</summary>
    public static Finding NeedsQuotes(string what, string written, string kind, SourceSpan at, string path) => new(
        "WF004", Severity.Error, $"{what} is text, but YAML reads {written} as {kind}: put it in quotes, \"{written}\".", at, $"\"{written}\"", path);

    public static Finding UnknownKey(string key, string owner, IReadOnlyCollection<string> known, SourceSpan at, string path) => new(
        "WF005", Severity.Error, $"'{key}' is no key of {owner}; keys are {Names.Quoted(known)}.", at, Names.Nearest(key, known), path);

    public static Finding WrongType(string what, string wanted, string found, SourceSpan at, string path) => new(
        "WF006", Severity.Error, $"{what} must be {wanted}, but is {found}.", at, Path: path);

    public static Finding BadQuantity(string what, string wanted, string found, SourceSpan at, string path) => new(
        "WF007", Severity.Error, $"{what} must be {wanted}, but is '{found}'.", at, Path: path);

    public static Finding DuplicateKey(string key, SourceSpan first, SourceSpan at, string path) => new(
        "WF008", Severity.Error, $"The key '{key}' stands twice in this map, first in line {first.Line}; only the first would count. Remove one.", at, Path: path);

    public static Finding MissingKey(string key, string owner, string example, SourceSpan at, string path) => new(
        "WF009", Severity.Error, $"{owner} needs '{key}': add {example}.", at, Path: path);

    public static Finding TabIndentation(SourceSpan at) => new(
        "WF010", Severity.Error, "A tab stands where YAML wants spaces: indent with spaces.", at);

    public static Finding ColonInPlainText(SourceSpan at, string key, string text) => new(
        "WF011", Severity.Error, $"A colon with a space after it, in text without quotes, looks like a key to YAML. Put the text of '{key}' in quotes.", at,
        text.Length <= 120 && !text.Contains('"', StringComparison.Ordinal) && !text.Contains('\\', StringComparison.Ordinal) ? $"\"{text}\"" : null);

    public static Finding SeveralDocuments(SourceSpan at) => new(
        "WF012", Severity.Error, "A second document begins here; a workflow file holds one. Remove the '---' or make it a file of its own.", at);

    public static Finding TooDeep(SourceSpan at) => new(
        "WF012", Severity.Error, "Lists and maps nest more than 64 levels deep here; that is refused.", at);

    public static Finding TooMuch(SourceSpan at) => new(
        "WF012", Severity.Error, "With its aliases and merge keys expanded the file has more than 100,000 values; that is refused.", at);

    public static Finding UnknownAnchor(string name, IEnumerable<string> known, SourceSpan at) => new(
        "WF012", Severity.Error, $"No anchor &{name} stands before this alias. If the text only begins with '*', put it in quotes.", at, Names.Nearest(name, known) is { } near ? $"*{near}" : null);

    public static Finding CyclicAlias(string name, SourceSpan at) => new(
        "WF012", Severity.Error, $"*{name} stands inside what it names, so it would never end.", at);

    public static Finding RefusedTag(string tag, SourceSpan at, string path) => new(
        "WF012", Severity.Error, $"The tag '{tag}' is refused; only !!str, !!int, !!float, !!bool, !!null, !!seq and !!map are allowed.", at, Path: path);

    public static Finding BadMergeKey(SourceSpan at, string path) => new(
        "WF012", Severity.Error, "'<<' merges a map or a list of maps: write <<: *anchor.", at, Path: path);

    public static Finding BadKey(SourceSpan at, string path) => new(
        "WF012", Severity.Error, "A key must be text, not a list or map.", at, Path: path);

    public static Finding NotUnicode(SourceSpan at, string path) => new(
        "WF012", Severity.Error, "This text holds half a surrogate pair, which is no character.", at, Path: path);

    public static Finding BadName(string what, string name, string pattern, SourceSpan at, string path) => new(
        "WF013", Severity.Error, $"'{name}' cannot name {what}: {pattern}.", at, Path: path);

    public static Finding BadInclude(string why, SourceSpan at, string path) => new("WF014", Severity.Error, why, at, Path: path);

    public static Finding DefinedTwice(string what, string name, SourceSpan first, SourceSpan at, string path) => new(
        "WF015", Severity.Error, $"The {what} '{name}' is defined here and in {first}; rename or remove one.", at, Path: path);

    public static Finding TwoActions(string first, string second, SourceSpan at, string path) => new(
        "WF016", Severity.Error, $"A node does one thing, but this one has '{first}' and '{second}'; make '{second}' a node of its own.", at, Path: path);

    public static Finding UnknownWord(string what, string written, IReadOnlyCollection<string> allowed, SourceSpan at, string path) => new(
        "WF017", Severity.Error, $"{what} is '{written}', but must be {OneOf(allowed)}.", at, Names.Nearest(written, allowed), path);

    public static Finding BadTrigger(string message, SourceSpan at, string path, string? suggestion = null) => new(
        "WF018", Severity.Error, message, at, suggestion, path);

    public static Finding NotInThisRelease(string message, Severity severity, SourceSpan at, string path) => new("WF019", severity, message, at, Path: path);

    private static string OneOf(IReadOnlyCollection<string> words) =>
        words.Count == 1 ? $"'{words.First()}'" : Names.Quoted(words).Replace(" and ", " or ", StringComparison.Ordinal);
}
