using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Who is asked, and whom else: "make the reviewer the marketing team", "let Tom approve it too", "both must agree".</summary>
internal sealed partial class Edits
{
    private static readonly Form MakeThem = new("make/change/set/let the/our? reviewer/approver/assignee/person/boss to/be/into/as? | the/our? reviewer/approver/assignee/person is/are/should/must be? | assign/give/hand it/that/this/the? approval/review/task/decision? to | reassign it/that/this/the? approval/review? to");

    private static readonly Form BeThem = new("should/must/shall/will/can be/become the/our? reviewer/approver/assignee | is the/our? reviewer/approver now?");

    private static readonly Form All = new("both/all/everyone/everybody/they/each of? them? of? them? must/should/have/has/need/needs to? both? approve/agree/confirm/ok/accept | both/all approvals/reviews are needed/required | only if both/all approve/agree");

    private static readonly Form Agree = new("must/should/have/has/need/needs to? both? approve/agree/confirm/ok/accept it/this/that? | approve/agree/confirm");

    private bool Whom(Phrase order)
    {
        var gates = Draft.Nodes.Where(n => n.Value?["human"] is not null).Select(n => n.Key).ToList();
        if (gates.Count == 0) return false;
        if (Agree.In(order, 1) is var (must, over) && over == order.Count && order.To(must).Find(1, "and") is > 0)
        {
            var asked = order.To(must);
            if (asked.Low(0) == "both") asked = asked.From(1);
            var and = asked.Find(1, "and");
            var more = new[] { asked.To(and), asked.From(and + 1) }.Where(p => Assignee(p) is { } one && !gates.Exists(g => Draft.Text(Draft.Nodes[g]!["human"]!["assign"]) == one)).ToList();
            return more.Count > 0 && more.TrueForAll(People.IsPerson) && more.TrueForAll(p => AskAsWell(gates[^1], p)); // "both Oliver and the CEO have to agree"
        }

        if (All.Opens(order, out var all) && all >= order.Count - 2) return gates.Count > 1 ? Cannot($"That is so already: what follows {Listed(gates)} happens only when each said yes.") : Cannot($"Only '{gates[0]}' asks somebody. Say who else should be asked.");
        var who = MakeThem.Opens(order, out var lead) ? order.From(lead) : BeThem.In(order) is var (be, _) && be > 0 ? order.To(be) : null;
        if (who is null || who.Count == 0 || (People.IsPerson(who) ? Assignee(who) : who.Count is 2 or 3 && Lexicon.IsDeterminer(who.Low(0)) && !who.HasLiterals ? $"role:{Reading.Words.Identifier(who.From(1).Text)}" : null) is not { } assignee) return false;
        if (newest?.LastOrDefault(gates.Contains) is { } made) gates = [made];
        if (gates.Count > 1) return Cannot($"Several are asked: {string.Join(", ", gates.Select(g => $"'{g}' ({Draft.Text(Draft.Nodes[g]!["human"]!["assign"])})"))}. Say which of them, such as \"change {Draft.Text(Draft.Nodes[gates[0]]!["human"]!["assign"])} to {assignee.Replace("role:", "", StringComparison.Ordinal)}\".");
        Draft.Nodes[gates[0]]!["human"]!["assign"] = assignee;
        return Did($"'{gates[0]}' asks {assignee}");
    }

    // "Replace the recruiter with the hiring manager": who is asked, and what he is called where he is asked.
    private bool AskedInstead(string node, Phrase now)
    {
        while (now.Count > 1 && now.Low(0) is "by" or "a" or "an") now = now.From(1);
        if (Draft.Nodes[node]?["human"] is not JsonObject human || !People.IsPerson(now) || now.Count > 5 || (now.Any(People.IsName) ? Assignee(now) : $"role:{Reading.Words.Identifier((Lexicon.IsDeterminer(now.Low(0)) ? now.From(1) : now).Text)}") is not { } assignee) return false;
        var (was, old) = (Draft.Text(human["assign"]), (Draft.Text(human["assign"]) ?? "").Replace("role:", "", StringComparison.Ordinal).Replace('_', ' '));
        human["assign"] = assignee;
        var called = assignee.Replace("role:", "", StringComparison.Ordinal).Replace('_', ' ');
        if (was is not null && old.Length > 2)
            foreach (var key in new[] { "title", "description" })
                if (Draft.Text(human[key]) is { } text) human[key] = System.Text.RegularExpressions.Regex.Replace(text, $@"\b{System.Text.RegularExpressions.Regex.Escape(old)}\b", called, System.Text.RegularExpressions.RegexOptions.IgnoreCase);
        return Did($"'{node}' asks {assignee}");
    }

