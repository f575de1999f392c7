using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Tools;

namespace Platform.Core.Agents;

/// <summary>
/// The parts of a message: a text or <c>{ text }</c>, <c>{ image: path-or-url }</c>, <c>{ file: path-or-url }</c>; the last two with <c>media_type</c> where the
/// name's ending does not tell, and with a list of places for several. Files come from the workflow's own folder, through its guard. A text file goes to the model as text, which all take.
/// </summary>
internal sealed class PromptParts(ToolCallContext context)
{
    private const long LargestFile = 20 * 1024 * 1024;
    private const long LargestPrompt = 32 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private long _bytes;

    /// <summary>Whether a value is one part or a list of parts and texts, and not data that is to be told as JSON.</summary>
    /// <param name="written">The same as it stands in the file; null when an expression gave it.</param>
    public static bool IsParts(JsonElement value, ConfigValue? written) =>
        Parts(value, written).ToList() is { Count: > 0 } parts
        && parts.TrueForAll(p => p.Value.ValueKind == JsonValueKind.String || IsPart(p.Value, p.Written)) && parts.Exists(p => IsPart(p.Value, p.Written));

    /// <summary>Whether it is parts of which one is no text.</summary>
    public static bool ShowsSomething(JsonElement value, ConfigValue? written) => IsParts(value, written) && Parts(value, written).Any(p => Shown(p.Value) is not null);

    /// <summary>The item of a list that stands in the file; null when it does not stand there.</summary>
    public static ConfigValue? At(ConfigValue? written, int index) => written is ConfigList list && index < list.Items.Count ? list.Items[index] : null;

    public async Task<IList<AIContent>> ReadAsync(JsonElement value, ConfigValue? written, CancellationToken cancellationToken)
    {
        var contents = new List<AIContent>();
        foreach (var (part, _) in Parts(value, written))
        {
            if (Shown(part) is { } kind && part.GetProperty(kind) is { ValueKind: JsonValueKind.Array } many)
                foreach (var place in many.EnumerateArray()) contents.Add(await ShownAsync(part, kind, Texts.Of(place), cancellationToken));
            else contents.Add(await PartAsync(part, cancellationToken));
        }

        return contents;
    }

    private static IEnumerable<(JsonElement Value, ConfigValue? Written)> Parts(JsonElement value, ConfigValue? written) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Select((item, index) => (item, At(written, index))),
        JsonValueKind.Object => [(value, written)],
        _ => [],
    };

    private static bool IsPart(JsonElement value, ConfigValue? written)
    {
        if (value.ValueKind != JsonValueKind.Object || written is not ConfigMap) return false;
        var keys = value.EnumerateObject().Select(p => p.Name).Where(n => n != "media_type").ToList();
        return keys is ["text" or "image" or "file"];
    }

    private static string? Shown(JsonElement part) => part.ValueKind != JsonValueKind.Object ? null
        : part.TryGetProperty("image", out _) ? "image" : part.TryGetProperty("file", out _) ? "file" : null;

    private async Task<AIContent> PartAsync(JsonElement part, CancellationToken cancellationToken)
    {
        if (Shown(part) is { } kind) return await ShownAsync(part, kind, Texts.Of(part.GetProperty(kind)), cancellationToken);
        return new TextContent(Texts.Of(part.ValueKind == JsonValueKind.String ? part : part.GetProperty("text")));
    }

    private async Task<AIContent> ShownAsync(JsonElement part, string kind, string place, CancellationToken cancellationToken)
    {
        var type = part.TryGetProperty("media_type", out var told) ? Texts.Of(told) : null;
        if (place.StartsWith("data:", StringComparison.Ordinal)) return Embedded(place, kind);
        if (place.Contains("://", StringComparison.Ordinal)) return Address(place, kind, type);
        type ??= MediaTypes.Of(place);
        if (kind == "image" && !type.StartsWith("image/", StringComparison.Ordinal)) throw Wrong($"'{place}' is no image that is known by its ending.", "Use png, jpg, gif or webp, or say media_type: image/…");
        if (type == MediaTypes.Unknown) throw Wrong($"What kind of file '{place}' is cannot be told from its name.", "Add media_type, application/pdf for example.");
        var bytes = await ToolFiles.ReadAsync(context.Files, place, LargestFile, cancellationToken);
        Count(bytes.Length);
        return MediaTypes.IsText(type) ? Written(place, bytes) : new DataContent(bytes, type) { Name = Path.GetFileName(place) };
    }

    private static TextContent Written(string place, byte[] bytes)
    {
        try
        {
            return new TextContent($"File '{place}':\n{Strict.GetString(bytes).TrimStart('\uFEFF')}\n");
        }
        catch (DecoderFallbackException)
        {
            throw Wrong($"'{place}' is no UTF-8 text.", "Save it as UTF-8, or say its media_type.");
        }
    }

    // The provider fetches it itself, from where it stands: nothing of ours is behind it.
    private static UriContent Address(string place, string kind, string? type)
    {
        if (!Uri.TryCreate(place, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps) throw Wrong($"The {kind} '{place}' is not at an https address.", "Give an https address, or a file of the workflow's folder.");
        type ??= MediaTypes.Of(uri.AbsolutePath);
        if (type == MediaTypes.Unknown) type = kind == "image" ? "image/*" : "application/pdf";
        return new UriContent(uri, type);
    }

    private DataContent Embedded(string place, string kind)
    {
        try
        {
            var data = new DataContent(place);
            Count(data.Data.Length);
            return kind == "file" || data.HasTopLevelMediaType("image") ? data : throw Wrong($"The embedded image is {data.MediaType}.", "Give it as { file: … }.");
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException)
        {
            throw Wrong($"The embedded {kind} is no data address.", "Write data:image/png;base64,…");
        }
    }

    private void Count(long bytes)
    {
        _bytes += bytes;
        if (_bytes > LargestPrompt) throw new PlatformException(ErrorCode.LimitExceeded, $"The files of the prompt have more than {LargestPrompt / 1024 / 1024} MB together.", "Show fewer, or smaller ones.");
    }

    private static PlatformException Wrong(string message, string resolution) => new(ErrorCode.Validation, message, resolution);
}
