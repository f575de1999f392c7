using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>Steps that agents do, and those at which people or clocks are waited for.</summary>
internal sealed partial class GraphBuilder
{
    private void Write(Step step)
    {
        switch (step.Skill)
        {
            case "classify": Classify(step); break;
            case "extract": Extract(step); break;
            case "score": Scored(step); break;
            case "translate" when step.Labels.Count > 1 && (_each is not null || OneByOne().IsMatch(step.Said)): foreach (var label in step.Labels) Translate(Translation(step, label)); break;
            case "translate" when step.Labels.Count > 1: AtOnce(new Together([.. step.Labels.Select(l => new List<PlanItem> { Translation(step, l) })])); break;
            case "translate": Translate(step); break;
            case "write" when IsNotice(step): break;
            case "work" or "agent" when Corrects(step): Corrected(step); break;
            case "summarise": Agent(step, "summarise", "summariser", "summary", isAbout: true); break;
            case "critique": Agent(step, "review", "reviewer", "feedback", isAbout: true); break;
            case "improve": Agent(step, "improve", "editor", Noun(step, "draft"), isAbout: true); break;
            case "agent": Agent(step, Words.Identifier(step.Get("name") is { Length: > 0 } n ? n : Grammar.Lexicon.Lemma(Tasked(step)) ?? "") is { Length: > 0 } called ? called : "work", step.Get("name") is { Length: > 0 } m ? Words.Identifier(m) : "helper", AgentNoun(step), isAbout: false); break;
            case "work": Agent(step, Words.Identifier(Words.Plain(step.Said).Split(' ')[0]) is { Length: > 0 } v ? v : "work", "helper", IntoOne().Match(step.Said) is { Success: true } into ? Words.Identifier(into.Groups[1].Value) : Products.GetValueOrDefault(Words.Plain(step.Said).Split(' ')[0].ToLowerInvariant()) ?? Found(step.Said) ?? "answer", isAbout: true); break;
            default: Agent(step, step.Get("reply") == "yes" ? "reply" : "write", step.Get("reply") == "yes" ? "replier" : "writer", Noun(step, step.Get("reply") == "yes" ? "reply" : "draft"), isAbout: false); break;
        }
    }

    private static Step Translation(Step step, string language)
    {
        var one = new Step("translate", step.Said) { Model = step.Model, Attempts = step.Attempts, Timeout = step.Timeout };
        one.Has["language"] = language;
        one.Has["alone"] = "no";
        return one;
    }

    // In a way that leads back: what is improved there takes the place of what it was.
    private bool _isReworked;

    private void Agent(Step step, string node, string agent, string noun, bool isAbout)
    {
        var tools = step.Tools.ConvertAll(AgentTool);
        var record = Structure(step);
        var name = Trained(_models.Agent(agent, Instructions(step), record is null ? Purpose(agent) : "extractor", step.Model, record, tools, isOwn: step.Get("name") is { Length: > 0 }), step);
        Cached(name, step);
        var same = _isReworked && (step.Skill == "improve" || step.Skill == "agent" && step.Tools.Count == 0 && Improves(Tasked(step))) && _each is null && Meant(step.Said).LastOrDefault() is { IsInput: false, Shape: Shape.Text } old && old.Expression.StartsWith("state.", StringComparison.Ordinal) && old.Expression.Count(c => c == '.') == 1 ? old : null;
        if (noun == "answer" && _each is null && Improves(Tasked(step)) && Meant(step.Said) is [{ IsInput: false, Shape: Shape.Text, IsRaw: false } polished]) noun = polished.Noun; // a polished article is an article
        if (node == "list_value") node = Words.Identifier(noun) is "answer" or "list_value" ? "list_them" : noun; // the word stands for something else in the file
        var made = Node(node, Around(new JsonObject { ["agent"] = name, ["prompt"] = Prompt(step, isAbout) }, step));
        if (same is not null) ((JsonObject)_draft.Nodes[made]!)["save"] = new JsonObject { [same.Expression["state.".Length..]] = "${{ output }}" }; // what goes back is the same text, anew
        else if (record is not null) Produce(made, "fields", "output", Recorded(record), Shape.Map, n => n.Fields = step.Fields.ToDictionary(f => f, IsNumber, StringComparer.Ordinal));
        else Kept(step, () => Produce(made, Judges(step, agent) is { } judged ? judged : IsAside(new Value(noun, "", Shape.Text)) && noun is not "feedback" ? $"{noun}_text" : noun, "output", TextSchema(), Shape.Text));
        Remembering(made, step);
        Told.Add($"'{made}': {Short(step)}{(tools.Count > 0 ? $" with {string.Join(", ", step.Tools)}" : "")}{By(step, name)}");
    }

