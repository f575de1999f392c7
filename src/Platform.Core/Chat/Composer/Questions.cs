using System.Text.RegularExpressions;
using System.Text;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;
using Platform.Core.Chat.Composer.Reciting;
using Platform.Core.Foundation;
using Platform.Core.Graph;

namespace Platform.Core.Chat.Composer;

/// <summary>Questions, which change nothing.</summary>
internal static partial class Answers
{
    /// <summary>The answer; null when the text is no question about the composer or the draft.</summary>
    public static ComposerReply? To(string text, Literals literals, CompiledGraph? draft, Draft? tree, StepFinder? finder, ComposerParts parts)
    {
        if (Lingo().IsMatch(text) && text.Length < 40) return Said("Hello! Say in plain English what the workflow should do. " + Example);
        if (ThanksWord().IsMatch(text)) return Said(draft is null ? "You are welcome. Say what the workflow should do." : "You are welcome. Say what to change, or press Run or Save.");
        if (UndoWord().IsMatch(text) && (finder is null || Edits.TakenOut(text) is not { } undone || finder.Find(literals.Unmask(undone)).Count == 0)) return Said("I know the draft as it stands and none before it. Each earlier draft is kept in this conversation: take up the one you want, or say what to change.");
        if (tree is not null && Users(Phrase.Of(text.TrimEnd('?', ' ')), tree, literals) is { } users) return Said(users);
        if (tree is not null && ModelOf(Phrase.Of(text.TrimEnd('?', ' ')), tree, literals) is { } model) return Said(model);
        if (draft is not null && UsedModel().IsMatch(text)) return Said(Used(draft));
        if (HelpWord().IsMatch(text)) return Said(Help);
        if (draft is null && Glossary.Of(text) is { } told) return Said(told);
        if (ToolsWord().IsMatch(text) && (draft is null || !OfIt().IsMatch(text))) return Said($"These tools are there: {string.Join(", ", parts.Tools.Order(StringComparer.Ordinal))}. Say what one is for, such as \"search the web for …\" or \"post to slack #news\", or its name; the page Tools tells of each.");
        if (ModelsWord().IsMatch(text)) return Said($"Models of these providers may be named: {string.Join(", ", parts.Providers.Order(StringComparer.Ordinal))}. Say \"use gpt-4o-mini\", \"use claude\" or \"use the local ollama llama3\"; without one the steps work by built-in rules.");
        if (WorkflowsWord().IsMatch(text)) return Said(parts.Workflows.Count == 0 ? "No workflow is saved yet." : $"Saved workflows: {string.Join(", ", parts.Workflows.Order(StringComparer.Ordinal).Take(50))}. Say \"call the workflow NAME\" to use one as a step.");
        if (NodeKindsWord().IsMatch(text)) return Said($"A step is one of these: {string.Join(", ", parts.Nodes.Order(StringComparer.Ordinal))}. See the page Docs for each.");
        if (draft is not null && OfWhole(text, draft) is { } whole) return Said(whole);
        if (draft is not null && finder is not null && OfDraft(text, literals, draft, tree!, finder) is { } asked) return Said(asked);
        if (draft is not null && finder is not null && OfStep(text, literals, draft, finder) is { } step) return Said(step);
        if (ExplainWord().IsMatch(text)) return Said(draft is null ? "There is no draft yet. Say what the workflow should do. " + Example : Explain(draft));
        if (draft is not null && Glossary.Of(text) is { } word) return Said(word);
        if (draft is null ? Question().IsMatch(text) && Clauses.VerbAt(text, 0) < 0 : IsAsked(text) && Edits.Wished(text) == text && Phrase.Of(text) is { HasLiterals: false, Count: < 16 }) return Said(draft is null ? $"I only build workflows, and know nothing else. {Example}" : "The draft does not tell me that. Ask what a step does, what happens after it, who gets what, or what it may cost; or say what to change.");
        return null;
    }

    // "What does the step fetch do?", "who writes the answer?", "what happens after the summary?"
    private static string? OfStep(string text, Literals literals, CompiledGraph draft, StepFinder finder)
    {
        if (AfterWord().Match(text) is { Success: true } after)
        {
            if (finder.Find(literals.Unmask(after.Groups["ref"].Value)) is not [var at]) return finder.Unclear(literals.Unmask(after.Groups["ref"].Value));
            var next = after.Groups["where"].Value.StartsWith("before", StringComparison.OrdinalIgnoreCase) ? draft.Nodes.Select(n => n.Name).Where(n => finder.Behind(n).Contains(at)).ToList() : [.. finder.Behind(at)];
            return next.Count == 0 ? $"Nothing: '{at}' is the {(after.Groups["where"].Value.StartsWith("before", StringComparison.OrdinalIgnoreCase) ? "first" : "last")} step there." : string.Join("\n", next.Where(draft.ByName.ContainsKey).Select(n => Explain(draft.ByName[n], draft)));
        }

        if (WhoWord().Match(text) is { Success: true } who && finder.Find(literals.Unmask(who.Groups["ref"].Value)) is { Count: > 0 } doers) return string.Join("\n", doers.Select(d => Explain(draft.ByName[d], draft)));
        if (NodeWord().Match(text) is not { Success: true } node) return null;
        var said = literals.Unmask(node.Groups["ref"].Value).Trim('"', '\'', ' ', '?', '.');
        if (finder.Find(said) is { Count: > 0 } found) return string.Join("\n", found.Select(f => Explain(draft.ByName[f], draft)));
        return node.Value.Contains("step", StringComparison.OrdinalIgnoreCase) || node.Value.Contains("node", StringComparison.OrdinalIgnoreCase) ? finder.Unclear(said) : null;
    }

