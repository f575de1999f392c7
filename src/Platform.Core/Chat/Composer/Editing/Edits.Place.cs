using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Steps that are added, and where: "before the email", "between a and b", "at the end", "in parallel with fetch", "in the loop", "for bugs".</summary>
internal sealed partial class Edits
{
    private bool Insert(string text)
    {
        if (AddInput().Match(text) is { Success: true } input && Input(input.Groups[1].Value)) return true;
        if (More(text)) return true;
        if (Alongside(text) || Worded(text)) return true;
        if (FirstInWay().Match(text) is { Success: true } early && EarlyWay(early)) return true;
        if (text.StartsWith("prepend ", StringComparison.OrdinalIgnoreCase)) return Put(AddLead().Replace(text, ""), null, "", isAdd: true);
        var lead = AddLead().Match(text);
        var isAdd = lead.Success;
        var what = Newcomers.Together(isAdd ? text[lead.Length..] : text);
        if (Between().Match(what) is { Success: true } between)
        {
            isAdd |= what[..between.Groups["what"].Index].TrimEnd().Split(' ')[^1].ToLowerInvariant() is "add" or "insert" or "put"; // "between a and b add a step called c"
            if (Step(between.Groups["a"].Value, isBefore: false) is { } a && Step(between.Groups["b"].Value, isBefore: true) is { } b) return Put(between.Groups["what"].Value, Beside(a, b), b, isAdd);
            if (Cut(Phrase.Of(between.Groups["b"].Value), "that", "which", "who", "to") is var (place, clause) && Step(between.Groups["a"].Value, isBefore: false) is { } from && Step(place.Text, isBefore: true) is { } to) return Put($"{between.Groups["what"].Value} that {clause.Text}", Beside(from, to), to, isAdd); // "an agent between a and b that sorts it"
            return (isAdd || Step(between.Groups["a"].Value, isBefore: false) is not null || Step(between.Groups["b"].Value, isBefore: true) is not null) && Cannot(Finder.Unclear(Finder.One(Plain(between.Groups["a"].Value)) is null ? Plain(between.Groups["a"].Value) : Plain(between.Groups["b"].Value)));
        }

        if (Those().Match(what) is { Success: true } those) what = $"{those.Groups[1].Value} in between";
        if (InBetween().Match(what) is { Success: true } two && Draft.Nodes.Where(n => !two.Value.EndsWith("agents", StringComparison.OrdinalIgnoreCase) || n.Value?["agent"] is not null).Select(n => n.Key).TakeLast(2).ToList() is [var first, var second] && Draft.Targets(Draft.Nodes[first]?["next"]).Contains(second)) return Put(two.Groups[1].Value, first, second, isAdd);
        if (BeforeEnd.In(Phrase.Of(what)) is not null && Ended(what, isAdd)) return true;
        if (Inside(what, isAdd) || Beside(what, isAdd) || Ended(what, isAdd)) return true;
        if (!isAdd && IsOrderOnly(text)) return false;
        return isAdd && Put(what, null, null, isAdd: true);
    }

    private static readonly Form BeforeEnd = new("before the very? end | before it/everything ends/finishes | before it is over/done | before the workflow/run ends/finishes/is");

    // Of two steps that others stand between, what is put there stands before the second.
    private string? Beside(string a, string b) => Finder.Behind(a).Contains(b) || !_graph.LeadsTo(a, b) ? a : null;

    // "When it's billing, ask Tom to approve it first": before what that way leads to.
    private bool EarlyWay(Match match)
    {
        var said = match.Groups["if"].Value;
        var found = Branch(said) ?? WayOf(new Conditions(literals, [.. Labels()]).Read(said));
        return found is var (choice, way) && Draft.Targets(way["to"]) is [var target] && target != "end" && Append(match.Groups["what"].Value, choice, target);
    }

    private bool Input(string said)
    {
        var plan = new Plan();
        var type = TypeBehind().Match(said) is { Success: true } typed ? typed.Groups[1].Value.ToLowerInvariant() : null; // "the grade, number, default 5"
        said = TypeBehind().Replace(said, "");
        foreach (var one in Inputs.Read(said.Replace(", default", " default", StringComparison.OrdinalIgnoreCase), literals)) plan.Inputs.Add(type is null ? one : one with { Type = type is "text" ? "string" : type is "list" ? "array" : type });
        foreach (var one in plan.Inputs)
        {
            Draft.Section("inputs").TryAdd(one.Name, one.Default is { } d ? new JsonObject { ["type"] = TypeName(one.Type), ["default"] = GraphBuilder.Typed(d, one.Type) } : new JsonObject { ["type"] = TypeName(one.Type) });
            Did($"input '{one.Name}'");
        }

        return plan.Inputs.Count > 0;
    }

