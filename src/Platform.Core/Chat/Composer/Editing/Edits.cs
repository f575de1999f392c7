using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;
using Platform.Core.Foundation;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>
/// Changes a draft as a sentence asks: each order that is known is one change; what asks for a step is built; an order about something that is there and
/// that no rule knows is told, and never becomes a step.
/// </summary>
/// <param name="newest">Steps that the last change added, for "it" and "the new one".</param>
internal sealed partial class Edits(Draft draft, Literals literals, ModelNames models, ComposerParts parts, IReadOnlyList<string>? newest = null)
{
    private readonly GraphSurgery _graph = new(draft);

    public Draft Draft { get; } = draft;

    public List<string> Told { get; } = [];

    public List<string> Remarks { get; } = [];

    public List<string> NotUnderstood { get; } = [];

    /// <summary>Clauses that only said where something belongs.</summary>
    public List<string> Settled { get; } = [];

    // Made anew each time: every change moves the steps.
    private StepFinder Finder => new(Draft, newest);

    /// <summary>Whether the text asks for another workflow instead of a change.</summary>
    public static bool IsNew(string text) => Fresh().IsMatch(text);

    /// <summary>What is asked for behind "start over:".</summary>
    public static string Behind(string text) => Over().Replace(text, "");

    public void Apply(string masked)
    {
        var (rest, known) = (new List<string>(), _graph.Bodies());
        var there = Draft.Nodes.Select(n => n.Key).ToList();
        if (WorkingDays().IsMatch(masked)) Remarks.Add("Working days are counted like any other day.");
        masked = Children(WorkingDays().Replace(masked, ""));
        foreach (var sentence in Clauses.Sentences(Titled().Replace(masked, "$1")))
        {
            if (Always(sentence.Text) || IsElsewhere(sentence.Text)) continue;
            var isNo = Phrase.Of(sentence.Text) is var whole && whole.Low(0) is "no" or "nope" && whole.Low(1) == ","; // "no, post it to #b"
            var orders = Orders(Branched(ErrorPath().Replace(Courtesy.Bare(sentence.Text), "")).Trim(' ', ',', '.', '!')).ToList();
            foreach (var said in orders)
            {
                // of several orders "too" and "also" belong to the one they stand with
                var isMore = Also().IsMatch(said) || (orders.Count == 1 ? Also().IsMatch(sentence.Text) : sentence.Text.IndexOf(said, StringComparison.Ordinal) is > 0 and var at && sentence.Text[..at].TrimEnd().EndsWith("also", StringComparison.OrdinalIgnoreCase));
                isMore |= said == orders[0] && AndThen.Opens(Phrase.Of(sentence.Text), out _) && !InsteadWord().IsMatch(sentence.Text);
                var order = OnceDone(BackTo(About(Alone(said, sentence.Text), sentence.Text)));
                if (isNo && rest.Count > 0)
                {
                    Append(string.Join(". ", rest), null, null); // what "no, b.md" corrects is there first
                    rest.Clear();
                }

                if (isNo && Replaced(Phrase.Of($"{order} instead"), isMore: false)) continue;
                _isAfter = rest.Count > 0;
                var isKnown = One(order, isMore || Also().IsMatch(order));
                if (Draft.Nodes.Select(n => n.Key).Except(there).ToList() is { Count: > 0 } fresh && Draft.Nodes.Count > there.Count) newest = fresh; // "it" of the next order is what this one added
                there = [.. Draft.Nodes.Select(n => n.Key)];
                if (isKnown) continue;
                if (rest.Count == 0 && IsOrderOnly(order)) { if (!Append(order, null, null, isSetting: true)) Missed(order); }
                else rest.Add(order);
            }
        }

        if (rest.Count > 0) Append(string.Join(". ", rest), null, null);
        _graph.Gate(known);
    }

    private static IEnumerable<string> Orders(string text) => OrderCutter.Cut(text).Select(Courtesy.Bare).Where(o => o.Length > 0).Select((o, i) => i > 0 && Lexicon.IsModel(Phrase.Of(o), 0) ? $"use {o}" : o);

