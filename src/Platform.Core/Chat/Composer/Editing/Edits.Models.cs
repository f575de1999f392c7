using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Numbers;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Which model works where: "use gpt-4o for the report", "the translation should be done by claude", "swap gpt-4o for mistral".</summary>
internal sealed partial class Edits
{
    private bool Model(string text)
    {
        if (Unnamed.Opens(Phrase.Of(text), out _) && models.Find(text, literals) is null) return Cannot("Which model? Say for example \"use gpt-4o-mini\", \"use claude haiku\" or \"use the local ollama llama3\".");
        if (NoModel.In(Phrase.Of(text)) is not null && models.Find(text, literals) is null) return Cannot("Which model? Say for example \"use gpt-4o-mini\", \"use claude haiku\" or \"use the local ollama llama3\".");
        if (Poem.In(Phrase.Of(text)) is not null && Draft.Nodes.Any(n => (n.Value?["save"] as JsonObject)?.Any(s => Phrase.Of(text).Has(s.Key)) == true)) return false; // the haiku that is written
        if (models.Find(text, literals) is null || IsWork(text) && !IsThere(text)) return false;
        if (AllBut.In(Phrase.Of(text)) is var (but, spared) && Phrase.Of(text) is var whole) return Except(whole.To(but).Text, whole.From(spared), text);
        if (Rest.In(Phrase.Of(text), 1) is var (behind, beyond) && Phrase.Of(text) is var all && models.Find(all.To(behind).Text, literals) is not null && models.Find(all.From(beyond).Text, literals) is { } restUses && all.Count - beyond < 5)
        {
            Model(all.To(behind).Trimmed().Text); // "the planner should use gpt-4o, the rest gpt-4o-mini"
            return Ungiven() is { Count: > 0 } left ? Give(restUses, left) : true;
        }

        if (Rest.In(Phrase.Of(text), 1) is var (kept, onward) && Phrase.Of(text) is var said && AsItIs.At(said, onward) == said.Count && models.Find(said.To(kept).Text, literals) is not null) return Model(said.To(kept).Trimmed().Text); // "…, the rest can stay"
        if (ForAll.In(Phrase.Of(text.TrimEnd('.', ' '))) is var (_, spoken) && spoken == Phrase.Of(text.TrimEnd('.', ' ')).Count && ModelLed().IsMatch(text)) return Give(models.Find(text, literals)!, null);
        if (FallsBack(Phrase.Of(text))) return true;
        if (ModelSwap().Match(text) is { Success: true } swap && models.Find(swap.Groups["old"].Value, literals) is { } was && models.Find(swap.Groups["new"].Value, literals) is { } now) return InsteadModel(was, now);
        if (!ModelLed().IsMatch(text) && !ModelBehind().IsMatch(text)) return false;
        var modifiers = new Modifiers(literals, models);
        var phrase = ModelSays().Replace(text, " with ");
        var rest = modifiers.Take(phrase);
        var use = modifiers.Model ?? models.Find(text, literals)!;
        if (Quantity.Of(Phrase.Of(rest)) is { Measure: Measure.AtOnce } && Dialled(Phrase.Of(rest))) return Give(use, Draft.Nodes.Where(n => n.Value?["map"] is not null && n.Value["agent"] is not null).Select(n => n.Key).ToList() is { Count: > 0 } members ? members : null); // "four at a time with claude"
        if (ForStep().Match(text.TrimEnd('.', ' ')) is { Success: true } step && Draft.Nodes[step.Groups[1].Value]?["agent"] is not null) return Give(use, [step.Groups[1].Value]); // a step may be called "work"
        if (modifiers.Model is null) rest = FamilyWord().Replace(phrase, " ");
        rest = Articles().Replace(Spaces().Replace(ModelNoise().Replace(literals.Unmask(rest), " "), " "), "").Trim(' ', ',', '.');
        if (Draft.Find("agents") is not { Count: > 0 } agents) return Cannot("No step of the draft uses a model.");
        if (DoThatWord().IsMatch(text) && newest is not { Count: > 0 } && agents.Count > 1) return Cannot($"Which step should use {use}? Say for example \"use it for {Draft.Nodes.Last(n => n.Value?["agent"] is not null).Key}\".");
        if (Others().IsMatch(rest) && Ungiven() is { Count: > 0 } others) return Give(use, others);
        if (Others().IsMatch(rest) && _given.Count > 0) return Cannot($"No other step than {Listed([.. _given])} uses a model.");
        if (rest.Equals("draft", StringComparison.OrdinalIgnoreCase) && Workers(rest) is [var drafts]) return Give(use, [drafts]); // what one step writes, not all of it
        if (rest.Length == 0 || Everything().IsMatch(rest) || Them().IsMatch(rest)) return Give(use, null);
        if (Finder.All(rest) is null && Phrase.Of(rest) is { Count: > 1 } deed && Lexicon.OrderAt(deed, 0, isFirst: true) == 0) rest = deed.From(1).Text; // "let mistral write the summary"
        if (Finder.All(rest) is { Count: > 0 } nodes)
        {
            var workers = nodes.Where(n => Draft.Nodes[n]?["agent"] is not null).ToList();
            if (workers.Count == 0) workers = Workers(rest);
            return workers.Count == 0 ? Cannot($"{Listed(nodes)} uses no model.") : Give(use, workers);
        }

        if (Finder.Find(rest).Count > 1 && Workers(rest) is { Count: > 0 } several) return Give(use, several);
        if (Near(rest.Replace(' ', '_'), agents.Select(a => a.Key)) is { } agent) return Give(use, [.. Draft.Nodes.Where(n => Draft.Text(n.Value?["agent"]) == agent).Select(n => n.Key)]);
        if (Phrase.Of(rest).Count < 4 && Draft.Nodes.Where(n => n.Value?["agent"] is not null).ToList() is [var sole] && Draft.Text(sole.Value!["agent"]) is { } doer && Stems.In(Draft.Text(Draft.Find("agents")?[doer]?["instructions"]) ?? "").Any(w => Stems.In(rest).Any(r => r.Length > 4 && w.Length > 4 && r[..5] == w[..5]))) return Give(use, [sole.Key]); // who summarises writes the summary
        return Cannot(Finder.Unclear(rest));
    }

