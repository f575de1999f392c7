using System.Text;
using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Workflows;
using Platform.Web.Rendering;

namespace Platform.Web.Api;

/// <summary>A workflow as it is sent in JSON.</summary>
public sealed record WorkflowText(string Text)
{
    private const int LargestBytes = 4 * 1024 * 1024;

    // Strict, so that a text in another encoding is refused and not silently mangled.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, from whichever of the two forms the request has.</summary>
    /// <exception cref="PlatformException">Too large, not UTF-8, or JSON without <c>text</c>.</exception>
    public static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = await ReadBytesAsync(request, cancellationToken);
        try
        {
            if (!request.HasJsonContentType()) return Utf8.GetString(bytes);
            return JsonSerializer.Deserialize<WorkflowText>(bytes, ApiJson.Options)?.Text ?? throw Wrong("The JSON has no 'text'.");
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("The text is not UTF-8.");
        }
        catch (JsonException)
        {
            throw Wrong("The body is not JSON of the form { \"text\": \"…\" }.");
        }
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (all.Length + read > LargestBytes)
                throw new PlatformException(ErrorCode.LimitExceeded, "The workflow text is larger than 4 MB.", "Move long texts into files and 'include' them.");
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    private static PlatformException Wrong(string message) =>
        new(ErrorCode.Validation, message, "Send the YAML text itself with Content-Type: application/yaml, or JSON { \"text\": \"…\" }.");
}

/// <summary>A saved version with what its check warned of.</summary>
public sealed record SavedWorkflow(string Workflow, int Version, string Hash, DateTimeOffset CreatedAt, IReadOnlyList<FindingView> Findings)
{
    public static SavedWorkflow Of(Result<WorkflowVersion> saved) =>
        new(saved.Value!.Workflow, saved.Value.Number, saved.Value.Hash, saved.Value.CreatedAt, [.. saved.Findings.Select(FindingView.Of)]);
}

/// <summary>Everything found in a text.</summary>
/// <param name="Name">Null when the text has errors.</param>
public sealed record ValidationView(bool Valid, string? Name, IReadOnlyList<FindingView> Findings)
{
    /// <summary>The graph as SVG without styles of its own, when it was asked for and the text has no errors.</summary>
    public string? Picture { get; init; }

    /// <summary>How many nodes, inputs, channels and outputs it has, in words; null when it has errors.</summary>
    public string? Contents { get; init; }

    public static ValidationView Of(Result<CompiledGraph> read) => new(read.Ok, read.Value?.Name, [.. read.Findings.Select(FindingView.Of)])
    {
        Contents = read.Ok ? TextContents.Of(read.Value) : null,
    };
}
