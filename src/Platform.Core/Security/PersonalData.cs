using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Core.Security;

/// <summary>
/// Replaces personal data with <c>[email]</c>, <c>[phone]</c> and the like in what is stored and shown, for workflows that ask for it. It knows them by
/// their form alone: a name or an address of a street is not found.
/// </summary>
/// <remarks>A value that is cut in two, as between two pieces of a stream, is not found: redact whole texts.</remarks>
public sealed partial class PersonalData
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    // In the order in which they are looked for: what is a card's number is no phone's.
    private static readonly (string Kind, Regex Form, Func<string, bool> Is)[] Known =
    [
        ("email", Email(), _ => true),
        ("iban", Iban(), IsIban),
        ("card", Card(), IsCard),
        ("ip", Ip(), IsAddress),
        ("phone", Phone(), text => text.Count(char.IsAsciiDigit) is >= 7 and <= 15),
    ];

    private readonly (string Kind, Regex Form, Func<string, bool> Is)[] _asked;

    private PersonalData(IReadOnlyCollection<string> kinds) => _asked = [.. Known.Where(k => kinds.Contains(k.Kind, StringComparer.Ordinal))];

    public static IReadOnlyList<string> Kinds { get; } = [.. Known.Select(k => k.Kind)];

    /// <summary>Null when nothing is asked for.</summary>
    public static PersonalData? Of(IReadOnlyCollection<string> kinds) => kinds.Count == 0 ? null : new PersonalData(kinds);

    /// <summary>The same text when nothing was found.</summary>
    public string Redact(string text)
    {
        foreach (var (kind, form, isOne) in _asked)
            text = form.Replace(text, found => isOne(found.Value) ? $"[{kind}]" : found.Value);
        return text;
    }

    /// <summary>The same in every text of a value.</summary>
    public JsonElement Redact(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return value;
        return JsonSerializer.SerializeToElement(Redacted(value));
    }

    private JsonNode? Redacted(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().DistinctBy(p => p.Name).Select(p => KeyValuePair.Create(Redact(p.Name), Redacted(p.Value))).DistinctBy(p => p.Key)),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Redacted)]),
        JsonValueKind.String => JsonValue.Create(Redact(value.GetString()!)),
        JsonValueKind.Number when Redact(value.GetRawText()) is var text && text != value.GetRawText() => JsonValue.Create(text),
        _ => JsonNode.Parse(value.GetRawText(), documentOptions: Deep),
    };

    /// <remarks>Luhn's check. Source: ISO/IEC 7812-1, annex B.</remarks>
    private static bool IsCard(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Select(c => c - '0').Reverse().ToList();
        return digits.Count is >= 13 and <= 19 && digits.Select((d, i) => i % 2 == 0 ? d : d > 4 ? (d * 2) - 9 : d * 2).Sum() % 10 == 0;
    }

    /// <remarks>The remainder of 97. Source: ISO 13616-1.</remarks>
    private static bool IsIban(string text)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal);
        if (plain.Length is < 15 or > 34) return false;
        var remainder = 0;
        foreach (var c in plain[4..] + plain[..4])
        {
            var value = char.IsAsciiDigit(c) ? c - '0' : char.ToUpperInvariant(c) - 'A' + 10;
            remainder = ((remainder * (value > 9 ? 100 : 10)) + value) % 97;
        }

        return remainder == 1;
    }

    private static bool IsAddress(string text) => System.Net.IPAddress.TryParse(text, out _);

    [GeneratedRegex(@"[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(\.[\p{L}\p{N}\-]+)+", RegexOptions.NonBacktracking)]
    private static partial Regex Email();

    [GeneratedRegex(@"\b[A-Z]{2}[0-9]{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,4})?\b", RegexOptions.NonBacktracking)]
    private static partial Regex Iban();

    [GeneratedRegex(@"\b[0-9]([ \-]?[0-9]){12,18}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Card();

    [GeneratedRegex(@"\b[0-9]{1,3}(\.[0-9]{1,3}){3}\b|\b[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{0,4}){2,7}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Ip();

    [GeneratedRegex(@"\+[0-9][0-9 ().\-/]{5,20}[0-9]|\b0[0-9][0-9 ()\-/]{5,18}[0-9]\b|\(?\b[0-9]{3}\)?[ \-.][0-9]{3}[ \-.][0-9]{4}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Phone();
}