    // "The digest" is saved and written: for what only agents have, the one that writes it is meant.
    private List<string> Workers(string said) => new StepFinder(Draft, newest) { Only = n => Draft.Nodes[n]?["agent"] is not null }.All(said) ?? [];

    private static readonly Form AllBut = new("every/each agent/step/one/model but/except/besides for? | all the? agents/steps/ones/others? but/except/besides for? | all/everything/everyone/everybody but/except/besides for? | every/all other/others agents/steps/agent/step? than | all/every agents/agent/steps/step other/apart than/from");

    // "Every agent but the writer should use gpt-4o": all of them without the one that is named.
    private bool Except(string before, Phrase behind, string text)
    {
        var end = Enumerable.Range(0, behind.Count + 1).First(i => i == behind.Count || Lexicon.IsModal(behind.Low(i)) || behind.Low(i) is "use" or "uses" or "run" or "runs" or "with" or "to" or "on" or "get" or "gets" or "," || Lexicon.IsModel(behind, i));
        var spared = Workers(Plain(behind.To(end).Text));
        if (spared.Count == 0) return Cannot(Finder.Unclear(Plain(behind.To(end).Text)));
        var rest = Draft.Nodes.Where(n => n.Value?["agent"] is not null && !spared.Contains(n.Key)).Select(n => n.Key).ToList();
        return rest.Count == 0 ? Cannot($"No other step than {Listed(spared)} uses a model.") : Give((models.Find(behind.From(end).Text, literals) ?? models.Find(before, literals) ?? models.Find(text, literals))!, rest);
    }

    private static readonly Form Rest = new(",? and? the? rest/others | ,? and? everything/everyone/everybody/anyone/anybody/all else | ,? and? the? other two/three/four/five/six/#? agents/steps/ones? | ,? and? all the? others/other? agents/steps?");

    private static readonly Form AsItIs = new("can/may/should/shall? stay/stays/remain/remains/keep/keeps as? it/they? is/are/be/were? | as? it/they is/are | unchanged | alone | like that");

    private static readonly Form ForAll = new("for/on/in all/each/every of it/them/this/that/these/those | for/on everything/everyone");

