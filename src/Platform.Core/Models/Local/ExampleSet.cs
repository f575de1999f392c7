using System.Text.Json;
using CsvHelper;
using Platform.Core.Foundation;
using Platform.Core.Models.Text;

namespace Platform.Core.Models.Local;

/// <summary>The labelled texts from which a classifier learns: a CSV file of the work folder, or a list or map in the workflow file.</summary>
internal static class ExampleSet
{
    private const long LargestFile = 64 * 1024 * 1024;
    private const int MostExamples = 200_000;
    private const int MostLabels = 1000;

    private static readonly string[] TextColumns = ["text", "message", "utterance", "sentence", "question"];
    private static readonly string[] LabelColumns = ["label", "category", "intent", "class"];

    public static async Task<IReadOnlyList<LabelledText>> ReadAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var reader = settings.Read();
        var examples = reader.Value("examples") switch
        {
            { ValueKind: JsonValueKind.String } file => await ReadFileAsync(settings, file.GetString()!, cancellationToken),
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select((item, i) => Inline(item, i, settings.Name))],
            { ValueKind: JsonValueKind.Object } map => FromMap(map, settings.Name),
            _ => throw reader.Wrong("examples", "a CSV file's name, a list of { text, label } or a map from labels to texts"),
        };
        var labels = examples.Select(e => e.Label).Distinct(StringComparer.Ordinal).Take(MostLabels + 1).Count();
        if (labels is < 2 or > MostLabels)
            throw Invalid(settings.Name, $"its examples have {(labels > MostLabels ? $"more than {MostLabels}" : labels)} labels, and it needs 2 to {MostLabels}");
        return examples;
    }

    private static async Task<IReadOnlyList<LabelledText>> ReadFileAsync(ModelSettings settings, string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = settings.Files.OpenRead(file);
            if (stream.Length > LargestFile) throw Invalid(settings.Name, $"'{file}' is larger than {LargestFile / 1024 / 1024} MB");
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            return FromCsv(bytes, settings, file);
        }
        catch (PlatformException e) when (e.Code == ErrorCode.NotFound)
        {
            throw new PlatformException(ErrorCode.Validation, $"Model '{settings.Name}': there is no file '{file}' in the workflow's folder.", "Put the file with the examples there, or mend 'examples'.", e);
        }
        catch (CsvFormatException e)
        {
            throw new PlatformException(ErrorCode.Validation, $"Model '{settings.Name}': '{file}' is no proper CSV at record {e.RecordNumber}.", "Mend the file; a quote inside a quoted field is doubled.", e);
        }
    }

    private static List<LabelledText> FromCsv(byte[] bytes, ModelSettings settings, string file)
    {
        using var csv = CsvReader.Create(bytes, new CsvReaderOptions { HasHeader = true, MalformedData = CsvMalformedDataHandling.Throw });
        if (bytes.Length == 0) throw Invalid(settings.Name, $"'{file}' is empty");
        csv.ReadHeader();
        var headers = csv.Headers.ToList();
        var text = Column(headers, settings, "text", TextColumns, 0, file);
        var label = Column(headers, settings, "label", LabelColumns, text == 0 ? 1 : 0, file);
        var examples = new List<LabelledText>();
        while (csv.Read())
        {
            if (csv.FieldCount <= Math.Max(text, label)) throw Invalid(settings.Name, $"'{file}', record {csv.RowNumber} has {csv.FieldCount} fields, and the header names {headers.Count}");
            if (examples.Count == MostExamples) throw Invalid(settings.Name, $"'{file}' has more than {MostExamples} rows");
            examples.Add(Checked(csv.GetString(text), csv.GetString(label), $"'{file}', record {csv.RowNumber}", settings.Name));
        }

        return examples;
    }

    // The column that the settings name, else one with a usual name, else the place.
    private static int Column(List<string> headers, ModelSettings settings, string key, string[] usual, int place, string file)
    {
        if (settings.Read().Text(key) is { } named)
        {
            var at = headers.FindIndex(h => string.Equals(h, named, StringComparison.OrdinalIgnoreCase));
            return at >= 0 ? at : throw Invalid(settings.Name, $"'{file}' has no column '{named}'; its columns are {Names.Quoted(headers)}");
        }

        var known = headers.FindIndex(h => usual.Contains(h, StringComparer.OrdinalIgnoreCase));
        if (known >= 0) return known;
        return place < headers.Count ? place : throw Invalid(settings.Name, $"'{file}' needs two columns, a text and its label");
    }

    private static LabelledText Inline(JsonElement item, int i, string model)
    {
        if (item.ValueKind != JsonValueKind.Object) throw Invalid(model, $"example {i + 1} must be a map {{ text, label }}");
        return Checked(Field(item, "text"), Field(item, "label"), $"example {i + 1}", model);
    }

    private static List<LabelledText> FromMap(JsonElement map, string model)
    {
        var examples = new List<LabelledText>();
        foreach (var label in map.EnumerateObject())
        {
            if (label.Value.ValueKind != JsonValueKind.Array) throw Invalid(model, $"the examples of label '{label.Name}' must be a list of texts");
            examples.AddRange(label.Value.EnumerateArray().Select((text, i) => Checked(Texts.Of(text), label.Name, $"label '{label.Name}', text {i + 1}", model)));
        }

        return examples;
    }

    private static string Field(JsonElement item, string key) => item.TryGetProperty(key, out var value) ? Texts.Of(value) : "";

    private static LabelledText Checked(string text, string label, string where, string model)
    {
        if (string.IsNullOrWhiteSpace(text)) throw Invalid(model, $"{where} has no text");
        if (string.IsNullOrWhiteSpace(label)) throw Invalid(model, $"{where} has no label");
        return new LabelledText(text, label.Trim());
    }

    private static PlatformException Invalid(string model, string what) =>
        new(ErrorCode.Validation, $"Model '{model}': {what}.", "Mend the examples.");
}
