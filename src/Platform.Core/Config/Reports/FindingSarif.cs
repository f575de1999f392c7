using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Config;

/// <summary>Findings as a SARIF log.</summary>
/// <remarks>Source: OASIS, Static Analysis Results Interchange Format 2.1.0. Columns are UTF-16 units, as it wants them by default.</remarks>
internal static class FindingSarif
{
    public static string Write(IReadOnlyList<Finding> findings) => FindingJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        writer.WriteString("version", "2.1.0");
        writer.WriteStartArray("runs");
        writer.WriteStartObject();
        WriteTool(writer, [.. findings.Select(f => f.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        writer.WriteString("columnKind", "utf16CodeUnits");
        writer.WriteStartArray("results");
        foreach (var finding in findings) WriteResult(writer, finding);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteTool(Utf8JsonWriter writer, IReadOnlyList<string> codes)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "platform validate");
        writer.WriteString("version", typeof(FindingSarif).Assembly.GetName().Version?.ToString(3));
        writer.WriteStartArray("rules");
        foreach (var code in codes)
        {
            writer.WriteStartObject();
            writer.WriteString("id", code);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, Finding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", finding.Code);
        writer.WriteString("level", finding.Severity.ToString().ToLowerInvariant());
        writer.WriteStartObject("message");
        writer.WriteString("text", finding.Suggestion is null ? finding.Message : $"{finding.Message} Did you mean '{finding.Suggestion}'?");
        writer.WriteEndObject();
        writer.WriteStartArray("locations");
        writer.WriteStartObject();
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", string.Join('/', finding.At.File.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)));
        writer.WriteEndObject();
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", finding.At.Line);
        writer.WriteNumber("startColumn", finding.At.Column);
        writer.WriteNumber("endLine", finding.At.EndLine);
        writer.WriteNumber("endColumn", finding.At.EndColumn);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