    private static readonly Form NoModel = new("with/by/on/to/use/using a/an/the/another/some mini/small/smaller/big/bigger/large/larger/cheap/cheaper/fast/faster/better/best/other/different/strong/stronger/good model");

    private static readonly Form Poem = new("the/a/my/that/this haiku/sonnet/opus");

    private static readonly Form Unnamed = new("use/take/try/pick/choose/switch/give to/it? a/an/some/the/another * model/llm | use/take/try/pick/choose/switch/change/swap to? the/a/an? other/another/different/better/cheaper/faster/bigger/smaller/real model/llm/models instead?");

    private static readonly Form FallBack = new("fall/falls/falling back to/on | fallback/backup/fall-back/back-up is/to/on/:? | as a/an/the/its? fallback/backup/fall-back/back-up/reserve | switch/change over? to");

    private static readonly Form IsDown = new("is/are not? down/unavailable/offline/unreachable/overloaded/busy/available/reachable | isn't/aren't available/reachable | fails/fail/breaks | doesn't/does/don't not? answer/work/respond | goes down | has/have an? outage");

    // "It should fall back to gpt-4o-mini if ollama is down", "if claude is unavailable use mistral": what stands in for the models that are there.
    private bool FallsBack(Phrase order)
    {
        var isLed = order.Low(0) is "if" or "when" or "whenever" && IsDown.In(order, 2) is not null;
        if (!isLed && (FallBack.In(order) is null || order.Low(0) is "switch" or "change" && order.Find(1, "if", "when", "in") < 0)) return false;
        var behind = isLed ? order.From(IsDown.In(order, 2)!.Value.End) : order.Find(2, "if", "when", "in", "should") is var on && on > 0 ? order.To(on) : order;
        if (models.Find(behind.Text, literals) is not { } use) return false;
        var of = isLed ? order.To(IsDown.In(order, 2)!.Value.At) : order.From(behind.Count);
        var was = models.Find(of.Text, literals) is { } named ? named[..named.IndexOf('/', StringComparison.Ordinal)] : null;
        var used = (Draft.Find("models") ?? []).Where(m => m.Value is JsonObject model && Draft.Text(model["use"]) is { } known && known != use && !known.StartsWith("scripted/", StringComparison.Ordinal) && !known.StartsWith("builtin/", StringComparison.Ordinal) && (was is null || known.StartsWith($"{was}/", StringComparison.Ordinal))).Select(m => m.Key).ToList();
        if (used.Count == 0) return Cannot(was is null ? "No step of the draft uses a model that something could stand in for: name one first, such as \"use gpt-4o-mini\"." : $"No step of the draft uses a model of {was}, so nothing stands in for it.");
        var all = Draft.Section("models");
        var reserve = all.FirstOrDefault(m => Draft.Text(m.Value?["use"]) == use).Key ?? Draft.Free(all, "fallback");
        all.TryAdd(reserve, new JsonObject { ["use"] = use });
        foreach (var name in used.Where(u => u != reserve)) all[name]!["fallback"] = new JsonArray(reserve);
        return Did($"{use} stands in when {Listed([.. used.Select(u => Draft.Text(all[u]!["use"])!).Distinct()])} is down");
    }

    // "Write the post with gpt-4o", when a step writes the post already.
    private bool IsThere(string text)
    {
        var modifiers = new Modifiers(literals, models);
        var phrase = Phrase.Of(modifiers.Take(text));
        return phrase.Low(1) == "the" && Finder.Find(phrase.Text) is [var only] && Draft.Text(Draft.Nodes[only]?["agent"]) is { } agent && Stems.Of(agent.Split('_')[0]) == Stems.Of(phrase.Low(0));
    }

    // "Translate it with claude" is a step; "do the translation with claude" is not.
    private static bool IsWork(string text) => Lexicon.FormOf(text.Split(' ')[0]) is VerbForm.Plain && Words.Verb(text.Split(' ')[0]) is { } verb ? verb is not ("use" or "take" or "try" or "let" or "have" or "make" or "set" or "run" or "put" or "do" or "give" or "keep" or "update" or "turn") : text.StartsWith("add ", StringComparison.OrdinalIgnoreCase);