    private string? Assignee(Phrase who)
    {
        var assign = new PeopleSkills(literals).Read($"ask {who.Text} to approve it")?.Get("assign");
        var bare = Lexicon.IsDeterminer(who.Low(0)) ? who.From(1) : who;
        return assign == $"role:{bare.Low(bare.Count - 1)}" && bare.Count is 2 or 3 && bare.Tokens.All(t => t.IsWord && !People.IsName(t) && !Lexicon.IsPreposition(t.Low)) ? $"role:{Reading.Words.Identifier(bare.Text)}" : assign; // the hiring manager is no manager of any kind
    }

    private static readonly Form PlaceWords = new("then/finally/afterwards/lastly | before/after/between/behind/when/if/unless/within/once | at/in/for/as the | first");

    // An approval that is asked for without a place stands before what goes out; one more stands beside the one that is there.
    private bool Approved(Phrase order, bool isMore = false)
    {
        var said = order;
        while (said.Count > 2 && said.Low(said.Count - 1) is "too" or "also" or "well" or "as") (said, isMore) = (said.To(said.Count - 1), true);
        if (said.Find(0, "also") is >= 0 and var also) (said, isMore) = (said.Without(also, also + 1), true);
        if (_isAfter && !Draft.Nodes.Any(n => n.Value?["human"] is not null)) return false; // what is said before it comes first
        if (Side.In(said) is not null && Draft.Nodes.Count(n => n.Value?["human"] is not null) > 1) return false; // who is asked already is asked at once
        if (PlaceWords.In(said) is not null || said.HasLiterals || said.Count > 12) return false;
        if (AddLead().Match(said.Text) is { Success: true } add) said = Phrase.Of(Referring.Nominals.Order(said.Text[add.Length..]));
        if (said.Find(1, "and") is > 1 and < 6 and var and && Lexicon.OrderAt(said, 0, isFirst: true) == 0 && said.Low(0) is "let" or "have" or "ask" or "get" && Enumerable.Range(and + 1, Math.Max(0, said.Count - and - 2)).FirstOrDefault(i => Lexicon.FormOf(said.Low(i)) is VerbForm.Plain && !People.IsRole(said.Low(i)) || said.Low(i) == "to") is > 0 and var verb && People.IsPerson(said.Part(1, and)) && People.IsPerson(said.Part(and + 1, verb)))
            return Approved(said.Without(and, verb), isMore) && Approved(Phrase.Of($"{said[0].Text} {said.From(and + 1).Text}"), true); // "let Ben and Carla approve it"
        if (!Asks(said) || models.Find(said.Text, literals) is not null || said.Has("again", "until", "instead", "rather")) return false;
        var gate = Draft.Nodes.LastOrDefault(n => n.Value?["human"] is not null && n.Value["next"] is JsonArray { Count: > 0 } ways && ways[0] is JsonObject).Key;
        if (gate is not null && (isMore || Draft.Targets(Draft.Nodes[gate]!["next"]![0]!["to"]) is not ["end"]))
        {
            var known = Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
            var onward = Draft.Targets(Draft.Nodes[gate]!["next"]![0]!["to"]).FirstOrDefault() ?? "end";
            if (!Append(said.Text, onward == "end" ? gate : null, onward == "end" ? null : onward)) return false;
            if (Draft.Nodes.Select(n => n.Key).FirstOrDefault(n => !known.Contains(n)) is { } made && Draft.Nodes[made]?["human"] is JsonObject human && Draft.Text(Draft.Nodes[gate]!["human"]!["description"]) is { } about)
                (human["description"], human["title"]) = (about, Draft.Nodes[gate]!["human"]!["title"]?.DeepClone());
            return true;
        }

        return gate is null && Draft.Nodes.Any(n => Uses(n.Key).Any(Tellers.Contains)) && Ahead(said);
    }

    // "Only for tickets with priority high", "skip the rows where the amount is below 10": what the list that is gone through may hold.
    private static readonly Form Out = new("skip/ignore/exclude/omit/drop/discard/remove/filter all/out/the/any/those/every? | leave/filter/throw out the/all/those/any? | no | don't process/handle/do/take/reply/answer to? the/any? | do not process/handle/do/take/reply/answer to? the/any? | without the/any/those?");

