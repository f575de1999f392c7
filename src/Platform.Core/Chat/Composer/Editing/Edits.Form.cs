using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What a person is asked for: "add a phone number to the form", "remove the start date from the form", "also ask for her age".</summary>
internal sealed partial class Edits
{
    private static readonly Form OfForm = new("to/into/in/from/off/of the/this/that/her/his form | out of the form");

    private static readonly Form FormAsks = new("the form should/must/needs/shall to? also? ask/have/contain/hold/include for? | the form also? asks/needs/has for? | the form should/must/shall not/no/never longer? ask/have/contain/include for?");

    private static readonly Form FormLead = new("add/put/include also? | also? ask for | extend the form with/by | remove/delete/drop/take/leave/strip out?");

    private static readonly Form AskFor = new("ask him/her/them/us/me/the? client/customer/parent/applicant/person/user? for");

    // The last form that asks for more than a yes.
    private (string Node, JsonObject Schema)? AskedForm()
    {
        foreach (var (name, body) in Draft.Nodes.Reverse())
            if (body?["human"]?["form"] is JsonObject form && form["properties"] is JsonObject { Count: > 0 } fields && !fields.ContainsKey("approved")) return (name, form);
        return null;
    }

    private static readonly Form ChoiceOf = new("""
        be/become/into? a/as/one choice/selection/dropdown/list/pick/select/menu list? of/between/from/with/among | should/must/can/may/shall only? be one/either of? | to? be one of | should/must/can only? be a choice/selection/dropdown between/of/from
        """);

    // "Make the kind of case a choice between family, employment and property"
    private bool FormChoice(Phrase order)
    {
        if (order.HasLiterals && order.Any(t => t.Kind == TokenKind.Literal && !t.IsLiteral("quote")) || ChoiceOf.In(order, 1) is not var (at, end) || end >= order.Count - 1 || AskedForm() is not var (node, schema)) return false;
        var named = order.To(at);
        while (named.Count > 1 && (named.Low(0) is "make" or "turn" or "let" or "change" or "in" or "form" or "field" || Lexicon.IsDeterminer(named.Low(0)))) named = named.From(1);
        var properties = (JsonObject)schema["properties"]!;
        var words = Referring.Stems.In(named.Text).Where(w => w is not ("of" or "the" or "field")).ToList();
        var fields = properties.Select(p => p.Key).Where(k => words.Count > 0 && words.TrueForAll(w => Referring.Stems.In(k.Replace('_', ' ')).Contains(w))).ToList();
        if (fields is not [var field]) return Finder.One(Plain(named.Text)) is null && Cannot($"The form of '{node}' asks for {string.Join(", ", properties.Select(p => p.Key))}: say which of them is to be the choice.");
        var choices = ChoiceCut().Split(order.From(end).Text).Select(c => literals.Unmask(c).Trim(' ', '.', '"')).Where(c => c.Length > 0).ToList();
        if (choices.Count < 2) return false;
        JsonObject Schema() => new() { ["type"] = "string", ["enum"] = new JsonArray([.. choices.Select(c => JsonValue.Create(c))]) };
        properties[field] = Schema();
        foreach (var state in (Draft.Nodes[node]!["save"] as JsonObject ?? []).Select(s => Draft.Find("state")?[s.Key]).OfType<JsonObject>().Where(s => s["properties"] is JsonObject))
        {
            state["properties"]![field] = Schema();
            if (state["default"] is JsonObject initial) initial[field] = choices[0];
        }

        return Did($"'{field}' in the form of '{node}' is one of {string.Join(", ", choices)}");
    }

    private static readonly HashSet<string> Duties = WordSet("required mandatory compulsory obligatory necessary");

    private static readonly Form DutyTail = new("should/must/may/can/is/are be? optional/required/mandatory/compulsory/obligatory/necessary | optional/required/mandatory/compulsory/obligatory");

    // "Make the company required", "the phone number should be optional": whether a field must be filled.
    private bool FieldDuty(Phrase order)
    {
        if (order.HasLiterals || order.Count is < 2 or > 10 || DutyTail.In(order, 1) is not var (at, end) || end != order.Count || AskedForm() is not var (node, schema)) return false;
        var properties = (JsonObject)schema["properties"]!;
        var said = order.To(at);
        if (said.Low(0) is "make" or "set" or "keep" or "let") said = said.From(1);
        var names = Several().Split(said.Text).Select(f => Near(Words.Identifier(FieldLeads().Replace(f.Trim(), "").Replace(" field", "", StringComparison.OrdinalIgnoreCase)), properties.Select(p => p.Key))).ToList();
        if (names.Count == 0 || names.Exists(n => n is null)) return false;
        var isDuty = Duties.Contains(order.Low(end - 1));
        var required = Draft.Targets(schema["required"]).Where(r => !names.Contains(r)).Concat(isDuty ? names.OfType<string>() : []).ToHashSet(StringComparer.Ordinal);
        schema["required"] = new JsonArray([.. properties.Select(p => p.Key).Where(required.Contains).Select(r => JsonValue.Create(r))]);
        return Did($"{Listed([.. names.OfType<string>()])} {(names.Count == 1 ? "is" : "are")} {(isDuty ? "required" : "optional")} in the form of '{node}'");
    }

    private static readonly Form AsField = new("as an/a/another? optional/required/mandatory? field/fields/question/questions | to it/that? as an/a? optional/required/mandatory? field");

    private static readonly Form NewField = new("add/include an/a/another? optional/required/mandatory/new/further? field/question for/called/named? the/their/his/her/your/a/an?");

