using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>
/// What is said of an agent beside its task: how free and how long it answers, how often it turns to its tools, which tools it has, who it is, whether it
/// remembers the conversation. It is taken out of a sentence before that is read, and given to the agents that it speaks of.
/// </summary>
/// <param name="models">Names by which a model is known, said alone: "a lawyer agent (claude)".</param>
internal sealed partial class Traits(Plan plan, Literals literals, ModelNames models)
{
    private readonly List<(string Key, string Value, string Before)> _said = [];
    private readonly List<(string Key, string Value)> _all = [];
    private List<Step> _before = [];
    private int? _chat;
    private string _about = "";
    private string? _name;

    /// <summary>The sentence without them.</summary>
    public string Take(string sentence)
    {
        _before = Agents();
        var text = sentence;
        if (!Disputes().IsMatch(text)) text = Taken(text, Turns(), m => Count("max_turns", m));
        text = Taken(text, Heat(), m => ("temperature", m.Groups["n"].Value is "zero" ? "0" : m.Groups["n"].Value));
        text = Taken(text, Length(), m => OfAnswer(m) ? Count("max_tokens", m) : null);
        text = Taken(text, Persona(), m => ("persona", literals.Unmask(m.Groups["q"].Value).Trim('"', ' ')));
        text = Taken(text, Folder(), m => Reads().IsMatch(sentence) || literals.First(m.Groups["path"].Value, "file") is { } file && !(Folders.Is(file) && Bots().IsMatch(sentence)) ? null : ("folder", literals.Unmask(m.Groups["path"].Value)));
        if (!Grammar.Agents.IsEquipped(sentence)) text = Taken(text, Equipment(), m => Equipped(m, sentence) is { Length: > 0 } tools ? ("tools", tools) : null);
        text = Taken(text, Memory(), _ => ("remembers", "yes"));
        if (Bots().IsMatch(sentence) || plan.Items.Count > 0) text = Taken(text, WithMemory(), _ => ("remembers", "yes"));
        if (Bots().IsMatch(sentence) || plan.Items.Count + plan.Inputs.Count > 0) text = Taken(text, AsJson(), m => new WritingSkills(literals).Listed(m.Groups["fields"].Value) is { Count: > 1 } fields ? ("fields", string.Join(' ', fields)) : null);
        if (Bots().IsMatch(sentence)) text = Taken(text, InJson(), _ => ("json", "yes"));
        if (OneAgent().IsMatch(text)) return "";
        if (Bots().IsMatch(text)) text = Taken(text, Alone(), m => models.Find(m.Groups["use"].Value, literals) is { } use ? ("model", use) : null);
        if (Only().Match(text) is { Success: true } only && models.Find(text, literals) is { } whole)
        {
            plan.Model = whole; // "gpt-4o-mini please"
            plan.Settled.Add(literals.Unmask(text));
            return "";
        }

        return Intro(Resumed().Replace(Nameless().Replace(text.Trim(' ', ','), "an agent called $1"), "$1 that $2"));
    }

    /// <summary>Gives what the last sentence said to the agents that it spoke of; what no agent is there for waits for the first.</summary>
    public void Give()
    {
        var agents = Agents();
        if (agents.Count == 0) return;
        var made = agents.FindAll(a => !_before.Contains(a, ReferenceEqualityComparer.Instance));
        foreach (var (key, value, before) in _said)
        {
            if (Everyone().IsMatch(before)) _all.Add((key, value));
            else Put(agents.FindLast(a => Named(a, before)) ?? made.FindLast(a => before.Contains(a.Said.Split(' ')[0], StringComparison.OrdinalIgnoreCase)) ?? (made.Count > 0 ? made[0] : agents[^1]), key, value);
        }

        _said.Clear();
    }