    // What comes "also" is one more, and changes nothing that is there.
    private bool One(string text, bool isMore = false)
    {
        var deadlines = Deadlines();
        _isMore = isMore;
        var isKnown = Known(text, isMore);
        _isTimed = isKnown && Deadlines() != deadlines;
        return isKnown;
    }

    // Whether orders of the same message still wait to be built.
    private bool _isAfter;

    // Whether the order that is read comes on top of what is there.
    private bool _isMore;

    // Verbs that only change what is there, and wishes about a step that is there.
    private bool IsOrderOnly(string text) => EditVerb().IsMatch(text) || Wish().Match(text) is { Success: true } wish && Finder.Find(Plain(wish.Groups[1].Value)).Count > 0;

    private static readonly Form SwapTwo = new("swap/switch/exchange/flip/reverse/interchange the/their? order/places/positions/sequence of? the? | swap/switch/exchange/flip/interchange the? steps/two?");

    // "Swap the report and the approval", "reverse the order of steps 2 and 3"
    private bool Exchange(Phrase order)
    {
        if (!SwapTwo.Opens(order, out var lead) || order.Has("to", "for", "with", "into", "from") || order.HasLiterals) return false;
        var said = order.From(lead);
        while (said.Count > 1 && said.Low(said.Count - 1) is "around" or "over" or "please" or "other" or "each") said = said.To(said.Count - 1);
        if (said.Low(0) is "and" || said.Count == 0 && newest is not { Count: 2 }) return order.Has("order", "places") && Cannot("Say which two steps: \"swap summarise and translate\".");
        if ((said.Count == 0 ? newest!.ToList() : Finder.All(said.Text)) is not { Count: 2 } two)
        {
            if (said.Find(1, "and") is not (> 0 and var and) || !order.Has("order", "places", "positions", "sequence")) return false;
            return Cannot(Finder.Unclear(Plain((Finder.One(Plain(said.To(and).Text)) is null ? said.To(and) : said.From(and + 1)).Text)));
        }

        if (_graph.AreAtOnce(two)) return Cannot($"{Listed(two)} go on at once, so neither comes first: say \"one after the other\" first.");
        var names = Draft.Nodes.Select(n => n.Key).ToList();
        var (first, second) = names.IndexOf(two[0]) < names.IndexOf(two[1]) ? (two[0], two[1]) : (two[1], two[0]);
        if (!Draft.Targets(Draft.Nodes[first]?["next"]).Contains(second) && !Finder.Behind(first).Contains(second)) return Cannot($"'{first}' and '{second}' do not follow one another: say \"move {second} before {first}\".");
        return MoveTo(second, first, isBefore: true);
    }

    private static readonly Form InsteadOf = new(",? instead of | ,? rather than | ,? in place of | , not | ,? and/but not");

    private static readonly Form BecomesForm = new("should/must/has/shall to? be/read/say/become? | is now? | becomes | -> | =>");

    private static readonly Form UseLead = new("use/ask/have/let/take/do/prefer/try it? with? | assign/give/post/send/mail/write/save it? to/by | make it | post/send to");

    private static readonly Form Uttered = new("say/print/write/read/show/call it? that? :?");

    private static readonly Form Commanded = new("make/set/change/put/get/give/keep/move/turn/raise/lower/add/remove the/it/that/this/them/my/our/a/an");

