using System.Text.RegularExpressions;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Architecture;

public sealed partial class PartialsTests
{
    /// <summary>A stream draws a partial without a page around it, so that one within it is found by its whole path only, or among the shared.</summary>
    [Fact]
    public void A_partial_names_those_within_it_by_their_whole_path()
    {
        var pages = Path.Combine(Repository.Root, "src/Platform.Web/Pages");
        var shared = Directory.EnumerateFiles(Path.Combine(pages, "Shared"), "_*.cshtml").Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        var named = (from file in Directory.EnumerateFiles(pages, "_*.cshtml", SearchOption.AllDirectories)
                     from partial in Named().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value)
                     select (File: Path.GetRelativePath(pages, file), Partial: partial)).ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, n => n.Partial.StartsWith('/') ? !File.Exists(Path.Combine(Repository.Root, "src/Platform.Web", n.Partial[1..])) : !shared.Contains(n.Partial));
    }

    [GeneratedRegex("<partial name=\"(?<name>[^\"@]+)\"")]
    private static partial Regex Named();
}
