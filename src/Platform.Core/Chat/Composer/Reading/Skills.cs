using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>What one clause asks for: a tool, a person, a wait, or a piece of writing for an agent.</summary>
/// <param name="workflows">Names of saved workflows, which may be called.</param>
internal sealed partial class Skills(Literals literals, ModelNames models, IReadOnlyCollection<string> workflows)
{
    private readonly PeopleSkills _people = new(literals);
    private readonly ToolSkills _tools = new(literals, workflows);
    private readonly WritingSkills _writing = new(literals);

    /// <summary>How many items at a time the last clause asked for.</summary>
    public int? Parallel { get; private set; }

    /// <summary>Null when the clause names nothing that can be done.</summary>
    public Step? Read(string clause)
    {
        var modifiers = new Modifiers(literals, models);
        var rest = modifiers.Take(clause);
        Parallel = modifiers.Parallel;
        var plain = Words.Plain(Polite().Replace(rest, ""));
        if (plain.Length == 0) return null;
        var step = _writing.Agent(plain) ?? _tools.Waiting(plain) ?? _people.Read(plain) ?? _tools.Read(plain) ?? _writing.Read(plain);
        if (step is not null) modifiers.Give(step);
        return step;
    }

    [GeneratedRegex(@"^(?:please|kindly|then|also|now|just|i (?:want|need|would like|'d like) (?:you |it |us )?to|we (?:want|need|should|must|have) to|we should|we must|(?:you|it|he|she|they|the (?:agent|bot|workflow|system|assistant|model|llm|ai)) (?:should|must|will|can|needs? to|has to)|(?:can|could|would|will) you(?: please)?|have (?:the |an? )?(?:model|llm|ai|agent|assistant|it|bot) (?!with\b|using\b|that\b|called\b|named\b|which\b)(?=[a-z])|let (?:the |an? )?(?:model|llm|ai|agent|assistant|it|bot) (?!with\b|using\b|that\b|called\b|named\b|which\b)|ask (?:the |an? )(?:model|llm|ai) to |use (?:the |an? )(?:model|llm|ai|agent) to |go (?:and |ahead and )?|make sure to |be sure to |try to |help me (?:to )?)(?:\s+|\b\s*)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Polite();
}

/// <summary>Steps at which a person decides or answers.</summary>
internal sealed partial class PeopleSkills(Literals literals)
{
    private static readonly HashSet<string> NoPeople = new(StringComparer.OrdinalIgnoreCase)
    { "the", "a", "an", "it", "its", "this", "that", "for", "my", "our", "your", "their", "human", "person", "someone", "somebody", "people", "me", "us", "you", "user", "anyone", "ask", "get", "need", "have", "wait", "until", "then", "and", "before",
      "after", "if", "when", "slack", "github", "email", "i", "we", "them", "him", "her", "he", "she", "they", "one", "any", "some", "by", "to", "from", "of", "let", "approval", "review", "manual", "final", "second", "each", "every", "all", "agent", "ai", "llm",
      "model", "another", "also", "them", "himself", "which", "who", "anybody", "explicit", "written", "prior", "step", "use", "send", "add", "require", "request" };

    public Step? Read(string clause)
    {
        clause = MidForm().Replace(Salutation().Replace(clause, ""), "$1");
        if (NotPeople().IsMatch(clause) || Served().IsMatch(clause)) return null;
        if (AskQuoted().Match(clause) is { Success: true } quoted && (PersonIn(quoted.Groups["who"].Value) ?? (Anybody().IsMatch(quoted.Groups["who"].Value) ? "somebody" : null)) is { } answering)
        {
            var asks = literals.Unmask(quoted.Groups["q"].Value).Trim('"');
            return Who(new Step("human", clause) { Has = { ["form"] = OpenQuestion().IsMatch(asks) ? "answer" : "approve", ["what"] = "", ["question"] = asks } }, answering is "somebody" ? null : answering, clause);
        }

        var question = AskFor().Match(clause);
        if (question.Success && !ApprovalWord().IsMatch(Choices().Replace(clause, "")) && (PersonIn(question.Groups["who"].Value) ?? (Outsider().IsMatch(question.Groups["who"].Value) ? "user" : null) ?? (Grammar.People.IsRole(question.Groups["who"].Value.Split(' ')[^1].ToLowerInvariant()) ? question.Groups["who"].Value : null)) is { } who)
        {
            return Who(question.Groups["yes"].Success
                ? new Step("human", clause) { Has = { ["form"] = "approve", ["what"] = "", ["question"] = literals.Unmask(question.Groups["what"].Value.Trim()) } }
                : Asked(clause, question.Groups["what"].Value), who, clause);
        }

        if (question.Success && Unknown(question, clause) is { } someone) return someone;
        if (Fills().Match(clause) is { Success: true } fills && PersonIn(fills.Groups["who"].Value) is { } filler)
            return Who(Asked(clause, fills.Groups["what"].Value), filler, clause);
        if (LetPick().Match(clause) is { Success: true } pick && PersonIn(pick.Groups[1].Value) is { } picker)
            return Who(new Step("human", clause) { Has = { ["form"] = "answer", ["question"] = literals.Unmask(pick.Groups[2].Value) } }, picker, clause);
        if (JustAsk().Match(clause) is { Success: true } just && PersonIn(just.Groups["who"].Value) is { } alone) return Who(new Step("human", clause) { Has = { ["form"] = "approve", ["what"] = "" } }, alone, clause);
        if (OfStranger(clause) is { } stranger) return stranger;
        if (Handover().Match(clause) is { Success: true } over && PersonIn(over.Groups["who"].Value) is { } stands) return Who(new Step("human", $"ask {over.Groups["who"].Value} to take it over") { Has = { ["form"] = "answer", ["question"] = "take it over" } }, stands, clause);
        if (!Approval().IsMatch(clause)) return AskTo().Match(clause) is { Success: true } task && PersonIn(task.Groups["who"].Value) is { } does ? Who(new Step("human", clause) { Has = { ["form"] = "answer", ["question"] = literals.Unmask(task.Groups["what"].Value) } }, does, clause) : null;
        var person = Person().Matches(clause).SelectMany(m => m.Groups.Values.Skip(1)).Where(g => g.Success).Select(g => PersonIn(g.Value)).FirstOrDefault(p => p is not null);
        var known = Known().Matches(clause).FirstOrDefault(k => Role().IsMatch(k.Value.ToLowerInvariant())) ?? Known().Match(clause);
        if (person is null && !known.Success && ByWhom().Match(clause) is { Success: true } by && !NoPeople.Contains(by.Groups[1].Value)) return Who(new Step("human", clause) { Has = { ["form"] = "approve", ["what"] = "", ["assign"] = $"role:{Words.Identifier(by.Groups[1].Value)}" } }, null, clause);
        if (person is null && !known.Success && !Explicit().IsMatch(clause)) return null;
        var what = What().Match(clause);
        var step = new Step("human", clause) { Has = { ["form"] = EditsText().IsMatch(clause) ? "edit" : "approve", ["what"] = what.Success ? literals.Unmask(what.Groups[1].Value.Trim()) : "" } };
        return Who(step, known.Success ? known.Value : person, clause);
    }

    // "Ask the farmer for …", "ask a member whether …": nobody that is known, but somebody.
    private Step? Unknown(Match question, string clause)
    {
        var who = question.Groups["who"].Value;
        if (ApprovalWord().IsMatch(Choices().Replace(clause, "")) || !Articles().IsMatch(who) || Machine().IsMatch(who) || Articles().Replace(who, "").Contains(' ', StringComparison.Ordinal)) return null;
        var what = question.Groups["what"].Value;
        var step = question.Groups["yes"].Success ? new Step("human", clause) { Has = { ["form"] = "approve", ["what"] = "", ["question"] = literals.Unmask(what.Trim()) } } : Asked(clause, what);
        step.Has["assign"] = $"role:{Words.Identifier(Articles().Replace(who, ""))}";
        return Who(step, null, clause);
    }

    // "Ask me: "Shall we deploy?"", "ask the nurse a yes/no question: "…""
    [GeneratedRegex(@"^(?:ask|prompt) (?<who>(?:the |a |an |my |our )?[\w'-]+(?: (?!a\b|the\b|this\b|with\b|yes\b)[\w'-]+)??)(?: (?:a |the |this )?(?:simple )?(?:yes/no |yes-no |yes or no )?question)?\s*[:,]?\s*(?<q>[\uE600-\uE7FF])$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AskQuoted();

    [GeneratedRegex(@"^(?:a |the )?(?:person|human|somebody|someone|user)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Anybody();

    [GeneratedRegex(@"^(?:what|who|whom|whose|which|how|when|where|why|please|name|describe|enter|give|tell)\b|\bor\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OpenQuestion();

    // What a workflow does, or an address gives, is asked of no person.
    [GeneratedRegex(@"^(?:run|call|start|execute) (?:the |a )?(?:work)?flow\b|^get\b[^,]*\b(?:from|at) [\uE000-\uEFFF]", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Served();

    // "The secretary", "my wife": whoever is asked to do something and is no machine is a person, known or not.
    private Step? OfStranger(string clause)
    {
        if (AskTo().Match(clause) is not { Success: true } asked || PersonIn(asked.Groups["who"].Value) is not null) return null;
        var who = asked.Groups["who"].Value;
        if (!Articles().IsMatch(who) || Machine().IsMatch(who)) return null;
        var step = new Step("human", clause) { Has = { ["form"] = Approval().IsMatch(asked.Groups["what"].Value) ? "approve" : "answer", ["assign"] = $"role:{Words.Identifier(Articles().Replace(who, ""))}" } };
        if (step.Get("form") == "approve") step.Has["what"] = What().Match(clause) is { Success: true } what ? literals.Unmask(what.Groups[1].Value.Trim()) : "";
        else step.Has["question"] = literals.Unmask(asked.Groups["what"].Value);
        return Who(step, null, clause);
    }

    [GeneratedRegex(@"\b(?:agents?|models?|llm|ai|bots?|assistant|api|server|service|database|db|system|workflow|page|site|website|internet|web|tool|script|browser|summari[sz]er|classifier|step|node|search|engine)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Machine();

    // "their name, age and city" are fields of one form; so is what a form is said to have.
    private Step Asked(string clause, string what)
    {
        var said = ByForm().Replace(what.Trim(' ', '?', '.'), "");
        if (said.Count(c => c == '(') > said.Count(c => c == ')')) said += ")"; // a clause is cut off at its last mark
        if (Chosen().Match(said) is { Success: true } offer && Options().Split(offer.Groups[2].Value.Trim(' ', ':')) is { Length: > 1 } choices && choices.All(w => w.Length is > 0 and < 30))
            return new Step("human", clause) { Labels = [.. choices.Select(w => literals.Unmask(w).Trim(' ', '"'))], Has = { ["form"] = "answer", ["question"] = literals.Unmask(offer.Groups[1].Value.StartsWith("to ", StringComparison.OrdinalIgnoreCase) ? $"what {offer.Groups[1].Value}" : offer.Groups[1].Value) } };
        if (Listed().Match(said) is { Success: true } listed && !FieldCut().IsMatch(listed.Groups[1].Value) && Options().Split(listed.Groups[2].Value) is { Length: > 1 } ways && ways.All(w => w.Length is > 0 and < 30))
            return new Step("human", clause) { Labels = [.. ways.Select(w => literals.Unmask(w).Trim(' ', '"'))], Has = { ["form"] = "answer", ["question"] = literals.Unmask(listed.Groups[1].Value) } };
        var form = FormWith().Match(said);
        var parts = FieldCut().Split(form.Success ? said[(form.Index + form.Length)..] : said).Select(f => Owner().Replace(f.Trim(' ', '?', '.'), "")).ToList();
        var fields = parts.ConvertAll(f => Inputs.Noun(Choices().Replace(Ranged().Replace(f, ""), "")));
        var question = form.Success && form.Index > 0 ? said[..form.Index].Trim() : said;
        var step = new Step("human", clause)
        {
            Fields = fields.Count > (form.Success ? 0 : 1) && fields.TrueForAll(f => f is { Length: < 24 }) ? [.. fields.OfType<string>().Distinct(StringComparer.Ordinal)] : [],
            Has = { ["form"] = "answer", ["question"] = literals.Unmask(question.StartsWith("to ", StringComparison.OrdinalIgnoreCase) && (form.Success || clause.Contains($"what {question}", StringComparison.OrdinalIgnoreCase)) ? $"what {question}" : question) },
        };
        if (step.Fields.Count == 1 && !form.Success) step.Fields.Clear();
        for (var i = 0; i < parts.Count && step.Fields.Count > 0; i++)
            step.Has[$"type {fields[i]}"] = Choices().Match(parts[i]) is { Success: true } some && Options().Split(some.Groups[1].Value) is { Length: > 1 } options ? $"one of {string.Join('|', options.Select(o => literals.Unmask(o).Trim(' ', '"')))}" : Ranged().IsMatch(parts[i]) ? "number" : Inputs.TypeOf(Choices().Replace(parts[i], ""), fields[i]!);
        return step;
    }

    // "his boss Lena"
    [GeneratedRegex(@"^(?:(?:his|her|their|its|my|our) )?([a-z-]+) ([A-Z][a-z][\w'-]*)$")]
    private static partial Regex RoleAndName();

    // "Ms Brown" is asked as Brown.
    [GeneratedRegex(@"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof) (?=[A-Z\uE000-\uEFFF])")]
    private static partial Regex Salutation();

    // "Ask the guest with a form for …"
    [GeneratedRegex(@"^((?:ask|have|let|get) (?:[\w'-]+ ){1,4}?)(?:with|in|on|using|through|via|by) (?:an? |the |one )?(?:short |small |simple |web |online )?form (?=for\b|about\b|what\b|which\b|to\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex MidForm();

    // "… with a form": how, not what.
    [GeneratedRegex(@"(?:,? (?:with|in|on|using|through|via|by) (?:an? |the |one )?(?:short |small |simple |web |online )?form)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ByForm();

    [GeneratedRegex(@"(?:\b(?:with|in|on|using|through|via|by|fills? (?:in|out)) )?(?:an? |the |one )?(?:short |small |simple |web |online )?form (?:that |which )?(?:(?:has|have|with|having|contains?|containing|asks? for|asking for|for)(?: the)?(?: fields?)?:? |: )", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FormWith();

    // "…, with the choices treat, retest and ignore"
    [GeneratedRegex(@"^(.{2,80}?),? (?:with|from|out of|among|between) (?:the |these |three |two |four )?(?:choices|options|answers|possibilities)(?: of|:)? (.+)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Chosen();

    // "the day: Monday, Wednesday or Friday" is one question with three answers.
    [GeneratedRegex(@"^([^:(,]{3,80})(?::| \()\s*([^:()]+ or [^:(),]+)\)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Listed();

    // "an action (restart, scale or ignore)"
    [GeneratedRegex(@"\s*\(([^)]+)\)")]
    private static partial Regex Choices();

    [GeneratedRegex(@"\s*,\s*(?:or |and )?|\s+(?:or|and)\s+|\s*/\s*|\s*\|\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Options();

    [GeneratedRegex(@"\s+(?:from|between|of) \d+ (?:to|and|-) \d+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Ranged();

    private static Step Who(Step step, string? who, string clause)
    {
        if (who is not null && Assignee(who) is { } assignee) step.Has["assign"] = assignee;
        if (Due().Match(clause) is { Success: true } due && Amounts.Duration(due.Value) is { } span) step.Has["due"] = span;
        return step;
    }

    private static string? Assignee(string who)
    {
        var word = who.Trim().ToLowerInvariant();
        if (Role().Match(word) is { Success: true } role) return $"role:{Words.Identifier(Team().Replace(role.Value, ""))}";
        var bare = Articles().Replace(word, "");
        if (Grammar.People.IsRole(bare.Split(' ')[^1]) && bare != word && !NoPeople.Contains(bare)) return $"role:{Words.Identifier(bare)}";
        return NoPeople.Contains(word) || word.Length < 2 ? null : Words.Identifier(word) is { Length: > 0 } name ? name : null;
    }

    private static string? PersonIn(string words)
    {
        var trimmed = Articles().Replace(words.Trim(), "");
        if (RoleAndName().Match(trimmed) is { Success: true } both && Role().IsMatch(both.Groups[1].Value)) return both.Groups[2].Value;
        if (Known().Matches(trimmed) is { Count: > 0 } known) return (known.FirstOrDefault(k => Role().IsMatch(k.Value.ToLowerInvariant())) ?? known[0]).Value;
        trimmed = Title().Replace(trimmed, "");
        var first = trimmed.Split(' ')[0].TrimEnd('\'', ',');
        if (first.EndsWith("'s", StringComparison.Ordinal)) first = first[..^2];
        if (trimmed != words.Trim() && trimmed.Split(' ') is { Length: < 4 } said && Grammar.People.IsRole(said[^1].ToLowerInvariant()) && !Outsider().IsMatch(trimmed)) return $"the {trimmed}";
        return first.Length > 1 && char.IsUpper(first[0]) && !NoPeople.Contains(first) && Words.Verb(first) is null ? first : null;
    }

    [GeneratedRegex(@"^(?:mr|mrs|ms|miss|dr|prof|professor|frau|herr)\.? (?=[A-Z])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Title();

    private const string Roles = @"(?:the )?(?:(?:sales|product|project|hr|account|general|line|team|finance|marketing|legal|security|support|engineering|office|quality|content|senior|chief|human|press|compliance|safety|risk|brand|community|customer service|operations|purchasing|procurement|logistics|warehouse|store|shop|branch|plant|shift|duty|on-call|event|managing|executive|deputy|privacy|data protection) )?(?:managers?|boss|supervisor|editors?|lawyers?|reviewers?|approvers?|accountants?|directors?|leads?|leaders?|ceo|cfo|cto|owner|admins?|administrator|operators?|experts?|specialists?|colleagues?|coworker|analysts?|moderators?|officer|engineers?|doctor|nurse|teacher|agent on duty|on-call)|(?:the )?(?:legal|finance|hr|marketing|sales|support|security|compliance|accounting|engineering|management|operations|ops|qa|editorial|design|procurement|purchasing|logistics|press(?= office| team)|product(?= team)|data(?= team)|customer (?:support|service)|it(?= team| department| staff))(?: team| department| dept| people| staff| office)?";

    [GeneratedRegex(@"\b(?:" + Roles + @")\b|\b(?:human(?: being)?|person|someone|somebody|people|anyone|team|staff|me|us|user)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Known();

    [GeneratedRegex(@"^(?:" + Roles + @")$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Role();

    [GeneratedRegex(@"^the | (?:team|department|dept|people|staff)$|s$(?<=managers|editors|lawyers|reviewers|leads|admins|experts|operators|analysts|moderators|engineers|colleagues)")]
    private static partial Regex Team();

    [GeneratedRegex(@"\bby (?:an? )?(?:automatic |automated )?(?:e-?mail|mail)$|\b(?:github|issue|pull request|slack|telegram|webhook|claude|gpt|openai|gemini|llm|ai|(?:an?|the) (?:agent|model|assistant))\b(?!.*\b(?:approv|ok\b|sign|permission))|^(?:search|fetch|summarize|summarise|translate|classify|write|draft|extract|email|post|publish|save|read|store|reply|send|notify|tell)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NotPeople();

    [GeneratedRegex(@"\b(?:approv\w*|ok(?:ay)?s?|ok'd|sign(?:s|ing)?(?: it| this| that| them)?[ -]?off|permission|consent|confirm\w*|green light|go-ahead|sign[ -]offs?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ApprovalWord();

    [GeneratedRegex(@"\b(?:approv\w*|agrees?(?=,| to\b| with\b|$)|releases? (?:it|this|that|them|the)|authori[sz]es?|clears? (?:it|this|them)|ok(?:ay)?s?|ok'd|signs? (?:it|this|that|them|the)|sign(?:s|ing)?(?: it| this| that| them)?[ -]?off|permission|consent|confirm\w*|green light|go-ahead|review\w*|check(?:s|ed)?(?: on)?|look(?:s)? (?:at|over|through)|decide[sd]?|human[ -]in[ -]the[ -]loop|(?:human|manual|person) (?:step|check|review|decision|intervention)|edits?|correct(?:s)?|proofread|validate|verif(?:y|ies)|take a look|double[ -]check|inspect)\b|^(?:escalate|hand (?:it |this )?(?:over )?to|assign)\b|\b(?:goes?|go|handed?|given?|escalated?|assigned?|passed?|forwarded?|routed?) (?:it |them |over )?to (?:a |the )?(?:human|person|manager|supervisor|someone)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Approval();

    [GeneratedRegex(@"\b(?:for|need(?:s)?|require(?:s)?|get|obtain|request|wait(?:ing)? for|ask(?:ing)? for|with|after|without) (?:\w+ ){0,3}?(?:approval|sign[ -]?off|permission|consent|confirmation|ok(?:ay)?|review|go-ahead|green light)\b|^(?:approval|sign[ -]off|(?:human|manual) (?:approval|review|check)|human[ -]in[ -]the[ -]loop|(?:an? )?(?:human )?approval(?: step)?)\b|\bhuman[ -]in[ -]the[ -]loop\b|\b(?:be|is|gets?|been) (?:manually )?(?:approved|signed off|confirmed)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Explicit();

    [GeneratedRegex(@"\b(?:[Hh]ave|[Ll]et|[Aa]sk|[Gg]et|[Tt]ell|make|need|until|[Ww]ait for|allow|request|escalate (?:it |this |them )?to|assign (?:it |this |them )?to|hand (?:it |this )?(?:over )?to|from|by|of)\s+((?:the |a |an |my |our )?[A-Za-z][\w'-]*)|\b([A-Z][a-z]+(?:'s)?)\s+(?:must|should|has to|needs to|can|will|to)?\s*(?:approve|review|ok|okay|check|confirm|sign|look|decide|edit|verif|approval|sign-off|permission)", RegexOptions.None, 5000)]
    private static partial Regex Person();

    [GeneratedRegex(@"\b(?:customer|client|visitor|applicant|student|caller|guest|employee)s?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Outsider();

    [GeneratedRegex(@"^(?<who>(?:the |a |an |my |our )?[\w'-]+(?: team| manager| department)?) (?:fills? (?:in|out)|enters?|provides?|supplies|types? in|gives? us) (?:a form with |the form with )?(?<what>.{3,160})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Fills();

    [GeneratedRegex(@"(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?![^(]*\))(?!\d)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FieldCut();

    [GeneratedRegex(@"^(?:(?:the|his|her|their|its|your|an?) )?(?:[\w ]{2,20}'s )?", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Owner();

    [GeneratedRegex(@"\b(?:approved|reviewed|checked|signed off|confirmed|approval|sign-off|permission|consent) (?:by|from|of) (?:the |an? |our |my )?([a-z][\w-]*)\b", RegexOptions.None, 5000)]
    private static partial Regex ByWhom();

    // "Hand over to a human": whoever is there for what no machine can do.
    [GeneratedRegex(@"^(?:hand|pass|transfer|escalate|give|forward|route|redirect)(?:s|es)? (?:(?:it|this|that|them|over|on|the (?:conversation|chat|question|message|customer|user|case|request|ticket)) )*to (?<who>(?:an? |the |our )?(?:(?:human|live|real) (?:[a-z]+)|(?:[a-z]+ )?(?:human|person|someone|somebody|operator)))$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Handover();

    [GeneratedRegex(@"^(?:ask|tell|have|get) (?<who>(?:the |a |an |my |our )?(?:head|director|chief|member|chair) of (?:the |our )?[\w-]+(?: [\w-]+)?|(?:the |a |an |my |our )?[\w'-]+(?: (?!to\b)[\w'-]+){0,2}) to (?<what>(?!summari|translat|classif)[a-z]+(?: .{2,160})?)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AskTo();

    [GeneratedRegex(@"^(?:let|have|ask|get) ((?:the |a |an |my |our )?[\w'-]+(?: team| manager| lead)?) (?:to )?((?:pick|choose|select|write|draft|prepare|provide|enter|fill (?:in|out)|describe|decide on|add|name|rate|upload|type)\b.{2,100})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LetPick();

    [GeneratedRegex(@"^ask (?:(?<who>(?:the |a |an |my |our )?(?:(?:dr|mr|mrs|ms|prof)\.? )?[\w'-]+(?: [\w-]+)?)(?: (?:first|about it|to decide|to look at it))?|(?<who>(?:his|her|their) [\w-]+(?: (?-i:[A-Z])\w+)?)(?: instead)?)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex JustAsk();

    [GeneratedRegex(@"\bask\s+(?<who>(?:the |a |an |my |our )?(?:new |next |other |senior |junior |responsible )?[\w'-]+(?: (?:team|manager|department|lead|leader|head|office|editor|director|engineer|officer|desk))?)\s+(?:for|what|which|who|where|when|why|how|(?:for a |to say )?(?:yes or no|yes/no),? (?:on )?(?<yes>whether|if)|(?<yes>whether|if)|(?:(?:a|some|\d+|one|two|three) (?:short |simple |few )?questions? )?about|to (?:enter|provide|give|fill in|type|choose|pick|select|supply|specify|answer|tell|say|write|describe|name|upload|add|rate))\s*(?<what>.{0,200})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AskFor();

    [GeneratedRegex(@"\b(?:approve|review|check|confirm|verify|look (?:at|over)|edit|ok|proofread|sign off(?: on)?|approval (?:of|for))\s+((?:the |this |that |all |each |every )?[A-Za-z][\w' -]{1,40}?)(?:\s+(?:before|within|by|first|and|with|in|after|if|until)\b|[,.;]|$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex What();

    [GeneratedRegex(@"\b(?:(?:within|in)(?: no more than| not more than| no longer than| at most| under| less than)?|due in|timeout(?: of| after)?|for (?:up to|at most)|at most|up to|max(?:imum)?|deadline(?: of)?|has|have|give(?:n)?(?: (?:him|her|them|it|me))?)\s+" + Amounts.Span, RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Due();

    [GeneratedRegex(@"\b(?:edits?|correct(?:s)?|change(?:s)? (?:it|the)|adjusts?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EditsText();

    [GeneratedRegex(@"^(?:the|a|an|my|our) ", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Articles();
}