    // "Use telegram instead of slack", "instead of publishing, save it to post.md", "Lisa rather than Maria"
    private bool UseInstead(Phrase order)
    {
        Phrase was, now;
        if (InsteadOf.Opens(order, out var lead) && order[0].Text != ",")
        {
            var end = order.Find(lead, ",", ":");
            if (end < 0)
                for (end = lead + 1; end < order.Count && Lexicon.OrderAt(order, end) != end; end++) { }
            if (end >= order.Count - 1) return false;
            (was, now) = (order.Part(lead, end), order.From(order[end].Kind == TokenKind.Mark ? end + 1 : end));
        }
        else if (order.Count is > 2 and < 7 && order[0].Kind == TokenKind.Literal && BecomesForm.At(order, 1) == order.Count - 1 && order[order.Count - 1].Kind == TokenKind.Literal) (was, now) = (order.To(1), order.From(order.Count - 1));
        else if (InsteadOf.In(order, 1) is var (at, behind) && behind < order.Count) (now, was) = (order.To(at), order.From(behind));
        else return false;
        while (was.Count > 1 && Lexicon.IsPreposition(was.Low(0))) was = was.From(1);
        if (Goes.In(now, 1) is var (goes, place) && place < now.Count && Lexicon.IsPreposition(now.Low(place - 1)) && now.Low(0) is "the" or "it" or "that") now = now.From(place); // "the output goes to #a, not to the file"
        if (was.Count > 8 || now.Find(0, "if", "when", "unless") >= 0) return false;
        if (was[was.Count - 1] is { Kind: TokenKind.Literal } old && now[now.Count - 1] is { Kind: TokenKind.Literal } other && Literals.KindOf(old.Text[0]) is { } kind && kind == Literals.KindOf(other.Text[0]) && kind is not "name" && (kind != "quote" || Holds(literals.Value(old.Text[0])))) return Instead(old.Text, other.Text);
        if (NumberIn(was) is { } before && was.Count < 4 && NumberIn(now) is { } figure) return OtherNumber(before, figure); // "make the limit 100 instead of 50"
        var value = UseLead.Opens(now, out var use) && use < now.Count ? now.From(use) : now;
        if (value.Count == now.Count && now.Find(1, "should", "must", "shall") is > 0 and < 5 && was.Any(People.IsName)) return false; // a clause is no name that takes the place of another
        if (NodeOf(Plain(was.Text)) is { } asked && AskInstead(asked, now)) return true;
        if (Lexicon.OrderAt(now, 0) == 0 && NodeOf(Plain(was.Text)) is { } node && Become(node, now.Text)) return true;
        if (value.Count == now.Count && Uttered.Opens(now, out var words) && words < now.Count) value = now.From(words); // "say hello instead of hi"
        else if (value.Count == now.Count && Commanded.Opens(now, out _)) return Missed(order.Text); // the words of an order are no text of the draft
        return (value.Count < now.Count || now.Count < (Finder.One(Plain(was.Text)) is null ? 5 : 9)) && Instead(was.Text, value.Text);
    }

    // One thing in the place of another: a model, a person, a literal of the same kind, a step, a text.
    private bool Instead(string was, string now)
    {
        if (models.Find(was, literals) is { } old && models.Find(now, literals) is { } use) return InsteadModel(old, use);
        if (OnlyTongue(was) is { } tongue && OnlyTongue(now) is { } into && OtherTongue(tongue, into)) return true;
        var isElsewhere = Phrase.Of(now) is var there && Service(there, there.Count - 1) is { } service && !(NodeOf(Plain(was)) is { } known && Uses(known).Contains(service)); // "Slack channel #a" in the place of Telegram
        (was, now) = (Bared(Only(was)), isElsewhere ? now : Bared(Only(now)));
        if (was.Length == 1 && now.Length == 1 && Literals.IsLiteral(was[0]) && Literals.IsLiteral(now[0])) return ReplaceText(literals.Value(was[0]), literals.Value(now[0]));
        if (Amounts.Of(was) is not null && Amounts.Of(now) is not null) return OtherNumber(was, now);
        if (Languages.Is(was) && Languages.Is(now)) return ReplaceText(Plain(was), Plain(now));
        if (Phrase.Of(was) is { Count: 1 } name && People.IsName(name[0]) && NodeOf(Plain(was)) is { } about && Draft.Nodes[about]?["human"] is null && (Draft.Nodes[about]!.ToJsonString() + Draft.Find("agents")?.ToJsonString()).Contains(was, StringComparison.Ordinal)) return ReplaceText(Plain(was), literals.Unmask(now).Trim('"')); // a name in what a step is told
        if (IsTool(was) && Phrase.Of(now) is { Count: 1, HasLiterals: false } && !IsTool(now) && !People.IsRole(now) && new PlanReader(literals, models, parts.Workflows).Read(Nominals.Order(now)).Items.Count == 0) return Cannot(Services.Missing(Plain(now)));
        if (((Telling().IsMatch(now) ? Teller(was) : null) ?? NodeOf(Plain(was))) is { } node) return Become(node, now) || ReplaceText(Plain(was), literals.Unmask(now).Trim('"'));
        if (Finder.Find(Plain(was)).Count > 1 && _graph.ReplaceText(Plain(was), Plain(now)) == 0) return Cannot(Finder.Unclear(Plain(was)));
        return SwapTool(Plain(was), now) || IsTool(was) && !now.Any(Literals.IsLiteral) && Cannot(Services.Missing(Plain(now))) || ReplaceText(Plain(was), literals.Unmask(now).Trim('"'));
    }

