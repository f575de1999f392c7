using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Conditions as CEL. What they ask for and nothing knows yet is found out by a step of its own.</summary>
internal sealed partial class GraphBuilder
{
    private string Cel(Condition condition, IReadOnlyList<Case> siblings)
    {
        var one = One(condition, siblings);
        if (condition.And is { } and) one = $"{one} && {Cel(and, siblings)}";
        return condition.Or is { } or ? $"({one}) || ({Cel(or, siblings)})" : one;
    }

    private string One(Condition condition, IReadOnlyList<Case> siblings) => condition.Test switch
    {
        Test.Label => Labelled(condition, siblings),
        Test.Number => Compared(condition),
        Test.Text => Equal(condition),
        Test.Contains => Contained(condition),
        Test.Length => Long(condition),
        Test.Approved => Approved(condition),
        Test.Empty => Nothing(condition),
        _ => Judged(condition),
    };

    // A list without the members that do not fulfil a condition.
    private void Filter(Step step)
    {
        if (_each is { } each && (each.IsRows || each.IsRecord))
        {
            // within "for each": only those of whom it is so go on
            each.Over = $"{each.Over}.filter({each.Item}, {Member(step.Only!, new Value("row", each.Item, Shape.Map) { IsRaw = true }, each.IsRecord ? $"{each.Item}.{each.Noun}" : each.Item)})";
            Told.Add($"only those of which this is so: {step.Only!.Said}");
            return;
        }

        if (_each is not null || _values.FindLast(v => v.Shape == Shape.List) is not { } list)
        {
            Remarks.Add($"Nothing is there to filter for \"{_literals.Unmask(step.Said)}\".");
            return;
        }

        var condition = Member(step.Only!, list);
        var noun = step.Get("as") ?? list.Noun;
        var channel = Channel(noun, ListSchema());
        var node = Node(step.Get("as") ?? "filter", new JsonObject { ["set"] = new JsonObject { [channel] = $"${{{{ {list.Expression}.filter(row, {condition}) }}}}" } });
        _folded.Add(list.Expression);
        _values.Add(list with { Noun = noun, Expression = $"state.{channel}" });
        Told.Add($"'{node}' keeps the {list.Noun} of which this is so: {step.Only!.Said}");
    }

    // What one member of a list must fulfil.
    private static string Member(Condition only, Value list, string row = "row")
    {
        var member = only.Subject.Length > 0 && list.Fields.Count + (list.IsRaw ? 1 : 0) > 0 ? $"{row}.{only.Subject}" : row;
        var one = only.Test switch
        {
            Test.Number => $"double({member}) {only.Sign} {Amounts.Double(Amounts.Of(only.Value) ?? 0)}",
            Test.Contains => $"{(only.Sign == "!=" ? "!" : "")}string({member}).lowerAscii().contains({Quoted(only.Value.ToLowerInvariant())})",
            Test.Empty => $"string({member}).trim() {only.Sign} ''",
            _ => $"string({member}).lowerAscii() {only.Sign} {Quoted(only.Value.ToLowerInvariant())}",
        };
        if (only.And is { } and) one = $"({one}) && ({Member(and, list, row)})";
        return only.Or is { } or ? $"({one}) || ({Member(or, list, row)})" : one;
    }

    private IEnumerable<Value> Known() => _each is { } each ? each.Fields : _values;

    private string Labelled(Condition condition, IReadOnlyList<Case> siblings)
    {
        var sorted = Known().LastOrDefault(v => v.Labels.Contains(condition.Value, StringComparer.OrdinalIgnoreCase));
        if (sorted is null && Chosen(condition.Value) is var (field, choice)) return $"{field} {(condition.Sign == "!=" ? "!=" : "==")} {Quoted(choice)}";
        if (sorted is null)
        {
            var labels = siblings.SelectMany(Labels).Append(condition.Value).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            if (!labels.Contains("other", StringComparer.OrdinalIgnoreCase)) labels.Add("other"); // what is none of them
            Do(new Step("classify", "sort it") { Labels = labels, Has = { ["by"] = "category" } }, null);
            sorted = Known().Last();
        }

        return $"{sorted.Expression} {(condition.Sign == "!=" ? "!=" : "==")} {Quoted(sorted.Labels.First(l => string.Equals(l, condition.Value, StringComparison.OrdinalIgnoreCase)))}";
    }

