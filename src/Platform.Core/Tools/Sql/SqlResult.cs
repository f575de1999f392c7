using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Sql;

/// <param name="Parameters">An object for names (<c>@id</c>, <c>:id</c>) or a list for places (<c>$1</c>); null for none.</param>
/// <param name="Write">Whether the tool's settings let it change anything.</param>
internal sealed record SqlQuery(string Text, JsonElement? Parameters, bool Write, int MostRows, TimeSpan Timeout);

/// <summary>The rows of a question, bounded in number and size.</summary>
internal sealed class SqlRows(int mostRows)
{
    private const long LargestResult = 4 * 1024 * 1024; // characters

    private readonly List<Dictionary<string, JsonNode?>> _rows = [];
    private string[] _columns = [];
    private long _size;
    private bool _more;

    /// <summary>How many characters one value may still have.</summary>
    public int Room => (int)Math.Max(0, LargestResult - _size);

    /// <summary>Two columns of one name get numbers: <c>id</c>, <c>id_2</c>.</summary>
    public void Columns(IEnumerable<string> names)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        _columns = [.. names.Select(n => known.Add(n) ? n : Enumerable.Range(2, int.MaxValue - 2).Select(i => $"{n}_{i}").First(known.Add))];
    }

    /// <summary>Takes a row; false when it was one too many and is left out.</summary>
    public bool Add(IReadOnlyList<JsonNode?> values, long size)
    {
        if (_rows.Count >= mostRows)
        {
            _more = true;
            return false;
        }

        if ((_size += size) > LargestResult) throw TooLarge();
        var row = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        for (var i = 0; i < _columns.Length; i++) row[_columns[i]] = values[i];
        _rows.Add(row);
        return true;
    }

    public static PlatformException TooLarge() =>
        new(ErrorCode.LimitExceeded, $"The rows are larger than {LargestResult / 1024 / 1024} MB.", "Ask for fewer columns or rows, or for a part of a text: substr(body, 1, 1000).");

    /// <param name="changed">How many rows were changed; null for a question.</param>
    public JsonElement Json(long? changed) => JsonSerializer.SerializeToElement(new Dictionary<string, object?>
    {
        ["columns"] = _columns,
        ["rows"] = _rows,
        ["count"] = _rows.Count,
        ["truncated"] = _more,
        ["changed"] = changed,
    });
}