    // "Before the email, wait 5 minutes", "translate it right after the summary"
    private bool Beside(string what, bool isAdd)
    {
        var led = BesideLed().Match(what);
        if (led.Success && !IsBefore(led) && Cut(led.Groups["rest"].Value, led.Groups["where"].Value) is var (all, next) && BehindAll(next, all, isAdd)) return true;
        if (led.Success && Cut(led.Groups["rest"].Value, led.Groups["where"].Value) is var (ahead, then) && Step(ahead, IsBefore(led)) is { } at) return Placed(then, at, led.Groups["where"].Value, isAdd);
        if (led.Success && led.Groups["rest"].Value.IndexOf(',', StringComparison.Ordinal) is > 0 and < 60 and var comma && Lexicon.FormOf(led.Groups["rest"].Value.Split(' ')[0]) is VerbForm.Ing or VerbForm.Third && led.Groups["rest"].Value[(comma + 1)..].Trim() is { Length: > 3 } behind)
        {
            // what is done there is no step that is known: behind everything is after it, before everything may not be before it
            var unclear = Finder.Unclear(Plain(led.Groups["rest"].Value[..comma]));
            if (IsBefore(led)) return Cannot(unclear);
            Remarks.Add($"{unclear} So it stands at the end.");
            return Put(behind, null, null, isAdd);
        }

        if (led.Success && led.Groups["rest"].Value.IndexOf(',', StringComparison.Ordinal) is > 0 and < 60 and var end && Phrase.Of(led.Groups["rest"].Value[..end]) is { Count: > 1 and < 6, HasLiterals: false } stop && Lexicon.IsDeterminer(stop.Low(0)) && (Messages.Contains(stop.Low(stop.Count - 1)) || stop.Low(stop.Count - 1) == "step") && Finder.Find(Plain(stop.Text)).Count == 0)
            return Cannot(Finder.Unclear(Plain(stop.Text))); // "after the invoice email" of no such email: it makes none

        foreach (Match word in BesideWord().Matches(what).Reverse())
        {
            var (before, said) = (what[..word.Index].Trim(' ', ','), what[(word.Index + word.Length)..]);
            if (before.Length < 3 || SpanWord().Match(said) is { Success: true, Index: 0 }) continue;
            if (!isAdd && Phrase.Of(before) is { HasLiterals: false } noun && noun.Low(0) is not ("a" or "an" or "another") && !Clauses.BeginsWithVerb(before) && (word.Groups["where"].Value.ToLowerInvariant() is "before" or "after")
                && Finder.One(Plain(before)) is { } there && Step(said, IsBefore(word)) is { } stands && there != stands) return MoveTo(there, stands, IsBefore(word)); // "translation before summary" of what is there
            if (Step(said, IsBefore(word)) is { } node) return Placed(before, node, word.Groups["where"].Value, isAdd);
            if (Cut(Phrase.Of(said), "that", "which", "who", "to") is var (place, clause) && Step(place.Text, IsBefore(word)) is { } stand) return Placed($"{before} that {clause.Text}", stand, word.Groups["where"].Value, isAdd); // "an agent after the fetch that explains it"
            if (IsBefore(word) && Handled(before, said) is { } handled) return ShownThere(handled, before, word.Groups["where"].Value, isAdd);
            if (IsBefore(word) && ThenSent().Match(said) is { Success: true } sent) return Append($"{before}, then {Lexicon.Lemma(sent.Groups["verb"].Value.ToLowerInvariant()) ?? "send"} it {sent.Groups["where"].Value}", null, null); // "approve it before it is mailed to a@b.co", which nothing does yet
            if (!IsBefore(word) && BehindAll(before, said, isAdd)) return true;
            if (isAdd || IsBefore(word) && (Passive().IsMatch(said) || IsAct().IsMatch(said))) return Cannot(Finder.Unclear(Plain(said)));
            if (Words.Verb(before.Split(' ')[0]) is not null && Clauses.VerbAt(said, 0) < 0 && said.Split(' ').Length <= 4 && !said.Any(char.IsDigit))
            {
                Remarks.Add($"{Finder.Unclear(Plain(said))} So it stands at the end.");
                return Put(before, null, null, isAdd: true);
            }
        }

        return false;
    }

