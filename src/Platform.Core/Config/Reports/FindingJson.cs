using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Config;

/// <summary>Findings as JSON, in the shape that <c>terraform validate -json</c> made usual.</summary>
internal static class FindingJson
{
    internal static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<Finding> findings, SnippetSource snippets) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("valid", findings.All(f => f.Severity != Severity.Error));
        writer.WriteNumber("errorCount", findings.Count(f => f.Severity == Severity.Error));
        writer.WriteNumber("warningCount", findings.Count(f => f.Severity == Severity.Warning));
        writer.WriteStartArray("findings");
        foreach (var finding in findings) Write(writer, finding, snippets.Line(finding.At));
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    internal static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable)) write(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter writer, Finding finding, string? snippet)
    {
        writer.WriteStartObject();
        writer.WriteString("code", finding.Code);
        writer.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
        writer.WriteString("message", finding.Message);
        writer.WriteString("suggestion", finding.Suggestion);
        writer.WriteString("path", finding.Path);
        writer.WriteStartObject("range");
        writer.WriteString("file", finding.At.File);
        WritePlace(writer, "start", finding.At.Line, finding.At.Column);
        WritePlace(writer, "end", finding.At.EndLine, finding.At.EndColumn);
        writer.WriteEndObject();
        writer.WriteString("snippet", snippet);
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, string name, int line, int column)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("line", line);
        writer.WriteNumber("column", column);
        writer.WriteEndObject();
    }
}