    // What is told elsewhere takes the place of what told it: "not to the file" is where it was written, not where something was read.
    private string? Teller(string was) => new StepFinder(Draft, newest) { Only = n => Uses(n).Any(Tellers.Contains) }.One(Plain(was));

    // "Replace the email with a slack message", "the critique should be done by a human called Eva"
    private bool Become(string node, string now)
    {
        if (BecomeColleague(node, Phrase.Of(now))) return true;
        if (AskedInstead(node, Phrase.Of(now))) return true;
        var place = UseLead.Opens(Phrase.Of(now), out var lead) ? Phrase.Of(now).From(lead) : Phrase.Of(now);
        if (AFile(place) && Uses(node).Any(Tellers.Contains) && Draft.Nodes[node]?["with"]?["path"] is null) now = $"save it to {place.Text}"; // what told it elsewhere is written there, and reads none
        if (ByPerson().Match(now) is { Success: true } other && Draft.Nodes[node]?["human"] is JsonObject human && new PeopleSkills(literals).Read($"ask {other.Groups[1].Value} to approve it")?.Get("assign") is { } assignee)
        {
            human["assign"] = assignee;
            return Did($"'{node}' asks {assignee}");
        }

        if (Draft.Text(Draft.Nodes[node]?["code"]?["source"]) is { } source && Deed(now) is { } deed) now = CodeTask(source, deed) ?? now;
        if (ByPerson().Match(now) is { Success: true } person) now = $"ask {person.Groups[1].Value} to approve it";
        else if (now.Length == 1 && Literals.IsLiteral(now[0]) && SwapIn(node, now[0])) return true;
        else if (now.Length == 1 && Literals.KindOf(now[0]) == "file" && Uses(node).Any(Tellers.Contains)) now = $"save it to {now}"; // where something was told
        if (!Clauses.BeginsWithVerb(now) && Phrase.Of(now) is var noun && noun.Count is > 2 and < 7 && noun[noun.Count - 1].IsLiteral("file") && noun.Low(noun.Count - 2) is "in" or "into" or "to" or "as") now = $"save {now}"; // "the text in story.txt"
        var order = Clauses.BeginsWithVerb(now) ? Words.Plain(now) : Nominals.Order(now);
        var plan = new PlanReader(literals, models, parts.Workflows, Labels()).Read(Clauses.BeginsWithVerb(order) ? order : Phrases.Active(order));
        if (plan.Items.Count == 0) plan = new PlanReader(literals, models, parts.Workflows).Read($"send it to {now}");
        if (plan.Items is [Fork { Cases: [var only], Else.Count: 0 }] && WayOf(only.When) is var (_, way) && Draft.Targets(way["to"]).Contains(node))
        {
            plan.Items.Clear(); // "send bugs to …": what is so is decided before that step already
            plan.Items.AddRange(only.Then);
        }

        return plan.Items.Count > 0 && plan.NotUnderstood.Count == 0 && Exchange(node, plan, plan.Items[0]);
    }