    private static bool IsBefore(Match match) => match.Groups["where"].Value.ToLowerInvariant() is "before" or "in front of" or "ahead of" or "prior to" or "preceding";

    private bool Placed(string what, string node, string where, bool isAdd)
    {
        var word = where.ToLowerInvariant();
        if (word is "before" or "in front of" or "ahead of" or "prior to" or "preceding")
        {
            var (all, there) = (_several.Contains(node) && _graph.AreAtOnce(_several) ? _several : [], Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal));
            if (!Put(what, null, node, isAdd)) return false;
            if (all.Count > 0 && Draft.Nodes.Select(n => n.Key).Where(n => !there.Contains(n)).ToList() is { Count: > 0 } put) _graph.Widen(put[0], put[^1], all);
            return true;
        }

        return Put(what, node, null, isAdd);
    }

    // A leading "after the translation" ends at a comma, or where an order begins.
    private (string Ahead, string Then)? Cut(string rest, string where)
    {
        var comma = rest.IndexOf(',', StringComparison.Ordinal) is > 0 and < 60 and var at ? at : -1;
        bool IsPlace(string said) => Step(said, where.StartsWith('b')) is not null || !where.StartsWith('b') && Group(Phrase.Of(said)) is { Count: > 1 };
        if (comma > 0 && IsPlace(rest[..comma])) return (rest[..comma], rest[(comma + 1)..].Trim());
        var words = rest.Split(' ');
        for (var i = Math.Min(words.Length - 1, 7) - 1; i > 0; i--) // the longest name of a step: "the welcome email | post it"
        {
            var (ahead, then) = (string.Join(' ', words[..i]), string.Join(' ', words[i..]));
            if (!Lexicon.IsBe(words[i - 1].ToLowerInvariant()) && words[i - 1].ToLowerInvariant() is not ("first" or "second" or "third" or "last") && IsPlace(ahead) && (Clauses.BeginsWithVerb(then) || AddLead().IsMatch(then) || AlsoWord().Match(then) is { Success: true, Index: 0 } || Phrase.Of(then) is var clause && Lexicon.IsDeterminer(clause.Low(0)) && Lexicon.PredicateAt(clause, 0) > 0)) return (ahead, then);
        }

        if (comma > 0) return (rest[..comma], rest[(comma + 1)..].Trim());
        return null;
    }

    // "At the end", "first", "as the second step"
    private bool Ended(string what, bool isAdd)
    {
        var match = EndLed().Match(what);
        if (!match.Success) match = EndBehind().Match(what);
        if (!match.Success) return false;
        var (where, order) = (match.Groups["where"].Value.ToLowerInvariant(), match.Groups["what"].Value);
        if (match.Groups["n"] is { Success: true, Value: var nth } && Finder.Find($"{nth} step") is [var place]) return Put(order, null, nth is "last" or "final" ? null : place, isAdd);
        if (where.Contains("end", StringComparison.Ordinal) || where.Contains("before", StringComparison.Ordinal) || where.Contains("last", StringComparison.Ordinal) || where.Contains("final", StringComparison.Ordinal)) return Put(order, null, null, isAdd);
        if (where == "first" && !Clauses.BeginsWithVerb(order) && !order.Any(Literals.IsLiteral) && Finder.One(Plain(order)) is { } there && Draft.Start.FirstOrDefault() is { } start && start != there) return MoveTo(there, start, isBefore: true); // "fact checking first" of what is there
        if (where == "first" && (new PeopleSkills(literals).Read(Phrases.Active(Nominals.Order(order))) is not null || Approving().IsMatch(order) || Phrase.Of(order) is var said && (said.Has("it", "them", "this", "that") || Lexicon.IsDeterminer(said.Low(1)) && Finder.Find(said.From(2).Text).Count > 0) && !said.HasLiterals)) return Put(order, null, Draft.Nodes.LastOrDefault(n => Tellers.Any(t => Uses(n.Key).Contains(t))).Key, isAdd); // of what is there it can only be asked behind it
        if (where == "first" && MadeIn(Phrase.Of(order)) is { } maker) return Put(order, maker, null, isAdd); // what is made cannot be kept before it is there
        return Put(order, null, "", isAdd);
    }

    // "In the loop", "in the bug branch", "for bugs"
    private bool Inside(string what, bool isAdd)
    {
        if (LoopPlace().Match(what) is { Success: true } loop && Draft.Nodes.LastOrDefault(n => n.Value?["set"] is not null && n.Value?["next"] is JsonArray).Key is { } check)
            return Put(loop.Groups["what"].Success ? loop.Groups["what"].Value : loop.Groups["then"].Value, null, check, isAdd);
        var match = BranchLed().Match(what);
        if (!match.Success) match = BranchBehind().Match(what);
        if (!match.Success) return false;
        var isCase = CaseWord().IsMatch(what);
        if ((Branch(match.Groups["label"].Value) ?? (isCase ? OnlyCase(Plain(match.Groups["label"].Value.Replace(" case", "", StringComparison.OrdinalIgnoreCase))) : null)) is not var (choice, way))
            return isCase && Cannot($"I do not know which case '{Plain(match.Groups["label"].Value)}' is: say it as the choice does, such as \"if the amount is above 100, …\".");
        var order = AlsoWord().Replace(match.Groups["what"].Value, "");
        if (Earlier(choice, way, order) is { } isPut) return isPut;
        return Into(choice, way, Nominals.Order(order), what, $"for {match.Groups["label"].Value.Trim()}");
    }

    /// <summary>The way of a choice that a word names: a category, "approved", "else".</summary>
    private (string Choice, JsonObject Way)? Branch(string label)
    {
        if (NthCase().Match(label.Trim()) is { Success: true } nth && Draft.Nodes.LastOrDefault(n => n.Value?["set"] is null && n.Value?["next"] is JsonArray ways && ways.Any(w => (w as JsonObject)?["when"] is not null)) is { Key: { } choice, Value: { } chooses })
        {
            var ways = ((JsonArray)chooses["next"]!).OfType<JsonObject>().Where(w => w["when"] is not null || Draft.Text(w["to"]) != "end").ToList();
            return nth.Groups[1].Value.ToLowerInvariant() switch { "first" => 0, "second" or "other" when ways.Count > 1 => 1, "third" when ways.Count > 2 => 2, "fourth" when ways.Count > 3 => 3, "last" => ways.Count - 1, _ => -1 } is >= 0 and var at ? (choice, ways[at]) : null;
        }

        var words = Stems.In(Plain(label)).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, node) in Draft.Nodes.Reverse())
            foreach (var way in (node?["next"] as JsonArray ?? []).OfType<JsonObject>())
            {
                var when = Draft.Text(way["when"]);
                if (when is null ? words.Overlaps(["els", "default", "other", "otherw"]) && node!["set"] is null : Regex.Matches(when, @"== '([^']+)'").Any(m => m.Groups[1].Value is var known && Stems.In(known).All(words.Contains)) || words.Contains("approv") && when.Contains(".approved", StringComparison.Ordinal) && !when.Contains('!', StringComparison.Ordinal)) return (name, way);
            }

        return null;
    }

    private static readonly HashSet<string> Low = WordSet("low lower small smaller cheap little short few bad");

    private static readonly HashSet<string> High = WordSet("high higher large larger big bigger expensive long many good");

    private static readonly HashSet<string> Usual = WordSet("normal usual other ordinary regular ok okay fine harmless standard");

    // "In the urgent case", where the draft makes one choice only and this is its one condition; "in the normal case" is what is left.
    private (string Choice, JsonObject Way)? OnlyCase(string label)
    {
        var choices = Draft.Nodes.Where(n => Decides(n.Value)).ToList();
        if (choices is not [{ Key: var choice, Value: { } node }] || label.Split(' ') is not [var word] || ((JsonArray)node["next"]!).OfType<JsonObject>().ToList() is not [var then, var otherwise] || otherwise["when"] is not null || Labels().Count > 0) return null;
        word = word.ToLowerInvariant();
        var when = Draft.Text(then["when"])!;
        if (Low.Contains(word) || High.Contains(word)) return !when.Contains('<', StringComparison.Ordinal) && !when.Contains('>', StringComparison.Ordinal) ? null : (choice, Low.Contains(word) == when.Contains('<', StringComparison.Ordinal) ? then : otherwise);
        return (choice, Usual.Contains(word) ? otherwise : then);
    }

    private bool Put(string what, string? after, string? before, bool isAdd)
    {
        var (order, name) = Newcomer(what, isAdd);
        var known = Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        if (isAdd && Nameless(what, order, after is null && before is null) is { } worker)
        {
            var plan = new Plan();
            plan.Items.Add(worker);
            if (!Place(plan, after, before)) return false;
            Call(known, (worker.Has["name"], true));
            return true;
        }

        if (!Append(order, after, before)) return false;
        if (before is not null && Draft.Nodes.Select(n => n.Key).LastOrDefault(n => !known.Contains(n)) is { } made) Supply(made, Phrase.Of(what));
        Call(known, name);
        if (before is not null && Draft.Nodes.Select(n => n.Key).LastOrDefault(n => !known.Contains(n)) is { } looked) Hear(looked, before);
        return true;
    }

    // What is ordered of a step that is added, and what it is to be called.
    private (string Order, (string Name, bool IsRole)? Called) Newcomer(string what, bool isAdd)
    {
        (what, var called) = Newcomers.Read(what);
        if (isAdd) what = AlsoWord().Replace(what, "");
        var order = isAdd ? Nominals.Order(Plainly(What().Replace(what, ""))) : AddLead().Replace(what, "") is var bare && bare != what ? Nominals.Order(bare) : AlsoWord().Replace(what, "");
        bool IsNothing() => new PlanReader(literals, models, parts.Workflows, Labels()).Read(order) is { Items.Count: 0 };
        if (isAdd && AnAgent.Opens(Phrase.Of(what), out _) && IsNothing()) order = $"have an agent {order}"; // whatever it does, an agent does it
        if (isAdd && Phrase.Of(order) is { Count: 2 } && Amounts.Duration(order) is not null) order = $"wait {order}";
        if (called is not null) return (order, (called, false));
        if (!isAdd || Newcomers.Role(Phrase.Of(what)) is not { } role) return (order, null);
        return (!IsNothing() ? order : role.IsBare ? role.Order : $"have an agent {order}", (role.Name, true));
    }

    // The first new step is called as was said; by the name of its work only an agent is.
    private void Call(IReadOnlySet<string> known, (string Name, bool IsRole)? called)
    {
        if (called is not var (said, isRole) || Draft.Nodes.Select(n => n.Key).FirstOrDefault(n => !known.Contains(n)) is not { } made || Identifier(literals.Unmask(said).Trim('"')) is not { Length: > 0 } name || Draft.Nodes.ContainsKey(name)) return;
        if (isRole && Draft.Text(Draft.Nodes[made]!["agent"]) is null) return;
        _graph.Rename(made, name);
        if (Draft.Text(Draft.Nodes[name]!["agent"]) is { } agent && agent.StartsWith("helper", StringComparison.Ordinal) && !Draft.Find("agents")!.ContainsKey(name)) _graph.RenamePart("agents", "", agent, name);
        Did($"the step '{made}' is called '{name}'");
    }

    private static readonly Form AnAgent = new("a/an/another/one/the? new/extra/second/third/fourth/final/last? agent/bot/assistant that/which/who/to");

    // "A step writing it to a file" writes it.
    private static string Plainly(string what) => what.Split(' ', 2) is [var verb, var rest] && Lexicon.FormOf(verb) == VerbForm.Ing ? $"{Lexicon.Lemma(verb.ToLowerInvariant())} {rest}" : what;

    // What is fetched or looked up right before an agent works is for that agent to read.
    private void ReadBy(string made, string before)
    {
        if (Draft.Nodes[before] is not JsonObject agent || agent["map"] is not null || Draft.Text(agent["prompt"]) is not { } prompt || Draft.Nodes[made]?["tool"] is null || (Draft.Nodes[made]?["save"] as JsonObject)?.FirstOrDefault().Key is not { } channel) return;
        if (Draft.Nodes.ToJsonString().Contains($"state.{channel}", StringComparison.Ordinal)) return;
        agent["prompt"] = $"{prompt}\n\n{char.ToUpperInvariant(channel[0])}{channel[1..].Replace('_', ' ')}:\n${{{{ state.{channel} }}}}";
    }

    // "It" behind a decision is what was decided about, not the decision.
    private void Decided(IReadOnlyList<string> made)
    {
        foreach (var body in made.Select(m => Draft.Nodes[m]).OfType<JsonObject>())
            foreach (var (holder, key) in new[] { (body["human"] as JsonObject, "description"), (body["with"] as JsonObject, "text"), (body["with"] as JsonObject, "content") })
                if (holder is not null && Regex.Match(Draft.Text(holder[key]) ?? "", @"^\$\{\{ state\.(\w+) \}\}$") is { Success: true } said
                    && Draft.Nodes.FirstOrDefault(n => (n.Value?["save"] as JsonObject)?.ContainsKey(said.Groups[1].Value) == true).Value?["human"] is JsonObject asked && Draft.At(asked, "form", "properties", "approved") is not null && Draft.Text(asked["description"]) is { } about)
                {
                    holder[key] = about;
                    if (key == "description" && asked["title"] is { } title) holder["title"] = title.DeepClone();
                }
    }

    // Who is asked about a text that a step holds is shown that text.
    private bool ShownThere(string node, string what, string where, bool isAdd)
    {
        var (known, inputs) = (Draft.Nodes.Select(n => n.Key).ToHashSet(StringComparer.Ordinal), (Draft.Find("inputs") ?? []).Select(i => i.Key).ToHashSet(StringComparer.Ordinal));
        if (!Placed(what, node, where, isAdd)) return false;
        var text = new[] { "sql", "url", "query", "path" }.Select(k => Draft.Text(Draft.Nodes[node]?["with"]?[k])).OfType<string>().FirstOrDefault();
        if (text is null || Draft.Nodes.FirstOrDefault(n => !known.Contains(n.Key) && n.Value?["human"] is not null).Value?["human"] is not JsonObject human) return true;
        human["description"] = text;
        foreach (var invented in (Draft.Find("inputs") ?? []).Select(i => i.Key).Where(i => !inputs.Contains(i)).ToList()) Uninvent(invented);
        return true;
    }

    [GeneratedRegex(@"^(?:the )?(first|second|third|fourth|last|other)(?: (?:case|branch|way|path|one))?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NthCase();

    private static string TypeName(string type) => type == "file" ? "string" : type;

    [GeneratedRegex(@",\s*(?:an? )?(number|integer|text|string|boolean|list)(?=,|$)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex TypeBehind();

    [GeneratedRegex(@"^(?:add|give it|it (?:also )?needs|it should take|also take|with|introduce|create|(?:make|let|have) it (?:take|accept)|(?:it )?(?:takes?|accepts?))\s+(?:an? |another |the |two |new )*inputs?\s*(?:called |named |for |:)?\s*(.{2,120})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AddInput();

    [GeneratedRegex(@"^(?:also |then |and |please )*(?:add|insert|include|put in|put|append|introduce|prepend|squeeze in|slip in|build in|(?:do|run|make)(?= an? )|(?:i|we) (?:also )?(?:need|want)|there should (?:also )?be|it (?:also )?needs|have|(?<=^also )have)\s+(?:in\s+)?(?:(?:(?:an?|another|one more|the|some|yet another)\s+)?(?:new |extra |final |last |first |additional |human |second |third )*(?:step|node|stage|task|thing|action)s?\b(?: (?=at the |after |before |between |called |named |in )|\s*(?:(?:that|which|to|where|for|in which)\b\s*(?:it |we |you )?|:|,)?\s*)|(?=(?:an?|another|one more|some|yet another)\s)|(?<=(?:add|insert|include|append|introduce|prepend|put in|squeeze in|slip in)\s+)(?:the )?)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AddLead();

    [GeneratedRegex(@"^(?:if|when|for|in case of|in case) (?<if>.{2,80}?),? (?<what>(?:(?:also|please) )?(?:ask|have|let|get|wait|check|translate|summari[sz]e|send|post|tell|notify|save|write|email)\b.{3,200}?) (?:first|before that|beforehand)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FirstInWay();

    [GeneratedRegex(@"\b(?:approv\w+|sign(?:ed)? off|confirmed|okayed|permission|consent)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Approving();

    [GeneratedRegex(@"^(?:(?:that|which|to|where it|for|who)\s+|: ?)(?=\w)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex What();

    [GeneratedRegex(@"^(?:also|too|additionally|as well|as a bonus)[, ]+|,?\s+(?:too|as well|also|additionally)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AlsoWord();

    [GeneratedRegex(@"^(?:in )?between (?<a>.{1,50}?) and (?<b>[\w\uE000-\uEFFF' -]{1,40}?)(?:,?\s+(?:that|which|to|also add|add|insert|put)\s+|,\s*|\s+(?=(?:wait|ask|translate|have|check|summari[sz]e|post|send|e-?mail|save|let|write|classify|extract)\b))(?<what>.{3,300})$|^(?<what>.{3,300}?),?\s+(?:in )?between (?<a>.{1,50}?) and (?<b>.{1,50}|(?:[\w'-]+ ){1,4}(?:that|which|who|to) .{3,120})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Between();

    [GeneratedRegex(@"^between (?:those|them|these|the two|both)(?: two)?(?: steps)?,?\s+(.{3,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Those();

    [GeneratedRegex(@"^(.{3,200}?),?\s+(?:in )?between(?: (?:them|the two|those|these|both)(?: two)?(?: steps| agents)?)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex InBetween();

    [GeneratedRegex(@"^(?:right |directly |just |immediately )?(?<where>before|after|behind|following|in front of|ahead of|once|(?:when|as soon as)(?= [\w ]{2,40}? (?:is|are|has|have) (?:been )?(?:done|finished|over|complete|completed|through|ready)\b)) (?<rest>.{4,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex BesideLed();

    [GeneratedRegex(@",?\s+(?:right |directly |just |immediately |straight |that (?:comes|runs|goes|happens) |which (?:comes|runs|goes) |to (?:come|run|go) )?(?<where>before|after|behind|following|in front of|ahead of|prior to|preceding)\s+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex BesideWord();

    [GeneratedRegex(@"^(?:the |it |they |anything |everything )?(?:\w+ ){0,3}(?:is|are|gets?|goes|go) (?:\w+ed|sent|written|out|created|made)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Passive();

    [GeneratedRegex(@"^(?:and |also )*in the \w+ case\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CaseWord();

    [GeneratedRegex(@"^(?:it|that|this|they) (?:runs?|starts?|is|are|gets?|goes?|happens?|will be)(?: (?:run|executed|started|used|called|done|out))?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex IsAct();

    [GeneratedRegex(@"^(?:it|that|this|they|the \w+) (?:is|are|gets?|will be) (?<verb>\w+) (?<where>(?:to|in|into|on) .*[\uE200-\uE5FF\uE800-\uE9FF].*)$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ThenSent();

    [GeneratedRegex(@"^(?<where>(?:at|to|in) the (?:very )?(?:end|start|beginning|front)|(?:just |right |shortly )?before (?:the (?:very )?end|(?:it|the (?:workflow|run)) (?:ends|finishes|is over|is done))|in front(?! of (?!it\b|the workflow|everything|all\b))|up front|first|finally|lastly|as (?:a|the) (?<n>first|second|third|fourth|fifth|last|final) step|as step (?<n>\d+)|to (?:start|begin)(?: with)?)(?: of (?:it|the workflow|everything|all))?,?\s+(?:add |insert |put )?(?<what>.{3,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EndLed();

    [GeneratedRegex(@"^(?<what>.{3,300}?),?\s+(?<where>(?:at|to|in) the (?:very )?(?:end|start|beginning|front)|(?:just |right |shortly )?before (?:the (?:very )?end|(?:it|the (?:workflow|run)) (?:ends|finishes|is over|is done))|in front|up front|first|as (?:a|the)(?: new)? (?:very )?(?<n>first|second|third|fourth|fifth|last|final)(?: step| thing)?|as step (?<n>\d+)|(?<!as )last)(?: of (?:it|the workflow|everything|all))?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EndBehind();

    [GeneratedRegex(@"^(?<what>.{3,300}?) (?:in|inside|within|to) (?:the|each|every) (?:loop|repetition|round|iteration)$|^(?:in|inside|within) (?:the|each|every) (?:loop|repetition|round|iteration),?\s+(?:also )?(?<then>.{3,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex LoopPlace();

    [GeneratedRegex(@"^(?:for|in case of|in|on|with|when it(?:'s| is)(?: an?)?) (?:the |an? |any )?(?<label>[\w\uE600-\uE7FF-]+(?: [\w-]+)?)(?: (?:branch|case|ones|path|way|category|tickets?|messages?|requests?|emails?))?(?:,\s*|\s+(?=(?:also|additionally|too)\b))(?<what>.{3,300})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex BranchLed();

    [GeneratedRegex(@"^(?<what>.{3,300}?),? (?:for|in case of|in|on|within|inside|to(?=.* (?:branch|case|path|way|category)$)) (?:the |an? |any )?(?<label>[\w\uE600-\uE7FF-]+(?: [\w-]+)?)(?: (?:branch|case|path|way|category))?(?: (?:too|as well))?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex BranchBehind();
}
