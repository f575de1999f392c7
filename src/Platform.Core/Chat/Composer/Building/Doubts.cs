using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>
/// What stands in a finished draft and can hardly be what was meant: a result that nothing reads, a question that its reader cannot answer, a message with
/// nothing to say. <see cref="Losses"/> goes from the words to the draft; this goes from the draft to the words.
/// </summary>
internal sealed partial class Doubts(JsonObject root, string text, Literals literals)
{
    private const int MostTold = 5;
    private const int LongestQuote = 90;

    private readonly List<(string Name, JsonObject Is)> _nodes = [.. (root["nodes"] as JsonObject ?? []).Where(n => n.Value is JsonObject).Select(n => (n.Key, (JsonObject)n.Value!))];
    private readonly string _said = literals.Unmask(text);

    /// <summary>Each doubt as a sentence, with what to do about it.</summary>
    public IReadOnlyList<string> All() => [.. Judges().Concat(Untranslated()).Concat(OfTables()).Concat(Unjudged()).Concat(Orders()).Concat(Askings()).Concat(Messages()).Concat(Files()).Concat(Flows()).Concat(Unread()).Concat(Keys()).Distinct(StringComparer.Ordinal).Take(MostTold)];

    // "Look up the address at URL": what tells one thing from another has to be handed over.
    private IEnumerable<string> Keys()
    {
        foreach (Match key in LooksUp().Matches(_said))
            foreach (var (name, node) in _nodes)
                if (Kind(node) is "web.fetch" && Draft.Text(node["with"]?["url"]) is { Length: > 0 } url && url == key.Groups["url"].Value.TrimEnd('.')) yield return $"'{name}' fetches {url} as it stands, without the {key.Groups["key"].Value}: say how it wants to be asked, for example \"fetch {url}?{key.Groups["key"].Value.Replace(' ', '_')}={{{key.Groups["key"].Value.Replace(' ', '_')}}}\".";
    }

