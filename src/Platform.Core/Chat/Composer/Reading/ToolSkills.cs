using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Steps that a tool does, by its name or by what it is for.</summary>
internal sealed partial class ToolSkills(Literals literals, IReadOnlyCollection<string> workflows)
{
    public Step? Waiting(string clause)
    {
        if (!WaitVerb().IsMatch(clause) || Approver().IsMatch(clause) && !EventWord().IsMatch(clause)) return null;
        var step = new Step("wait", clause);
        if (EventName().Match(clause) is { Success: true } named)
        {
            step.Has["event"] = EventOf(literals.Unmask(named.Groups.Values.Skip(1).First(g => g.Success).Value));
            if (AtMost().Match(clause) is { Success: true } most && Amounts.Duration(most.Value) is { } longest) step.Has["due"] = longest;
        }
        else if (UntilTime().Match(clause) is { Success: true } until)
        {
            step.Has["until"] = literals.First(clause, "date") is { } date ? date : until.Groups[1].Value.Trim();
        }
        else if (Amounts.Duration(clause) is { } span) step.Has["for"] = span;
        else if (EventLoose().Match(clause) is { Success: true } loose) step.Has["event"] = EventOf(literals.Unmask(loose.Groups[1].Value));
        else if (literals.First(clause, "date") is { } day) step.Has["until"] = day;
        else return null;
        return step;
    }

    public Step? Read(string clause) =>
        Workflow(clause) ?? Code(clause) ?? Messages(clause) ?? Issue(clause) ?? Memory(clause) ?? Sound(clause) ?? Sql(clause) ?? Net(clause) ?? Files(clause) ?? Small(clause);

    private Step? Workflow(string clause)
    {
        if (WorkflowCall().Match(clause) is not { Success: true } call) return null;
        var wanted = literals.Unmask(call.Groups.Values.Skip(1).First(g => g.Success).Value).Trim('"', ' ', '.');
        var slug = wanted.ToLowerInvariant().Replace(' ', '-').Replace('_', '-');
        var name = workflows.Contains(slug) ? slug : Foundation.Names.Nearest(slug, workflows) ?? slug;
        return NotName().IsMatch(name) ? null : new Step("workflow", clause) { Has = { ["workflow"] = name, ["known"] = workflows.Contains(name) ? "yes" : "" } };
    }

    private Step? Code(string clause)
    {
        if (OfCode().IsMatch(clause)) return null;
        var source = literals.First(clause, "code");
        var file = literals.All(clause, "file").FirstOrDefault(f => f.EndsWith(".py", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".js", StringComparison.OrdinalIgnoreCase));
        if (source is null && !CodeWord().IsMatch(clause) && !(file is not null && RunWord().IsMatch(clause))) return null;
        if (source is null && file is not null && !RunWord().IsMatch(clause)) return null;
        var step = new Step("code", clause) { Has = { ["language"] = JavaScript().IsMatch(clause) || file?.EndsWith(".js", StringComparison.OrdinalIgnoreCase) == true ? "javascript" : "python" } };
        if (source is not null) step.Has["source"] = source;
        else if (literals.First(clause, "quote") is { } inline && (inline.Contains('=', StringComparison.Ordinal) || inline.Contains('(', StringComparison.Ordinal))) step.Has["source"] = inline;
        else if (source is null && InlineCode().Match(literals.Unmask(clause)) is { Success: true } written) step.Has["source"] = written.Groups[1].Value.Trim();
        if (file is not null) step.Has["file"] = file;
        return step;
    }