    private void Cached(string agent, Step step)
    {
        if (step.Cache is not { } cache || Draft.Text(_draft.Find("agents")?[agent]?["model"]) is not { } model || _draft.Find("models")?[model] is not JsonObject settings) return;
        settings["cache"] = cache == "true" ? JsonValue.Create(true) : JsonValue.Create(cache);
        Told.Add($"answers of '{model}' are kept{(cache == "true" ? "" : $" for {cache}")}");
    }

    private string By(Step step, string agent) =>
        Draft.Text(_draft.Find("agents")?[agent]?["model"]) is { } model && Draft.Text(_draft.Find("models")?[model]?["use"]) is { } use ? $" ({use})" : step.Model is { } m ? $" ({m})" : "";

    private static readonly Grammar.Form Retells = new("summarise/summarize/summarises/summarizes/explain/explains/list/lists/translate/group/groups/shorten/shortens/rewrite/analyse/analyze the/these/those/them/it/all/its");

    // What a program counted: "count the lines with ERROR".
    private bool IsCount(Value value) => value.Noun.StartsWith("result", StringComparison.Ordinal) && _made.Exists(m => m.Item is Step { Skill: "code" } code && Product(m.First)?.Expression == value.Expression && Counting().IsMatch(code.Said));

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:counts?|how many|number of)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Counting();

    private static readonly Grammar.Form LookedUp = new("look/looks it/that/this up in | look/looks up * in | find/finds the answer in/to");

    private static string Purpose(string agent) => agent switch { "summariser" or "translator" or "replier" => agent, _ => "writer" };

    private string AgentTool(string kind) => kind switch
    {
        "web.search" => Tool("search", SearchTool()),
        "slack.post" => Tool("slack", new JsonObject { ["use"] = "slack.post", ["token"] = "${{ secrets.SLACK_BOT_TOKEN }}" }),
        "email.send" => Tool("mail", new JsonObject { ["use"] = "email.send", ["host"] = "smtp.example.com", ["user"] = "bot", ["password"] = "${{ secrets.SMTP_PASSWORD }}", ["from"] = "Bot <bot@example.com>" }),
        "github.issue" => Tool("github", GitHub(null)),
        "sql.query" => Tool("database", new JsonObject { ["use"] = "sql.query", ["database"] = "${{ secrets.DATABASE_URL }}" }),
        _ => kind,
    };

    private string Instructions(Step step)
    {
        var text = _literals.Unmask(step.Said).Trim().TrimEnd('.');
        text = Words.Plain(text);
        text = $"{char.ToUpperInvariant(text[0])}{text[1..]}.{(step.Get("wish") is { } wish ? $" {_literals.Unmask(wish)}" : "")}";
        return text.Replace("${{", "$ {{", StringComparison.Ordinal);
    }

    private string Prompt(Step step, bool isAbout)
    {
        if (isAbout && step.Skill == "summarise" && Written(step) is { } written) return written;
        var about = Meant(step.Said);
        if (about is [{ IsInput: true } first] && GivenTogether(step.Said, first) is { Count: > 1 } several) about = several;
        if (Grammar.Lexicon.Lemma(Tasked(step)) is "compare" && _each is null && about.Count == 1 && _values.FindAll(IsFresh) is { Count: > 1 } sides && sides.Contains(about[0])) about = sides;
        if (step.Skill == "work" && Grammar.Lexicon.Lemma(Grammar.Phrase.Of(step.Said).Low(0)) is "list" or "find" or "identify" or "extract" or "note" or "pull" or "collect" or "name") about = Beneath(step.Said, about);
        if (Mends(step)) about = Mended(step, about);
        about = [.. about, .. Unmade(step.Said)];
        if (about.TrueForAll(v => v.IsInput) && TwoSides(step.Said) is { Count: 2 } both) about = both;
        if (_each is null && about is [{ IsInput: false, IsRaw: true }] && Against(step) is { } examined) about = [AddInput(new PlanInput(examined, "string")), .. about];
        if (_each is null && step.Said.Contains(" against ", StringComparison.OrdinalIgnoreCase) && about is [{ IsInput: false, IsRaw: false }] && _values.FindLast(v => v.IsRaw && IsFresh(v)) is { } measure) about = [.. about, measure]; // what a form was filled with, against a text that was read
        if (_each is null && Looks(step.Said) && Whole().IsMatch(step.Said) && about is [{ IsInput: false } one] && _from.GetValueOrDefault(one.Expression) is [var source]) about = [source, one];
        if (_each is null && about is [{ IsInput: false } figure] && IsCount(figure) && Retells.In(Grammar.Phrase.Of(step.Said)) is not null && _from.GetValueOrDefault(figure.Expression) is { Count: > 0 } counted) about = counted; // a number tells nothing of the errors that were counted
        var own = Noun(step, "");
        if (about.Count > 1 && own.Length > 0 && !Mends(step) && !step.Said.Contains(Words.Plural(own), StringComparison.OrdinalIgnoreCase)) about = [.. about.Where(v => v.Noun != own || v.Expression == about[^1].Expression)];
        if (!isAbout && _each is null && !(_joins && about.Count > 1 && about.TrueForAll(_together.Contains)) && _values.Where(v => !v.IsInput && (!IsAside(v) || v.Noun == "memory") && !_folded.Contains(v.Expression)).ToList() is { Count: > 1 } made && (Everything().IsMatch(step.Said) && !about.TrueForAll(v => v.IsInput) && !step.Said.Contains("original", StringComparison.OrdinalIgnoreCase) || step.Skill == "write" && made.Exists(v => v.IsRaw) && about.Count == 1 && !step.Said.Contains(about[0].Noun, StringComparison.OrdinalIgnoreCase)))
            about = made;
        if (about.Count == 0 && _values.Count == 0 && _each is null && AnswersWhom.Opens(Grammar.Phrase.Of(step.Said), out _)) about = [AddInput(new PlanInput("message", "string"))];
        if (about.Count == 0 && _values.Count == 0 && _each is null && step.Skill is "agent" or "work") about = MadeFrom(step.Said) is { Count: > 0 } from ? from : Asked(step) is null || !WorksOn.Contains(Grammar.Lexicon.Lemma(Tasked(step)) ?? "") ? Unnamed(step.Said) : [];
        if (about.Count == 0 && isAbout && !Indefinite().IsMatch(step.Said) && step.Skill is not "write") about = [Given(step.Said, step.Skill == "agent" ? "topic" : "text")];
        if (about.Count == 0 && _values.Count == 0 && _each is null) about = MadeFrom(step.Said);
        if (about.Count == 0 && _values.Count == 0 && _each is null && _plan.Subject is { } subject && !(step.Skill is "agent" && Asked(step) is { } wanted && wanted != "text" && !subject.Name.Contains(wanted, StringComparison.Ordinal) && !wanted.Contains(subject.Name, StringComparison.Ordinal)) && (isAbout || Judging.Contains(Grammar.Lexicon.Lemma(Tasked(step)) ?? ""))) about = [AddInput(subject)];
        if (about.Count == 0 && _values.Count == 0 && _each is null && Asked(step) is { } spoken) about = [AddInput(new PlanInput(spoken, "string")), .. Measure(step.Said)];
        if (about.Count == 0 && _values.Count == 0 && _each is null && BareSearch().IsMatch(step.Said)) about = [AddInput(new PlanInput("topic", "string"))];
        if (about.Count == 0) about = Unnamed(step.Get("sent") == "yes" ? step.Said.Split(" to ")[0] : step.Said); // to whom a mail goes is its address
        if (about.Count == 0 && step.Get("reply") == "yes") about = [AskedFor().Match(step.Said) is { Success: true } placed ? AddInput(new PlanInput(Words.Identifier(Words.Singular(placed.Groups[1].Value)), "string")) : Given(step.Said, "message")];
        if (_each is null && AskedFor().Match(step.Said) is { Success: true } asked && !about.Exists(v => v.IsCalled(asked.Groups[1].Value)) && !_values.Exists(v => v.IsCalled(asked.Groups[1].Value) && !v.IsInput))
            about = [.. about, AddInput(new PlanInput(Words.Identifier(Words.Singular(asked.Groups[1].Value)), "string"))];
        if (_each is null && (step.Get("reply") == "yes" || Grammar.Lexicon.Lemma(Tasked(step)) is "answer" or "reply" or "respond" || about is [{ Noun: "memory" }] || LookedUp.In(Grammar.Phrase.Of(step.Said)) is not null) && about.Count > 0 && !about.Exists(v => v.IsInput || v.Noun is "translation" or "summary") && _values.Find(v => v.IsInput && v.Noun.Split('_')[^1] is "question" or "message" or "query" or "ticket" or "inquiry" or "request" or "complaint" or "comment" or "email" or "mail" || v is { IsInput: true, Shape: Shape.Text } && about is [{ Noun: "memory" }]) is { } put)
            about = [put, .. about]; // whoever answers needs the question beside what was found
        if (_each is { IsRecord: true } of && about is [{ Noun: "results" or "page", IsInput: false }]) about = [new Value(of.Noun, ItemExpression(of), of.IsRows ? Shape.Map : Shape.Text), .. about]; // what was found, and for whom
        else if (_each is null && about.Count > 0 && about.TrueForAll(v => v.IsRaw && v.Noun.StartsWith("results", StringComparison.Ordinal)) && _values.FindLast(v => v is { IsInput: false, Noun: "details", Shape: Shape.Map }) is { } filled) about = [filled, .. about];
        var text = Instructions(step);
        return about.Count == 0 ? text : isAbout || about is [{ IsInput: false }] || step.Get("reply") == "yes" ? Together(about) : $"{text}\n\n{(about.Count > 1 ? Together(about) : $"{Heading(about[0].Noun)}:\n{about[0].Braced}")}";
    }

    // "Answers the customer": what he wrote.
    private static readonly Grammar.Form AnswersWhom = new("answer/answers/respond/responds/reply/replies/help/helps to? the/a/our/my customer/customers/user/users/client/clients/visitor/visitors/guest/caller/patient/student/sender");

    // Who does these does it to what a heading says that comes in.
    private static readonly HashSet<string> Judging = [.. "give answer decide say tell rate score grade judge sort classify determine check assess estimate state read".Split(' '), .. WorksOn, .. Seeks];

    // Who searches the web and nothing more is told what for by whoever starts it.
    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:search|browse|research|query|google|look (?:on|in|at)|search (?:on|in)) the (?:web|internet)$", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex BareSearch();

    private string Short(Step step)
    {
        var text = _literals.Unmask(step.Said);
        return text.Length > 80 ? $"{text[..80]}…" : text;
    }

    private void Classify(Step step)
    {
        var by = step.Get("by") is { Length: > 0 } named ? named : "category";
        var labels = step.Labels;
        var schema = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. labels.Select(l => JsonValue.Create(l))]) };
        var about = Meant(step.Said);
        var text = Written(step) ?? (about.Count == 0 ? Given(step.Said, "text").Braced : about.Count > 1 && (_joins || about.TrueForAll(v => v.IsInput && _plan.Parts.Contains(v.Noun))) ? Together(about) : about[^1].Braced); // what ran at once is judged together, and what came in together
        var name = Trained(_models.Agent("sorter", step.Get("measure") is { Length: > 0 } measure ? $"{char.ToUpperInvariant(measure[0])}{measure[1..]}. Answer with one {by}: {string.Join(", ", labels)}." : $"Sort the text under one {by}: {string.Join(", ", labels)}.", "sorter", step.Model, Answer(by, schema), null, labels), step);
        var node = Node(by == "category" ? "classify" : $"find_{by}", Around(new JsonObject { ["agent"] = name, ["prompt"] = text }, step));
        Produce(node, by, $"output.{by}", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. labels.Select(l => JsonValue.Create(l))]), ["default"] = labels[^1] }, Shape.Text, n => (n.Labels, n.IsAside) = (labels, true));
        Told.Add($"'{node}' sorts into {string.Join(", ", labels)}{By(step, name)}");
        Presumed(node, name, labels);
        if (step.Get("guessed") == "yes") Remark($"No categories were named, so they are {string.Join(", ", labels)}: say \"classify as A, B or C\".");
    }

    private void Extract(Step step)
    {
        if (step.Get("list") is { } things)
        {
            Records(step, things);
            return;
        }

        var fields = step.Fields.ToDictionary(f => f, f => step.Get("number") == "yes" || IsNumber(f) || IsMeasured(f), StringComparer.Ordinal);
        var properties = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)new JsonObject { ["type"] = f.Value ? "number" : "string" })));
        var output = new JsonObject { ["type"] = "object", ["required"] = new JsonArray([.. fields.Keys.Select(f => JsonValue.Create(f))]), ["properties"] = properties };
        var about = step.Get("of") is { } one ? _values.FindAll(v => v.Expression == one) : step.Get("number") == "yes" && _each is null ? _values.FindAll(v => v.IsInput && v.Shape == Shape.Text).Take(1).ToList() : Beneath(step.Said, Meant(step.Said));
        var text = about.Count == 0 ? Current() ?? (Brought() is { } brought ? AddInput(new PlanInput(brought, "string")) : Given(Grammar.Phrase.Of(step.Said) is var said && said.Find(2, "from") is > 1 and var from && from + 1 < said.Count ? $"read {said.From(from + 1).Text}" : step.Said, "text")) : about[^1];
        var name = Trained(_models.Agent("extractor", $"Find in the text: {string.Join(", ", fields.Keys.Select(f => f.Replace('_', ' ')))}. Leave empty what is not there.", "extractor", step.Model, output), step);
        var node = Node(fields.Count == 1 ? $"find_{fields.Keys.First()}" : "extract", Around(new JsonObject { ["agent"] = name, ["prompt"] = text.Braced }, step));
        var initial = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)(f.Value ? JsonValue.Create(0) : JsonValue.Create("")))));
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties.DeepClone(), ["default"] = initial };
        Produce(node, "fields", "output", schema, Shape.Map, n => n.Fields = fields);
        if (step.Get("aside") == "yes" || fields.Count == 1 && _each is null && text.Shape == Shape.Text && IsMeasured(fields.Keys.First())) SetAside(); // a number that only decides: "it" is still what it stands in
        Told.Add($"'{node}' finds {string.Join(", ", fields.Keys)}{By(step, name)}");
    }

    // What the request compares with a number is one.
    private bool IsMeasured(string field) => PlanReader.Conditions(_plan.Items).Any(c => c.Test == Test.Number && c.Subject == field);

    internal static bool IsNumber(string field) => field is "amount" or "total" or "price" or "number" or "count" or "quantity" or "score" or "age" or "cost" or "rating" or "sum" || field.EndsWith("_amount", StringComparison.Ordinal) || field.EndsWith("_price", StringComparison.Ordinal) || field.EndsWith("_total", StringComparison.Ordinal);

    private void Scored(Step step)
    {
        var called = step.Said.LastIndexOf(Grammar.Shaper.AsThe, StringComparison.Ordinal) is > 0 and var who ? Words.Identifier(step.Said[(who + Grammar.Shaper.AsThe.Length)..]) : "";
        if (called.Length > 0) step = step with { Said = step.Said[..step.Said.LastIndexOf(Grammar.Shaper.AsThe, StringComparison.Ordinal)] };
        var (least, most) = (step.Get("least") ?? "0", step.Get("most") ?? "10");
        var output = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("score"),
            ["properties"] = new JsonObject { ["score"] = new JsonObject { ["type"] = "number", ["minimum"] = least == "1" ? 1 : 0, ["maximum"] = int.TryParse(most, out var top) ? top : 10 }, ["feedback"] = new JsonObject { ["type"] = "string" } },
        };
        var about = Meant(step.Said);
        var name = Trained(_models.Agent("scorer", $"Read the text critically, give it a score from {least} to {most}, and say what would make it better.", "scorer", step.Model, output), step);
        var node = Node(called.Length > 0 ? called : "score", Around(new JsonObject { ["agent"] = name, ["prompt"] = Together(about.Count == 0 ? [Given(step.Said, "text")] : about is [{ IsInput: true } first] && GivenTogether(step.Said, first) is { Count: > 1 } all ? all : [about[^1]]) }, step));
        Produce(node, "score", "output.score", new JsonObject { ["type"] = "number", ["default"] = 0.0 }, Shape.Number);
        if (_each is null)
        {
            var feedback = _draft.Section("state").ContainsKey("feedback") ? "feedback" : Channel("feedback", TextSchema());
            ((JsonObject)_draft.Nodes[node]!["save"]!)[feedback] = "${{ has(output.feedback) ? output.feedback : '' }}";
            _values.Insert(_values.Count - 1, new Value("feedback", $"state.{feedback}", Shape.Text));
        }

        Told.Add($"'{node}' gives a score from {least} to {most}{By(step, name)}");
    }

    private void Translate(Step step)
    {
        var language = step.Get("language") is { Length: > 0 } named ? named : null;
        var found = language is null or "language" && Grammar.Phrase.Of(step.Said).Has("back", "original", "same", "its", "their", "that", "detected") ? _values.FindLast(v => v.Fields.ContainsKey("language")) : null; // "translate the answer back"
        var input = found is not null ? new Value("language", $"{found.Expression}.language", Shape.Text) : language is null || language is "language" ? _values.Find(v => v.IsInput && v.Noun.EndsWith("language", StringComparison.Ordinal)) : null;
        if (language is null or "language" && input is null) input = _values.FindLast(v => v.Noun == "answer" && !v.IsInput && _plan.Items.OfType<Step>().Any(s => s.Skill == "human" && s.Said.Contains("language", StringComparison.OrdinalIgnoreCase))) is { } told ? told : AddInput(new PlanInput("language", "string", "English"));
        var into = input is not null ? "the language that is asked for" : char.ToUpperInvariant(language![0]) + language[1..];
        if (step.Get("language") is null or "" && _each is { } tongues && tongues.Noun.EndsWith("language", StringComparison.Ordinal) && input is not null)
        {
            // one text into each of several languages
            _draft.Find("inputs")?.Remove("language");
            _values.RemoveAll(v => v.IsInput && v.Noun == "language");
            input = new Value("language", ItemExpression(tongues), Shape.Text) { IsInput = true };
            var source = _values.FindLast(v => !v.IsInput && !IsAside(v) && v.Shape == Shape.Text) ?? _values.Find(v => v.IsInput && v.Shape == Shape.Text) ?? Given(step.Said.Replace("language", "", StringComparison.OrdinalIgnoreCase), "text");
            var agent = Trained(_models.Agent("translator", "Translate the text into the language that is asked for. Give back the translation alone.", "translator", step.Model, null), step);
            var made = Node("translate", Around(new JsonObject { ["agent"] = agent, ["prompt"] = $"Language: {input.Braced}\n\n{source.Braced}" }, step));
            Produce(made, "translation", "output", TextSchema(), Shape.Text);
            Told.Add($"'{made}' translates into each language{By(step, agent)}");
            return;
        }

        var written = Written(step);
        var about = Meant(step.Said).Where(v => v.Expression != input?.Expression).ToList();
        if (about.Count == 0 && written is null) about = [Given(step.Said.Replace("language", "", StringComparison.OrdinalIgnoreCase), "text")];
        var name = Trained(_models.Agent("translator", $"Translate the text into {into}. Give back the translation alone.", "translator", step.Model, null), step);
        var prompt = written ?? Together([about[^1]]);
        if (input is not null) prompt = $"Language: {input.Braced}\n\n{prompt}";
        var suffix = input is null && step.Get("alone") == "no" ? $"_{Words.Identifier(language!)}" : "";
        var node = Node($"translate{suffix}", Around(new JsonObject { ["agent"] = name, ["prompt"] = prompt }, step));
        Produce(node, suffix.Length > 0 ? Words.Identifier(language!) : "translation", "output", TextSchema(), Shape.Text);
        Told.Add($"'{node}' translates into {(input is null ? into : $"'{input.Noun}'")}{By(step, name)}");
    }

    private void Ask(Step step, PlanItem? next)
    {
        var about = Meant(step.Said).Where(v => v.Noun is not "rounds" and not "decision").ToList();
        if (about.Count > 1 && about.Exists(v => !v.IsRaw)) about = about.FindAll(v => !v.IsRaw);
        if (about.Count == 0 && _values.Count == 0 && step.Get("form") is "approve" or "edit" && Definite(step.Get("what")?.Split(' ', 2) is ["a" or "A" or "an" or "An", var thing] ? $"approve the {thing}" : $"approve {step.Get("what")}") is { } given) about = [AddInput(new PlanInput(given, "string"))];
        var form = step.Get("form");
        if (form == "answer" && next is Fork { Cases: var ruled } && ruled.Exists(c => c.When.Test == Test.Approved)) form = "approve"; // what is decided there is said with a yes or a no
        var takes = form == "answer" && TakesOver.In(Grammar.Phrase.Of(step.Said)) is not null;
        if (takes && _each is null) about = [.. _values.Where(v => v.IsInput && v.Shape == Shape.Text && v.Noun is not ("recipient" or "email" or "url") && !about.Contains(v) && (about.Count == 0 || about.Exists(a => _from.GetValueOrDefault(a.Expression, []).Contains(v)))), .. about];
        var isNumber = step.Labels.Count < 2 && next is Fork { Cases: [{ When: { Test: Test.Number, Subject: "" or "answer" } }, ..] }; // "ask for the budget. Under 1000 …"
        var properties = form switch
        {
            "answer" when step.Fields.Count > 0 => new JsonObject(step.Fields.Select(f => KeyValuePair.Create(f, (JsonNode?)FieldSchema(step, f)))),
            "answer" when step.Labels.Count > 1 => new JsonObject { ["answer"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. step.Labels.Select(l => JsonValue.Create(l))]) } },
            "answer" when isNumber => new JsonObject { ["answer"] = new JsonObject { ["type"] = "number" } },
            "answer" => new JsonObject { ["answer"] = new JsonObject { ["type"] = "string", ["minLength"] = 1 } },
            "edit" => new JsonObject { ["approved"] = new JsonObject { ["type"] = "boolean" }, ["text"] = TextOnly(), ["comment"] = TextOnly() },
            _ => new JsonObject { ["approved"] = new JsonObject { ["type"] = "boolean" }, ["comment"] = TextOnly() },
        };
        var what = step.Get("what") is { Length: > 0 } named && !Itself().IsMatch(named) ? named : about.LastOrDefault()?.Noun.TrimEnd('_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9').Replace('_', ' ') is { Length: > 0 } noun ? $"the {noun}" : "this";
        var human = new JsonObject
        {
            ["title"] = takes ? "Please answer this" : form == "answer" || step.Get("question") is not null ? Question(step.Get("question") ?? "", about) : $"Approve {Bare(what)}?",
            ["form"] = new JsonObject { ["type"] = "object", ["required"] = step.Fields.Count > 0 ? new JsonArray([.. step.Fields.Select(f => JsonValue.Create(f))]) : new JsonArray(form == "answer" ? "answer" : "approved"), ["properties"] = properties },
        };
        var isReturned = form == "approve" && _each is null && next is Fork { Cases: [{ When.Test: Test.Approved }, ..] } && Returns().IsMatch(step.Get("question") ?? "");
        if (isReturned) properties["text"] = TextOnly();
        if (about.Count > 0) human.Insert(1, "description", Together(Measured(about)));
        if (form == "edit" && about.Count > 0) human["values"] = new JsonObject { ["text"] = about[^1].Braced };
        if (step.Get("assign") is { } assign) human["assign"] = assign;
        if ((step.Get("due") ?? step.Timeout) is { } due) human["timeout"] = due;
        var node = Node(form == "answer" ? "ask" : step.Said.Contains("review", StringComparison.OrdinalIgnoreCase) && !step.Said.Contains("approv", StringComparison.OrdinalIgnoreCase) ? "review" : "approve", Around(new JsonObject { ["human"] = human }, null));
        Told.Add($"'{node}' asks {step.Get("assign") ?? "a person"}{(step.Get("due") is { } d ? $", who has {d}" : "")}");
        if (form == "answer" && step.Fields.Count > 0)
        {
            var schemas = step.Fields.ToDictionary(f => f, f => FieldSchema(step, f), StringComparer.Ordinal);
            var initial = new JsonObject(schemas.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)(IsNumeric(f.Value) ? JsonValue.Create(0) : f.Value["enum"] is JsonArray some ? some[0]!.DeepClone() : JsonValue.Create("")))));
            Produce(node, "details", "output", new JsonObject { ["type"] = "object", ["properties"] = properties.DeepClone(), ["default"] = initial }, Shape.Map, n => n.Fields = schemas.ToDictionary(f => f.Key, f => IsNumeric(f.Value), StringComparer.Ordinal));
            if (_each is null) _values[^1] = _values[^1] with { Also = Filled }; // what a form was filled with is the request that is checked later
            foreach (var (field, schema) in schemas)
                if (_each is null && schema["enum"] is JsonArray options) _values.Insert(_values.Count - 1, new Value(field, $"{_values[^1].Expression}.{field}", Shape.Text) { Labels = [.. options.Select(Draft.Text).OfType<string>()], IsAside = true });
            return;
        }

        if (form == "answer")
        {
            if (takes && _each is null && about is [.., { IsInput: false, Shape: Shape.Text, IsRaw: false } draft] && draft.Expression.Count(c => c == '.') == 1) ((JsonObject)_draft.Nodes[node]!)["save"] = new JsonObject { [draft.Expression["state.".Length..]] = "${{ output.answer }}" }; // whoever takes over answers instead
            else if (isNumber) Produce(node, "answer", "output.answer", new JsonObject { ["type"] = "number", ["default"] = 0.0 }, Shape.Number);
            else Produce(node, Grammar.Phrase.Of(step.Said).Has("remarks", "comments", "notes") && Grammar.Phrase.Of(step.Said).Has("add", "append", "adds") ? "remarks" : "answer", "output.answer", TextSchema(), Shape.Text, n => (n.Labels, n.IsAside) = (step.Labels, step.Labels.Count > 1)); // what was chosen is no text to work on
            return;
        }

        if (about is [{ IsInput: false, IsRaw: false } approved] && _each is null && _values.Remove(approved)) _values.Add(approved); // what was approved is "it" from then on
        if (isReturned) // what came back is what is worked on when it did
        {
            var back = Channel("returned", TextSchema());
            _values.Add(new Value("returned", $"state.{back}", Shape.Text));
        }

        Decide(node);
        if (isReturned) ((JsonObject)_draft.Nodes[node]!["save"]!)["returned"] = "${{ has(output.text) ? output.text : '' }}";
        if (form == "edit" && _each is null && about is [.., { Shape: Shape.Text, IsInput: false } text])
            ((JsonObject)_draft.Nodes[node]!["save"]!)[text.Expression["state.".Length..]] = $"${{{{ has(output.text) ? output.text : {text.Expression} }}}}";
        Gate(node, next);
    }

    private static readonly string[] Filled = ["request", "application", "form", "entry", "submission", "order", "booking", "registration", "report", "answer", "data", "information", "claim", "reservation"];

    // What a person may write into a field: one of several words, a number, else a text.
    private JsonObject FieldSchema(Step step, string field) => step.Get($"type {field}") switch
    {
        { } some when some.StartsWith("one of ", StringComparison.Ordinal) => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. some["one of ".Length..].Split('|').Select(o => JsonValue.Create(o))]) },
        "number" or "integer" => new JsonObject { ["type"] = step.Get($"type {field}") },
        null or "string" when IsMeasured(field) => new JsonObject { ["type"] = "number" },
        _ => TextOnly(),
    };

    private static bool IsNumeric(JsonObject schema) => Draft.Text(schema["type"]) is "number" or "integer";

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:one after (?:the other|another)|one by one|in turn|sequentially)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex OneByOne();

    // "… for the order number given", "with this id": of several events, the one that is meant.
    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:for|of|with|about) (?:the|this|that|his|her|their|its|same)\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex OfOne();

    private static JsonObject TextOnly() => new() { ["type"] = "string" };

    private static string Bare(string text) => (text.StartsWith("The ", StringComparison.Ordinal) ? $"the {text[4..]}" : text).Replace("${{", "$ {{", StringComparison.Ordinal);

    private void Wait(Step step)
    {
        var wait = new JsonObject();
        if (step.Get("event") is { Length: > 0 } named)
        {
            wait["event"] = named;
            if (_values.FindLast(v => v.Shape is Shape.Text or Shape.Number && step.Said.Contains($" {v.Noun.Replace('_', ' ')}", StringComparison.OrdinalIgnoreCase) && OfOne().IsMatch(step.Said)) is { } one)
            {
                wait["match"] = $"${{{{ event.{one.Noun} == {one.Expression} }}}}";
                Remark($"The event '{named}' must carry '{one.Noun}', by which it is told apart.");
            }

            if (step.Get("due") is { } due) wait["timeout"] = due;
        }
        else if (step.Get("for") is { } span) wait["for"] = span;
        else wait["until"] = Moment(step.Get("until") ?? "");
        var node = Node("wait", Around(new JsonObject { ["wait"] = wait }, null));
        Told.Add($"'{node}' waits {(wait["event"] is not null ? $"for the event '{wait["event"]}'" : wait["for"] is not null ? $"{wait["for"]}" : $"until {step.Get("until")}")}");
    }

    // Without a clock of our own: days and hours are counted from the run's start.
    private static string Moment(string until)
    {
        if (until.Length >= 10 && char.IsDigit(until[0]) && until[4] == '-') return until.Contains(':', StringComparison.Ordinal) ? $"{until[..10]}T{until[11..].Trim('Z').PadLeft(5, '0')}{(until.Count(c => c == ':') == 1 ? ":00" : "")}Z" : $"{until}T00:00:00Z";
        var lower = until.ToLowerInvariant();
        var (hour, minute) = Schedule.Clock(lower) ?? (lower.Contains("noon") ? (12, 0) : lower.Contains("evening") || lower.Contains("tonight") ? (18, 0) : lower.Contains("midnight") ? (0, 0) : (9, 0));
        var day = $"T{hour:00}:{minute:00}:00Z";
        if (lower.Contains("tomorrow") || lower.Contains("morning")) return $"${{{{ timestamp(string(run.started + duration('24h')).substring(0, 10) + '{day}') }}}}";
        var weekday = Array.FindIndex(["sun", "mon", "tue", "wed", "thu", "fri", "sat"], d => lower.Contains(d, StringComparison.Ordinal));
        if (weekday >= 0) return $"${{{{ timestamp(string(run.started + duration(string(24 * ((({weekday} - int(run.started.getDayOfWeek()) + 6) % 7) + 1)) + 'h')).substring(0, 10) + '{day}') }}}}";
        return $"${{{{ cel.bind(t, timestamp(string(run.started).substring(0, 10) + '{day}'), t > run.started ? t : t + duration('24h')) }}}}";
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:write|draft|compose|prepare|create|generate|produce|make|outline|improve|rewrite|polish|send|writes)\s+(?:(?:me|us|an?|the|one|polite|friendly|short|brief|long|detailed|nice|final|new|good|formal|professional|weekly|daily|\d+[\w-]*)\s+)*(?:[\w-]+ )?(report|article|story|poem|reply|replies|response|letter|email|newsletter|essay|post|tweet|plan|outline|answer|message|script|brief|memo|announcement|proposal|overview|press release|headline|apology|review|list|quiz|joke|recipe|itinerary|agenda|description|summary)s?\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Made();

    // "Choose a recipe" needs nothing that is given.
    [System.Text.RegularExpressions.GeneratedRegex(@"^\w+(?: (?:up|of|out|with|me|us))* (?:an?|some|\d+|two|three|four|five|six|ten|the (?:next|top|best) \w+) (?!text|document|file|page|article|message|email|ticket)", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Indefinite();

    // What a person asks is given from outside: "answer the question", "reply to the customer's message".
    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:answers?|repl(?:y|ies) to|responds? to|an answer to|a reply to|a response to) (?:the |a |any |my |our |all )?(?:[a-z]+(?:'s|s') |given |customer |user )?(questions?|messages?|quer(?:y|ies)|tickets?|inquir(?:y|ies))\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex AskedFor();

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:everything|all|both|combined?|together|merge|results|findings|from (?:the|these|those))\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Everything();

    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:it|this|that|them|everything|(?:it|this) .*)$", System.Text.RegularExpressions.RegexOptions.IgnoreCase, 5000)]
    private static partial System.Text.RegularExpressions.Regex Itself();
}
