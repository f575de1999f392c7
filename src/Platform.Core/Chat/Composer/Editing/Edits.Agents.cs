using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What an agent that is there should do or may use: "the worker may search the web", "let the curator greet the reader", "give the clerk the orders tool".</summary>
internal sealed partial class Edits
{
    private static readonly Form Tooled = new("search the? web/internet | use the? web/internet search? | use web search | look things up | browse the? web? | do? research on the web");

    private static readonly Form LetAgent = new("let/have/make/tell/get/ask");

    private static readonly Form Ability = new("the? ability/possibility/chance/permission/option/power to | access to | the right to");

    private static readonly Form WebSearch = new("a/the? web/internet search tool? | a/the? search tool | the? web/internet");

    // "The worker may search the web", "the critic should also check the facts", "let the curator begin with a joke": an agent that is there is told, and nobody is asked.
    private bool ToldAgent(Phrase order)
    {
        if (GivenToRead(order)) return true;
        if (order.Count > 24 || order.Has("if", "when", "before", "after", "instead", "ask", "round", "rounds", "times") || order.Any(t => Languages.Is(t.Text)) || models.Find(order.Text, literals) is not null) return false;
        if (order.Low(0) == "give") return GivenTool(order.From(1));
        Phrase who, what;
        if (LetAgent.Opens(order, out var lead) && Enumerable.Range(lead + 1, Math.Max(0, Math.Min(4, order.Count - lead - 2))).FirstOrDefault(i => AgentOf(order.Part(lead, i)) is not null && IsDeed(order, i)) is > 0 and var cut) (who, what) = (order.Part(lead, cut), order.From(cut));
        else if (order.Find(1, "never", "always") is > 0 and < 5 and var ever && ever + 1 < order.Count) (who, what) = (order.To(Lexicon.IsModal(order.Low(ever - 1)) ? ever - 1 : ever), Phrase.Of($"{order.Low(ever)} {Lexicon.Lemma(order.Low(ever + 1)) ?? Reading.Words.Singular(order.Low(ever + 1))} {order.From(ever + 2).Text}".Trim())); // "the curator never mentions prices"
        else if (Enumerable.Range(0, Math.Min(order.Count, 5)).FirstOrDefault(i => Lexicon.IsModal(order.Low(i))) is > 0 and var modal && modal + 1 < order.Count) (who, what) = (order.To(modal), order.From(modal + 1));
        else return false;
        if (who.Low(0) is "a" or "an" or "another" || AgentOf(who) is not { } node) return false; // "have an agent check it" is one more
        while (what.Count > 1 && what.Low(0) is "also" or "to" or "additionally") what = what.From(1);
        if (!IsDeed(what, 0) || what.Any(t => t.Kind == TokenKind.Literal && !t.IsLiteral("quote")) || what.Low(0) is "use" && !Tooled.Opens(what, out _)) return false;
        if (Tooled.Opens(what, out _)) return MaySearch(node);
        var agent = (JsonObject)Draft.Find("agents")![_graph.OwnAgent(node, [node])]!;
        var said = literals.Unmask(what.Text);
        agent["instructions"] = $"{(Draft.Text(agent["instructions"]) ?? "").TrimEnd()} {char.ToUpperInvariant(said[0])}{said[1..]}.".Trim();
        return Did($"'{node}' is told: {said}");
    }

    // Where what is done begins; verbs that nobody knows are verbs there too.
    private static bool IsDeed(Phrase said, int at) => said[at].IsWord && (said.Low(at) is "to" or "not" or "never" or "always" || Lexicon.FormOf(said.Low(at)) is VerbForm.Plain or VerbForm.None) && !Lexicon.IsDeterminer(said.Low(at)) && (said.Low(at) == "to" || !Lexicon.IsPreposition(said.Low(at))) && !Lexicon.IsPronoun(said.Low(at)) && !Lexicon.IsModal(said.Low(at)) && said.Low(at) is not ("and" or "or" or "be" or "agent") && !Lexicon.IsBe(said.Low(at));

    private static readonly Form ToRead = new("to what the/that/my * *? reads/gets/sees/knows | to the * *? prompt/agent | to the prompt of/for the * *?");

