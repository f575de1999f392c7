using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Steps that a language model does: summarise, classify, write.</summary>
internal sealed partial class WritingSkills(Literals literals)
{
    public Step? Read(string clause)
    {
        if (NothingDone().IsMatch(clause)) return new Step("stop", clause);
        if (Chatbot().Match(clause) is { Success: true } bot) return new Step("write", $"answer the message as {bot.Groups["what"].Value}") { Has = { ["reply"] = "yes" } };
        if (NoTask().IsMatch(clause)) return null;
        if (clause.Length > 0 && Words.Verb(clause.Split(' ')[0]) is "ignore" or "discard" or "stop" or "drop" && !clause.Any(Literals.IsLiteral) && Nothing().IsMatch(clause)) return new Step("stop", clause);
        return Classify(clause) ?? (Scale().IsMatch(clause) ? Score(clause) : null) ?? Sentiment(clause) ?? Score(clause) ?? Simple(clause);
    }

    /// <summary>The categories of "A, B or C" as they are written, without articles.</summary>
    public List<string> Labels(string list) => Unshared([.. Separators().Split(Cut().Replace(list, "")).Select(l => About().Replace(ItIs().Replace(l, ""), "")).Select(l => Article().Replace(literals.Unmask(l).Replace("\"", "", StringComparison.Ordinal).Trim(' ', '.', ':', ','), "").Trim())
            .Where(l => l.Length is > 0 and <= 40 && l.Split(' ').Length <= 4).Distinct(StringComparer.OrdinalIgnoreCase).Take(30)]);

    /// <summary>"Low, medium or high |priority|": the noun that all of them share is said once, at the end.</summary>
    public static List<string> Unshared(List<string> labels) =>
        labels.Count > 1 && labels[^1].Split(' ') is [var last, var noun] && PriorityWord().IsMatch(noun) && labels.TrueForAll(l => l == labels[^1] || !l.Contains(' ', StringComparison.Ordinal)) ? [.. labels.SkipLast(1), last] : labels;