    /// <summary>What holds for all agents is theirs; who was only introduced, and does nothing but answer, is made.</summary>
    public void Finish()
    {
        if (Agents().Count == 0 && (_chat is not null || _said.Count > 0 && plan.Items.Count == 0))
            plan.Items.Insert(Math.Min(_chat ?? 0, plan.Items.Count), _chat is null && plan.Inputs.Count > 0 && _said.Find(s => s.Key == "fields") is { Value: { } fields } ? new Step("agent", $"give {fields.Replace(" ", ", ", StringComparison.Ordinal).Replace('_', ' ')} of the {plan.Inputs[0].Name.Replace('_', ' ')}") : new Step("write", $"answer the {(Questions().IsMatch(_about) ? "question" : "message")}{_about}") { Has = { ["reply"] = "yes", ["name"] = _name ?? "assistant" } });
        Give();
        foreach (var agent in Agents())
            foreach (var (key, value) in _all.Where(a => a.Key != "remembers" || agent.Skill is "agent" or "write")) Put(agent, key, value);
    }

    private List<Step> Agents() => [.. PlanReader.Steps(plan.Items).Where(s => s.Skill is "agent" or "write" or "work" or "summarise" or "translate" or "critique" or "improve" or "classify" or "extract" or "score")];

    private static bool Named(Step agent, string before) => agent.Get("name") is { Length: > 2 } name && before.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static void Put(Step agent, string key, string value)
    {
        if (key == "model") agent.Model = value;
        else if (key == "fields" && agent.Skill is not ("extract" or "classify" or "score" or "translate")) agent.Fields.AddRange(value.Split(' ').Except(agent.Fields, StringComparer.Ordinal));
        else if (key == "json") _ = agent.Skill is "extract" or "classify" or "score" ? null : agent.Has["wish"] = $"{agent.Get("wish")} Answer with JSON alone.".Trim();
        else if (key == "tools") agent.Tools.AddRange(value.Split(' ').Except(agent.Tools, StringComparer.Ordinal));
        else if (key == "folder")
        {
            agent.Tools.AddRange(new[] { "file.list", "file.read" }.Except(agent.Tools, StringComparer.Ordinal));
            agent.Has["wish"] = $"{agent.Get("wish")} The files lie under {value}: list them, and read those that matter.".Trim();
        }
        else agent.Has[key] = value;
    }

    private string Taken(string text, Regex pattern, Func<Match, (string Key, string Value)?> read)
    {
        for (var round = 0; round < 4; round++)
        {
            if (pattern.Match(text) is not { Success: true } match || Conditional().IsMatch(text[..match.Index]) || read(match) is not var (key, value)) return text;
            _said.Add((key, value, text[..match.Index]));
            if (key == "tools" && match.Groups["path"].Success) _said.Add(("folder", literals.Unmask(match.Groups["path"].Value), text[..match.Index]));
            plan.Settled.Add(literals.Unmask(match.Value.Trim(' ', ',', '(', ')')));
            var behind = text[(match.Index + match.Length)..];
            text = $"{text[..match.Index].TrimEnd(' ', ',')}{(behind.Length > 0 && char.IsLetterOrDigit(behind[0]) ? " " : "")}{behind}".Trim();
        }

        return text;
    }

