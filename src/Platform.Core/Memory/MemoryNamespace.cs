using System.Diagnostics.CodeAnalysis;
using Platform.Core.Foundation;

namespace Platform.Core.Memory;

/// <summary>To whom a namespace belongs.</summary>
public enum MemoryKind
{
    /// <summary>Everybody of the organisation.</summary>
    Organization,
    User,
    Workflow,
    Thread,

    /// <summary>A name of people's own, shared in the organisation.</summary>
    Custom,
}

/// <summary>
/// Where memory lies: <c>organization</c>, <c>user/ana</c>, <c>workflow/triage</c>, <c>thread/42</c>, each with a path of one's own behind it, or such a path alone. One text has one
/// meaning: the owner's name is percent-encoded, a path is small ASCII letters, digits and <c>. _ -</c>, so nothing in it can look like another, climb or be empty.
/// </summary>
public sealed record MemoryNamespace
{
    public const int Longest = 400;

    private const int MostSegments = 8;
    private const int LongestSegment = 63;
    private const int LongestOwner = 200;

    private static readonly Dictionary<string, MemoryKind> Kinds = new(StringComparer.Ordinal)
    {
        ["organization"] = MemoryKind.Organization,
        ["user"] = MemoryKind.User,
        ["workflow"] = MemoryKind.Workflow,
        ["thread"] = MemoryKind.Thread,
    };

    private MemoryNamespace(string path, MemoryKind kind, string? owner) => (Path, Kind, Owner) = (path, kind, owner);

    /// <summary>The words that begin a namespace with an owner.</summary>
    public static IReadOnlyCollection<string> Words => Kinds.Keys;

    public static MemoryNamespace Organization { get; } = new("organization", MemoryKind.Organization, null);

    /// <summary>The canonical text.</summary>
    public string Path { get; }

    public MemoryKind Kind { get; }

    /// <summary>Name of the user, workflow or thread, as people write it; null for the organisation's and custom ones.</summary>
    public string? Owner { get; }

    public override string ToString() => Path;

    /// <exception cref="PlatformException">Validation: no name, too long, or half a character.</exception>
    public static MemoryNamespace OfUser(string name) => Owned("user", name);

    /// <exception cref="PlatformException">As <see cref="OfUser"/>.</exception>
    public static MemoryNamespace OfWorkflow(string name) => Owned("workflow", name);

    /// <exception cref="PlatformException">As <see cref="OfUser"/>.</exception>
    public static MemoryNamespace OfThread(string name) => Owned("thread", name);

    /// <summary>The namespace that the path names below this one.</summary>
    public MemoryNamespace Below(string path) => Parse($"{Path}/{path}");

    /// <exception cref="PlatformException">Validation: what is wrong with it.</exception>
    public static MemoryNamespace Parse(string text) => TryParse(text, out var parsed, out var wrong)
        ? parsed
        : throw new PlatformException(ErrorCode.Validation, $"'{Shown(text)}' is no namespace: {wrong}", "Write organization, user/NAME, workflow/NAME, thread/NAME, or a path such as team/recipes.");

    /// <param name="wrong">What is wrong with it, as a sentence; empty when nothing is.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out MemoryNamespace? parsed, out string wrong)
    {
        parsed = null;
        var segments = text.Split('/');
        wrong = text.Length > Longest ? $"it is longer than {Longest} characters."
            : segments.Length > MostSegments ? $"it has more than {MostSegments} parts."
            : Array.Exists(segments, s => s.Length == 0) ? "it has an empty part." : "";
        if (wrong.Length > 0) return false;
        var isOwned = Kinds.TryGetValue(segments[0], out var kind);
        var hasOwner = isOwned && kind != MemoryKind.Organization;
        if (hasOwner && segments.Length == 1) wrong = $"it does not say which {segments[0]}'s.";
        else if (hasOwner && !IsOwner(segments[1])) wrong = $"'{Shown(segments[1])}' is no name of a {segments[0]} as it stands in a namespace; write {Encoded(segments[1])}.";
        else if (segments.Skip(hasOwner ? 2 : isOwned ? 1 : 0).FirstOrDefault(s => !IsSegment(s)) is { } odd)
            wrong = $"'{Shown(odd)}' must begin with a letter or digit and hold only a to z, 0 to 9 and . _ -, at most {LongestSegment}.";
        if (wrong.Length > 0) return false;
        parsed = new MemoryNamespace(text, isOwned ? kind : MemoryKind.Custom, hasOwner ? Uri.UnescapeDataString(segments[1]) : null);
        return true;
    }

    private static MemoryNamespace Owned(string word, string name)
    {
        var path = name.Length is 0 or > LongestOwner || HasHalfCharacter(name) ? "" : $"{word}/{Encoded(name)}";
        return path.Length is > 0 and <= Longest
            ? new MemoryNamespace(path, Kinds[word], name)
            : throw new PlatformException(ErrorCode.Validation, $"The {word} '{Shown(name)}' has a name that memory cannot be kept under.", $"Use a name of 1 to {LongestOwner} letters and digits.");
    }

    private static bool IsSegment(string text) =>
        text.Length <= LongestSegment && IsSmall(text[0]) && text.All(c => IsSmall(c) || c is '.' or '_' or '-');

    private static bool IsSmall(char c) => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c);

    // Encoded in the one way in which we encode.
    private static bool IsOwner(string text) => !HasHalfCharacter(text) && Encoded(Uri.UnescapeDataString(text)) == text && Uri.UnescapeDataString(text).Length <= LongestOwner;

    // Dots alone would climb in an address.
    private static string Encoded(string name) => name.All(c => c == '.') ? name.Replace(".", "%2E", StringComparison.Ordinal) : Uri.EscapeDataString(name);

    private static bool HasHalfCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return true;
        }

        return false;
    }

    private static string Shown(string text) => text.Length <= 80 ? text : $"{text[..80]}…";
}
