using System.Text;
using System.Text.Json;

namespace Platform.Core.Sandbox.Running;

/// <summary>Reads JSON that someone may have made to hurt: strict UTF-8, bounded depth, every text readable.</summary>
internal static class StrictJson
{
    /// <summary>Levels of lists and maps.</summary>
    public const int MaxDepth = 64;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>The value; or null and why it is none.</summary>
    public static (JsonElement? Value, string Why) Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            Utf8.GetCharCount(bytes.Span);
            using var document = JsonDocument.Parse(bytes, Options);
            CheckTexts(document.RootElement);
            return (document.RootElement.Clone(), "");
        }
        catch (DecoderFallbackException)
        {
            return (null, "it is no UTF-8");
        }
        catch (JsonException bad)
        {
            return (null, bad.Message.Contains("depth", StringComparison.OrdinalIgnoreCase) ? $"it is nested over {MaxDepth} levels deep" : "it is no JSON");
        }
        catch (InvalidOperationException)
        {
            return (null, "it holds half a character (a lone surrogate)");
        }
    }

    // Half a character is parsed, and thrown at whoever reads the text later.
    private static void CheckTexts(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) CheckTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    _ = member.Name;
                    CheckTexts(member.Value);
                }

                break;
        }
    }
}
