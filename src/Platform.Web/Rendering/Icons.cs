using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Platform.Web.Rendering;

/// <summary>The outlines of <c>wwwroot/lib/icons</c>, drawn into the page so that they take its colour and never flash in late.</summary>
public sealed partial class Icons(IWebHostEnvironment environment)
{
    private readonly ConcurrentDictionary<string, string> _paths = new(StringComparer.Ordinal);

    /// <summary>The inner part of the icon's SVG; empty when the build copied none of that name.</summary>
    public string PathsOf(string name) => _paths.GetOrAdd(name, Read);

    private string Read(string name)
    {
        var file = environment.WebRootFileProvider.GetFileInfo($"lib/icons/{name}.svg");
        if (!file.Exists) return "";
        using var reader = new StreamReader(file.CreateReadStream());
        var inner = Inner().Match(reader.ReadToEnd());
        return Spaces().Replace(inner.Groups[1].Value, "><").Trim();
    }

    [GeneratedRegex("<svg[^>]*>(.*)</svg>", RegexOptions.Singleline)]
    private static partial Regex Inner();

    [GeneratedRegex(@">\s+<")]
    private static partial Regex Spaces();
}