    // "Add the phone number as an optional field", "add a field for the phone number": to the form that is there.
    private bool NewFields(Phrase order)
    {
        if (order.Has("form") || AskedForm() is null) return false;
        var list = order.Low(0) is "add" or "include" && AsField.In(order, 2) is var (at, end) && end == order.Count ? order.Part(1, at) : NewField.Opens(order, out var lead) && lead < order.Count ? order.From(lead) : order.To(0);
        if (list.Count == 0 || !FormFields(Phrase.Of($"add {list.Text} to the form"))) return false;
        return !order.Has("optional") || FieldDuty(Phrase.Of($"make {list.Text} optional")) || true;
    }

    private bool FormFields(Phrase order)
    {
        if (FormChoice(order) || FieldDuty(order) || NewFields(order)) return true;
        if (!order.Has("form") && RemoveLead.Opens(order, out var named) && order.Count - named is > 0 and < 5 && AskedForm() is var (_, schemaOf) && !order.HasLiterals && Words.Identifier(FieldLeads().Replace(order.From(named).Text, "")) is var field && ((JsonObject)schemaOf["properties"]!).ContainsKey(field) && !Draft.Nodes.ContainsKey(field)) return FormFields(Phrase.Of($"remove {order.From(named).Text} from the form"));
        while (_isMore && order.Count > 3 && order.Low(order.Count - 1) is "too" or "also" or "well" or "as") order = order.To(order.Count - 1);
        order = Needed(order);
        var asked = _isMore && AskFor.Opens(order, out var wish) && !order.Has("approval", "permission", "consent", "feedback", "opinion", "ok", "okay") ? wish : 0; // "also ask for her age"
        if (order.HasLiterals || order.Count is < 3 or > 16 || !order.Has("form") && (asked == 0 || AskedForm() is null)) return false;
        var isOut = order.Low(0) is "remove" or "delete" or "drop" or "take" or "leave" or "strip" || order.Has("not", "no", "never", "longer");
        Phrase list;
        if (asked > 0 && !order.Has("form")) list = order.From(asked);
        else if (FormAsks.Opens(order, out var asks)) list = order.From(asks);
        else if (FormLead.Opens(order, out var lead) && OfForm.In(order, lead + 1) is var (of, end) && end == order.Count) list = order.Part(lead, of).Low(of - lead - 1) == "out" ? order.Part(lead, of - 1) : order.Part(lead, of); // "take the age out of the form"
        else return false;
        if (AskedForm() is not var (node, schema)) return Cannot("Nobody fills a form in the draft yet: say for example \"ask the applicant for name and age with a form\".");
        var properties = (JsonObject)schema["properties"]!;
        var names = Several().Split(list.Text).Select(f => Words.Identifier(FieldLeads().Replace(literals.Unmask(f).Trim(), "").Replace(" field", "", StringComparison.OrdinalIgnoreCase))).Where(f => f.Length > 0).ToList();
        if (names.Count == 0) return false;
        var required = Draft.Targets(schema["required"]).ToList();
        if (isOut)
        {
            var gone = names.ConvertAll(n => Near(n, properties.Select(p => p.Key)) ?? properties.Select(p => p.Key).FirstOrDefault(p => p.Split('_').Contains(n)));
            if (gone.Exists(g => g is null)) return Cannot($"The form of '{node}' asks for {string.Join(", ", properties.Select(p => p.Key))}: say which of them.");
            if (gone.Count >= properties.Count) return Cannot($"Then the form of '{node}' asks for nothing: say \"remove {node}\".");
            if (gone.Find(g => Regex.IsMatch(Draft.Root.ToJsonString(), $@"state\.\w+\.{Regex.Escape(g!)}\b")) is { } used) return Cannot($"'{used}' is what another step works with, so '{node}' must go on asking for it.");
            foreach (var one in gone) properties.Remove(one!);
            required.RemoveAll(gone.Contains);
        }
        else
        {
            foreach (var one in names.Where(n => !properties.ContainsKey(n))) properties[one] = new JsonObject { ["type"] = GraphBuilder.IsNumber(one) ? "number" : "string" };
            required = [.. required.Union(names)];
        }

        foreach (var channel in (Draft.Nodes[node]!["save"] as JsonObject ?? []).Select(s => s.Key))
            if (Draft.Find("state")?[channel] is JsonObject state && state["properties"] is JsonObject)
            {
                state["properties"] = properties.DeepClone();
                state["default"] = new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)(Draft.Text(p.Value?["type"]) is "number" or "integer" ? JsonValue.Create(0) : Draft.Text(p.Value?["type"]) == "boolean" ? JsonValue.Create(false) : JsonValue.Create("")))));
            }

        schema["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(r))]);
        if (Draft.Nodes[node]!["human"] is JsonObject human && Draft.Text(human["title"]) is { } title && title.EndsWith('?')) human["title"] = Title([.. properties.Select(p => p.Key.Replace('_', ' '))]);
        return Did($"the form of '{node}' asks {(isOut ? "no longer " : "also ")}for {string.Join(", ", names.Select(n => n.Replace('_', ' ')))}");
    }

    private static string Title(List<string> fields)
    {
        var listed = fields.Count == 1 ? fields[0] : $"{string.Join(", ", fields.SkipLast(1))} and {fields[^1]}";
        return $"{char.ToUpperInvariant(listed[0])}{listed[1..]}?";
    }

    [GeneratedRegex(@"\s*,\s*(?:and |or )?|\s+(?:and|or)\s+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ChoiceCut();

    [GeneratedRegex(@"^(?:(?:an?|the|her|his|their|its|also|for|field|fields|column|called|named|question) )+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FieldLeads();
}