    private static readonly Form Keep = new("only process/handle/take/use/do/keep/consider/include/reply/answer/want/need to/for? the/those/all? | keep/take/use/process/include only? the/those/all? | only for? the/those/all? | restrict/limit it to the/those? | just for? the/those? | we/i only want/need the/those?");

    private static readonly HashSet<string> Joins = ["where", "with", "that", "which", "whose", "who", "if", "when", "above", "below", "over", "under", "from", "of", "in", "having", "without"];

    private static readonly Form Few = new("process/handle/take/do/use/only at/up? most/to? the? first? # | no/not more than # | at most # | only the? first? # | max/maximum # | limit it/them to the? first? #");

    private bool Filtered(Phrase order)
    {
        if (Draft.Nodes.FirstOrDefault(n => n.Value?["map"] is JsonObject).Key is not { } map) return false;
        if (Few.Opens(order, out var few) && few == order.Count - 1 && (Words.Singular(order.Low(few)) is var thing && (thing is "row" or "item" or "one" or "record" || thing == Draft.Text(Draft.Nodes[map]!["map"]!["as"]))))
            return Cannot("How many members of a list are gone through cannot be bounded in a draft: let what makes the list give fewer (\"limit 20\" in a query), or say how many go on at once (\"5 at a time\").");
        if (order.Has("fail", "fails", "failed", "failing", "break", "breaks")) return false;
        var isOut = Out.Opens(order, out var lead);
        if (!isOut && !Keep.Opens(order, out lead) || lead >= order.Count - 1) return false;
        var item = (Draft.Text(Draft.Nodes[map]!["map"]!["as"]) ?? "item").ToLowerInvariant();
        var list = Draft.Text(Draft.Nodes[map]!["map"]!["over"])?.Split('.').LastOrDefault()?.Trim(' ', '}') ?? "";
        var at = lead;
        while (at < order.Count && at - lead < 3 && !Joins.Contains(order.Low(at))) at++;
        var noun = Words.Singular(order.Low(Math.Max(lead, at - 1)));
        if (at >= order.Count || at > lead && !(noun == item || noun == Words.Singular(list) || noun is "row" or "item" or "one" or "those" or "line" or "record" or "entry" or "element" or "thing" or "that" or "member")) return false;
        var start = order.Low(at) is "above" or "below" or "over" or "under" or "if" or "when" or "in" or "of" ? at : at + 1;
        if (order.Low(at) is "if" or "when") start = at + 1;
        var said = order.From(start);
        if (order.Low(at) is "with" or "having" or "whose" or "without" && said.Count == 2) said = Phrase.Of($"{said[0].Text} is {said[1].Text}");
        if (order.Low(at) is "from" && said.Count == 1) said = Phrase.Of($"country is {said.Text}");
        var only = new Conditions(literals, []).Read(said.Text);
        if (only.Test is not (Test.Number or Test.Text or Test.Contains) || only.Subject.Length == 0 || only.Subject is "it" or "they")
        {
            Remarks.Add($"I do not know which column tells that: say for example \"{order.Text.Split(' ')[0].ToLowerInvariant()} the {Words.Plural(noun)} where status is closed\".");
            return Missed(order.Text);
        }

        var plan = new Plan();
        plan.Items.Add(new Step("filter", order.Text) { Only = isOut ^ order.Low(at) == "without" ? only.Not() : only });
        var known = Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        var own = (Draft.Nodes[map]!["save"] as JsonObject ?? []).FirstOrDefault(s => (Draft.Text(s.Value) ?? "").Contains($"'{only.Subject}': output", StringComparison.Ordinal)).Key; // what the step itself finds out is known behind it
        if (!Place(plan, own is null ? null : map, own is null ? map : null) || Draft.Nodes.FirstOrDefault(n => !known.Contains(n.Key)) is not { Key: { } made, Value: { } filter } || filter["set"] is not JsonObject { Count: 1 } set) return true;
        var (channel, source) = (set.First().Key, own is not null ? $"state.{own}" : Draft.Text(Draft.Nodes[map]!["map"]!["over"])?.Trim('$', '{', '}', ' ') ?? "");
        set[channel] = $"${{{{ {source}{Draft.Text(set[channel])![Draft.Text(set[channel])!.IndexOf(".filter(", StringComparison.Ordinal)..]}";
        foreach (var reader in _graph.Behind(made).Select(b => Draft.Nodes[b]).OfType<JsonObject>()) GraphSurgery.ReadInstead(reader, source, $"state.{channel}");
        Draft.Find("outputs")?.Remove(set.First().Key);
        return true;
    }
}