    private bool Exchange(string old, Plan plan, PlanItem step)
    {
        _ = step;
        var text = GraphSurgery.MessageOf((JsonObject)Draft.Nodes[old]!);
        var made = Build(plan, _graph.NotYet(old, isDone: false));
        if (made.Count == 0) return false;
        var saved = (Draft.Nodes[old]?["save"] as JsonObject ?? []).Select(s => s.Key).ToList();
        _graph.Exchange(old, made[0], made[^1]);
        if (saved is [var was] && (Draft.Nodes[made[^1]]?["save"] as JsonObject)?.Select(s => s.Key).FirstOrDefault() is { } now) _graph.ReadEverywhere(was, now);
        if (text is not null && Draft.Nodes[made[0]]?["with"] is JsonObject with && with.ContainsKey("text")) with["text"] = text;
        return Did($"'{made[0]}' stands in the place of '{old}'");
    }

    // The new nodes stand by themselves: nothing leads to them yet.
    private List<string> Build(Plan plan, IReadOnlyCollection<string>? later = null, string? missing = null)
    {
        var builder = new GraphBuilder(plan, literals, Draft, parts, [], later) { Missing = missing };
        builder.Build();
        Told.AddRange(builder.Told.Where(t => t.StartsWith("input ", StringComparison.Ordinal)));
        Remarks.AddRange(builder.Remarks);
        return builder.Nodes;
    }

    private bool Replace(string text)
    {
        if (DoneBy().Match(text) is { Success: true } by && NodeOf(Plain(by.Groups["old"].Value)) is { } node && ByPerson().IsMatch(by.Groups["new"].Value)) return Become(node, by.Groups["new"].Value);
        if (ReplaceWord().Match(text) is not { Success: true } match) return false;
        if (Makes(Phrase.Of(text)) is { } maker) return Append(text, maker, null);
        return Instead(match.Groups["old"].Value.Trim(), match.Groups["new"].Value.Trim());
    }

    private bool ReplaceText(string was, string now)
    {
        var changed = _graph.ReplaceText(was, now);
        foreach (var form in new[] { (Upper(was), Upper(now)), (was.ToLowerInvariant(), now) }.Where(f => changed == 0 || f.Item1 != was)) changed += _graph.ReplaceText(form.Item1, form.Item2);
        return changed > 0 ? Did($"'{was}' became '{now}' in {changed} place{(changed == 1 ? "" : "s")}") : Cannot(Finder.Unclear(was));
    }