    // What it costs, which models it uses, why there are secrets in it.
    private static string? OfWhole(string text, CompiledGraph draft)
    {
        if (CostWord().IsMatch(text)) return $"{Used(draft)} A run costs what the providers of these models charge for its tokens; built-in models are free. {(draft.Limits.Cost is { } cost ? $"A run stops at ${cost}." : "There is no limit of cost yet: say \"limit the cost to $1\".")} After a run its page and the page Costs show what it cost.";
        if (WhySecret().IsMatch(text)) return "A secret stands for a password or key of a service, such as that of the mail server or of Slack. The draft only names it; its value is set in the environment as PLATFORM_SECRET_NAME and is never shown.";
        return null;
    }

    private static string Used(CompiledGraph draft) => draft.Config.Models.Count == 0 ? "No step uses a model." : $"Its models: {string.Join(", ", draft.Config.Models.Select(m => $"{m.Use} ({string.Join(", ", draft.Config.Agents.Where(a => a.Settings.Text("model") == m.Name).Select(a => a.Name).DefaultIfEmpty(draft.Config.Models.Any(o => o.Name != m.Name && o.Settings.ToJson().GetRawText().Contains($"\"{m.Name}\"", StringComparison.Ordinal)) ? "fallback" : "a tool"))})"))}.";

    private static ComposerReply Said(string text) => new(text, null, [], []);

    private const string Help = """
        I build workflows from plain English, by rules and without a model. I understand:
        - steps in order: "fetch https://example.com, then summarise it and save it to summary.md", or a list with a line for each
        - at once: "in parallel translate it to German and French"
        - choices: "classify it as billing, technical or other. Billing goes to slack #billing. Everything else gets a polite reply."
        - repetitions: "write a draft and improve it until the score is above 8, at most 5 times"
        - for each: "read tickets.csv and for each row draft a reply, 5 at a time"
        - people: "ask a manager to approve it within 2 days; if rejected, email bob@example.com"
        - waiting: "wait 2 hours", "wait for the event order.paid"
        - models: "use gpt-4o-mini", "translate it with claude"
        - bounds: "at most $2", "stop after 10 minutes", "max 20 steps", "retry 3 times"
        - inputs: "it takes a topic and a language"
        Then change the draft: "add a step …", "remove …", "rename … to …", "replace … with …", "connect a to b", "set the time limit to 5m", "use claude instead".
        I write drafts only: nothing runs until you press Run.
        """;

    private static string Explain(CompiledGraph graph)
    {
        var text = new StringBuilder($"'{graph.Name}' has {Counted(graph)}.\n");
        Lines(text, Texts(Recital.Of(graph).Lines));
        if (graph.Outputs.Count > 0) text.Append($"Its result holds {Names.Quoted(graph.Outputs.Select(o => o.Key))}.\n");
        text.Append($"A run has at most {graph.Limits.Steps} steps{(graph.Limits.Cost is { } cost ? $" and costs at most ${cost}" : "")}.");
        return text.ToString();
    }

    private static string Explain(GraphNode node, CompiledGraph graph) => $"{Recital.Of(graph).Step(node.Name)}.";

    [GeneratedRegex(@"^(?:hi|hello|hey|good (?:morning|evening|afternoon|day)|hola|yo|greetings)\b[\s!,.]*(?:there|you|composer)?[\s!.]*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Lingo();

    [GeneratedRegex(@"^(?:thanks?(?: you)?|thx|cheers|great|nice|perfect|cool|ok(?:ay)?|good|awesome|well done|looks good|yes|no|bye|goodbye|see you|ciao)(?:[\s,!.]+(?:thanks?(?: you)?|thx|very much|a lot|great|job|work|so much|bye|goodbye|for now|see you|later))*[\s!.]*$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ThanksWord();

    [GeneratedRegex(@"^(?:(?:please|no|ok|and|hmm|oh|wait|actually|sorry)[, ]+)*(?:undo|revert|roll (?:it |that )?back|take (?:that|it) back|put (?:it|that) back|restore (?:it|that|the))\b.{0,40}$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex UndoWord();

    [GeneratedRegex(@"^(?:(?:(?:can|could|will|would) you |please )*help(?: me| us)?(?: please| out)?|\?+|what can (?:you|i|this)(?: do| say| ask| build)?.{0,30}|what (?:do|are) you.{0,30}|how (?:do(?:es)? (?:this|it|i)|can i) (?:work|use|start|begin).{0,30}|who are you.{0,20}|what is this.{0,20}|show me (?:some )?examples?|(?:give me )?(?:an )?examples?(?: please)?|what do you understand.{0,30})\??$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex HelpWord();

    [GeneratedRegex(@"^(?:what|which|list|show(?: me)?|tell me|are there|do you have|name)\b.{0,40}\btools?\b.{0,40}$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ToolsWord();

    [GeneratedRegex(@"\b(?:it|draft|workflow|this) uses?\b|\bdoes (?:it|the (?:draft|workflow)|this) use\b|\bused\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex OfIt();

    [GeneratedRegex(@"^(?:what|which|list|show(?: me)?|tell me|do you have)\b.{0,30}\b(?:models?|llms?|providers?)\b.{0,40}$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ModelsWord();

    [GeneratedRegex(@"^(?:what|which|list|show(?: me)?)\b.{0,30}\bworkflows\b.{0,30}$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WorkflowsWord();

    [GeneratedRegex(@"^(?:what|which|list)\b.{0,20}\b(?:kinds? of (?:steps?|nodes?)|node kinds?|node types?)\b.{0,30}$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NodeKindsWord();

    [GeneratedRegex(@"^(?:and |so |but )?(?:what|explain|describe|how|why|where)\b.{0,20}?\b(?:does|is|about|do)?\s*(?:the )?(?:node|step)s? (?!do\b|for\b|mean\b)(?<ref>[\w-]+|[\uE600-\uE7FF])(?: (?:do|for|mean).{0,10})?\??$|^(?:and |so )?what (?:does|is|do) (?:the )?(?<ref>[\w -]{2,40}?)(?: (?:node|step))? (?:do|for|mean|good for|doing|there for)\??$|^(?:explain|describe|show(?: me)?|tell me about) (?:the )?(?!draft|workflow|it\b|this|steps|yaml|me\b)(?<ref>[\w -]{2,40}?)(?: (?:node|step))?\??$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex NodeWord();

    [GeneratedRegex(@"^(?:and |so )?what (?:happens|comes|is|runs|goes|follows)(?: next)?(?: directly)? (?<where>after|before|behind) (?<ref>.{2,60}?)\??$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex AfterWord();

    [GeneratedRegex(@"^(?:and |so )?(?:(?:who|which (?:step|agent|node|model|tool)|what|where) (?:(?:is|are|does|do) )?|when (?:is|are|does|do) )(?:the |it |we )?(?<ref>(?:writ|mak|mad|send|sent|do|translat|summar|approv|check|produc|creat|read|fetch|decid|post|sav|answer|repl|scor|classif|extract|review|email|mail)\w* .{2,60}?|[\w ]{2,40} (?:written|made|sent|done|translated|saved|posted|fetched|approved|checked|decided))\??$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WhoWord();

    [GeneratedRegex(@"^(?:and |so )?(?:what|how much)\b.{0,20}\b(?:cost|costs|pay|expensive|price)\b.{0,30}\??$|^(?:is|will) (?:it|this|that) (?:be )?(?:expensive|free|cheap)\??$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex CostWord();

    [GeneratedRegex(@"^(?:and |so )?(?:why|what|where)\b.{0,40}\b(?:secrets?|passwords?|tokens?|api keys?|keys?)\b.{0,40}\??$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex WhySecret();

    [GeneratedRegex(@"^(?:and |so )?(?:which|what) models?\b.{0,40}\b(?:it|this|draft|workflow|used?|uses?|using)\b.{0,20}\??$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex UsedModel();

    [GeneratedRegex(@"^(?:please |can you |could you )?(?:explain|describe|show|walk me through|tell me about|go over|what does|how does|what(?:'s| is) in|what(?:'s| is) (?:the )?(?:state|status))\b.{0,20}\b(?:drafts?|workflow|flow|pipeline|process|it|this|steps|yaml|what you (?:built|made|did))\b(?: (?:do|work|look(?: like)?|to me|again|now|does|so far|you built|you made|mean|please|in (?:plain|simple|easy|other|short) (?:words|english|terms|language)|step by step|for me|for us|to us|to a (?:child|beginner|layman)|simply|simpler|briefly|shortly|easily|slowly|so that i understand|like i(?:'m| am) (?:five|5)|once more))*\??$|^(?:which|what|list|name|show)(?: me)?(?: all)?(?: are)?(?: the)? (?:steps|nodes)(?: (?:are there|do (?:we|you|i) have|does it have|so far|are in (?:it|there)))?\??$|^what (?:did|have) you (?:build|built|do|done|make|made|change|changed)\??$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex ExplainWord();

    [GeneratedRegex(@"\?\s*$|^(?:what|who|why|when|where|which|how|is|are|do|does|did|can|should)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Question();
}
