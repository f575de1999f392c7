using Platform.Core.Foundation;

namespace Platform.Web.Pages.Workflows;

/// <summary>The text that a form brought: what was typed, or the file that was chosen in its place.</summary>
internal static class WrittenText
{
    private const int Largest = 1024 * 1024;

    /// <exception cref="PlatformException">The file is too large, or no text.</exception>
    public static async Task<string> OfAsync(string? typed, IFormFile? file, CancellationToken cancellationToken)
    {
        // Forms send line ends as CR LF; a version must not differ by them.
        if (file is not { Length: > 0 }) return (typed ?? "").ReplaceLineEndings("\n");
        if (file.Length > Largest) throw new PlatformException(ErrorCode.LimitExceeded, "The file is larger than 1 MB.", "No workflow may be so long; move texts into files and include them.");
        using var reader = new StreamReader(file.OpenReadStream());
        var text = await reader.ReadToEndAsync(cancellationToken);
        return text.Contains('\0', StringComparison.Ordinal) || text.Contains('\uFFFD', StringComparison.Ordinal)
            ? throw new PlatformException(ErrorCode.Validation, "The file is no text in UTF-8.", "Choose a YAML file.")
            : text.ReplaceLineEndings("\n");
    }
}