    // "about an absence, about fees": what it is about is the category.
    [GeneratedRegex(@"^\s*(?:about|concerning|regarding|related to|to do with)\s+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex About();

    private Step? Classify(string clause)
    {
        if (ClassifyVerb().Match(clause) is not { Success: true } match) return null;
        var labels = Labels(match.Groups["labels"].Value);
        if (labels.Count < 2 && (WhetherOr().Match(clause) is { Success: true } whether)) labels = Labels(whether.Groups[1].Value);
        if (labels.Count < 2) return Topics().IsMatch(clause) ? new Step("classify", clause) { Labels = ["question", "complaint", "other"], Has = { ["guessed"] = "yes" } } : null;
        return new Step("classify", clause) { Labels = [.. labels.Select(Label)], Has = { ["by"] = By(clause) } };
    }

    private static string Label(string text) => text.Length > 0 && text.Skip(1).All(c => !char.IsUpper(c)) ? text.ToLowerInvariant() : text;

    private static string By(string clause) => PriorityWord().Match(clause) is { Success: true } word ? Words.Identifier(word.Value) : "category";

    private static Step? Sentiment(string clause) =>
        SentimentWord().IsMatch(clause) ? new Step("classify", clause) { Labels = ["positive", "neutral", "negative"], Has = { ["by"] = "sentiment" } }
        : UrgencyWord().IsMatch(clause) ? new Step("classify", clause) { Labels = ["urgent", "normal"], Has = { ["by"] = "urgency" } }
        : SpamWord().IsMatch(clause) ? new Step("classify", clause) { Labels = ["spam", "ok"], Has = { ["by"] = "category" } }
        : LanguageWord().IsMatch(clause) ? new Step("extract", clause) { Fields = ["language"], Has = { ["aside"] = "yes" } } : null;

    private static Step? Score(string clause)
    {
        if (!ScoreVerb().IsMatch(clause)) return null;
        var most = OutOf().Match(clause) is { Success: true } scale ? scale.Groups.Values.Skip(1).First(g => g.Success).Value : "10";
        return new Step("score", clause) { Has = { ["most"] = most, ["least"] = FromOne().IsMatch(clause) ? "1" : "0" } };
    }

    // "an agent that researches with web search and writes a report"
    public Step? Agent(string clause)
    {
        if (AgentPhrase().Match(clause) is not { Success: true } match) return null;
        var task = match.Groups["task"].Value.Trim();
        if (Equipped().Match(task) is { Success: true } with && Clauses.OrderAt(task) is > 0 and var order) task = task[order..];
        if (task.Length == 0) return null;
        if (!match.Groups["name"].Success && (Records(task) ?? (Pulls().IsMatch(task) && !Choosing().IsMatch(task.Replace("picks", "pick", StringComparison.OrdinalIgnoreCase)) && Fields(task) is { Count: > 1 } fields ? new Step("extract", task) { Fields = fields } : null)) is { } found) return found;
        if (!match.Groups["name"].Success && Rules().IsMatch(task) && Classify(task) is { Labels.Count: > 1 } sorted && sorted.Get("guessed") is null) return sorted;
        if (Answers().IsMatch(task) && match.Groups.Values.Where(g => g.Name is "role" or "name").Select(g => g.Value.Trim().Split(' ', '_')[0]).FirstOrDefault(w => LanguageName().IsMatch(w)) is { } tongue) task = $"{task} in {char.ToUpperInvariant(tongue[0])}{tongue[1..]}"; // "the German agent replies"
        task = Words.Ordered(task);
        var step = new Step("agent", task) { Tools = ToolsIn(match.Groups["name"].Success ? AsWhom().Replace(task, "") : clause) };
        if (Researches().IsMatch(task) && !step.Tools.Contains("web.search")) step.Tools.Insert(0, "web.search");
        if (WritesSql().IsMatch(task)) step.Tools.Remove("sql.query");
        if (match.Groups["name"] is { Success: true } name) step.Has["name"] = literals.Unmask(name.Value).Trim('"', ' ');
        else if (match.Groups["role"] is { Success: true, Value.Length: > 0 } role) step.Has["name"] = role.Value.Trim();
        return step;
    }

    // "Extract the action items with owner and due date": a list of things, each with its fields.
    private Step? Records(string clause)
    {
        if (OfEach().Match(clause) is { Success: true } of && Fields($"extract {of.Groups["fields"].Value}") is { Count: > 1 } owned) return Records(clause, Words.Plural(Words.Identifier(of.Groups["noun"].Value)), owned);
        if (AllOf().Match(clause) is { Success: true } all && Fields($"extract {all.Groups["fields"].Value}") is { } several && InRows(several)) return Records(clause, several);
        if (ListOfThings().Match(clause) is not { Success: true } list) return null;
        var fields = Fields($"extract {list.Groups["fields"].Value}");
        var one = Words.Identifier(Words.Singular(list.Groups["noun"].Value));
        var isNamed = fields.Count > 0 && (fields[0] == one || one.EndsWith($"_{fields[0].Replace("_value", "", StringComparison.Ordinal)}", StringComparison.Ordinal)); // "the action items with item, owner and due date"
        return fields.Count < 2 ? null : new Step("extract", clause) { Fields = isNamed ? [one, .. fields.Skip(1)] : [one, .. fields], Has = { ["list"] = Words.Identifier(list.Groups["noun"].Value) } };
    }

    /// <summary>Whether each of the fields is there many times, and so a column: "product names and prices".</summary>
    public static bool InRows(IReadOnlyList<string> fields) => fields.Count > 1 && fields.All(f => f.Split('_')[^1] is var noun && Words.Singular(noun) != noun && noun is not ("details" or "contents" or "terms"));

    /// <summary>A list of things with these columns.</summary>
    public static Step Records(string clause, IReadOnlyList<string> columns)
    {
        var of = columns[0].Split('_') is [var owner, _, ..] && columns.Count(c => c.Contains('_', StringComparison.Ordinal)) == 1 ? owner : "";
        return Records(clause, of.Length > 0 ? Words.Plural(of) : "items", [.. columns.Select(c => Words.Singular(of.Length > 0 && c.StartsWith($"{of}_", StringComparison.Ordinal) ? c[(of.Length + 1)..] : c))]);
    }

    private static Step Records(string clause, string things, List<string> fields) => new("extract", clause) { Fields = fields, Has = { ["list"] = things } };

    // "The name and the price of every product"
    [GeneratedRegex(@"^(?:extract|pull|pick|list|collect|find|get|identify|note)s?(?: out)? (?:the |its )?(?<fields>[\w', -]{3,80}?) (?:of|for|from) (?:each|every|all(?: of)?(?: the)?) (?<noun>[a-z][\w-]*)(?: (?:in|from|on|of|out of) .*)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OfEach();

    // "All job titles and salaries"
    [GeneratedRegex(@"^(?:extract|pull|pick|list|collect|find|get|identify|note)s?(?: out)? (?:all(?: of)?|every|each)(?: the| its| their)? (?<fields>[\w', -]{3,120}?)(?: (?:in|from|on|of|out of) .*)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AllOf();

    [GeneratedRegex(@"^(?:extract|pull|pick|list|collect|find|get|identify)s?(?: out)? (?:all |the |every |any |its )*(?<noun>(?:[a-z][\w-]* )?[a-z][\w-]*s)(?: as (?:an? )?(?:json|list|table|structured (?:data|list))(?: list| array)?)?(?: (?:in|from|of|out of) (?:it|(?:the|this|my|our|an?|each|every) [a-z][\w-]*(?: [a-z][\w-]*)?))?,? (?:each )?(?:with|including|along with) (?!an? )(?:their |the |its )?(?<fields>[\w', -]{3,120}?)(?: (?:from|of|in) .*| as (?:an? )?(?:json|list|table)(?: list| array)?)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ListOfThings();

    [GeneratedRegex(@"^(?:extract|pull|pick|collect)s?\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Pulls();

    /// <summary>The tools that an agent is given by the way.</summary>
    public static List<string> ToolsIn(string clause)
    {
        var tools = new List<string>();
        void Add(Regex word, string tool)
        {
            if (word.IsMatch(clause) && !tools.Contains(tool)) tools.Add(tool);
        }

        Add(WebWord(), "web.search");
        Add(PageWord(), "web.fetch");
        Add(MathWord(), "math.eval");
        Add(MemoryWord(), "memory.search");
        Add(CodeWord(), "code.run");
        Add(FilesWord(), "file.read");
        Add(WriteWord(), "file.write");
        Add(SqlWord(), "sql.query");
        Add(AskWord(), "human.ask");
        Add(SlackWord(), "slack.post");
        Add(MailWord(), "email.send");
        Add(HttpWord(), "http.request");
        Add(ClockWord(), "time.now");
        Add(IssuesWord(), "github.issue");
        return tools;
    }

    private Step? Simple(string clause)
    {
        var first = clause.Split(' ')[0].TrimEnd(',');
        var verb = Words.Verb(first) ?? Words.WeakVerb(first);
        if (SaysHow().IsMatch(clause)) return new Step("work", clause);
        if (verb is null && Applies().IsMatch(clause)) return new Step("improve", clause);
        if (verb is null && MakeSummary().IsMatch(clause)) verb = "summarize";
        if (verb is null && Clauses.BeginsWithVerb(clause) && Clauses.IsOrder(first)) return new Step("work", clause);
        if (verb is null && Translation().IsMatch(clause)) return Translate(clause);
        if (verb is null) return Goes().Match(clause) is { Success: true } goes ? new Step("write", $"write {goes.Groups[1].Value}") : null;
        if (verb is "translate") return Translate(clause);
        if (verb is "add" or "insert" or "append" or "include" && Inserted().IsMatch(clause) && !clause.Any(Literals.IsLiteral)) return new Step("improve", clause);
        if (MakeSummary().IsMatch(clause) || verb is "summarize" or "summarise" or "condense" or "shorten") return new Step("summarise", clause);
        if (Translation().IsMatch(clause) || verb is "translate") return Translate(clause);
        switch (verb)
        {
            case "extract" or "pull" or "collect" or "list" or "pick" or "identify" when Records(clause) is { } records:
                return records;
            case "extract" or "parse" or "detect" or "identify" or "find" or "pick" or "get" or "pull" or "collect" or "list" or "determine" when !Choosing().IsMatch(clause) && Fields(clause) is { Count: > 0 } fields:
                return new Step("extract", clause) { Fields = fields };
            case "research" or "investigate":
                var research = new Step("agent", clause) { Tools = [.. ToolsIn(clause).Prepend("web.search").Distinct()] };
                research.Has["name"] = "researcher";
                return research;
            case "improve" or "refine" or "revise" or "rewrite" or "polish" or "fix" or "correct" or "proofread" or "edit" or "paraphrase" or "simplify" or "expand":
                return new Step("improve", clause);
            case "write" or "draft" or "compose" or "reply" or "respond" or "answer" or "prepare" or "create" or "generate" or "make" or "build" or "produce" or "outline" or "explain" or "describe" or "report" or "plan" or "give" or "send" or "suggest" or "recommend"
                or "propose" or "brainstorm" or "combine" or "merge" or "note" or "review" or "critique" or "title" or "join" or "turn":
                if (verb is "review" or "critique") return new Step("critique", clause);
                if (verb is "send" or "give" && !Text().IsMatch(clause)) return null;
                return new Step("write", clause) { Has = { ["reply"] = verb is "reply" or "respond" or "answer" || ReplyNoun().IsMatch(clause) ? "yes" : "" } };
            case "analyze" or "analyse" or "compare" or "evaluate" or "assess" or "check" or "verify" or "validate" or "format" or "convert" or "rank" or "prioritize" or "prioritise" or "group" or "cluster" or "tag" or "filter" or "choose" or "decide" or "determine"
                or "identify" or "detect" or "find" or "look" or "gather" or "collect" or "count" or "think" or "handle" or "judge" or "name" or "list" or "order" or "total" or "calculate" or "compute" or "extract" or "process" or "remove" or "clean":
                return new Step("work", clause) { Tools = Online().IsMatch(clause) ? ["web.search"] : [] };
            case "use" or "set" or "keep" or "do" or "try" or "retry" or "retries" or "start" or "stop" or "run" or "repeat" or "loop" or "have" or "let" or "return" or "show" or "display" or "print" or "output" or "add" or "put" or "ignore" or "discard" or "drop"
                or "delete" or "notify" or "inform" or "tell" or "alert" or "forward" or "publish" or "approve" or "escalate" or "wait" or "ask" or "submit" or "assign" or "append" or "save" or "insert" or "update" or "select" or "execute" or "invoke":
                return null;
            default:
                return Words.Verb(first) is not null && clause.Contains(' ', StringComparison.Ordinal) ? new Step("work", clause) : null;
        }
    }

    private Step Translate(string clause)
    {
        var into = Into().Matches(clause).Select(m => m.Groups[1].Value).FirstOrDefault(v => v.Length > 0) ?? "";
        var several = Separators().Split(into).Select(l => l.Trim()).Where(l => l.Length > 0 && LanguageName().IsMatch(l)).ToList();
        var step = new Step("translate", clause) { Labels = several.Count > 1 ? several : [] };
        step.Has["language"] = several.Count == 1 ? several[0] : literals.Unmask(into.Split(' ').FirstOrDefault(w => LanguageName().IsMatch(w)) ?? "");
        return step;
    }

    /// <summary>The fields that a list names: "a title, the price and tags".</summary>
    public List<string> Listed(string list) => [.. Separators().Split(list.Trim(' ', '.', ':', '(', ')')).Select(f => Words.Identifier(Article().Replace(literals.Unmask(f).Trim(' ', '"'), ""))).Where(f => f.Length is > 0 and <= 30).Distinct(StringComparer.Ordinal).Take(20)];

    private List<string> Fields(string clause)
    {
        if (FieldList().Match(clause) is not { Success: true } list) return [];
        var items = Separators().Split(Behind().Replace(OneThing().Replace(list.Groups[1].Value, "$1_of_$2"), "")).Select(f => Article().Replace(literals.Unmask(f).Replace("\"", "", StringComparison.Ordinal).Replace("'s ", " ", StringComparison.Ordinal).Replace("’s ", " ", StringComparison.Ordinal).Trim(), "")).Select(f => OfWhat().Replace(f, "").Trim())
            .Select(Words.Identifier).Where(f => f.Length > 0 && !NoField().IsMatch(f)).Distinct(StringComparer.Ordinal).Take(20).ToList();
        return items.TrueForAll(i => i.Length <= 30 && i.Count(c => c == '_') <= 3) ? items : [];
    }

    // "Say how urgent it is"
    [GeneratedRegex(@"^(?:say|state|tell (?:me|us)) (?:how|which|what|why|who|whether|when|where)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SaysHow();

    [GeneratedRegex(@"^(?:apply|incorporate|integrate|implement|address|work in|put in)\b.{0,40}\b(?:remarks?|comments?|feedback|suggestions?|corrections?|changes|criticism|findings|objections?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Applies();

    // "Add a fun fact about bees to the newsletter": the text is written anew with it.
    [GeneratedRegex(@"^\w+ (?:an? |the |some |two |three |one )?(?!(?:step|node|agent|input|label|rows?|records?|lines?|items?|entr(?:y|ies)|users?|tasks?|events?|cards?)\b)[\w' -]{2,80} (?:to|in|into|at the (?:end|start|beginning|top) of) (?:it|them|the (?!(?:list|table|database|memory|queue|sheet|file|crm|calendar|workflow|draft flow)\b)[\w -]{2,30})$|^\w+ (?:an? |some |two |three )?(?!(?:step|node|agent|input|label)\b)[\w' -]{2,80} at the (?:end|start|beginning|top|bottom)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Inserted();

    // Who wants a chatbot has said what it does: it answers.
    [GeneratedRegex(@"^(?:(?:build|make|create|set up|write|design|give)(?: me| us)?|(?:i|we)(?:'d| would)? (?:like|want|need)(?: to (?:have|build|make|create))?) (?<what>(?:an? |the |our |my )?(?:[\w-]+ ){0,3}(?:chat ?bot|chat assistant)(?: (?:for|of|on) .{2,80})?)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Chatbot();

    // "Make an agent", "build a system for my invoices": something that does what?
    [GeneratedRegex(@"^(?:build|make|create|set up|write|design|generate|develop)(?: me| us)? (?:an? |the |some |our |my )?(?:(?:new|ai|simple|small|little|good|nice|smart|multi-?agent|multi|own|complete|automated|automatic) )*(?:agents?|multi-?agents?|bots?|assistants?|workflows?|flows?|pipelines?|automations?|systems?|apps?|processes|process|integrations?|agent systems?)(?: (?:for|of|about|around) (?!.*\b(?:that|which|who)\b).{2,60})?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NoTask();

    [GeneratedRegex(@"^\s*(?:it|they|this)(?:'s| is| are)? (?=an? )", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ItIs();

    [GeneratedRegex(@"^(?:(?:just )?do nothing|nothing(?: happens)?|skip it|leave it(?: alone| as it is)?|we(?:'re| are) done|that'?s it|end(?: there| here| the (?:run|workflow))?|finish)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NothingDone();

    [GeneratedRegex(@"^(?:ignore|discard|stop|drop)(?: (?:it|them|those|these|there|everything|here|the (?:run|workflow|rest)|that|this))?(?: .{0,20})?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Nothing();

    [GeneratedRegex(@"^(?:(?:first )?(?:classify|categori[sz]e|sort|triage|label|route|tag|group|split|divide|bucket|put|assign|separate|organi[sz]e|file|mark|decide|determine|detect|identify|check|figure out|find out|judge|tell|see)\b.{0,80}?\b(?:as either|as|into(?: the (?:categories|groups|labels|buckets)| categories| groups| buckets)?(?: of)?|in(?:to)? (?:one of|three|two|four|five|these)(?: the)?(?: (?:categories|groups|labels|classes|buckets|kinds|types))?(?: of)?|by (?:category|type|kind|topic|urgency|priority|department|intent|severity)|between|among|under|whether (?:it is|it's|it|this is|they are|the \w+ is)|if (?:it is|it's|the \w+ is)|:|to be|with (?:the )?(?:labels?|categor(?:y|ies)|tags?|one of)|one of|is)\s*(?:\(|:)?\s*|(?:the )?(?:categories|labels|classes)(?: are|:)?\s*)(?<labels>[^:]{3,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ClassifyVerb();

    [GeneratedRegex(@"\b(?:whether|if) (?:it|this|they|the [\w ]{1,30}?)(?: is| are|'s) (.{3,200})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WhetherOr();

    [GeneratedRegex(@"^(?:classify|categori[sz]e|triage)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Topics();

    [GeneratedRegex(@"\s*(?:,\s*(?:and|or)\s+|,|/|\||;|\s+(?:and|or|vs\.?|versus|und)\s+|\s+&\s+)\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Separators();

    [GeneratedRegex(@"[.)]+$|\s+(?:based on|depending on|using|according to|by (?:reading|looking)|so that|with confidence|with a confidence|for (?:each|the)|categories|groups|labels)\b.*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Cut();

    [GeneratedRegex(@"^(?:the|an?|any|its|their|either|all|his|her|each|both|as|is|it's|it is|every) ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Article();

    [GeneratedRegex(@"\b(?:urgency|priority|severity|risk|importance|difficulty|department|intent|topic|sentiment|mood|tone)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex PriorityWord();

    [GeneratedRegex(@"\b(?:sentiment|mood)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SentimentWord();

    [GeneratedRegex(@"^(?:detect|determine|check|decide|find out|figure out|classify|judge|assess|rate) .{0,40}\b(?:urgency|urgent)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex UrgencyWord();

    [GeneratedRegex(@"^(?:detect|determine|check|decide|filter|find out|figure out|classify) .{0,40}\bspam\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SpamWord();

    [GeneratedRegex(@"^(?:detect|determine|identify|find out|recognize|recognise|guess) (?:the |its |their |what |which )?language\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LanguageWord();

    [GeneratedRegex(@"^(?:score|rate|grade|mark)\b|^(?:judge|evaluate|assess|review)\b.{0,60}\b(?:on a scale|from \d+ to \d+|out of \d+|between \d+ and \d+)|^(?:gives?|assign|evaluate|review|critique|assess|judge|check|have|let|get)\b.{0,60}\b(?:score|rating|grade|points from \d+|marks? from \d+|stars? from \d+|(?<!\b(?:bullet|key|main|talking|important|action|\d+|three|four|five|six|ten) )points|out of 10|from 1 to|quality)\b|^(?:evaluate|assess|judge) (?:it|the (?:quality|answer|draft|text|result))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ScoreVerb();

    [GeneratedRegex(@"(?:out of|\b[01] to|\b[01]-|\b[01] and|of) ?(\d{1,3})\b(?! ?(?:to|-|and) ?\d)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OutOf();

    // "Rate the urgency from 1 to 5" is a number, though urgency is a category elsewhere.
    [GeneratedRegex(@"\b(?:from|between) \d+ (?:to|and|-) \d+\b|\bout of \d+\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Scale();

    [GeneratedRegex(@"\b(?:from |between )?1 ?(?:to|-|and) ?\d{1,3}\b")]
    private static partial Regex FromOne();

    [GeneratedRegex(@"^(?:(?:use|have|add|create|make(?: me)?|build(?: me)?|give me|let|get|run|with|start with|(?:i|we)(?: just| only)? (?:want|need)|i'd like|set up|first)\s+)?(?:(?:an?|the|one|another|my|our|just one|only one)\s+)(?:(?:new|first|second|third|fourth|fifth|last|next|final|further|other|ai|llm|separate|single) )?(?<role>(?:[\w-]+ ){0,2})?agents?(?:,? (?:called|named) (?<name>[\w-]+|[\uE600-\uE7FF])|,? (?<name>[\uE600-\uE7FF]))?,?\s+(?:(?:that|which|who|to|should|must|can|will|for|first)\b)?\s*(?<task>.{3,400})$|^(?:an?|the) (?<role>[\w-]+er) (?:that|which|who) (?<task>.{3,400})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AgentPhrase();

    [GeneratedRegex(@"^(?:(?:label|tag|mark|sort|categori[sz]e)s?|classif(?:y|ies)) (?:it|this|them|the [\w-]+) (?:as|into) (?:an? )?[\w-]+(?:, (?:an? )?[\w-]+)* or (?:an? )?[\w-]+$|^(?:decide|judge|determine|say|tell|check)s? (?:whether|if) (?:it|this|they|the [\w-]+) (?:is|are) (?:an? )?[\w-]+(?:, (?:an? )?[\w-]+)* or (?:an? )?[\w-]+$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Rules();

    [GeneratedRegex(@"^(?:research|investigate)(?:s|es)?\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Researches();

    [GeneratedRegex(@"^(?:answer|reply|respond)(?:s|es)?(?: (?:it|them|to it|to them)){0,2}(?: as the [\w -]{1,60})?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Answers();

    // What an agent is called gives it no tool.
    [GeneratedRegex(@" as the [\w -]+? (?:agent|bot|specialist|expert)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AsWhom();

    // Who writes a statement does not run it.
    [GeneratedRegex(@"^(?:writes?|drafts?|generates?|creates?|produces?) (?:an? |the |some |valid )?(?:sql|quer(?:y|ies)|database quer)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WritesSql();

    [GeneratedRegex(@"^(?:with|using|equipped with|having|armed with)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Equipped();

    [GeneratedRegex(@"\b(?:web search|search(?:es|ing)? (?:the )?(?:web|internet|online)|internet|google|brave|tavily|online|browse|the web|(?:from|on|in) wikipedia|look(?:s|ing)? (?:things |it )?up)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WebWord();

    // "Check each name on the web": where it is looked up.
    [GeneratedRegex(@"\b(?:on|in|from|via) (?:the (?:web|internet)(?! ?(?:page|site))|wikipedia)\b|\bonline$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Online();

    [GeneratedRegex(@"\b(?:reads? (?:web ?)?pages?|fetch(?:es|ing)?|websites?|browse[sr]?|web pages?|visits?|scrape)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex PageWord();

    [GeneratedRegex(@"\b(?:calculator|calculat(?:e|es|ing|ions)|math|maths|compute[s]?|arithmetic)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MathWord();

    [GeneratedRegex(@"\b(?:memory|remembers?|recalls?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MemoryWord();

    [GeneratedRegex(@"\b(?:python|javascript|runs? code|code execution|writes? and runs?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CodeWord();

    [GeneratedRegex(@"\b(?:reads? files?|files? (?:access|tools?|reading|reader)|the files?|reading files?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FilesWord();

    [GeneratedRegex(@"\b(?:writes? files?|files? tools|file writing|(?:read and write|reading and writing) files?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WriteWord();

    [GeneratedRegex(@"\b(?:sql|database|db|postgres)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SqlWord();

    [GeneratedRegex(@"\b(?:asks? (?:a |the )?(?:human|person|people|user|me))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AskWord();

    [GeneratedRegex(@"\bslack\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SlackWord();

    [GeneratedRegex(@"\b(?:send(?:s|ing)? e-?mails?|e-?mail tool|smtp)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MailWord();

    [GeneratedRegex(@"\b(?:http|rest api|call(?:s)? apis?|the api)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex HttpWord();

    [GeneratedRegex(@"\bgithub (?:issues\b|(?:issue )?(?:tools?|access)\b)|(?:with|using|use|and|access to|,|/) github(?! (?:issue|repo|page|action)s?\b)(?=$|[ ,/.])|\b(?:open|opens|opening|create|creates|creating|file|files|filing) (?:github )?issues\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IssuesWord();

    [GeneratedRegex(@"\b(?:current (?:time|date)|the clock|what time)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ClockWord();

    [GeneratedRegex(@"^(?:(?:write|make|create|generate|give|prepare|produce|draft|get|build|show)(?: me| us)? )?(?:an? |the )?(?:[\w-]+ ){0,3}(?:summary|summaries|tl;?dr|digest|synopsis|abstract|recap)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MakeSummary();

    [GeneratedRegex(@"^(?:(?:write|make|create|get|produce)(?: me)? )?(?:an? |the )?(?:\w+ )?translations?\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Translation();

    [GeneratedRegex(@"\b(?:in)?to (?:the )?((?:\w+(?:, (?:and )?| and | or )){0,6}\w+)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Into();

    [GeneratedRegex(@"^(?:english|german|french|spanish|italian|portuguese|dutch|polish|russian|ukrainian|czech|swedish|norwegian|danish|finnish|greek|turkish|arabic|hebrew|hindi|chinese|mandarin|japanese|korean|vietnamese|thai|indonesian|hungarian|romanian|latin|catalan|bulgarian|croatian|serbian|slovak|persian|urdu|bengali|tamil|swahili|irish|welsh)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LanguageName();

    [GeneratedRegex(@"^(?:extract|parse(?: out)?|detect|identify|find|pick(?: out)?|get|pull(?: out)?|collect|list|determine) (?:me )?(?:out )?(?:the |its |their |all |any |following |these |fields?:? ?)*((?:[\w'-]|[\uE600-\uE7FF]|,|/| ){2,200})", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FieldList();

    [GeneratedRegex(@"^\w+(?: out| up)? (?:me )?(?:the )?(?:(?:top |first |last )?(?:\d+|one|two|three|four|five|six|seven|ten) |\w*(?:best|better|most|least|worst|worse|right|winning|[a-z]{3,}est)\b|if |whether |(?:[a-z]+ ){0,4}?(?:that|which|who|whose) (?!(?:is|are) (?:in|on|there)\b)[a-z]|those |(?:[a-z]+ ){1,4}?(?:above|over|below|under|(?:more|less) than) [$€£]?\d|out (?:if|whether|who|what|why|how) )", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Choosing();

    [GeneratedRegex(@"\s+(?:from|out of|in|of|as|into|for each|with|using|for|that|which|about)\b.*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Behind();

    // "years of experience" is one field; "the names of all guests" are names.
    [GeneratedRegex(@"\b(years?|date|place|level|cost|terms|point|method|length|period|degree|reason|cause) of (?!the\b|all\b|each\b|it\b|this\b)([a-z]+)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OneThing();

    [GeneratedRegex(@"\s+(?:of|in|from)\b.*$|^(?:fields?|following)\s+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OfWhat();

    [GeneratedRegex(@"^(?:it|them|this|that|data|information|info|everything|text|content|all|out|what|the_data|details|key_points|main_points|facts|key_facts|action_items|ideas?|page|article|file|answer|best|most.*|results?)$")]
    private static partial Regex NoField();

    [GeneratedRegex(@"\b(?:reply|replies|response|answer|thank|letter|message|note|text|report|summary|apology|confirmation|greeting|feedback)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Text();

    [GeneratedRegex(@"\b(?:reply|replies|response|apology|thank[ -]you(?! (?:note|card|letter)\b)|answer)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ReplyNoun();

    [GeneratedRegex(@"^(?:gets?|receives?|becomes?|should get|should receive|will get|an? )\s*((?:an? |the )?(?:[\w-]+ ){0,3}(?:reply|replies|response|answer|message|letter|note|apology|confirmation|report|text|post|article|poem|story|draft|email|mail)\b.*)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Goes();
}
