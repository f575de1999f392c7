using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Platform.Core.Security;

namespace Platform.Core.Integrations.Mcp;

/// <summary>
/// What a call gave back, as JSON: the structured content when there is one; else the text; with images, sounds and other bytes
/// <c>{ text, files: [{ path, type, bytes }], links: [{ uri, name }] }</c>, where each file lies in the workflow's folder under <c>mcp/</c>.
/// </summary>
internal static class McpResults
{
    private static readonly Dictionary<string, string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/png"] = ".png",
        ["image/jpeg"] = ".jpg",
        ["image/gif"] = ".gif",
        ["image/webp"] = ".webp",
        ["audio/wav"] = ".wav",
        ["audio/x-wav"] = ".wav",
        ["audio/mpeg"] = ".mp3",
        ["audio/ogg"] = ".ogg",
        ["application/pdf"] = ".pdf",
        ["application/json"] = ".json",
        ["text/plain"] = ".txt",
        ["text/csv"] = ".csv",
        ["text/html"] = ".html",
        ["application/zip"] = ".zip",
    };

    public static async Task<JsonElement> ReadAsync(CallToolResult result, string server, WorkFolder folder, CancellationToken cancellationToken)
    {
        var (files, links) = (new JsonArray(), new JsonArray());
        foreach (var block in result.Content ?? [])
        {
            if (await FileAsync(block, server, folder, cancellationToken) is { } file) files.Add(file);
            else if (block is ResourceLinkBlock link) links.Add(new JsonObject { ["uri"] = link.Uri, ["name"] = link.Name });
        }

        var plain = files.Count + links.Count == 0;
        if (result.StructuredContent is { } structured && plain) return structured.Clone();
        var text = Text(result.Content);
        if (plain) return JsonSerializer.SerializeToElement(text);
        var whole = new JsonObject { ["text"] = text };
        if (result.StructuredContent is { } beside) whole["data"] = JsonNode.Parse(beside.GetRawText());
        if (files.Count > 0) whole["files"] = files;
        if (links.Count > 0) whole["links"] = links;
        return JsonSerializer.SerializeToElement(whole);
    }

    /// <summary>The texts of the blocks, one below the other.</summary>
    public static string Text(IEnumerable<ContentBlock>? blocks) => string.Join("\n", (blocks ?? []).Select(TextOf).Where(t => t is not null));

    public static string? TextOf(ContentBlock block) => block switch
    {
        TextContentBlock text => text.Text,
        EmbeddedResourceBlock { Resource: TextResourceContents resource } => resource.Text,
        _ => null,
    };

    /// <summary>The bytes of a block as a file of the workflow's folder; null when the block holds none.</summary>
    public static Task<JsonObject?> FileAsync(ContentBlock block, string server, WorkFolder folder, CancellationToken cancellationToken) => block switch
    {
        ImageContentBlock image => SaveAsync(image.DecodedData, image.MimeType, server, folder, cancellationToken),
        AudioContentBlock audio => SaveAsync(audio.DecodedData, audio.MimeType, server, folder, cancellationToken),
        EmbeddedResourceBlock { Resource: BlobResourceContents blob } => SaveAsync(blob.DecodedData, blob.MimeType, server, folder, cancellationToken),
        _ => Task.FromResult<JsonObject?>(null),
    };

    // Named by its content: the same bytes are the same file, also when the task runs again.
    public static async Task<JsonObject?> SaveAsync(ReadOnlyMemory<byte> bytes, string? type, string server, WorkFolder folder, CancellationToken cancellationToken)
    {
        var safe = new string([.. server.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')]);
        var path = $"mcp/{safe}/{Convert.ToHexStringLower(SHA256.HashData(bytes.Span))[..16]}{Endings.GetValueOrDefault(type ?? "", ".bin")}";
        await folder.WriteAtomicallyAsync(path, stream => stream.WriteAsync(bytes, cancellationToken).AsTask(), cancellationToken);
        return new JsonObject { ["path"] = path, ["type"] = type ?? "application/octet-stream", ["bytes"] = bytes.Length };
    }
}