    private static (string Key, string Value)? Count(string key, Match match) =>
        Amounts.Of(match.Groups["n"].Value.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)) is { } number and > 0 ? (key, Amounts.Plain(Math.Min(number, 1_000_000))) : null;

    // "At most 300 tokens" is no bound of a whole run, "at most 50k tokens" is.
    private static bool OfAnswer(Match match) => match.Groups["of"].Success || !match.Groups["whole"].Success && Amounts.Of(match.Groups["n"].Value.Replace(",", "", StringComparison.Ordinal)) is < 1000;

    // Only a list of tools and nothing else is one.
    private static string Equipped(Match match, string sentence)
    {
        var items = Joints().Split(match.Groups["list"].Value).Select(Tool).ToList();
        var isBare = match.Groups["by"].Success ? items.Count < 2 && !(match.Value.TrimStart(' ', ',').StartsWith("uses", StringComparison.OrdinalIgnoreCase) && Bots().IsMatch(sentence)) : !Bots().IsMatch(sentence) && !Subject().IsMatch(sentence);
        return isBare || items.Contains(null) ? "" : string.Join(' ', items.Distinct(StringComparer.Ordinal));
    }

    private static string? Tool(string said) => IsId().IsMatch(said) ? said.ToLowerInvariant() : Kinds.FirstOrDefault(k => k.Words.Any(w => said.Contains(w, StringComparison.OrdinalIgnoreCase))).Tools;

    private static readonly (string[] Words, string Tools)[] Kinds =
    [
        (["fetch", "page", "brows", "website", "url"], "web.fetch"), (["file", "folder"], "file.list file.read"), (["memory"], "memory.search"), (["search", "internet", "web", "google", "online"], "web.search"), (["calc", "math"], "math.eval"),
        (["python", "javascript", "code"], "code.run"), (["sql", "database"], "sql.query"), (["slack"], "slack.post"), (["mail"], "email.send"), (["http", "api"], "http.request"), (["clock", "time", "date"], "time.now"), (["human", "person"], "human.ask"),
    ];

    // "A support bot for our hotel" does nothing yet: it answers, if nothing else is said of it.
    private string Intro(string text)
    {
        if (plan.Items.Count == 0 && Titled().Match(text) is { Success: true } titled && Introduces().IsMatch(titled.Groups["rest"].Value))
        {
            plan.Title ??= literals.Unmask(titled.Groups["title"].Value);
            text = titled.Groups["rest"].Value; // "a homework helper: a chatbot that explains maths"
        }

        if (plan.Items.Count > 0 || _chat is not null || Grammar.Agents.IsEquipped(text) || Introduces().Match(text) is not { Success: true } bot) return text;
        var what = bot.Groups["what"].Value.Trim();
        if (bot.Groups["does"].Success && (Deeds().IsMatch(bot.Groups["does"].Value) || !Talks().IsMatch(bot.Groups["does"].Value) && !Chatty().IsMatch(what))) return text; // what it does are steps
        _chat = plan.Items.Count;
        if (what.Length > 0 && !what.Equals("chat", StringComparison.OrdinalIgnoreCase)) _about = $" as {(Article().IsMatch(what) ? "" : "a ")}{char.ToLowerInvariant(what[0])}{what[1..]}{(bot.Groups["does"].Success ? $" that {bot.Groups["does"].Value.TrimEnd(' ', ',')}" : "")}";
        if (bot.Groups["name"].Success) _name = literals.Unmask(bot.Groups["name"].Value).Trim('"', ' ');
        if (bot.Groups["use"].Success && models.Find(bot.Groups["use"].Value, literals) is { } use) plan.Model ??= use;
        plan.Settled.Add(literals.Unmask(bot.Groups["head"].Value));
        if (what.Contains(' ', StringComparison.Ordinal)) plan.Title ??= literals.Unmask(Article().Replace(what, ""));
        return bot.Groups["rest"].Value.Trim();
    }

    [GeneratedRegex(@"\banswers? (?:the |all |any |their |our )?(?:[\w'-]+ )?questions?\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Questions();

    [GeneratedRegex(@"^(?:an?|the|our|my) (?<title>[\w' -]{3,50}?)\s*[:–-]\s+(?<rest>.+)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Titled();

    // What a bot does beside talking.
    [GeneratedRegex(@"[\uE000-\uE5FF\uE800-\uE9FF]|\b(?:slack|telegram|e-?mails?|every|each|when(?:ever)?|if|fetch|posts?|sends?|saves?|files?|webhook|database|sql|http|translates?|summari[sz]es?|classif\w+|sorts?|extracts?|then|agents?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Deeds();

    [GeneratedRegex(@"\b(?:talk|chat|answer|explain|help|advise|convers|speak|repl|respond|tutor|teach|discuss|joke|greet|support|guide)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Talks();

    [GeneratedRegex(@"\bchat", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Chatty();

    // "…, gemini pro, …", "(claude)"
    [GeneratedRegex(@"\s*[,(]\s*(?:(?:the )?model[: ]+(?:is )?|on |using |with )?(?<use>" + Modifiers.Family + @"(?:[ -](?:opus|sonnet|haiku|flash|pro|mini|llama\w*|mistral|on|via|ollama|groq|[\uEC00-\uEDFF])){0,3})\s*(?:\)|(?=[,.]|$))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Alone();

    [GeneratedRegex(@"^(?:please |and |only |just |with |on |the |model:? |models?:? |use |using )*" + Modifiers.Family + @"(?:[ -](?:opus|sonnet|haiku|flash|pro|mini|llama\w*|mistral|on|via|with|ollama|groq|[\uEC00-\uEDFF])){0,3}(?: please| only| is fine| will do| is enough| for everything| for all(?: of it)?| throughout)*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Only();

    // "Agent "Kim" books rooms"
    [GeneratedRegex(@"^agent (?:called |named )?([\uE600-\uE7FF])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Nameless();

    // "… the vendor and the date, returned as JSON"
    [GeneratedRegex(@",?\s+(?:and )?(?:returns?|returned|gives?(?: back)?|given(?: back)?|outputs?|answers?) (?:it |them |that |this |everything )?(?:as|in|with) (?:an? )?(?:valid |pure |plain )?json(?: object| format)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex InJson();

    [GeneratedRegex(@"^(?:nothing else, )?(?:just |only )?(?:one|a single|an) agent(?: only| is enough)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OneAgent();

    // "An agent called Kim, it books rooms"
    [GeneratedRegex(@"^((?:[\w-]+ ){0,4}agent(?: (?:called|named) (?:[\w-]+|[\uE600-\uE7FF]))?(?: (?:on|with|using) [^,.;]{2,30})?)(?:, (?:it|he|she|who)|,? and) ((?!and\b|it\b)[a-z]+s\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Resumed();

    // "… and returns JSON with title and tags"
    [GeneratedRegex(@"(?:^|,?\s+)(?:(?:and|then|it|that|which) )*(?:returns?|gives?|outputs?:?|answers?|responds?|replies|produces?|emits?)\s+(?:back )?(?:with |in |as )?(?:only |just |valid |an? |structured )*(?:[\w-]+ (?:as|in) (?:an? )?(?:structured )?)?(?:json|structured output|output|record|object)(?: object| record| output| data)?(?:\s+(?:with|containing|of|having|holding|that (?:has|contains))\s+|\s*:\s*)(?:the |these |two |three |four )?(?:fields?|keys?|properties)?:?\s*(?<fields>[^.;]{3,160})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AsJson();

    [GeneratedRegex(@"\b(?:if|when|whenever|unless|once|while|until)\b[^.;]*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Conditional();

    [GeneratedRegex(@"\b(?:debat|argu|discuss|negotiat|play|game|in turns?\b|take turns)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Disputes();

    [GeneratedRegex(@"\b(?:(?:each|every|all|both)(?: of)?(?: the| these| them)?(?: \w+)? agents?|all of them|for all|everyone|they all|the agents|both)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Everyone();

    [GeneratedRegex(@"\b(?:(?:chat)?bots?|chat|agents?|assistants?|llm|ai|model)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Bots();

    // A step of its own reads them.
    [GeneratedRegex(@"^(?:read|load|list|open|get|take|scan|collect|find|for|every|each|watch|sort|process|summari[sz]e|translate|check)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Reads();

    // "It may use …": whoever was spoken of before.
    [GeneratedRegex(@"^(?:it|he|she|they|tools?|the \w+(?:er|or|ist|yst))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Subject();

    private const string Lead = @"(?:\s*[,(;]\s*)?(?:\b(?:and|but|with|at|of|has|have|having|gets?|its|the|an?|set|use|using|should|must|be|to|limit(?:ed)?|cap(?:ped)?|keep|each|that)\s+)*";

    [GeneratedRegex(Lead + @"\btemperature(?:\s+(?:of|to|at|is|should be|set to|around))*\s*[:=]?\s*(?<n>[01](?:\.\d+)?|2(?:\.0)?|zero)\b(?!\s*(?:degrees|°|%|c\b|f\b)|[.:]\d)\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Heat();

    [GeneratedRegex(Lead + @"(?:(?<of>answers?|repl(?:y|ies)|responses?|output)\s+(?:(?:of|to|at|with|in|are|is|using)\s+)?)?(?:max(?:imum|\.)?(?: of)?|at most|(?:no|not) more than|up to|under|less than)\s*(?<n>\d[\d,]* ?k?)[ -]tokens?\b(?:\s+(?:long|max|at most))?(?:\s+(?<of>(?:per|an?|each|for (?:each|every|an?|the)|in (?:each|every|an?|the|its))\s+(?:answer|reply|replies|response|message|output|completion|call|text)s?)|\s+(?<whole>in total|per run|a run|for (?:the|a) (?:run|whole \w+|workflow)|altogether|budget))?\)?|" + Lead + @"max(?:imum)?[ _](?<of>tokens)(?:\s+(?:of|to|is))?\s*[:=]?\s*(?<n>\d[\d,]* ?k?)\b(?:\s+per answer)?\)?|" + Lead + @"(?<n>\d[\d,]* ?k?) tokens(?: max(?:imum)?| at most)? (?<of>(?:per|an|a|for each|for every) (?:answer|reply|response|message))\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Length();

    [GeneratedRegex(@"(?:\s*[,(;]\s*)?(?:\b(?:and|but|with|in|within|it|takes?|may|can|should|for|use|has|gets?|set|limit(?:ed)?|to|an?)\s+)*(?:(?:max(?:imum|\.)?(?: of)?|at most|(?:no|not) more than|up to)\s*(?<n>\d+)\s+turns?\b|max(?:imum)?[ _]turns(?:\s+(?:of|to|is))?\s*[:=]?\s*(?<n>\d+)\b|(?<n>\d+)\s+turns?\s+(?:max(?:imum)?|at most)\b)\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Turns();

    [GeneratedRegex(Lead + @"(?:system (?:prompt|message|instructions?)|instructions?|persona)(?:\s+(?:is|are|says?|should be|that says?))?\s*[:=]?\s*(?<q>[\uE600-\uE7FF])\)?|^(?:the |its )?(?:system (?:prompt|message|instructions?)|instructions?|persona)(?: for the agent)?\s*(?:[:=]|is\b|are\b)\s*(?<q>[^\uE000-\uEFFF]{3,400})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Persona();

    private const string Path = @"(?<path>(?:\./|/)[\w.-]+(?:/[\w.-]+)*/?|[\w-]+/(?:[\w.-]+/)*|[\uEC00-\uEDFF]|[\uE400-\uE5FF])";

    // "…, which is in the files under ./manual"
    [GeneratedRegex(@"(?:,?\s*(?:which|that) (?:is|are|lies?|stands?|can be found))?\s+(?:in|from|using|based on|with) (?:the |all |our )?(?:[\w-]+ )?(?:files|documents|docs|folder|directory)(?: that (?:lie|are))? (?:(?:under|in|below|inside|of) (?:the )?(?:folder |directory )?)?" + Path + @"(?=\s*(?:[,.;)]|$|and\b))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Folder();

    private const string Item = "(?:" + ToolIds.Id + @"|(?:(?:the|an?|our|its|all) )?(?:(?:use|run|read|query|open|call|send|post to|ask) )?(?:(?:the|an?|our|all) )?(?:web ?(?:search(?:es)?|fetch)|search(?:ing)? (?:the )?(?:web|internet|online)|internet(?: search)?|the web|google|calculators?|calculations?|maths?|fetch(?:ing)?(?: (?:web ?)?(?:pages?|sites?|the web|urls?))?|(?:web )?(?:browser|pages?|sites?)|browse(?: the web)?|websites?|python|javascript|code(?: execution| interpreter)?|sql|databases?|(?:[\w-]+ )?files?(?: (?:under|in|below|inside) (?:the )?(?:folder |directory )?" + Path + @")?|memory|slack|e-?mails?|http(?: requests?)?|apis?|clock|(?:current )?(?:time|date)|humans?|persons?)(?: tools?)?)";

    [GeneratedRegex(@"(?:\s*[,(;]\s*)?(?:\b(?:and|but|it|which|that|who|also|they|the (?:chat)?bot|the agent|the assistant|^agent|^assistant)\s+)*(?:(?:(?:may|can|could|should|is (?:able|allowed) to)\s+(?:also\s+|only\s+)?(?:(?:be able|have access) to\s+)?(?:use\s+)?|(?:(?:has|have|gets?|with|having|given)\s+)?access to\s+|(?:(?:has|have|with|gets?|its|using|give it|uses?)\s+)?(?:(?:the|these|as)\s+)*tools?(?: are)?\s*:?\s+|(?:equipped|armed) with\s+)|(?<by>(?:using|with|has|uses?|gets?)\s+))(?<list>" + Item + @"(?:(?:\s*,\s*(?:and |or )?|\s+and\s+|\s+or\s+|\s+plus\s+)" + Item + @")*)(?=\s*(?:[,;)]|\.(?![a-z])|$|(?:to|but|when|if|that|which|who|no more|at most)\b|and\b|(?!is\b|as\b)[a-z]{3,}s\b))\)?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Equipment();

    [GeneratedRegex("^" + ToolIds.Id + "$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IsId();

    [GeneratedRegex(@"\s*,\s*(?:and |or )?|\s+(?:and|or|plus)\s+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Joints();

    [GeneratedRegex(@"(?:\s*[,(;]\s*)?(?:\b(?:and|but|it|which|that|who|also|should|must|can|will|to|the (?:chat)?bot|the assistant|the agent|they|both|always)\s+)*\b(?:remember(?:s|ing)?|keep(?:s|ing)?|know(?:s|ing)?|recall(?:s|ing)?)\s+(?:(?:our|the|its|his|her|their|my|all|whole|entire|full|previous|earlier|past|each|every|of|user's|customer's)\s+)*(?:conversations?|chats?|dialogues?|history|messages|what (?:was|has been|the \w+|an? \w+|i|we|they|he|she|users?) (?:(?:has|have|had) )?(?:said|says?|told|tells?|asked|asks?|wrote|discussed)(?: (?:it|before|earlier|so far|already))?)(?:\s+(?:history|in mind|so far|going|alive))?(?:\s+(?:between|across|over|from|through(?:out)?) (?:(?:all|the|one|many|several|different) )?(?:runs?|sessions?|messages|turns|visits?|calls|days))?\)?(?=\s*(?:[,.;]|$|and\b|but\b))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Memory();

    [GeneratedRegex(@"\s*\bwith (?:an? |its own )?(?:conversation |chat )?(?:memory|history)(?: of (?:the |our |past )?(?:conversations?|chats?))?(?=\s*(?:[:,.;]|$|and\b|that\b|which\b|for\b))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WithMemory();

    [GeneratedRegex(@"^(?:(?:hi|hello|hey)[,! ]+)?(?<head>(?:(?:(?:can|could|would|will) you )?(?:please |just |simply )*(?:build|make|create|set up|give|design|write)(?: me| us)? |(?:i|we)(?:'d| would)?(?: just| only| simply)? (?:like|want|need)(?: to (?:have|build|make|create))? )?(?:just )?(?<what>(?:an? |the |our |my )?(?:(?!that|which|who|the|with)[\w-]+ ){0,3}(?:chat ?bot|bot|chat assistant|assistant|chat|agent(?= for ))(?: (?:for|of|on|about) (?:(?!\b(?:that|which|who)\b)[^,.;:\uE000-\uEFFF]){2,60}?)?))(?:,? (?:called|named) (?<name>[\w-]+|[\uE600-\uE7FF]))?(?:,? (?:that|which|who) (?<does>[^:\n]{3,300}?))?(?: (?:on|with|using) (?<use>(?:the )?(?:local )?" + Modifiers.Family + @"[^,.;:]{0,24}?))?(?:\s*[,:;–-]\s*(?<rest>.+))?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Introduces();

    [GeneratedRegex(@"^(?:an?|the|our|my) ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Article();
}