    private static string Upper(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Builds steps and puts them behind a node, before one, or between two; at the end when neither is named.</summary>
    /// <param name="isSetting">Only bounds and names are read; false when there is a step in it.</param>
    private bool Append(string text, string? after, string? before, bool isSetting = false)
    {
        text = AllSaved(ACopy().Replace(WhenOver(text), ""));
        if (EachOf().Match(text) is { Success: true } each && (Draft.Find("state") ?? []).Select(s => s.Key).LastOrDefault(k => k == Words.Plural(each.Groups[1].Value)) is { } list && Draft.Text(Draft.Find("state")![list]?["type"]) == "array") text = $"for each {each.Groups[1].Value} in {list}: {text}";
        if (TrailingIf().Match(text) is { Success: true } trailing && new Conditions(literals, [.. Labels()]).Read(trailing.Groups["if"].Value) is { Test: not (Test.Judge or Test.Late or Test.Failed) })
            text = $"{(trailing.Groups["word"].Value is "unless" ? "unless" : "if")} {trailing.Groups["if"].Value}, {trailing.Groups["what"].Value}";
        if (Never.Opens(Phrase.Of(text), out _) || !isSetting && Phrase.Of(text) is var only && only.Low(0) is "only" or "just" && Lexicon.OrderAt(only, 1) < 0) return Missed(text); // "only the mail" is no step
        if (Phrase.Of(text) is var run && run.Low(0) is "run" or "execute" or "do" && run.Low(1) is "the" && run.Low(2) != "workflow" && run.Count < 8 && !run.HasLiterals && Finder.Find(run.Part(2, 3).Text).Count > 0) return Missed(text);
        if (RowLabel(Phrase.Of(text)) is { } label)
        {
            Remarks.Add($"'{label}' is a category of single members of a list, and I cannot send those alone on in a draft that stands: say \"start over\", and \"for each … if it is {label}, …\".");
            return Missed(text);
        }

        if (IsNowhere(Phrase.Of(text)) is { } nowhere) return Cannot(nowhere);
        var isAlways = Phrase.Of(text).Has("every", "each", "always");
        var subject = Subjected(ref text);
        text = Existing(text);
        var plan = new PlanReader(literals, models, parts.Workflows, Labels()).Read(Relative().Replace(AddLead().Replace(Courtesy.Bare(text), ""), ""));
        if (isSetting && (plan.Items.Count > 0 || plan.Inputs.Count > 0 || plan.NotUnderstood.Count > 0)) return false;
        if (after is null && before is null && PlanReader.Steps(plan.Items).Any(IsNoOrder)) return Missed(text);
        if (Undone(plan)) return true;
        if (plan.Items.Count > 0 && plan.Remarks.Exists(r => r.StartsWith("Nothing starts the workflow", StringComparison.Ordinal))) return Missed(text); // what comes in begins a workflow, and this one has begun
        var known = Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        NotUnderstood.AddRange(plan.NotUnderstood);
        Remarks.AddRange(plan.Remarks);
        if (plan.Name is { } name && Naming.Slug(name) is { Length: > 0 } slug)
        {
            Draft.Root["name"] = slug;
            Did($"the workflow is called '{slug}'");
        }

        foreach (var line in Finish.Limits(Draft, plan)) Did(line);
        if (plan.Items.Count == 0)
        {
            foreach (var input in plan.Inputs)
                if (Draft.Section("inputs").TryAdd(input.Name, new JsonObject { ["type"] = TypeName(input.Type) })) Did($"input '{input.Name}'");
            if (plan.Attempts is { } attempts && Everywhere("retry", JsonValue.Create(attempts))) Did($"every step that can fail is tried {attempts} times");
            if (plan.Timeout is { } timeout && Everywhere("timeout", JsonValue.Create(timeout))) Did($"every step has {timeout}");
            if (plan.Model is { } use && Draft.Find("agents") is { Count: > 0 })
            {
                _graph.SetModel(use, null);
                Did($"all agents use {use}");
            }

            if (plan.Cache is { } cache && Draft.Find("models") is { Count: > 0 } all)
            {
                foreach (var (_, model) in all) ((JsonObject)model!)["cache"] = cache == "true" ? JsonValue.Create(true) : JsonValue.Create(cache);
                Did("answers of models are kept");
            }
        }
        else if (after is not null || before is not null || !Known(plan)) Place(plan, after ?? (before is null && plan.Items is [Step _] ? MakerOf(text) ?? (_isMore && !isAlways ? OnlyTold() : null) : null), before);

        if (_alike is { } like && !text.Any(c => Literals.IsLiteral(c) && Literals.KindOf(c) == "quote"))
            foreach (var made in Draft.Nodes.Where(n => !known.Contains(n.Key)).Select(n => n.Value?["with"] as JsonObject).OfType<JsonObject>().Where(w => w.ContainsKey("text"))) made["text"] = GraphSurgery.MessageOf((JsonObject)Draft.Nodes[like]!);
        _alike = null;
        if (plan.Items.Count > 0 || plan.NotUnderstood.Count == 0 || Phrase.Of(text).Has("schedule", "run", "start", "trigger", "workflow")) Start(plan); // when nobody knows what should happen on Saturdays, nothing starts then
        if (subject is not null) Subject(subject, known);
        return true;
    }

    /// <summary>Builds a plan at a place, and hands on what it makes.</summary>
    private bool Place(Plan plan, string? after, string? before)
    {
        var known = (Draft.Find("state") ?? []).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        var builder = new GraphBuilder(plan, literals, Draft, parts, _graph.LooseFor(after, before), [.. _graph.WrittenBehind(after, before), .. after is { Length: > 0 } ? _graph.NotYet(after) : before is { Length: > 0 } ? _graph.NotYet(before, isDone: false) : []]) { Behind = after };
        if (after is null && before is null && _graph.LooseFor(null, null) is { Count: > 1 } ends && _graph.AreAtOnce(ends)) builder.Join(ends);
        builder.Build();
        Remarks.AddRange(builder.Remarks);
        if (builder.Nodes.Count == 0) return false;
        foreach (var one in plan.Items.OfType<Fork>().SelectMany(f => f.Cases))
            if (builder.Nodes.FirstOrDefault(n => Draft.Text(Draft.Nodes[n]?["agent"]) is { } agent && agent.StartsWith("judge", StringComparison.Ordinal) && Draft.Nodes[n]?["next"] is JsonArray) is { } judge)
                Remarks.Add($"No step told whether {one.When.Said}, so '{judge}' was added: an agent decides it from what it is given. Say what it should go by if that is not it.");
        Decided(builder.Nodes);
        _graph.Join(builder.Nodes, builder.Open, after, before);
        if (after is null && before is null) _graph.KeepApart(builder.Nodes);
        if (after is not null || before is not null) HandOn(builder.Nodes[^1]);
        if (before is { Length: > 0 }) ReadBy(builder.Nodes[^1], before);
        foreach (var line in builder.Told) Did(line);
        Unread(builder.Nodes);
        foreach (var asks in builder.Nodes.Where(n => Draft.At(Draft.Nodes[n], "human", "form", "properties", "approved") is not null && Draft.Nodes[n]!["next"] is null)) Remarks.Add($"Nothing follows '{asks}', so a yes and a no there are the same: say what should happen then.");
        foreach (var made in (Draft.Find("state") ?? []).Select(s => s.Key).Where(k => !known.Contains(k) && k is not "rounds" && !GraphBuilder.IsStatus(k)).ToList())
            Draft.Section("outputs").TryAdd(made, $"${{{{ state.{made} }}}}");
        return true;
    }

    private bool Everywhere(string key, JsonNode value)
    {
        var any = false;
        foreach (var (name, node) in Draft.Nodes)
        {
            if (key is "retry" && Uses(name).Any(u => u is "slack.post" or "telegram.send" or "email.send" or "github.issue"))
            {
                if (!Remarks.Contains(GraphBuilder.SentOnce)) Remarks.Add(GraphBuilder.SentOnce);
                continue;
            }

            if (node is not JsonObject map || !(map.ContainsKey("tool") || map.ContainsKey("agent") || map.ContainsKey("code") || map.ContainsKey("workflow"))) continue;
            map[key] = value.DeepClone();
            any = true;
        }

        return any;
    }

    private IReadOnlyCollection<string> Labels() =>
        [.. (Draft.Find("state") ?? []).SelectMany(s => (Draft.At(s.Value, "properties") as JsonObject ?? []).Select(p => p.Value).Prepend(s.Value)).SelectMany(s => ((s as JsonObject)?["enum"] as JsonArray ?? []).Select(Draft.Text)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    private bool Did(string what)
    {
        Told.Add(what);
        return true;
    }

    private bool Cannot(string why)
    {
        Remarks.Add(why);
        return true;
    }

    private string Plain(string text) => StepNoise().Replace(literals.Unmask(text).Replace("\"", "", StringComparison.Ordinal).Trim(' ', '.', ',', '?', '\''), "").Trim();

    private static string Identifier(string text) => NodeName().IsMatch(text) && text != "end" ? text : Words.Identifier(text);

    private string? NodeOf(string said) => Finder.One(said);

    private IEnumerable<string> Uses(string node)
    {
        if (Draft.Text(Draft.Nodes[node]?["tool"]) is { } tool)
        {
            yield return tool;
            if (Draft.Text(Draft.Find("tools")?[tool]?["use"]) is { } use) yield return use;
        }

        if (Draft.Text(Draft.Nodes[node]?["agent"]) is { } agent) yield return agent;
    }

    private static string? Near(string written, IEnumerable<string> known)
    {
        var all = known.ToList();
        return all.Find(k => string.Equals(k, written, StringComparison.OrdinalIgnoreCase)) ?? Names.Nearest(written, all);
    }
}
