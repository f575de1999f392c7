using System.Text;
using Platform.Core.Foundation;

namespace Platform.Core.Config.Yaml;

/// <summary>Text or bytes to a tree that knows its places. Whatever the bytes are, the answer is a tree or findings.</summary>
internal static class YamlReader
{
    public const int MaxBytes = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of the bytes; null with a finding when they are no text.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, string file, Findings found)
    {
        if (bytes.Length > MaxBytes)
        {
            found.Add(ConfigFindings.Unreadable($"The file has {bytes.Length:#,0} bytes; more than 1 MB is refused.", SourceSpan.StartOf(file)));
            return null;
        }

        try
        {
            if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
                found.Add(ConfigFindings.Unreadable("The file is UTF-16; save it as UTF-8.", SourceSpan.StartOf(file)));
            else
                return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException wrong)
        {
            found.Add(ConfigFindings.Unreadable("The file is no UTF-8 text from here on; save it as UTF-8.", PlaceOfByte(bytes[..Math.Clamp(wrong.Index, 0, bytes.Length)], file)));
        }

        return null;
    }

    /// <summary>The document's root; null with findings when there is none.</summary>
    public static ConfigMap? Read(string text, string file, Findings found)
    {
        var source = new SourceText(text.StartsWith('\uFEFF') ? text[1..] : text, file);
        if (Refusal(source) is { } refusal)
        {
            found.Add(refusal);
            return null;
        }

        if (new YamlTree(source, found).Read() is not { } root)
        {
            if (!found.HasErrors) found.Add(ConfigFindings.Unreadable("The file is empty; a workflow begins with 'platform: v1'.", SourceSpan.StartOf(file)));
            return null;
        }

        var value = new YamlExpansion(source, found).Expand(root);
        if (value is ConfigMap map) return map;
        if (value is ConfigScalar { Kind: ScalarKind.Null })
            found.Add(ConfigFindings.Unreadable("The file is empty; a workflow begins with 'platform: v1'.", SourceSpan.StartOf(file)));
        else
            found.Add(ConfigFindings.WrongType("A workflow file", "a map that begins with 'platform: v1'", value is ConfigList ? "a list" : "text", value.At with { EndLine = value.At.Line, EndColumn = value.At.Column + 1 }, ""));
        return null;
    }

    private static Finding? Refusal(SourceText source)
    {
        // Also a text that did not come as bytes is measured in bytes.
        if (source.Text.Length > MaxBytes || Encoding.UTF8.GetByteCount(source.Text) > MaxBytes)
            return ConfigFindings.Unreadable("The file is longer than 1 MB; that is refused.", SourceSpan.StartOf(source.File));
        var zero = source.Text.IndexOf('\0', StringComparison.Ordinal);
        return zero >= 0 ? ConfigFindings.Unreadable("The file holds a zero byte here, so it is no text.", source.Span(zero, zero + 1)) : null;
    }

    private static SourceSpan PlaceOfByte(ReadOnlySpan<byte> before, string file)
    {
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new SourceSpan(file, line, column, line, column + 1);
    }
}