    // A field of a form that lets somebody choose this.
    private (string Field, string Choice)? Chosen(string value)
    {
        foreach (var (channel, schema) in (_draft.Find("state") ?? []).Reverse())
            foreach (var (field, of) in Draft.At(schema, "properties") as JsonObject ?? [])
                if ((Draft.At(of, "enum") as JsonArray ?? []).Select(Draft.Text).FirstOrDefault(c => string.Equals(c, value, StringComparison.OrdinalIgnoreCase)) is { } choice) return ($"state.{channel}.{field}", choice);
        return null;
    }

    private static IEnumerable<string> Labels(Case one) => one.When.Test == Test.Label ? [one.When.Value] : [];

    private string Compared(Condition condition)
    {
        var limit = Amounts.Of(condition.Value) ?? 0;
        if ((condition.Subject.Length == 0 || Score.Contains(condition.Subject, StringComparer.Ordinal) || condition.Subject is "number") && !Known().Any(v => v.Noun is "score") && Rating(condition.Subject) is { } rating) return $"{rating.Expression} {condition.Sign} {Amounts.Double(limit)}";
        if (condition.Subject.Length == 0 && _values.LastOrDefault(v => !v.IsInput) is { } last && _each is null && (last is { Shape: Shape.Map, Fields.Count: 1 } || last is { Noun: "answer", Labels.Count: 0 } && Nodes.LastOrDefault() is { } node && _draft.Nodes[node]?["human"] is not null || last is { Shape: Shape.Number, Noun: "total" } || last is { Noun: "result", Shape: Shape.Text } && _made.LastOrDefault().Item is Step { Skill: "code" } || last is { Noun: "result", Shape: Shape.Map } && _made.LastOrDefault().Item is Step { Skill: "code" } reckoned && Tally.Of(reckoned.Said) is { Group: null, Measures.Count: 1 }))
            return last.Fields.Count == 1 ? $"double({last.Expression}.{last.Fields.Keys.First()}) {condition.Sign} {Amounts.Double(limit)}" : $"double({last.Expression}) {condition.Sign} {Amounts.Double(limit)}";
        var isFetched = condition.Subject.Length == 0 && Current() is { IsRaw: true, Shape: Shape.Text } && !Known().Any(v => v.Noun is "score");
        isFetched |= condition.Subject.Length == 0 && !Known().Any(v => v.Noun is "score") && _each is null && _made.LastOrDefault().Item is Step { Skill: "work" } sum && Words.Verb(sum.Said.Split(' ')[0]) is "compute" or "calculate" or "count" or "estimate" or "forecast" or "evaluate"; // "compute the total … if it is above 100"
        var isGiven = condition.Subject.Length == 0 && _each is null && _made.Count == 0 && !Known().Any(v => v.Noun is "score") && Known().Any(v => v.IsInput); // of what is given, an amount: nobody asked for a score
        isFetched |= condition.Subject.Length == 0 && limit > 100 && _each is null && !Known().Any(v => v.Noun is "score") && Current() is { Shape: Shape.Text }; // no score goes that high
        var subject = isFetched ? "number" : isGiven ? "amount" : condition.Subject.Length == 0 ? "score" : condition.Subject;
        if (subject is "number" && _each is null && _made.LastOrDefault().Item is Step { Skill: "work" or "write" or "agent" } telling && Grammar.Phrase.Of(telling.Said).Tokens.Select(t => t.Low).Where(w => IsNumber(w) && w is not ("number" or "count")).Distinct(StringComparer.Ordinal).ToList() is [var measure]) subject = measure; // "proposes a room and a price; over 500, …"
        if (subject is "count" && Known().SelectMany(v => v.Fields).LastOrDefault(f => f.Value && Grammar.Phrase.Of(condition.Said).Any(t => t.Low == f.Key || t.Low == Words.Plural(f.Key))).Key is { } quantity) subject = quantity; // "there are more than 30 pupils"
        if (condition.Said.Contains(" or worse", StringComparison.OrdinalIgnoreCase)) Remark($"\"{condition.Said}\" is read as {condition.Value} or less.");
        subject = Known().SelectMany(v => v.Fields.Keys).LastOrDefault(f => f == subject) ?? Known().SelectMany(v => v.Fields.Keys).LastOrDefault(f => f.EndsWith($"_{subject}", StringComparison.Ordinal)) ?? subject; // "the experience" of "years of experience"
        if (Known().LastOrDefault(v => v.Fields.ContainsKey(subject)) is { } form) return $"{(form.Fields[subject] ? "" : "double(")}{form.Expression}.{subject}{(form.Fields[subject] ? "" : ")")} {condition.Sign} {Amounts.Double(limit)}";
        if (_made.LastOrDefault().Item is Step { Skill: "workflow" } && Reported(subject) is { } child) return $"{child} {condition.Sign} {Amounts.Double(limit)}";
        if (subject is "result" or "answer" or "value" or "sum" && _values.LastOrDefault(v => !v.IsInput) is { Shape: Shape.Number, Noun: not "score" } worked) return $"double({worked.Expression}) {condition.Sign} {Amounts.Double(limit)}"; // what was just calculated
        if (Score.Contains(subject, StringComparer.Ordinal) || subject is "confidence" or "result" or "draft" or "answer" or "text")
        {
            if (Known().LastOrDefault(v => v.Noun is "score") is { } score) return $"{(score.Shape == Shape.Number ? score.Expression : $"double({score.Expression})")} {condition.Sign} {Amounts.Double(limit)}";
            var isColumn = _each is { IsRows: true, IsRecord: false } && condition.Subject.Length > 0 && !PlanReader.Steps(_plan.Items).Any(s => s.Skill == "score");
            if (subject is not "confidence" && !isColumn)
            {
                if (condition.Subject.Length == 0 || subject is not ("score" or "rating" or "quality" or "grade" or "mark") && !PlanReader.Steps(_plan.Items).Any(s => Grammar.Phrase.Of(s.Said).Has("score", "rate", "grade"))) Guessed(condition.Said, "an agent gives a score");
                Do(new Step("score", "score it") { Has = { ["most"] = limit > 10 ? "100" : "10" } }, null);
                return $"{Known().Last(v => v.Noun is "score").Expression} {condition.Sign} {Amounts.Double(limit)}";
            }
        }

        if (Reported(subject) is { } told) return $"{told} {condition.Sign} {Amounts.Double(limit)}";
        if (_each is null && _values.Find(v => v.IsInput && v.Shape == Shape.Text && v.Noun == subject && v.Fields.Count == 0) is { } said && _draft.Find("inputs")?[subject] is JsonObject typed)
        {
            typed["type"] = "number"; // what is compared with a number is one
            _values[_values.IndexOf(said)] = said with { Shape = Shape.Number };
        }

        if (Known().LastOrDefault(v => v.Shape == Shape.Number && v.Noun == subject) is { } number) return $"double({number.Expression}) {condition.Sign} {Amounts.Double(limit)}";
        if (subject is "amount" && !Known().Any(v => v.Fields.ContainsKey(subject)) && Known().LastOrDefault(v => v.IsInput && v.Shape == Shape.Number) is { } given) return $"double({given.Expression}) {condition.Sign} {Amounts.Double(limit)}";
        if (subject is "amount" && !Known().Any(v => v.Fields.ContainsKey(subject)) && Known().LastOrDefault(v => v.Fields.Any(f => f.Value)) is { } counted) subject = counted.Fields.First(f => f.Value).Key;
        if (Known().LastOrDefault(v => v.Fields.ContainsKey(subject)) is { } holder)
            return $"{(holder.Fields[subject] ? "" : "double(")}{holder.Expression}.{subject}{(holder.Fields[subject] ? "" : ")")} {condition.Sign} {Amounts.Double(limit)}";
        if (Known().LastOrDefault(v => v.Shape == Shape.List && (v.IsCalled(subject) || subject is "result" or "row" or "number" or "count") && !(isFetched && Current() is { Shape: Shape.Text })) is { } list) return $"{list.Expression}.size() {condition.Sign} {Amounts.Plain(limit)}";
        if (_each is { IsRows: true } each) return $"double({ItemExpression(each)}.{subject}) {condition.Sign} {Amounts.Double(limit)}";
        if (_values.FindLast(v => v is { Noun: "rows", IsRaw: true } || v.Noun.StartsWith("rows_", StringComparison.Ordinal)) is { } rows && _draft.Nodes.Any(n => Draft.Text((n.Value as JsonObject)?["with"]?["sql"]) is { } sql && System.Text.RegularExpressions.Regex.IsMatch(sql, $@"\b{System.Text.RegularExpressions.Regex.Escape(subject)}\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase))) return $"({rows.Expression}.size() > 0 ? double({rows.Expression}[0].{subject}) : 0.0) {condition.Sign} {Amounts.Double(limit)}";
        if (_each is null && _values.TrueForAll(v => v is { IsInput: true, Shape: Shape.Number })) return $"double({AddInput(new PlanInput(subject, "number")).Expression}) {condition.Sign} {Amounts.Double(limit)}";
        if (subject is "status" && _values.FindLast(v => v.Noun == "response" || v.Noun.StartsWith("response_", StringComparison.Ordinal)) is { } response) return $"{response.Expression}_status {condition.Sign} {Amounts.Plain(limit)}";
        var search = new Step("extract", $"find the {subject.Replace('_', ' ')}") { Fields = { subject }, Has = { ["number"] = "yes" } };
        if (isFetched && Current() is { } fetched) search.Has["of"] = fetched.Expression;
        if (subject is "total" or "sum" or "average" or "count") Guessed(condition.Said, "an agent looks for it in the text");
        Do(search, null);
        var found = SetAside();
        return $"{found.Expression}.{subject} {condition.Sign} {Amounts.Double(limit)}";
    }

    private string Equal(Condition condition)
    {
        var value = condition.Value;
        if (Returned(condition) is { } returned) return returned;
        if (Known().LastOrDefault(v => v.Fields.ContainsKey(condition.Subject)) is { } holder) return $"string({holder.Expression}.{condition.Subject}).lowerAscii() {condition.Sign} {Quoted(value.ToLowerInvariant())}";
        if (Known().LastOrDefault(v => v.Labels.Count > 0 && v.IsCalled(condition.Subject) && v.Labels.Contains(value, StringComparer.OrdinalIgnoreCase)) is { } label) return $"{label.Expression} {condition.Sign} {Quoted(value)}";
        if (!condition.Said.Contains('"', StringComparison.Ordinal) && Known().Any(v => v.Noun == condition.Subject && v.Shape == Shape.Text && v.Labels.Count == 0 && v.Fields.Count == 0) && Read().IsMatch(condition.Subject)) return Judged(condition); // a text is read, not compared
        if (Known().LastOrDefault(v => v.Noun == condition.Subject && v.Shape == Shape.Text) is { } text) return $"{text.Expression}.lowerAscii() {condition.Sign} {Quoted(value.ToLowerInvariant())}";
        if (_each is { IsRows: true } each) return $"string({ItemExpression(each)}.{condition.Subject}).lowerAscii() {condition.Sign} {Quoted(value.ToLowerInvariant())}";
        if (_values.Find(v => v.IsInput && v.Noun == condition.Subject) is { } input) return $"string({input.Expression}).lowerAscii() {condition.Sign} {Quoted(value.ToLowerInvariant())}";
        if (condition.Subject is "sentiment" or "mood")
        {
            Do(new Step("classify", "find the sentiment") { Labels = ["positive", "neutral", "negative"], Has = { ["by"] = "sentiment" } }, null);
            return $"{Known().Last().Expression} {condition.Sign} {Quoted(value.ToLowerInvariant())}";
        }

        if (condition.Subject is "language" or "status" or "country" or "type" or "customer" or "plan" or "currency" or "state" or "department" or "priority" or "urgency" && value.Split(' ').Length <= 3)
        {
            Do(new Step("extract", $"find the {condition.Subject}") { Fields = { condition.Subject } }, null);
            return $"{SetAside().Expression}.{condition.Subject}.lowerAscii() {condition.Sign} {Quoted(value.ToLowerInvariant())}";
        }

        return Judged(condition);
    }

    private Value SetAside()
    {
        var all = _each is { } each ? each.Fields : _values;
        return all[^1] = all[^1] with { IsAside = true };
    }

    // What a condition names, where that is known.
    private Value? SubjectOf(Condition condition) => condition.Subject.Length > 0 ? Known().LastOrDefault(v => v.IsCalled(condition.Subject)) : null;

    private string Contained(Condition condition)
    {
        var about = SubjectOf(condition) ?? Current() ?? Given(condition.Said, "text");
        var words = condition.Value.Split([" or ", ", "], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(w => w.StartsWith("the word ", StringComparison.OrdinalIgnoreCase) ? w[9..] : w).Select(w => $"string({about.Expression}).lowerAscii().contains({Quoted(w.Trim('"', '\'', ' ').ToLowerInvariant())})").ToList();
        var any = words.Count == 1 ? words[0] : $"({string.Join(" || ", words)})";
        return condition.Sign == "!=" ? $"!{any}" : any;
    }

    private string Long(Condition condition)
    {
        var about = SubjectOf(condition) ?? Current() ?? Given(condition.Said, "text");
        var limit = Amounts.Plain(Amounts.Of(condition.Value) ?? 0);
        if (about is { Noun: "result", Shape: Shape.Map }) return $"double({about.Expression}) {condition.Sign} {Amounts.Double(Amounts.Of(condition.Value) ?? 0)}";
        if (about.Shape == Shape.List) return $"{about.Expression}.size() {condition.Sign} {limit}";
        return condition.Said.Contains("word", StringComparison.OrdinalIgnoreCase) ? $"string({about.Expression}).split(' ').size() {condition.Sign} {limit}" : $"string({about.Expression}).size() {condition.Sign} {limit}";
    }

    private string Approved(Condition condition)
    {
        if (Ruler is null && !Known().Any(v => v.Noun is "decision") && Jury(Grammar.Phrase.Of(condition.Said), condition.Sign == "!=") is { } jury) return jury;
        var decision = (Ruler is null ? null : Verdict(condition.Said)) ?? Known().LastOrDefault(v => v.Noun is "decision") ?? Verdict(condition.Said);
        if (decision is null && _made.LastOrDefault() is { Item: Step { Skill: "workflow" } }) return Judged(condition); // whoever approved did so in there
        if (decision is null)
        {
            Remark($"No step asks anybody for \"{condition.Said}\", so a person is asked for it: say who decides, or which step's result it is.");
            Do(new Step("human", "approve it") { Has = { ["form"] = "approve", ["what"] = "" } }, new Fork([new Case(condition, [])]));
            decision = Known().Last(v => v.Noun is "decision");
        }

        var all = _together.Where(v => v.Noun is "decision").ToList();
        var yes = all.Count > 1 && all.Contains(decision) ? $"({string.Join(" && ", all.Select(v => $"{v.Expression}.approved"))})" : $"{decision.Expression}.approved";
        return condition.Sign == "!=" ? $"!{yes}" : yes;
    }

    private string Nothing(Condition condition)
    {
        if (Grammar.Phrase.Of(condition.Said).Has("error", "errors", "mistake", "mistakes", "problem", "problems", "issue", "issues", "objections", "bug", "bugs", "complaints", "corrections") && condition.Subject.Length > 0 && !Known().Any(v => v.IsCalled(condition.Subject) || v.Fields.ContainsKey(condition.Subject)) && Verdict(condition.Said) is { } ruled) return $"{(condition.Sign == "!=" ? "!" : "")}{ruled.Expression}.approved";
        if (condition.Subject.Length > 0 && Known().LastOrDefault(v => v.Fields.ContainsKey(condition.Subject)) is { } holder) return $"string({holder.Expression}.{condition.Subject}).size() {condition.Sign} 0";
        var about = SubjectOf(condition) ?? (_each is null && _values.LastOrDefault() is { Noun: "memory" } known ? known : null) ?? Known().LastOrDefault(v => v.Shape == Shape.List) ?? Current() ?? Given(condition.Said, "text");
        return about.Shape is Shape.List or Shape.Map ? $"{about.Expression}.size() {condition.Sign} 0" : $"string({about.Expression}).size() {condition.Sign} 0";
    }

    // Questions that were decided, and where the answers stand.
    private readonly Dictionary<string, string> _decided = new(StringComparer.Ordinal);

    /// <summary>How the instruction of an agent begins that a condition is left to.</summary>
    internal const string ToDecide = "Decide whether this is so: ";

    // A question that only reading can answer.
    private string Judged(Condition condition)
    {
        // what is asked is what was said, with its own "not"; only what was turned round behind it counts as a refusal
        var (said, isTurned) = (condition.Said, false);
        for (; said.StartsWith(Condition.Turned, StringComparison.Ordinal); isTurned = !isTurned) said = said[Condition.Turned.Length..];
        if (_decided.GetValueOrDefault(said) is { } before && _values.Exists(v => v.Expression == before)) return $"{(isTurned ? "!" : "")}{before}.yes";
        if (Ruled(said) is { } ruled) return isTurned ? ruled.StartsWith('!') ? ruled[1..] : $"!{ruled}" : ruled;
        if (Ruler is { } ruler && Ruling(ruler, "yes", "verdict", $"Say yes or no to whether {said}, and why.") is { } answered) return $"{(isTurned ? "!" : "")}{answered.Expression}.yes";
        var about = Meant(said);
        if (about.Count > 1 && about.Exists(v => !v.IsRaw)) about = about.FindAll(v => !v.IsRaw);
        if (about.Count == 0) about = [Given(said, "text")];
        if (Checks().IsMatch(said) && Known().LastOrDefault(v => v.Noun is "check" or "feedback") is { } remarks && !about.Contains(remarks)) about = [.. about, remarks];
        var agent = _models.Agent("judge", $"{ToDecide}{said}", "judge", condition.Model, Answer("yes", new JsonObject { ["type"] = "boolean" }));
        var node = Node("judge", Around(new JsonObject { ["agent"] = agent, ["prompt"] = Together(about) }, null));
        Produce(node, "verdict", "output", new JsonObject { ["type"] = "object", ["default"] = new JsonObject { ["yes"] = false }, ["properties"] = new JsonObject { ["yes"] = new JsonObject { ["type"] = "boolean" } } }, Shape.Map);
        Told.Add($"'{node}': an agent decides whether {said}");
        if (!condition.IsAsked) Guessed(said, "an agent decides it by reading");
        var yes = $"{Known().Last().Expression}.yes";
        if (_each is null) _decided[said] = Known().Last().Expression;
        return isTurned ? $"!{yes}" : yes;
    }

    private static JsonObject Answer(string name, JsonObject schema) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray(name),
        ["properties"] = new JsonObject { [name] = schema },
    };

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("}}", "} }", StringComparison.Ordinal)}'";
}
