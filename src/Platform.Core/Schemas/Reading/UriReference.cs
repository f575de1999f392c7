namespace Platform.Core.Schemas.Reading;

/// <summary>Resolves references of schemas. By hand, for System.Uri changes what it reads and knows no relative base.</summary>
/// <remarks>Source: RFC 3986, section 5.2.</remarks>
internal readonly record struct UriReference(string? Scheme, string? Authority, string Path, string? Query, string? Fragment)
{
    public static UriReference Parse(string text)
    {
        var (rest, fragment) = Cut(text, '#');
        (rest, var query) = Cut(rest, '?');
        string? scheme = null;
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && char.IsAsciiLetter(rest[0]) && rest.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0)
        {
            scheme = rest[..colon].ToLowerInvariant();
            rest = rest[(colon + 1)..];
        }

        string? authority = null;
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var end = rest.IndexOf('/', 2);
            authority = end < 0 ? rest[2..] : rest[2..end];
            rest = end < 0 ? "" : rest[end..];
        }

        return new UriReference(scheme, authority, rest, query, fragment);
    }

    /// <summary>The address that a reference means when it stands in a document of this address.</summary>
    public UriReference Resolve(UriReference reference)
    {
        if (reference.Scheme is not null) return reference with { Path = WithoutDots(reference.Path) };
        if (reference.Authority is not null) return reference with { Scheme = Scheme, Path = WithoutDots(reference.Path) };
        if (reference.Path.Length == 0) return this with { Query = reference.Query ?? Query, Fragment = reference.Fragment };
        var path = reference.Path[0] == '/' ? reference.Path : Merge(reference.Path);
        return new UriReference(Scheme, Authority, WithoutDots(path), reference.Query, reference.Fragment);
    }

    /// <summary>The address of the resource, without the fragment.</summary>
    public string Resource =>
        $"{(Scheme is null ? "" : $"{Scheme}:")}{(Authority is null ? "" : $"//{Authority}")}{Path}{(Query is null ? "" : $"?{Query}")}";

    private static System.Buffers.SearchValues<char> SchemeCharacters { get; } =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static (string Before, string? After) Cut(string text, char at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, null) : (text[..index], text[(index + 1)..]);
    }

    private string Merge(string path)
    {
        if (Authority is not null && Path.Length == 0) return $"/{path}";
        return string.Concat(Path.AsSpan(0, Path.LastIndexOf('/') + 1), path);
    }

    private static string WithoutDots(string path)
    {
        if (!path.Contains('.', StringComparison.Ordinal) || !path.StartsWith('/')) return path;
        var kept = new List<string>();
        var parts = path.Split('/');
        for (var i = 1; i < parts.Length; i++)
        {
            var last = i == parts.Length - 1;
            if (parts[i] == "..")
            {
                if (kept.Count > 0) kept.RemoveAt(kept.Count - 1);
            }
            else if (parts[i] != ".")
            {
                kept.Add(parts[i]);
                continue;
            }

            if (last) kept.Add("");
        }

        return $"/{string.Join('/', kept)}";
    }
}