    // "Explain a python function", "write unit tests for a script": an agent reads or writes it, nothing runs.
    [GeneratedRegex(@"^(?:explain|review|document|describe|refactor|improve|comment|summari[sz]e|analy[sz]e|critique|port|rewrite|simplify|debug)s? (?:an?|the|some|my|our|this|this piece of|a piece of) (?:[\w-]+ ){0,2}(?:function|script|code|snippet|class|program|method|module)\b|^(?:write|create|generate)s? (?:unit |some )?(?:tests|docstrings|documentation|comments) for\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OfCode();

    // "Write a SQL query from a question": an agent writes it.
    [GeneratedRegex(@"^(?:write|draft|generate|create|produce)s? (?:an? |the |some |valid )*(?:sql )?(?:sql|query|statement)\b(?! (?:to|in|into) (?:the |our |my )?(?:database|table|db))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OfSql();

    private Step? Messages(string clause)
    {
        if (SlackWord().IsMatch(clause)) return Told(new Step("slack", clause) { Has = { ["channel"] = literals.First(clause, "channel") is { } c ? $"#{c.TrimStart('#', '@')}" : ChannelWord().Match(clause) is { Success: true } w ? $"#{w.Groups[1].Value.ToLowerInvariant()}" : "" } });
        if (TelegramWord().IsMatch(clause)) return Told(new Step("telegram", clause) { Has = { ["chat"] = literals.First(clause, "channel") ?? (ChatNumber().Match(clause) is { Success: true } chat ? chat.Groups[1].Value : "") } });
        var mails = literals.All(clause, "mail");
        if (!MailVerb().IsMatch(clause) && !(SendNote().IsMatch(clause) && !clause.Any(Literals.IsLiteral)) && !(mails.Count > 0 && TellVerb().IsMatch(clause)))
        {
            return literals.First(clause, "channel") is { } room && room.StartsWith('#') && (TellVerb().IsMatch(clause) || IntoRoom().IsMatch(clause)) ? Told(new Step("slack", clause) { Has = { ["channel"] = room } }) : null;
        }

        if (mails.Count == 0 && WriteMail().IsMatch(clause)) return null;
        var step = new Step("email", clause) { Has = { ["to"] = string.Join(", ", mails) } };
        if (mails.Count == 0 && MailTo().Match(clause) is { Success: true } to && !Words.Identifier(to.Groups[1].Value).StartsWith("it", StringComparison.Ordinal)) step.Has["who"] = to.Groups[1].Value.Trim();
        if (SubjectWord().Match(clause) is { Success: true } subject) step.Has["subject"] = literals.Unmask(subject.Groups[1].Value).Trim('"', ' ');
        return Told(step);
    }

    // What is said: a quote that is no name, or what stands behind "saying".
    private Step Told(Step step)
    {
        if (Reminding().Match(step.Said) is { Success: true } reminding) step.Has["text"] = $"Reminder: {literals.Unmask(reminding.Groups[1].Value).Trim('"', ' ')}";
        else if (Saying().Match(step.Said) is { Success: true } saying) step.Has["text"] = literals.Unmask(saying.Groups[1].Value).Trim('"', ' ');
        else if (step.Get("subject") is null && literals.First(step.Said, "quote") is { } quote) step.Has["text"] = quote;
        return step;
    }

    /// <summary>Whether a pull request is to be opened: no tool of this release does it, and an issue is none.</summary>
    public static bool IsPullRequest(string clause) => PullWord().IsMatch(clause);

    private Step? Issue(string clause)
    {
        if (!IssueWord().IsMatch(clause) || IsPullRequest(clause) || Changing().IsMatch(clause) || IdWord().IsMatch(clause) || Getting().IsMatch(clause)) return null;
        var step = new Step("issue", IssueLabel().Replace(clause, ""));
        if (literals.All(clause, "name").FirstOrDefault(n => n.Contains('/', StringComparison.Ordinal)) is { } repo) step.Has["repo"] = repo;
        if (literals.First(clause, "url") is { } url && RepoUrl().Match(url) is { Success: true } at) step.Has["repo"] = at.Groups[1].Value;
        if (IssueLabel().Match(clause) is { Success: true } label) step.Has["label"] = literals.Unmask(label.Groups.Values.Skip(1).First(g => g.Success).Value).Trim('"', ' ');
        if (Titled().Match(clause) is { Success: true } title) step.Has["title"] = literals.Unmask(title.Groups[1].Value).Trim('"', ' ');
        return step;
    }

    private Step? Memory(string clause)
    {
        if (ForgetWord().IsMatch(clause)) return new Step("forget", clause) { Has = { ["key"] = literals.First(clause, "quote") ?? Key(clause) } };
        if (RecallWord().IsMatch(clause) && !WritesText().IsMatch(clause)) return new Step("recall", clause) { Has = { ["query"] = literals.First(clause, "quote") ?? "" } };
        if (Library().Match(clause) is { Success: true } library && !clause.Any(c => Literals.IsLiteral(c) && Literals.KindOf(c) is "file" or "url") && !WritesText().IsMatch(clause)) return new Step("recall", clause) { Has = { ["query"] = literals.First(clause, "quote") ?? "", ["for"] = literals.Unmask(library.Groups["for"].Value).Trim(), ["library"] = literals.Unmask(library.Groups["what"].Value) } };
        if (!RememberWord().IsMatch(clause)) return null;
        var step = new Step("remember", clause) { Has = { ["text"] = literals.First(clause, "quote") ?? "" } };
        if (KeyWord().Match(clause) is { Success: true } key)
        {
            step.Has["key"] = literals.Unmask(key.Groups[1].Value).Trim('"', ' ');
            if (step.Get("text") == step.Get("key")) step.Has["text"] = "";
        }

        if (step.Get("text") == "" && ThatWord().Match(clause) is { Success: true } that) step.Has["text"] = literals.Unmask(that.Groups[1].Value);
        return step;
    }

    private static string Key(string clause) => clause.Split(' ') is { Length: > 1 } words ? Words.Identifier(words[^1]) : "";

    private Step? Sound(string clause)
    {
        var isSound = literals.First(clause, "file") is { } sound && SoundFile().IsMatch(sound);
        if (isSound && MakeSound().IsMatch(clause)) return new Step("speak", clause) { Has = { ["path"] = literals.First(clause, "file")! } };
        if (TranscribeWord().IsMatch(clause) || isSound && AsText().IsMatch(clause)) return new Step("transcribe", clause) { Has = { ["path"] = literals.First(clause, "file") ?? "" } };
        return SpeakWord().IsMatch(clause) ? new Step("speak", clause) { Has = { ["path"] = literals.First(clause, "file") ?? "speech.mp3" } } : null;
    }

    private Step? Sql(string clause)
    {
        var file = literals.All(clause, "file").FirstOrDefault(f => DatabaseFile().IsMatch(f));
        var statement = literals.All(clause, "quote").Concat(literals.All(clause, "code")).FirstOrDefault(q => Statement().IsMatch(q));
        if (statement is null && Statement().IsMatch(literals.Unmask(clause)) && SelectFrom().IsMatch(clause) && !SaidSelect().IsMatch(clause)) statement = literals.Unmask(clause);
        if (statement is null && file is null && (!SqlWord().IsMatch(clause) || OfSql().IsMatch(clause))) return null;
        var step = new Step("sql", clause);
        if (statement is not null) step.Has["sql"] = statement;
        if (file is not null) step.Has["file"] = file;
        if (TableWord().Match(clause) is { Success: true } table) step.Has["table"] = Words.Identifier(table.Groups.Values.Skip(1).First(g => g.Success).Value);
        return step;
    }

    private Step? Net(string clause)
    {
        var url = literals.First(clause, "url");
        var method = Method().Match(clause) is { Success: true } m ? m.Groups.Values.Skip(1).First(g => g.Success).Value.ToUpperInvariant() : null;
        if (ApiWord().IsMatch(clause) || url is not null && (method is not null || PostTo().IsMatch(clause) && !FromUrl().IsMatch(clause)))
            return new Step("http", clause) { Has = { ["url"] = url ?? "", ["method"] = method ?? (PostTo().IsMatch(clause) ? "POST" : "GET") } };
        if (SearchWord().Match(clause) is { Success: true } search && !NotWeb().IsMatch(clause))
            return new Step("websearch", clause) { Has = { ["query"] = literals.First(clause, "quote") ?? literals.Unmask(Sought(search.Groups.Values.Skip(1).FirstOrDefault(g => g.Success)?.Value ?? "")).Trim(' ', '"', '.') } };
        if (url is not null && (FetchVerb().IsMatch(clause) || Words.Verb(clause.Split(' ')[0]) is null)) return new Step("webfetch", clause) { Has = { ["url"] = url } };
        if (FetchPage().IsMatch(clause)) return new Step("webfetch", clause) { Has = { ["url"] = "" } };
        return null;
    }

    // What is looked for ends before the clause that says where something is sent.
    private static string Sought(string query)
    {
        var place = query.TakeWhile(c => !Literals.IsLiteral(c) || Literals.KindOf(c) is not ("mail" or "channel" or "file")).Count();
        return place < query.Length && query.LastIndexOf(',', place) > 0 ? query[..query.IndexOf(',', StringComparison.Ordinal)] : query;
    }

    private Step? Files(string clause)
    {
        var file = literals.First(clause, "file");
        var isWrite = WriteVerb().IsMatch(clause) || IntoFile().IsMatch(clause) && !Seeks().IsMatch(clause);
        var isCsv = file is not null ? CsvFile().IsMatch(file) : CsvWord().IsMatch(clause);
        if (ListFiles().IsMatch(clause) || file is not null && Folders.Is(file) && ReadVerb().IsMatch(clause))
        {
            var folder = file ?? (Folder().Match(clause) is { Success: true } named ? $"{named.Groups.Values.Skip(1).First(g => g.Success).Value}/" : "");
            return new Step("filelist", clause) { Has = { ["pattern"] = Folders.Is(folder) ? Folders.Pattern(folder, clause) : folder } };
        }

        if (isWrite && (file is not null || FileWord().IsMatch(clause) || Saved().IsMatch(clause)) && !FromFile().IsMatch(clause))
        {
            var step = new Step(isCsv ? "csvwrite" : "filewrite", clause) { Has = { ["path"] = file ?? "", ["append"] = AppendWord().IsMatch(clause) ? "yes" : "" } };
            if (!isCsv && literals.First(clause, "quote") is { } content) step.Has["content"] = content;
            if (Generates().IsMatch(clause) && !Pronoun().IsMatch(clause)) step.Has["writes"] = "yes";
            return step;
        }

        if (file is not null && (ReadVerb().IsMatch(clause) || Words.Verb(clause.Split(' ')[0]) is null && !HashWord().IsMatch(clause))) return new Step(isCsv ? "csvread" : "fileread", clause) { Has = { ["path"] = file } };
        if (ReadVerb().IsMatch(clause) && isCsv) return new Step("csvread", clause) { Has = { ["path"] = "" } };
        return ReadVerb().IsMatch(clause) && FileWord().IsMatch(clause) ? new Step("fileread", clause) { Has = { ["path"] = "" } } : null;
    }

    [GeneratedRegex(@"\b(?:python|javascript|js|code)\b[^:]{0,20}:\s*(.*[=(].*)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\b(?:from|of|using|based on|about|with the help of|according to) (?:the |our |my )?(?:file )?[\uE400-\uE5FF]", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FromFile();

    [GeneratedRegex(@"^(?:wait|pause|sleep|hold(?: on)?|delay|stop|rest)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WaitVerb();

    [GeneratedRegex(@"\b(?:approv|confirm|sign|manager|person|human|someone|somebody|ok from|permission|review)\w*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Approver();

    // An event by its name: "the event contract.signed" is no person.
    [GeneratedRegex(@"\b(?:for|until) (?:the |an? )?event\s+(?:called |named )?(?:[\uE600-\uE7FF]|[\w-]+\.[\w.-]+)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EventWord();

    [GeneratedRegex(@"\b(?:events?)\s+(?:called |named )?([\uE600-\uE7FF]|[a-z][\w.-]*)(?! event)|\b(?:for|until) (?:the |an? )?(?!the |an? )([\uE600-\uE7FF]|(?!the\b|an?\b)[\w.-]+(?: [\w.-]+)?) (?:event|signal|message)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EventName();

    [GeneratedRegex(@"\b(?:for|until) (?:the |an? |their |his |her )?([a-z][\w.-]*(?: [\w.-]+){0,2}?)(?:\s+(?:to )?(?:arrives?|comes?(?: in)?|happens?|occurs?|is received|is (?:made|done|paid|confirmed|complete[d]?))|$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EventLoose();

    [GeneratedRegex(@"\buntil\s+((?:tomorrow|tonight|noon|midnight|next \w+|[\uEE00-\uEFFF]|\d{1,2}(?::\d\d)?\s*(?:am|pm)?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|the morning|morning|evening)(?:\s*(?:at|,)?\s*\d{1,2}(?::\d\d)?\s*(?:am|pm)?)?)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex UntilTime();

    [GeneratedRegex(@"\b(?:at most|up to|no (?:longer|more) than|max(?:imum)?|within|timeout(?: of| after)?|for) " + Amounts.Span, RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AtMost();

    [GeneratedRegex(@"^(?:the |an? )|\s+(?:event|signal)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Names();

    [GeneratedRegex(@"\b(?:call|run|start|use|invoke|trigger|execute|launch|hand (?:it |this )?over to)\s+(?:the |my |our |a )?(?:child |saved |existing |other |sub-?)?(?:workflow|subworkflow|sub-workflow|child)\s+(?:called |named )?([\uE600-\uE7FF]|[A-Za-z][\w-]*)|\b(?:call|run|start|use|invoke|trigger|execute|launch)\s+(?:the |my |our )?([\uE600-\uE7FF]|[A-Za-z][\w-]*(?: [\w-]+)?)\s+(?:child |sub-?)?workflow\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WorkflowCall();

    [GeneratedRegex(@"^(?:for|with|on|the|a|an|it|that|this|to|again|and|another)?$|^(?:new|whole|this|that)-")]
    private static partial Regex NotName();

    [GeneratedRegex(@"\b(?:run|execute|with|using|in|use|via|write|by) (?:some |a |an |the |this |my )?(?:(?:small |short |little |custom )|(?:bit|piece|snippet|line|few lines) of )?(?:python|javascript|js|node\.?js)\b|\b(?:with|using|via) (?:some |a bit of )?code(?=$|[,;.])|\b(?:code|script|program) (?:step|node|block)\b|\b(?:python|javascript|js) (?:code|script|snippet|function|program|step|node)\b|^(?:python|javascript)\b|\brun (?:some |the |this |a )?(?:code|script)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CodeWord();

    [GeneratedRegex(@"\b(?:run|execute|start|call|with|using)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RunWord();

    [GeneratedRegex(@"\b(?:javascript|js|node\.?js)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex JavaScript();

    [GeneratedRegex(@"\bslack\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SlackWord();

    [GeneratedRegex(@"\b(?:(?:the |our )([\w-]+) (?:slack )?channel|slack channel (?:called |named )?([\w-]+))", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ChannelWord();

    [GeneratedRegex(@"\btelegram\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TelegramWord();

    [GeneratedRegex(@"^(?:send|deliver)\b.{0,50}\b(?:reminder|confirmation|invitation|apology|thank[- ]you(?: note| message)?|welcome (?:message|letter|note)|warning|letter|offer|invoice|receipt|greeting|rejection|refusal)s?\b|^(?:send|deliver)\b(?!.{0,60}\b(?:back|approv\w*|review|check|sign|feedback|confirm\w*|ok)\b).{1,60}\bto (?:the |that |this |each |every |my |our )(?:customer|client|buyer|supplier|vendor|sender|applicant|candidate|tenant|guest|patient|parent|student|pupil|subscriber|visitor|requester|participant|attendee|passenger|reader|donor|boss)s?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SendNote();

    [GeneratedRegex(@"\b(?:chat|group|channel|id|telegram) (-?\d{4,})\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ChatNumber();

    [GeneratedRegex(@"^(?:e-?mail|mail)\b|\b(?:send|shoot|forward|deliver|write|drop|get|gets|sends)\b.{0,60}\b(?:e-?mails?|mails?)\b(?! (?:address|text|draft|body|reply))|\b(?:by|via|per|through|as an?|in an?) (?:e-?)?mail\b|^(?:send|forward|deliver|mail)\b.{0,60}\b(?:e-?mail address(?:es)?|e-?mails?)\b|^(?:an? )?e-?mail (?:to|goes)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MailVerb();

    [GeneratedRegex(@"^[a-z]+ (?:\w+ ){0,6}?(?:(?:in|into|on|to|at) )?(?:the )?[\uE800-\uE9FF]", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IntoRoom();

    [GeneratedRegex(@"^(?:send|notify|tell|inform|alert|message|post|ping|remind|page|warn|forward|write to|deliver|share|let|report|publish|announce|escalate|go(?:es)? to|to|dm|cc|contact)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TellVerb();

    [GeneratedRegex(@"^(?:write|draft|compose|prepare|generate|create)\b(?!.*\b(?:send|and mail)\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WriteMail();

    [GeneratedRegex(@"\b(?:to|email|mail|notify)\s+((?:the |my |our )?(?:customer|client|user|sender|author|manager|team|boss|sales(?: team)?|support(?: team)?|finance(?: team)?|legal(?: team)?|me|us|owner|candidate|applicant|lead|subscriber|person|recipient|billing(?: team)?|hr|engineering(?: team)?|them|him|her|[A-Z][a-z]+))\b", RegexOptions.None, 5000)]
    private static partial Regex MailTo();

    [GeneratedRegex(@"\bsubject(?: line)?(?: of| is|:)?\s+([\uE600-\uE7FF]|[^,.]{2,80})", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SubjectWord();

    [GeneratedRegex(@"^remind\b.{1,60}?\b(?:about|of|to|that)\s+(.{2,200})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Reminding();

    [GeneratedRegex(@"\b(?:saying|that says|which says|with the (?:text|message|words)|telling (?:them|him|her|people)(?: that)?)\s*:?\s*(.{1,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Saying();

    [GeneratedRegex(@"\b(?:github|git hub)\b|^(?:open|file|create|raise|log|make|add|report|submit)\b.{0,30}\b(?:issue|ticket|bug report)s?\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IssueWord();

    // What is done to an issue that is there opens none: no tool of this release does it.
    [GeneratedRegex(@"^(?:label|tag|close|reopen|assign|lock|unlock|merge|comment(?: on)?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Changing();

    [GeneratedRegex(@"^(?:open|create|make|submit|raise|file|send|start|push)s? (?:me |us )?(?:an? |the |one )?(?:new |draft |github )*(?:(?:pull|merge)[ -]requests?|prs?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex PullWord();

    // What is only read there opens nothing.
    [GeneratedRegex(@"^(?:get|fetch|read|list|look|find|download|check|pull|search|show|watch|monitor|count)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Getting();

    [GeneratedRegex(@"github\.com/([\w.-]+/[\w.-]+)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RepoUrl();

    [GeneratedRegex(@"\b(?:with (?:the )?labels?|labell?ed(?: as)?|tagged(?: as)?)\s+([\uE600-\uE7FF]|[\w-]+)|\bwith (?:the |an? )?([\w-]+) label\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IssueLabel();

    [GeneratedRegex(@"\b(?:titled|called|named|with (?:the )?title|title:|title(?= [\uE600-\uE7FF]))\s+([\uE600-\uE7FF]|[^,.]{2,80})", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Titled();

    [GeneratedRegex(@"^(?:forget|delete|remove|erase)\b.*\b(?:memory|remembered|memories)\b|^forget\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ForgetWord();

    [GeneratedRegex(@"^recall\b|\b(?:what (?:we|it|you|i) (?:know|remember|learned)|from (?:the |its |our |my )?memory|(?:search|check|query|consult|ask|look (?:in|into|through)) (?:the |our |my |its )?memory(?: for)?|(?:look|search|find|check)\b[^,;]{0,60}\bin (?:the |our |my |its )?memory|look (?:it |this )?up in (?:the )?memory|memory search)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RecallWord();

    // What a house has written down is looked for in its memory, not on the web.
    private const string Written = @"(?<what>documents?|docs|documentation|knowledge ?base|wiki|(?:\w+ )?(?:handbooks?|manuals?)|archives?|faqs?|guidelines|regulations|policies|rulebook|(?:folder|library|collection) of (?:\w+ )?\w+)";

    [GeneratedRegex(@"^(?!.*\b(?:web|internet|online|google)\b)(?:(?:search|look|find|check|browse|query|consult)\b(?: up| for)?(?:[^,;]{0,60}?\b(?:in|through|at|from))? (?:(?:all )?(?:our|my|the|its|the company's) (?:own |internal |company |team |product |stored |indexed |uploaded )*(?<what>documents?|docs|documentation|knowledge ?base|wiki|handbooks?|manuals?|archive|faqs?|guidelines)|(?:our |my |the )?(?:(?:similar|earlier|past|previous|old) )+(?<what>(?:\w+ )?(?:tickets|cases|questions|answers|requests|complaints|conversations)))|(?:(?:search|browse|query|consult)\b(?: in| through)?|(?:look|find|check)\b(?:[^,;]{0,60} )?(?:in|through|from)) (?:all )?(?:our|my|the|its) (?:(?!in |on |for |of |about |at |from |with )[\w'-]+ ){0,3}" + Written + @")\b(?: (?:for|about|on) (?<for>.+))?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Library();

    [GeneratedRegex(@"^(?:write|draft|compose|prepare|create|generate|make|produce|answer|reply|respond|summari[sz]e|explain|compare|combine|merge|update|improve|rewrite)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WritesText();

    [GeneratedRegex(@"^(?:remember|memori[sz]e)\b|\b(?:save|store|keep|put|write|add)\b.{0,60}\b(?:(?:in|to|into) (?:the |its |long-term )?memory)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex RememberWord();

    [GeneratedRegex(@"\b(?:under(?: the key)?|with (?:the )?key|as key|key:)\s+([\uE600-\uE7FF]|[\w-]+)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex KeyWord();

    [GeneratedRegex(@"\bthat (.{3,200})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ThatWord();

    [GeneratedRegex(@"\b(?:transcrib\w*|transcription|speech[ -]to[ -]text)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TranscribeWord();

    [GeneratedRegex(@"\b(?:read (?:it|this|that|them|the \w+) (?:(?:out )?(?:aloud|out loud)|out$|out(?= (?:to|into|as|in|in an?|on) ))|(?:say|speak) (?:it|this|the \w+)(?= (?:aloud|out|loud|in|as|into|to)\b|$)|read (?:out loud|aloud)|text[ -]to[ -]speech|turn (?:it|this|the \w+) into (?:speech|audio)|(?:as|into) (?:an? )?(?:audio|mp3|speech)|spoken|voice (?:message|over))\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SpeakWord();

    [GeneratedRegex(@"\.(?:mp3|wav|m4a|ogg|flac|webm|opus|aac)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SoundFile();

    [GeneratedRegex(@"^(?:make|create|produce|generate|record|render)\b.{0,40}\b(?:audio|sound|mp3|recording|voice)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MakeSound();

    [GeneratedRegex(@"\b(?:write|written|type|typed)\b.{0,40}\b(?:out|down|up|as text)\b|\b(?:in)?to (?:text|writing)\b|\bas text\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AsText();

    [GeneratedRegex(@"\.(?:db|sqlite3?)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex DatabaseFile();

    [GeneratedRegex(@"^\s*(?:(?:select|insert|update|delete|with|create|drop|alter|replace|explain|pragma)\s|(?:vacuum|analyze|pragma)\s*;?\s*$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Statement();

    // "Select everything from the table x" is said, not written.
    [GeneratedRegex(@"^select\b.*\b(?:everything|all|every|each|the|our|my|in)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SaidSelect();

    [GeneratedRegex(@"^select\b.+\bfrom\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SelectFrom();

    [GeneratedRegex(@"\b(?:sql|postgres(?:ql)?|sqlite|mysql|databases?(?! (?:errors?|problems?|issues?|failures?|servers?|team|design|migrations?|backups?|course|expert|admins?)\b)|(?:query|from|in|into|to) (?:the |our |my )?(?!(?:one|an?|each|every|single|common|big|small|nice|neat|tidy|clear|simple|markdown|html|comparison|summary|overview|pivot|side|same) (?:\w+ ){0,2}?table\b(?! (?:called|named)))(?:\w+ )?(?:db|table)|the db)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SqlWord();

    [GeneratedRegex(@"\b(?:the |our )?(?!(?:the|a|an|our|this|my|into|in|from|to|of|sql|database|db) )([\w-]+) table\b|[\uE400-\uE5FF] for (?:all |the |new |open )*([a-z]+s)\b|\btable (?:called |named )?(?!of\b|in\b)([\w-]+)|\b(?:get|fetch|read|load|find|select|query|pull|all|for)\s+(?:all |the |our |my |today's |yesterday's |this week's |last week's |last month's |new |open |late |unpaid |overdue |pending |active |inactive |expired |failed |cancelled |unread |unanswered |recent |for )*([a-z]+s)\b(?=.*\b(?:from|in)\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TableWord();

    [GeneratedRegex(@"\b(?:a |an )?(GET|POST|PUT|PATCH|DELETE|HEAD)\s+(?:requests?\b|it to\b|to\b|the\b|[\uE000-\uE1FF\uE400-\uE7FF])|\bmethod (GET|POST|PUT|PATCH|DELETE|HEAD)\b|\b(?:with|via|by|using|through|as) (?:an? |the )?(?:HTTP )?(POST|PUT|PATCH|DELETE)(?:ing)?\b", RegexOptions.None, 5000)]
    private static partial Regex Method();

    [GeneratedRegex(@"\b(?:https? (?:request|call)|(?:rest )?api(?:s)?(?: call| request| endpoint)?|endpoint|curl)\b|\bhttp\.request\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ApiWord();

    // "Write a briefing from the page URL" reads it.
    [GeneratedRegex(@"^write\b.*\b(?:from|about|of|on|using|page|article|site) [\uE000-\uE1FF]", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FromUrl();

    [GeneratedRegex(@"^(?:post|send|submit|push|upload|put|deliver|forward|publish|write)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex PostTo();

    [GeneratedRegex(@"\b(?:search|google(?! (?:sheets?|docs?|drive|calendar|chat|forms?|slides|mail)\b)|(?:look|check|browse|scan)(?= (?:(?:on|in|through|up on|across) )?(?:the )?(?:web|internet|online|google|net)\b))\b(?:\s+(?:on|in|through|up on|across))?\s*(?:the )?(?:web|internet|online|google|net)?\b\s*(?:for|about|on)?\s*(.{0,200})$|\bweb search(?:es)?\b\s*(?:for|about|on)?\s*(.{0,200})$|\b(?:find|look up|look for|get) (.{1,120}?) (?:on the (?:web|internet|net)|online)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex SearchWord();

    [GeneratedRegex(@"^(?:plan|write|generate|create|draft|formulate|propose|suggest|think|produce|derive|make|list|prepare|come up)\b.*\bsearch (?:quer(?:y|ies)|terms?|keywords?|phrases?)\b|^(?:check|look|scan)(?! (?:on |in |through )?(?:the )?(?:web|internet|online|google)| up\b)|\b(?:memory|file|folder|database|table|csv|inbox|text for|document for)\b|^look (?:at|over|through)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NotWeb();

    [GeneratedRegex(@"^(?:fetch|get|poll|ping|hit|curl|inspect|scan|try|use|download|open|read|scrape|load|visit|crawl|grab|pull|go to|take|retrieve|browse|check|look at|summari[sz]e|watch|monitor|import|access|collect|request|start with|from)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FetchVerb();

    [GeneratedRegex(@"^(?:fetch|get|download|open|read|scrape|load|visit|crawl|grab|pull|retrieve|browse)\b(?: (?:the|a|an|that|this|its|their|each|every|all|it|full|whole|my|our|web|given|html|text|content|contents|of|from))*\s*(?:web ?pages?|pages?|urls?|websites?|sites?|articles?|links?|blog posts?|homepages?|addresses)?\s*$|^(?:fetch|get|download|read|load|pull|watch|poll|monitor|check) (?:the |an? |our |my )?(?:rss |atom |news )?feed\s*$|^(?:fetch|download|scrape|visit|crawl)\b.{0,60}\b(?:web ?pages?|pages?|urls?|websites?|sites?|articles?|links?|homepages?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FetchPage();
}
