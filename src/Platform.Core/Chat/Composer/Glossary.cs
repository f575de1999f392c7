using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer;

/// <summary>What newcomers ask before they say what they want: what the words mean, what it costs, where their data go, what to press.</summary>
internal static partial class Glossary
{
    private static readonly (Regex Asked, string Answer)[] All =
    [
        (Workflow(), "A workflow is a file that says which steps are done, in which order, by whom and within which limits. You say it here in plain English, I write the file, and beside it you see its picture. Nothing runs until you press Run."),
        (Step(), "A step, or node, is one thing that is done: an agent works on a text, a tool is called, a person is asked, the run waits. Arrows lead from one to the next, and a step may choose between several."),
        (Agent(), "An agent is a step that a language model does: it reads what you hand it, follows its instructions, may call the tools it is given, and gives back a text or fields."),
        (Tool(), "A tool does something exact: it fetches a page, reads a file, sends a mail, calls an API. Ask \"which tools are there?\" for all of them."),
        (Trigger(), "A trigger says when a workflow starts by itself: at times (\"every Monday at 9\") or when somebody calls its webhook."),
        (Run(), "A run is one time that a workflow is done. Its page shows each step as it happens, what went in and came out, and what it cost."),
        (Input(), "An input is what a run is given when it starts, such as a text or a list. Say \"it takes a topic\" and the form of Run asks for it."),
        (State(), "State is what the steps of a run write and read: a summary, a score, a list of results. Its page shows it after each step."),
        (Money(), "Built-in rules cost nothing. A step with a model of a provider costs what that provider charges for its tokens: the page Models has the prices, each run shows what it cost, and \"at most $1\" sets a limit."),
        (Data(), "Everything stays on the machine that Platform runs on, in its own database. Only what a step sends leaves it: a text to the model you named, a mail, a call of an address. Without a model of a provider no text goes anywhere."),
        (Key(), "No key is needed to begin: without a model the agents work by built-in rules, or you name a local one, such as \"use the local ollama llama3\". For a model of a provider its key is set in the environment of the server; the page Settings shows which are there."),
        (Press(), "Say here what the workflow should do. Beside the draft: Validate checks it, Save keeps it as a version, Run starts it and asks for its inputs, Download gives the file. I start nothing by myself."),
    ];

    /// <summary>The answer to a question about the product; null for all others.</summary>
    public static string? Of(string text) => All.FirstOrDefault(q => q.Asked.IsMatch(text)).Answer;

    private const string Asks = @"^(?:and |so |but |ok,? |hi,? |hello,? )*(?:(?:what(?:'s| is| are| does| do)|explain|define)(?: me)? (?:exactly )?(?:an? |the )?(?:word |term )?""?(?:";
    private const string Ends = @")""?(?: here| then| exactly| mean| for| good for)*\??$)";

    [GeneratedRegex(Asks + "workflows?" + Ends, RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Workflow();

    [GeneratedRegex(Asks + "steps?|nodes?|supersteps?" + Ends, RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Step();

    [GeneratedRegex(Asks + "(?:ai )?agents?" + Ends, RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Agent();

    [GeneratedRegex(Asks + "tools?" + Ends, RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Tool();

    [GeneratedRegex(Asks + "triggers?|webhooks?|crons?|schedules?" + Ends, RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Trigger();

    [GeneratedRegex(Asks + "runs?" + Ends, RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Run();

    [GeneratedRegex(Asks + "inputs?" + Ends, RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Input();

    [GeneratedRegex(Asks + "state|reducers?|checkpoints?" + Ends, RegexOptions.IgnoreCase, 5000)]
    private static partial Regex State();

    [GeneratedRegex(@"^(?:and |so |but )*(?:(?:how much|what) (?:does|do|will|would|is|are)\b.{0,30}\b(?:cost|price|pay)\w*\b.{0,25}|is (?:it|this|that) (?:for )?(?:free|expensive)\b.{0,20}|do i (?:have to|need to|must) pay\b.{0,20})\??$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Money();

    [GeneratedRegex(@"^(?:and |so |but )*(?:(?:is|are|will|where (?:is|are|does|do)|who (?:can )?sees?|do you (?:keep|store|share|send)|what happens (?:to|with)) (?:all )?(?:my|our|the) (?:data|texts?|files?|documents?|customers?' data|information)\b.{0,50}|is (?:it|this) (?:safe|secure|private|confidential)\b.{0,30})\??$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Data();

    [GeneratedRegex(@"^(?:and |so |but )*(?:do (?:i|we) need|must (?:i|we) have|is there a need for|can (?:i|we) (?:use|start|work|do) (?:it|this)? ?without)\b.{0,15}\b(?:keys?|accounts?|models?|subscriptions?|openai|chatgpt|gpt|internet)\b.{0,30}\??$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Key();

    [GeneratedRegex(@"^(?:and |so |but |ok,? )*how (?:do|can|would) (?:i|we) (?:run|start|save|keep|use|test|try|download|export|validate|publish|execute) (?:it|this|that|one|the (?:draft|workflow)|a workflow)?(?: now| then| later)?\??$|^(?:and |ok,? )*what (?:do i do )?(?:now|next)\??$", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Press();
}