    private bool InsteadModel(string was, string now)
    {
        var agents = Draft.Nodes.Where(n => Draft.Text(n.Value?["agent"]) is { } agent && Draft.Text(Draft.Find("models")?[Draft.Text(Draft.Find("agents")?[agent]?["model"]) ?? ""]?["use"]) == was).Select(n => n.Key).ToList();
        var used = (Draft.Find("models") ?? []).Select(m => Draft.Text(m.Value?["use"])).OfType<string>().Distinct().ToList();
        return agents.Count == 0 ? Cannot(used.Count == 0 ? "No step of the draft uses a model." : $"No step uses {was}; they use {string.Join(", ", used)}.") : Give(now, agents);
    }

    // Steps that were given a model in this message: the rest is "everything else".
    private readonly HashSet<string> _given = [];

    // The other steps that agents do.
    private List<string> Ungiven() => [.. Draft.Nodes.Where(n => n.Value?["agent"] is not null && !_given.Contains(n.Key)).Select(n => n.Key)];

    private bool Give(string use, List<string>? nodes)
    {
        _given.UnionWith(nodes ?? []);
        if (nodes is null) _graph.SetModel(use, null);
        else foreach (var node in nodes) _graph.SetModel(use, _graph.OwnAgent(node, nodes));
        return Did(nodes is null ? $"all agents use {use}" : $"{Listed(nodes)} {(nodes.Count == 1 ? "uses" : "use")} {use}");
    }

    [GeneratedRegex(@"^(?:swap|replace|change|switch|exchange|substitute|move)\s+(?:from )?(?<old>.{1,40}?)\s+(?:for|with|by|to|against)\s+(?<new>.{1,40})$|^(?:use|take|try|prefer)\s+(?<new>.{1,40}?)\s+(?:instead of|rather than|in place of|not)\s+(?<old>.{1,40})$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ModelSwap();

    [GeneratedRegex(@"^(?:every(?:thing|body|one) else|all (?:the )?others?|(?:the )?rest|(?:the )?others?(?: two| three| four)?(?: steps?| ones?| agents?)?|anything else|else|all else|everywhere else|other (?:steps|agents))$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Others();

    [GeneratedRegex(@"\b(?:do|write|make|handle) (?:that|this)(?: one)?$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex DoThatWord();

    [GeneratedRegex(@"^(?:use|switch|change|replace|swap|set|make|let|run|put|try|take|have|with|move|update|do|give|model|i(?:'d| would)? prefer|prefer|go with|on)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ModelLed();

    [GeneratedRegex(@"\b(?:should|must|shall|can|could|needs? to|has to|ought to)\b.{0,40}\b(?:be|use|run|work|go|done|written|with|by|on)\b|\b(?:uses?|runs? on|is done by|are done by|needs? no)\b|^.{2,40}\b(?:with|on|by|using|via)\b.{2,30}$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ModelBehind();

    [GeneratedRegex(@"\b(?:should|must|shall|can|could|needs? to|has to)?\s*(?:be (?:done|made|written|translated|handled|performed|created|generated|run|judged|answered)|use|run)\s+(?:by|with|on|using)?\s*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ModelSays();

    [GeneratedRegex(@"[\uEC00-\uEDFF]|\b(?:claude(?: opus| sonnet| haiku)?|opus|sonnet|haiku|gpt|chatgpt|openai|anthropic|gemini(?: flash| pro)?|ollama|mistral|groq|deepseek|llama|qwen|phi|gemma|local model|local llm|lm ?studio|vllm|openrouter|built-in model|offline model)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex FamilyWord();

    [GeneratedRegex(@"[\uEC00-\uEDFF]|(?<![\w-])(?:use|using|uses|switch|change|replace|swap|set|make|let|run|put|try|take|have|with|move|update|do|does|give|model|models|llm|the(?= model)|to|for|in|of|at|on|by|from|into|instead|rather|please|too|also|as well|should|must|be|done|written|prefer|local|locally|only|just|via|it(?= to)|is|are|i|would|i'd|now|latest|good|better|cheaper|bigger|work|need|needs|no|than|stronger|larger|more|expensive)(?![\w-])", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ModelNoise();

    [GeneratedRegex(@"\bfor (?:the )?(?:step )?([a-z][\w-]*)(?: step)?$")]
    private static partial Regex ForStep();

    [GeneratedRegex(@"^(?:\s|the |a |an |my |our |that |this )+", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Articles();
}
