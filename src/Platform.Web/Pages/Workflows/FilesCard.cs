using Platform.Core.Foundation;
using Platform.Core.Workflows;
using Platform.Web.Api;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Workflows;

/// <summary>A file that is there.</summary>
internal sealed record FileRow(string Workflow, WorkFile File)
{
    public string Address => $"/api/v1/workflows/{Workflow}/files/{WorkflowFilesEndpoints.AddressOf(File.Path)}";
}

/// <summary>The files of a workflow's work folder: those that are there, and those that it reads and lacks.</summary>
/// <param name="Done">What became of files that were sent or deleted; null when none were.</param>
/// <param name="Refused">Why some were left out; null when none were.</param>
internal sealed record FilesCard(string Workflow, IReadOnlyList<WorkFile> Files, IReadOnlyList<FileRead> Lacking, string? Done, string? Refused)
{
    /// <summary>So many stand in the card at once; the rest is folded.</summary>
    public const int Shown = 8;

    /// <summary>So many stand on the page at all; the API lists all.</summary>
    public const int Most = 200;

    private const int MostNamed = 5;

    /// <summary>A file's own name; some browsers send the folder that it lay in, too.</summary>
    public static string NameOf(string sent) => sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..];

    public static string? Stored(IReadOnlyList<string> paths) => paths.Count switch
    {
        0 => null,
        1 => $"{paths[0]} is stored.",
        var many => $"{Display.Count(many)} files are stored: {string.Join(", ", paths.Take(MostNamed))}{(many > MostNamed ? $" and {Display.Count(many - MostNamed)} more" : "")}.",
    };

    public static string Refusal(string path, PlatformException why) => why.Code == ErrorCode.Conflict
        ? $"{why.Message} It was left as it is; to replace it, tick the box and send it again."
        : $"{path} is not stored. {why.Message} {why.Resolution}";

    /// <summary>The first of many sentences; null when there is none.</summary>
    public static string? Few(IReadOnlyList<string> sentences) => sentences.Count == 0 ? null
        : $"{string.Join(" ", sentences.Take(MostNamed))}{(sentences.Count > MostNamed ? $" And {Display.Count(sentences.Count - MostNamed)} more." : "")}";
}
