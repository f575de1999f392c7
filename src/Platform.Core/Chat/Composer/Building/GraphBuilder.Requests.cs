using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Requests to an HTTP service, and what they bring along.</summary>
internal sealed partial class GraphBuilder
{
    private void Request(Step step)
    {
        var with = new JsonObject();
        var method = step.Get("method") ?? "GET";
        if (method != "GET") with["method"] = method;
        foreach (var (key, value) in Url(step, "url").ToList()) with[key] = value?.DeepClone();
        if (method is "POST" or "PUT" or "PATCH" && _literals.First(step.Said, "quote") is { } written) with["body"] = written;
        else if (method is "POST" or "PUT" or "PATCH")
        {
            if (_each is null && _values.TrueForAll(v => v.IsInput) && Posted(step.Said) is { Count: > 1 } fields)
            {
                foreach (var field in fields.Where(f => !_values.Exists(v => v.Noun == f))) AddInput(new PlanInput(field, Inputs.TypeOf(field, field)));
                with["body"] = new JsonObject(fields.Select(f => KeyValuePair.Create(f, (JsonNode?)JsonValue.Create($"${{{{ inputs.{f} }}}}"))));
            }
            else if (_values.Count == 0 && Definite(step.Said) is { } given) AddInput(new PlanInput(given, "string"));
            if (with["body"] is null && _values.Count > 0) with["body"] = Meant(Sent(step.Said), isSent: Sent(step.Said) != step.Said) is [{ IsRaw: true, IsInput: false, Shape: Shape.Text, Noun: "text" or "page" or "response" } or { IsInput: false, Fields.Count: > 0, Shape: not Shape.List }] and [var whole] ? whole.Braced : _each is { IsRows: true, IsRecord: false } && Meant(step.Said) is [{ Shape: Shape.Map } row] ? row.Braced : Body(Sent(step.Said)); // what was read is passed on as it is
        }

        Plain(step, "request", "http.request", "response", "output.text", with, isRaw: true);
        if (_each is null)
        {
            var save = (JsonObject)_draft.Nodes[Nodes[^1]]!["save"]!;
            var status = $"{save.First().Key}{Status}"; // each request keeps its own: two that go on at once may not write one channel
            _draft.Section("state")[status] = new JsonObject { ["type"] = "integer", ["default"] = 0 };
            save[status] = "${{ output.status }}";
        }
    }

    private const string Status = "_status";

    /// <summary>Whether a channel keeps the status of an answer: <c>response_status</c>.</summary>
    public static bool IsStatus(string channel) => channel.StartsWith("response", StringComparison.Ordinal) && channel.EndsWith(Status, StringComparison.Ordinal);

    private JsonObject Body(string said) => new(Meant(said, isSent: said.Contains(" it ", StringComparison.Ordinal)).Select(v => KeyValuePair.Create(v.Noun, (JsonNode?)JsonValue.Create(v.Braced))).DistinctBy(v => v.Key));

    // "Then publish by POST to URL" publishes it.
    private static string Sent(string said) => Phrase.Of(said) is { Count: > 1 } phrase && Lexicon.IsPreposition(phrase.Low(1)) ? $"{phrase[0].Text} it {phrase.From(1).Text}" : said;

    private static readonly Form FieldLead = new("with DET? json? fields/body/values/data/payload with/of/:? | with DET? json with/of/:? | with :? | containing DET? | fields :? | having");
    private static readonly Form FieldEnd = new("as/to/of/for/in/at/into/from/via/by/using");

    // The fields that are sent: "POST |name, email and phone| of a lead to URL", "POST a JSON with |name and email| to URL".
    private static List<string> Posted(string said)
    {
        var phrase = Phrase.Of(said);
        var from = FieldLead.In(phrase, 1) is var (_, led) ? led : 1;
        while (from < phrase.Count && (FieldLead.At(phrase, from) > from || phrase[from].Text is ":" or "{" or "(")) from++;
        var end = from;
        while (end < phrase.Count && phrase[end].Kind != TokenKind.Literal && phrase[end].Text is not ("}" or ")" or ".") && FieldEnd.At(phrase, end) < 0) end++;
        var nouns = StatementReader.Parted(phrase.Part(from, end)).ConvertAll(Inputs.Noun);
        return nouns.TrueForAll(n => n is { Length: < 24 }) ? [.. nouns.OfType<string>().Distinct(StringComparer.Ordinal)] : [];
    }

    // ".../orders/ID", "?city=CITY", ".../users/:id": a place for what is given, or for a member of what is gone through.
    private string Placed(string url, string said) => Place().Replace(url, m =>
    {
        var name = m.Groups.Values.Skip(1).First(g => g.Success).Value.ToLowerInvariant();
        var known = _each is { } each && (each.Noun == name || name == "id") ? each.Noun : (_values.FindLast(v => v.Noun == name) ?? _values.Find(v => v.IsInput && v.Noun.EndsWith($"_{name}", StringComparison.Ordinal)))?.Noun;
        if (known is null && System.Text.RegularExpressions.Regex.Match(said, $@"\b(?:for|of|with|by) (?:an?|the|this|that|each)(?: given)? ([a-z]+ {name})\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase) is { Success: true } called) known = Words.Identifier(called.Groups[1].Value);
        return known is null && m.Groups["shout"].Success && url[m.Index - 1] == '/' && name is not ("id" or "key" or "number" or "name" or "code") && !name.EndsWith("_id", StringComparison.Ordinal) ? m.Value : $"{{{known ?? name}}}";
    });

    [System.Text.RegularExpressions.GeneratedRegex(@"(?<=[/=])(?:(?<shout>[A-Z][A-Z_]{1,24})|:([a-z]\w{0,24})|\[([a-z]\w{0,24})\])(?=[/?&.]|$)")]
    private static partial System.Text.RegularExpressions.Regex Place();
}