    // "Add the grade to what the writer reads": what a step makes or an input holds, in that agent's prompt.
    private bool GivenToRead(Phrase order)
    {
        if (order.Low(0) is not ("add" or "include" or "put" or "pass" or "give" or "show") || ToRead.In(order, 2) is not var (at, end) || end != order.Count) return false;
        var said = Reading.Words.Identifier(Plain(order.Part(1, at).Text));
        var channel = (Draft.Find("state") ?? []).Select(s => s.Key).Where(k => k == said).Select(k => $"state.{k}").Concat((Draft.Find("inputs") ?? []).Select(i => i.Key).Where(k => k == said).Select(k => $"inputs.{k}")).FirstOrDefault();
        if (channel is null) return Cannot($"No step makes '{Plain(order.Part(1, at).Text)}', and it is no input: say where it comes from.");
        var agents = Draft.Nodes.Where(n => n.Value?["agent"] is not null).Select(n => n.Key).ToList();
        var meant = new Referring.StepFinder(Draft, newest) { Only = agents.Contains }.Find(Plain(order.Part(at, end).Without(0, 1).Text.Replace(" reads", "", StringComparison.Ordinal).Replace(" prompt", "", StringComparison.Ordinal)));
        if ((meant is [var one] ? one : agents is [var sole] ? sole : null) is not { } node || Draft.Text(Draft.Nodes[node]!["prompt"]) is not { } prompt) return false;
        if (channel.StartsWith("state.", StringComparison.Ordinal) && _graph.NotYet(node, isDone: false).Contains(said)) return Cannot($"'{said}' is made only behind '{node}', so it cannot read it.");
        if (!prompt.Contains(channel, StringComparison.Ordinal)) Draft.Nodes[node]!["prompt"] = $"{prompt}\n\n{char.ToUpperInvariant(said[0])}{said[1..].Replace('_', ' ')}:\n${{{{ {channel} }}}}";
        return Did($"'{node}' reads '{said}' too");
    }

    // The step whose agent, or which itself, is called so; nobody of that name is asked.
    private string? AgentOf(Phrase who)
    {
        while (who.Count > 1 && (Lexicon.IsDeterminer(who.Low(0)) || who.Low(who.Count - 1) == "agent" && who.Count > 2)) who = Lexicon.IsDeterminer(who.Low(0)) ? who.From(1) : who.To(who.Count - 1);
        if (who.Count == 1 && who.Low(0) is "agent" or "bot" or "assistant") return Draft.Nodes.Where(n => n.Value?["agent"] is not null).Select(n => n.Key).ToList() is [var sole] ? sole : null;
        if (who.Count is 0 or > 3) return null;
        bool Is(string name) => string.Equals(name.Replace('_', ' ').Replace('-', ' '), who.Text, StringComparison.OrdinalIgnoreCase);
        return Draft.Nodes.Where(n => Draft.Text(n.Value?["agent"]) is { } agent && (Is(n.Key) || Is(agent))).Select(n => n.Key).ToList() is [var node] ? node : null;
    }

    // "Give the curator web search", "… the ability to search the web", "… the orders tool"
    private bool GivenTool(Phrase said)
    {
        if (Enumerable.Range(1, Math.Max(0, Math.Min(4, said.Count - 1))).FirstOrDefault(i => AgentOf(said.To(i)) is not null && (Lexicon.IsDeterminer(said.Low(i)) || WebSearch.At(said, i) > 0 || Ability.At(said, i) > 0)) is not (> 0 and var cut) || AgentOf(said.To(cut)) is not { } node) return false;
        var what = said.From(cut);
        if (Ability.Opens(what, out var able)) what = what.From(able);
        if (Tooled.Opens(what, out var search) && search == what.Count || WebSearch.Opens(what, out search) && search == what.Count) return MaySearch(node);
        while (what.Count > 1 && (Lexicon.IsDeterminer(what.Low(0)) || what.Low(0) is "tool" or "tools")) what = what.From(1);
        if (what.Count > 1 && what.Low(what.Count - 1) is "tool" or "tools") what = what.To(what.Count - 1);
        return (Draft.Find("tools") ?? []).Select(t => t.Key).FirstOrDefault(t => string.Equals(t, literals.Unmask(what.Text).Trim('"'), StringComparison.OrdinalIgnoreCase)) is { } known && Uses(node, known, $"may use {known}");
    }

    private bool MaySearch(string node)
    {
        var known = (Draft.Find("tools") ?? []).FirstOrDefault(t => Draft.Text(t.Value?["use"]) == "web.search").Key ?? "search";
        Draft.Section("tools").TryAdd(known, GraphBuilder.SearchTool());
        return Uses(node, known, "may search the web");
    }

    private bool Uses(string node, string tool, string said)
    {
        var agent = (JsonObject)Draft.Find("agents")![_graph.OwnAgent(node, [node])]!;
        if (!Draft.Targets(agent["tools"]).Contains(tool)) agent["tools"] = new JsonArray([.. Draft.Targets(agent["tools"]).Append(tool).Select(t => (JsonNode)JsonValue.Create(t))]);
        return Did($"'{node}' {said}");
    }
}