    [GeneratedRegex(@"\b(?:look|check)s? up (?:the|an?|its|their|his|her) (?<key>(?:[a-z]+ )?(?:address|id|number|code|name|sku|isbn|postcode|iban|barcode|plate)) (?:[a-z ]{1,20} )?(?:at|on|in|via|under|with|using) (?<url>https?://[^\s,;]+)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LooksUp();

    private bool Called(string url) => _said.IndexOf(url, StringComparison.Ordinal) is > 0 and var at && Calls().IsMatch(_said[..at]);

    [GeneratedRegex(@"\b(?:call|ping|trigger|hit|invoke|poke|notify)s? (?:the |our |its )?(?:webhook |endpoint |address |url )?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Calls();

    private IEnumerable<string> Untranslated() =>
        _nodes.FindAll(n => Draft.Text(root["models"]?[Draft.Text(root["agents"]?[Draft.Text(n.Is["agent"]) ?? ""]?["model"]) ?? ""]?["use"]) == "scripted/translator").Select(n => $"No model is named, so '{n.Name}' gives the text back as it is, untranslated: say for example \"use gpt-4o-mini\".");

    private IEnumerable<string> Unread()
    {
        var works = _nodes.Exists(n => IsEffect(n.Is) || n.Is["agent"] is not null);
        foreach (var (name, node) in _nodes)
        {
            if (node["save"] is not JsonObject { Count: > 0 } save || !works || node["set"] is not null || node["workflow"] is not null) continue;
            if (Kind(node) is { } kind && kind.StartsWith("http.", StringComparison.Ordinal) && Draft.Text(node["with"]?["method"]) is not (null or "GET") || IsEffect(node)) continue;
            if (save.Any(s => _nodes.Exists(n => IsRead(n, s.Key, name)))) continue;
            if (Kind(node) is "web.fetch" or "http.request" && Draft.Text(node["with"]?["url"]) is { Length: > 0 } url && Called(url)) continue; // what is called may do something of its own
            if (node["on_error"] is not null || node["human"]?["on_timeout"] is not null) continue; // done for whether it fails, or is late
            var isMade = node["agent"] is not null || node["code"] is not null;
            if (IsLast(node) && (node["human"] is not null || isMade && !_nodes.Exists(n => IsEffect(n.Is) && n.Is["workflow"] is null && LeadsTo(n.Name, name)))) continue; // the answer of the run
            yield return $"Nothing uses what '{name}' gives{(Instruction(node) is { } told ? $" (\"{Short(told)}\")" : "")}: say which step should have it, or that the step should go.";
        }

        foreach (var (name, node) in _nodes)
        {
            if (node["agent"] is null && node["code"] is null || node["needs"] is not JsonArray { Count: > 1 } needs) continue;
            var made = needs.Select(n => Draft.Text(n) ?? "").Where(n => _nodes.Find(o => o.Name == n).Is?["save"] is JsonObject { Count: > 0 }).ToList();
            var read = made.FindAll(n => ((JsonObject)_nodes.Find(o => o.Name == n).Is["save"]!).Any(s => IsRead((name, node), s.Key, "")));
            if (read.Count > 0 && read.Count < made.Count) yield return $"'{name}' reads what {Named(read)} gives, but not what {Named(made.Except(read))} gives: say what it should read.";
        }

        var whole = string.Join('\n', root.Where(s => s.Key is not ("inputs" or "triggers" or "description")).Select(s => s.Value?.ToJsonString()));
        foreach (var (input, _) in root["inputs"] as JsonObject ?? [])
            if (!Regex.IsMatch(whole, $@"inputs\.{Regex.Escape(input)}\b")) yield return $"The run asks for '{input}', but no step uses it: say what it is for, or that it should go.";
            else if (People.IsAgentRole(input) || input is "agent" or "model" or "workflow") yield return $"The run asks whoever starts it for '{input}', which I read out of your words: if that is who works on something, say what it should do in a sentence of its own.";
            else if (input.Contains('_', StringComparison.Ordinal) && _said.Contains(input.Replace('_', '-'), StringComparison.OrdinalIgnoreCase) && !_said.Contains(input.Replace('_', ' '), StringComparison.OrdinalIgnoreCase) || Found().IsMatch(input) && !Given().IsMatch(_said)) yield return $"The run asks whoever starts it for '{input}': if a step should find that out, say which.";
    }

    private static string Named(IEnumerable<string> nodes) => string.Join(" and ", nodes.Select(n => $"'{n}'"));

    private static bool IsRead((string Name, JsonObject Is) node, string channel, string writer) =>
        node.Is.Any(e => !(node.Name == writer && e.Key is not "next") && Regex.IsMatch(e.Value?.ToJsonString() ?? "", $@"state\.{Regex.Escape(channel)}\b"));

    private static bool IsLast(JsonObject node) => Draft.Ways(node).All(w => w.Kind == "needs" || w.To.TrueForAll(t => t == "end"));

    private bool LeadsTo(string name, string target) => root["nodes"] is JsonObject nodes && Draft.After(nodes, name).Contains(target);

    private static IEnumerable<string> Next(JsonObject node) => Draft.Ways(node).Where(w => w.Kind != "needs").SelectMany(w => w.To);

    // A question that was meant for a clock, a failure or a person's answer is none that an agent can answer by reading.
    private IEnumerable<string> Judges()
    {
        foreach (var (name, node) in _nodes)
        {
            if (Instruction(node) is not { } told || !told.StartsWith(GraphBuilder.ToDecide, StringComparison.Ordinal)) continue;
            var question = told[GraphBuilder.ToDecide.Length..];
            var prompt = Draft.Text(node["prompt"]) ?? "";
            var isBlind = prompt.Contains("inputs.recipient", StringComparison.Ordinal) || Regex.IsMatch(prompt, @"inputs\.\w+_email\b");
            var isOfWriter = SomeonesDeed().IsMatch(question) && root["inputs"] is JsonObject { Count: > 0 } && ReadsOf().Matches(prompt) is { Count: 1 } only && _nodes.Exists(n => n.Is["agent"] is not null && n.Is["save"]?[only[0].Groups[1].Value] is not null);
            var isOfPerson = SomeonesDeed().IsMatch(question) && _nodes.TakeWhile(n => n.Name != name).Any(n => n.Is["human"] is not null && (n.Is["save"] as JsonObject ?? []).All(s => !prompt.Contains($"state.{s.Key}", StringComparison.Ordinal)));
            if (isBlind || isOfPerson || isOfWriter || NoReading().IsMatch(question) || IsTorn(Phrase.Of(new Literals().Mask(question)), isOrder: false)) yield return $"I am not sure of \"{Short(question)}\": an agent decides it by reading {Read(prompt)}. Say that condition again in a sentence of its own.";
        }
    }

    private static string Read(string prompt) => ReadsOf().Match(prompt) is { Success: true } read ? $"'{read.Groups[1].Value}'" : "what came before";

    // What an agent is told must be its work alone: whatever else is said there, nobody does.
    private IEnumerable<string> Orders()
    {
        foreach (var (name, node) in _nodes)
        {
            if (Instruction(node) is not { } told || told.StartsWith(GraphBuilder.ToDecide, StringComparison.Ordinal)) continue;
            var own = new Literals();
            var order = Phrase.Of(own.Mask(told.TrimEnd('.', ' ')));
            if (IsTorn(order, isOrder: true) && !told.StartsWith("With the tools ", StringComparison.Ordinal)) yield return $"The agent of '{name}' is told \"{Short(told)}\", which is no whole order: say in a sentence of its own what it should do.";
            else if (node["agent"] is not null && Services.Worked(told) is { } service && !HasTools(node)) yield return $"There is no tool for {service} in this: the agent of '{name}' is only told \"{Short(told)}\". Call its API with http.request, or give the agent an MCP server.";
            else if (IsOutward(order) || !HasTools(node) && Lexicon.Lemma(order.Low(0)) is "write" or "put" or "tell" or "comment" or "message" && (own.First(order.Text, "file") is not null && !order.Has("from", "about", "on") || order.Has("telegram", "slack", "github"))) yield return $"'{name}' is an agent that is told \"{Short(told)}\": it writes about that, it does not do it. Say who or what should do it.";
            else if (Lexicon.Lemma(order.Low(0)) is "answer" or "reply" or "respond" && order.Has("question", "questions") && Draft.Text(node["prompt"]) is { } prompt && prompt.Contains("${{ state.", StringComparison.Ordinal) && !prompt.Contains("inputs.", StringComparison.Ordinal) && !prompt.Contains("question", StringComparison.Ordinal)) yield return $"'{name}' should answer a question, but reads none: say where the question comes from.";
            else if (Swallowed(order) is { } part && !IsReadFile(own, part)) yield return $"\"{Short(own.Unmask(part))}\" is only told to the agent of '{name}', nothing else does it: say it again in a sentence of its own.";
        }
    }

    // A file that a step of its own reads is no place to write to.
    private bool IsReadFile(Literals own, string part) => own.First(part, "file") is { } file && _nodes.Exists(n => Kind(n.Is) is "file.read" or "csv.read" && Draft.Text(n.Is["with"]?["path"]) == file);

    private bool HasTools(JsonObject node) => root["agents"]?[Draft.Text(node["agent"]) ?? ""]?["tools"] is JsonArray { Count: > 0 };

    private static bool IsTorn(Phrase order, bool isOrder)
    {
        if (order.Count == 0) return true;
        if (isOrder && order.Count is > 1 and < 5 && Span().IsMatch(order.From(1).Text)) return true; // "write 2 days"
        if (order[0].Kind == TokenKind.Mark || order.Low(0) is "and" or "or" or "but" or "so" or "that" or "which" or "who" || isOrder && Lexicon.IsPreposition(order.Low(0)) && order.Low(0) is not ("as" or "in" or "for" or "from" or "on")) return true;
        if (order.Tokens.Count(t => t.Text is "{" or "(") != order.Tokens.Count(t => t.Text is "}" or ")")) return true;
        return order.Low(order.Count - 1) is "i" or "we" or "isn't" or "aren't" or "is" or "are" or "doesn't" or "don't" or "and" or "or" or "but" or "the" or "a" or "an" or "of" or "with" or "from" or "to" or "at" or "by" or "for" or "into" or "as" or "than" or "using" or "per" or "no" or "not" or "so" or "if" or "when";
    }

    private static bool IsOutward(Phrase order)
    {
        var verb = Lexicon.Lemma(order.Low(0)) ?? order.Low(0);
        return Outward.Contains(verb) || IsDeed(order) || verb is "count" && order.Low(1) is "as" || verb is "build" or "make" or "create" or "design" && Itself().IsMatch(order.Text) || verb is "ask" or "call" or "tell" or "quiz" or "interview" && order.Count > 1 && (People.IsPerson(Person(order)) || order.Low(1) is "me");
    }

    /// <summary>Whether an order is a deed in the world, which no agent does: "pay the bill". Rows are ordered too, by what they hold.</summary>
    public static bool IsDeed(Phrase order)
    {
        var verb = Lexicon.Lemma(order.Low(0)) ?? order.Low(0);
        if (verb == "order" && order.Find(1, "by") is > 0 and var by && order.Low(by + 1) is not ("drone" or "mail" or "post" or "phone" or "courier" or "van" or "truck" or "bike")) return false;
        if (ToolSkills.IsPullRequest(order.Text)) return true;
        return Worldly.Contains(verb) && order.Count > 1 && !order.Has("plan", "list", "rows", "items", "entries", "alphabetically") && !Lexicon.IsPronoun(order.Low(1));
    }

    // Deeds in the world, which no tool does at all.
    private static readonly HashSet<string> Worldly = [.. "pay buy purchase order book reserve rent hire ship deliver phone refund charge cook iron paint repair install".Split(' ')];

    private static Phrase Person(Phrase order)
    {
        var (from, end) = (1, 1);
        while (Lexicon.IsDeterminer(order.Low(from))) end = ++from;
        while (end < order.Count && end < from + 3 && order[end].IsWord && !Lexicon.IsPreposition(order.Low(end)) && order.Low(end) is not ("whether" or "if" or "what" or "which" or "how" or "when" or "to" or "again" or "about")) end++;
        return order.Part(from, end);
    }

    private static string? Swallowed(Phrase order)
    {
        for (var at = 1; at < order.Count; at++)
        {
            var token = order[at];
            var before = order.Low(at - 1);
            var isPlace = token.IsLiteral("channel") || token.IsLiteral("mail") && before is not "from" || token.IsLiteral("file") && (before is "into" or "under" || before is "in" or "to" or "as" && Stores(order.To(at)));
            if (isPlace || Lexicon.IsModel(order, at) && before is "with" or "using" or "via" or "and" or ",") return Clause(order, at);
        }

        return OtherWork().Match(order.Text) is { Success: true } other ? other.Value.Trim(' ', ',') : null;
    }

    private static bool Stores(Phrase before) => before.Any(t => Lexicon.Lemma(t.Low) is "write" or "save" or "store" or "put" or "keep" or "record" or "log" or "append" or "add" or "collect");

    private static string Clause(Phrase order, int at)
    {
        var from = at;
        while (from > 0 && order.Low(from - 1) is not ("," or "and" or "then") && at - from < 8) from--;
        return order.Part(from, at + 1).Text;
    }

    private IEnumerable<string> Askings()
    {
        foreach (var (name, node) in _nodes)
        {
            if (node["human"] is not JsonObject human) continue;
            var title = Draft.Text(human["title"]) ?? "";
            if (new Literals().Mask(title).Any(c => Literals.IsLiteral(c) && Literals.KindOf(c) is "url" or "mail" or "channel")) yield return $"'{name}' asks a person \"{Short(title)}\": if no person should do that, say it again in a sentence of its own.";
            else if (Phrase.Of(title).Trimmed() is { Count: 1 } bare && bare.Low(0) is "it" or "them" or "this" or "that" or "him" or "her") yield return $"'{name}' asks a person only \"{title}\": say what the question is.";
            else if (human["description"] is null && title == "Approve this?") yield return $"Whoever is asked at '{name}' is shown nothing to decide on: say what it is about.";
            else if (human["assign"] is null && human["form"]?["properties"]?["approved"] is not null && !Consent().IsMatch(_said)) yield return $"'{name}' waits for somebody's consent, which I read out of your words: say who decides, or that nobody should be asked.";
        }
    }

    private IEnumerable<string> Messages()
    {
        foreach (var (name, node) in _nodes)
        {
            if (node["with"] is not JsonObject with || !IsEffect(node)) continue;
            foreach (var (key, value) in with)
                if (key is "text" or "body" or "content" && Draft.Text(value) is { } message)
                {
                    if (message == GraphBuilder.NothingToSay) yield return $"I did not find what '{name}' should say, so it says \"{message}\": say what it should hold.";
                    else if (Verdict().IsMatch(message)) yield return $"'{name}' sends an agent's yes or no: say what it should hold.";
                }
        }
    }

    private IEnumerable<string> Files()
    {
        foreach (var (name, node) in _nodes)
        {
            if (Draft.Text(node["with"]?["path"]) is not { Length: > 0 } path || path.Contains("${{", StringComparison.Ordinal)) continue;
            if (node["map"] is not null && Kind(node) is "file.read" or "csv.read") yield return $"'{name}' reads {path} anew for each of them: if it should be written, or read but once, say so in a sentence of its own.";
            else if (Kind(node) == "file.read" && NoText().IsMatch(path)) yield return $"'{name}' reads {path} as plain text, which it is not: no step of this release looks into such a file.";
            else if (IsEffect(node) && !_said.Contains(Path.GetFileName(path), StringComparison.OrdinalIgnoreCase)) yield return $"No file was named for '{name}', so it is {path}: say which, or edit it.";
        }
    }

    private string? Kind(JsonObject node) => Draft.Text(node["tool"]) is { } tool ? Draft.Text((root["tools"] as JsonObject)?[tool]?["use"]) ?? tool : null;

    private bool IsEffect(JsonObject node) => node["workflow"] is not null || Kind(node) is { } kind && (kind is "email.send" or "slack.post" or "telegram.send" or "github.issue" or "file.write" or "csv.write" or "audio.speak" || kind == "http.request" && Draft.Text(node["with"]?["method"]) is not (null or "GET"));

    private string? Instruction(JsonObject node) => Draft.Text(node["agent"]) is { } agent ? Draft.Text((root["agents"] as JsonObject)?[agent]?["instructions"]) : null;

    private static string Short(string text) => text.Length <= LongestQuote ? text : $"{text[..(LongestQuote - 3)].TrimEnd()}...";

    // Deeds outside of the run: an agent that is told to do them only writes.
    private static readonly HashSet<string> Outward = [.. "delete upload install deploy pay buy phone unsend train fine-tune send post mail email notify alert save store append publish wait remind book restart take receive accept pass hand reject approve decline escalate assign schedule".Split(' ')];

    [GeneratedRegex(@"\b(?:in|within|after|for|since) (?:\d+|an?|one|two|three|six) ?(?:seconds?|minutes?|hours?|days?|weeks?)\b|\b(?:weekend|holiday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|o'clock)s?\b|\b(?:fails?|failed|crash(?:es|ed)|is down|times out|never comes)\b|\b(?:comes? in|arrives?|pushes|submits|fills|uploads|registers|hands in)\b|\b(?:does(?:n't| not)|do(?:n't| not)|did(?:n't| not)) (?:answer|respond|react|reply)\b|\b(?:I|we)(?:'d| want| need)\b|\bsince (?:the )?(?:last|previous|yesterday)\b|^(?:nobody|no one|either|both|neither)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NoReading();

    [GeneratedRegex(@"^(?:\d+|an?|one|two|three|four|five|ten)(?: more)? (?:seconds?|minutes?|hours?|days?|weeks?|months?)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Span();

    [GeneratedRegex(@"^(?:s?he|they|I|we)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SomeonesDeed();

    [GeneratedRegex(@"^\w+ (?:an? |the |me )*(?:\w+ ){0,3}(?:service|workflow|flow|pipeline|bot|system|process|automation|tool|chain)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Itself();

    [GeneratedRegex(@"(?:inputs|state)\.(\w+)", RegexOptions.None, 5000)]
    private static partial Regex ReadsOf();

    [GeneratedRegex(@"(?:, |\band )(?:then )?(?:(?:another|a second|a third|a different|one more)(?: \w+){0,2} (?:agent|one)|(?:an?|the) \w+ agent|I|we) \w+.*$|\b(?:in parallel|side by side|at the same time|simultaneously|stop after .*|until .*|keep \w+ing until.*|wait (?:for|until|\d).*|(?:at most|up to|max(?:imum)?) \d+ (?:times|rounds|tries).*|fall(?:ing)? back .*)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OtherWork();

    [GeneratedRegex(@"\b(?:approv\w*|confirm\w*|review\w*|check\w*|ask\w*|sign\w*|decid\w*|decision|ok\w*|accept\w*|reject\w*|refus\w*|permission|consent|human|person|people|somebody|someone|look\w*|pick\w*|choos\w*|go-ahead|yes|vote\w*|release\w*|happy|satisfied|I|me|my|us|we)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Consent();

    [GeneratedRegex(@"^(?:number|count|sum|total|average|id|weekend|day|result|results|answer|copy)$")]
    private static partial Regex Found();

    [GeneratedRegex(@"\b(?:enters?|types?|inputs?|given?|gives?|provides?|takes?|user|I|webhook|pastes?|submits?|comes?|arrives?|receives?)\b", RegexOptions.None, 5000)]
    private static partial Regex Given();

    [GeneratedRegex(@"^\$\{\{ state\.verdicts?(?:_\d+)?(?:\.yes)? \}\}$|e\.verdict\)", RegexOptions.None, 5000)]
    private static partial Regex Verdict();

    [GeneratedRegex(@"\.(?:png|jpe?g|gif|webp|bmp|heic|pdf|docx?|xlsx?|pptx?|zip|mp3|mp4|wav|m4a|mov)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NoText();
}
