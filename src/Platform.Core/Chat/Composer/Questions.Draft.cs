using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;
using Platform.Core.Graph;

namespace Platform.Core.Chat.Composer;

/// <summary>What is asked of the draft is read from it: who gets what, what stands where, what may happen.</summary>
internal static partial class Answers
{
    private static readonly Form Asking = new("""
        who | whom | whose | what | what's | which | why | how | in/on/at/to/from/by/with/for/of/under which/what/whom | is/are/was/does/do/did/will/would/has there/it/the/this/that/any/anyone/anybody/somebody/someone/a/an/i/we/you/my/our/all/both/they/nobody/she/he/everything/*  | can/may/must/should/do i/it | tell me who/what/which/when/where/why/how/if/whether/about |
        tell me | i wonder | any idea
        """);

    private static readonly Form Orderly = new("can/could/would/will/should/may/might you/we | could i | how/what about | why don't/not you/we | do it/that/this/so/them/both/the/all/not | do");

    /// <summary>Whether a text asks instead of telling: by the words that it begins with, and where these may tell as well by its mark.</summary>
    public static bool IsAsked(string text)
    {
        var phrase = Phrase.Of(text).Trimmed();
        if (phrase.Low(0) is "and" or "so" or "but" or "ok" or "okay" or "hmm" or "wait" && phrase.Count > 1) phrase = phrase.From(1).Trimmed();
        var isMarked = text.TrimEnd().EndsWith('?');
        if (phrase.Low(0) is "tell" && phrase.Low(2) is "only" or "just" or "at" or "immediately") return false; // an order about what is told
        if (Orderly.Opens(phrase, out _) && !(isMarked && phrase.Low(0) == "do" && phrase.Low(1) is "i" or "we" or "they" or "you")) return false;
        return Asking.Opens(phrase, out _) ? isMarked || phrase.Low(0) is not ("can" or "may" or "must" or "should") : isMarked && phrase.Low(0) is "when" or "where" or "if" or "can" or "could" or "should" or "any" or "are" or "has" or "have";
    }

    private static readonly Form MustDo = new("has/have/needs/need/is to | must/should/will/can/may");

    private static readonly Form Receives = new("who/whom receives/gets/receive/get/sees/reads | who/whom is/are/will? it/the/this/that * sent/posted/mailed/emailed to | who does * * go to | where does/do/is/are/will | to/for whom | where to");

    private static readonly Form Starts = new("what starts/triggers it/this | when does/will/is it/this/the * run/start/started/sent/happen | how often does/is/will | when will/does | what/which time | what's? the? schedule | what/which schedule/trigger/triggers | how is it started/triggered | is there a schedule/trigger | is it scheduled | what triggers | in which time zone | which time zone | what days | which days | on which days");

    private static readonly Form Limits = new("how much may/can/could/will/would/should/does | how long may/can/could/will/does/would | how many steps/tokens may/can/could | what's? the? limit/limits/budget/maximum | what/which limits/limit/budget | is/are there a/an/any? * limit/limits/budget/bound/maximum/cap/timeout/deadline | are there limits | what is the * limit/budget/maximum | how expensive");

    private static readonly Form AsksInputs = new("what/which inputs/input/parameters | what does/do/must/should it/i/this/we take/need/enter/give | what do i have to enter/give/provide | what/which are the inputs/parameters | what goes in | does it take/need an/any? input/inputs");

    private static readonly Form AsksOutputs = new("what/which outputs/output/result/results | what's the output/result | what does/do it/i/this/we return/get/give/produce | what comes out | what will i get | what is/are the output/result/outputs/results");

    private static readonly Form Categories = new("what/which categories/category/labels/classes/kinds/ways/branches | which are the categories/labels/ways | how many categories/branches/ways | what are the? categories/labels/branches/ways");

    // Those of the steps, and those that agents have at hand.
    private static string OfTools(Draft draft)
    {
        var held = (draft.Find("agents") ?? []).SelectMany(a => (a.Value?["tools"] as JsonArray ?? []).Select(Draft.Text));
        var tools = draft.Nodes.Select(n => Draft.Text(n.Value?["tool"])).Concat(held).OfType<string>().Select(t => Draft.Text(draft.Find("tools")?[t]?["use"]) ?? t);
        return $"Its tools: {string.Join(", ", tools.Distinct().DefaultIfEmpty("none"))}.";
    }

    private static readonly Form AsksMissing = new("what's/is still? missing | what is still? missing/needed/open | what do i still/have need/to * | is it ready/complete/valid/ok/okay/done/finished | can i run/save it | is the draft/workflow ready/complete/valid/ok/done | what do i have to set | what must/should i set/configure | does it work | will it work | is anything/something still? missing/open/needed/left/undone/unset | is/are there anything/something/things still? missing/open/left/i/to | what else do/must/should i * | do i still? need/have to? * | anything still? missing/left/open");

    private static string? OfDraft(string text, Literals literals, CompiledGraph graph, Draft draft, StepFinder finder)
    {
        if (!IsAsked(text)) return null;
        var asked = Phrase.Of(Courtesy.Bare(text.TrimEnd('?', ' ', '!', '.')));
        while (asked.Count > 2 && asked.Low(0) is "and" or "so" or "but" or "tell" or "show" or "me" or "us" or "wonder" or "please") asked = asked.From(1);
        if (asked.Low(0) == "who" && MustDo.At(asked, 1) is > 0 and var must && must < asked.Count) asked = Phrase.Of($"who {asked.Low(must)}{(asked.Low(must).EndsWith('s') ? "es" : "s")} {asked.From(must + 1).Text}".Trim()); // "who has to approve" is "who approves"
        var lowest = asked.Text.ToLowerInvariant();
        if (asked.Low(0) is "what" or "what's" && asked.Find(1, "if", "when") is >= 1 and var on && on <= 5 && asked.Count > on + 1 || asked.Low(0) is "who" or "whom" or "where" or "which" && (on = asked.Find(2, "if", "when", "unless")) > 0 && asked.Count > on + 1) return WhatIf(asked.From(on + 1), graph, finder, draft, literals);
        if (OfNumber(asked, draft) is { } amount) return amount;
        if (asked.Low(0) is "is" or "are" or "does" or "do" or "will" && asked.Find(2, "if", "when") is > 1 and var given && asked.Count > given + 1 && !asked.Has("input")) return WhatIf(asked.From(given + 1), graph, finder, draft, literals);
        if (asked.Low(0) == "what" && asked.Low(1) is "happens" or "becomes" && asked.Low(2) is "with" or "to" or "for" or "of" or "on" && asked.Count > 3 && WhatIf(asked.From(3), graph, finder, draft, literals) is var when && !when.StartsWith("I find", StringComparison.Ordinal) && !when.StartsWith("The draft makes", StringComparison.Ordinal)) return when;
        if (asked.Has("tool", "tools") && asked.Has("use", "uses", "used", "it", "draft", "workflow")) return OfTools(draft);
        if (asked.Has("input", "inputs", "parameter") && asked.Low(0) is "is" or "are") return IsInput(asked, draft);
        if (Ordered.Opens(asked, out _)) return Explain(graph);
        if (Files.Opens(asked, out _)) return OfFiles(draft);
        if (AsksDeciders.In(asked) is not null) return graph.Nodes.Where(n => n.Next.Any(w => w.When is not null) && draft.Nodes[n.Name]?["set"] is null).Select(n => Explain(n, graph)).ToList() is { Count: > 0 } choices ? string.Join('\n', choices) : "No step decides anything: all go on one after another.";
        if (HowMany.Opens(asked, out var many) && Count(asked.From(many), draft) is { } counted) return counted;
        if (OfForm(asked, draft, literals) is { } form) return form;
        if (Contents.Opens(asked, out var told) && told < asked.Count && OfContents(asked.From(told), draft, finder, literals) is { } contents) return contents;
        if (Rest.In(asked, 2) is var (rest, _) && rest < 6 && asked.Low(0) is "what" or "where") return OfRest(graph, draft);
        if (AsksInputs.Opens(asked, out _)) return OfInputs(draft);
        if (asked.Has("retry", "retries", "retried", "tries", "tried", "attempts")) return draft.Nodes.Where(n => n.Value?["retry"] is not null).Select(n => $"'{n.Key}' is tried {(n.Value!["retry"] as JsonObject)?["attempts"] ?? n.Value["retry"]} times").ToList() is { Count: > 0 } tried ? $"{string.Join(", ", tried)}; every other step once." : "No step is tried again when it fails.";
        if (Categories.Opens(asked, out _)) return draft.Find("state")?.Select(s => (s.Value as JsonObject)?["enum"] as JsonArray).LastOrDefault(e => e is not null) is { } labels ? $"It sorts into {string.Join(", ", labels)}." : "It sorts nothing into categories.";
        if (TimeOf(asked, draft, literals) is { } time) return time;
        if (asked.Low(0) is "who" && asked.Count is 2 or 3 && new StepFinder(draft) { Only = n => draft.Nodes[n]?["human"] is not null }.Find(literals.Unmask(asked.From(1).Text)) is { Count: > 0 } askers) return string.Join(' ', askers.Select(a => Explain(graph.ByName[a], graph)));
        if (Limits.Opens(asked, out _) && !asked.Has("words", "cost") || asked.Has("cost", "spend") && asked.Has("may", "can", "limit", "most", "maximum", "allowed")) return OfLimits(graph, draft);
        if (Starts.Opens(asked, out _)) return OfStart(draft);
        if (AsksOutputs.Opens(asked, out _)) return draft.Find("outputs") is { Count: > 0 } outputs ? $"Its result holds {string.Join(", ", outputs.Select(o => $"'{o.Key}'"))}." : "Its result holds nothing: what the last step does is all.";
        if (AsksMissing.In(Phrase.Of(text)) is var (missing, _) && missing < 3) return Ready(graph, draft);
        if (lowest.StartsWith("how many steps", StringComparison.Ordinal) || lowest.StartsWith("how many nodes", StringComparison.Ordinal) || asked.Low(0) is "what" or "which" && asked.Find(1, "steps", "nodes") is 1 or 2 or 3) return $"It has {Counted(graph)}: {string.Join(", ", draft.Nodes.Select(n => n.Key))}.";
        if (Receives.Opens(asked, out var receives)) return Receivers(asked.From(receives), draft, finder, literals);
        if (Carried(asked, draft, finder, literals) is { } carried) return carried;
        if (ReadBy(asked, draft, finder, literals) is { } read) return read;
        return asked.Low(0) is "is" or "are" or "does" or "do" or "will" or "has" or "can" ? YesOrNo(asked, graph, finder, literals) : null;
    }

    // "Which model writes the answer?": that of the agents the other words name.
    private static string? ModelOf(Phrase asked, Draft draft, Literals literals)
    {
        if (asked.Low(0) is not ("which" or "what") || !asked.Has("model", "llm")) return null;
        var words = string.Join(' ', asked.Tokens.Where(t => t.IsWord && t.Low is not ("which" or "what" or "model" or "llm" or "does" or "do" or "is" or "are" or "the" or "a" or "an" or "used" or "use" or "uses" or "using" or "by" or "for" or "in" or "it" or "this" or "workflow" or "draft")).Select(t => t.Text));
        if (words.Length == 0) return null;
        var found = new StepFinder(draft) { Only = n => draft.Nodes[n]?["agent"] is not null }.Find(literals.Unmask(words));
        return found.Count == 0 ? null : string.Join(" ", found.Select(n => $"'{n}' uses {Draft.Text(draft.Find("models")?[Draft.Text(draft.Find("agents")?[Draft.Text(draft.Nodes[n]!["agent"])!]?["model"]) ?? ""]?["use"]) ?? "no model of its own"}."));
    }

    private static readonly Form HowLong = new("how long/much time? does/do/has/have/is/will/can/may | how much time does/do/has/have/is/will/can/may");

    // "How long does the reviewer have?", "how long does it wait?": the time of that step.
    private static string? TimeOf(Phrase asked, Draft draft, Literals literals)
    {
        if (!HowLong.Opens(asked, out var lead) || asked.From(lead).Has("run", "workflow")) return null;
        string? Time(string node) => Draft.Text(draft.Nodes[node]?["human"]?["timeout"]) ?? Draft.Text(draft.Nodes[node]?["wait"]?["for"]) ?? Draft.Text(draft.Nodes[node]?["wait"]?["timeout"]) ?? Draft.Text(draft.Nodes[node]?["timeout"]);
        var named = new StepFinder(draft).Find(literals.Unmask(string.Join(' ', asked.From(lead).Tokens.Where(t => t.IsWord && t.Low is not ("have" or "take" or "it" or "last" or "to" or "answer" or "get" or "time")).Select(t => t.Text))));
        var timed = named.Where(n => Time(n) is not null || draft.Nodes[n]?["human"] is not null).ToList();
        return timed.Count == 0 ? null : string.Join(' ', timed.Select(n => Time(n) is { } time ? $"'{n}' has {time}." : $"'{n}' has no limit of time: it waits until somebody answers."));
    }

    private static readonly Form StepsUsing = new("which/what steps/agents/step/agent use/uses/run/runs/work/works/are/is on/with/using? the?");

    // "Which steps use the big model?"
    private static string? Users(Phrase asked, Draft draft, Literals literals)
    {
        if (!StepsUsing.Opens(asked, out var lead) || lead >= asked.Count) return null;
        var said = string.Join(' ', asked.From(lead).Tokens.Where(t => t.Low is not ("model" or "models" or "llm")).Select(t => literals.Unmask(t.Text))).Trim();
        bool Fits(string name, JsonNode? model) => string.Equals(name, said, StringComparison.OrdinalIgnoreCase) || (Draft.Text(model?["use"]) ?? "").Contains(said, StringComparison.OrdinalIgnoreCase);
        var models = (draft.Find("models") ?? []).Where(m => said.Length > 1 && Fits(m.Key, m.Value)).Select(m => m.Key).ToList();
        if (models.Count == 0) return null;
        var users = draft.Nodes.Where(n => Draft.Text(n.Value?["agent"]) is { } agent && models.Contains(Draft.Text(draft.Find("agents")?[agent]?["model"]) ?? "")).Select(n => n.Key).ToList();
        return users.Count == 0 ? $"No step uses {string.Join(" or ", models.Select(m => Draft.Text(draft.Find("models")![m]!["use"])))}." : $"{string.Join(", ", users.Select(u => $"'{u}'"))} {(users.Count == 1 ? "uses" : "use")} {string.Join(" or ", models.Select(m => Draft.Text(draft.Find("models")![m]!["use"])).Distinct())}.";
    }

    private static string IsInput(Phrase asked, Draft draft)
    {
        var inputs = draft.Find("inputs") ?? [];
        var known = inputs.Select(i => i.Key).FirstOrDefault(k => asked.Any(t => t.IsWord && (string.Equals(t.Low, k, StringComparison.OrdinalIgnoreCase) || k.Split('_').Contains(t.Low) || Words.Singular(t.Low) == k)));
        return known is not null ? $"Yes, '{known}' is an input{(inputs[known]?["default"] is { } initial ? $"; it is {initial} when it is left out" : "")}."
            : inputs.Count == 0 ? "No, it takes no input." : $"No. It takes {string.Join(", ", inputs.Select(i => $"'{i.Key}'"))}.";
    }

    private static string OfLimits(CompiledGraph graph, Draft draft)
    {
        var set = (draft.Find("limits") ?? []).Select(l => $"{l.Key} {l.Value}").Concat((draft.Find("budgets") ?? []).Select(b => $"{b.Value} a {b.Key}")).ToList();
        var cost = graph.Limits.Cost is { } most ? $"A run may cost ${most} at most." : "There is no limit of cost: say \"limit the cost to $1\".";
        return $"{cost} A run has at most {graph.Limits.Steps} steps{(draft.Find("limits")?["time"] is { } time ? $" and {time}" : $" and works at most {graph.Limits.Time.TotalMinutes:0} minutes, waits not counted")}.{(set.Count > 0 ? $" Set in the file: {string.Join(", ", set)}." : "")}";
    }

    private static string OfStart(Draft draft) => draft.Root["triggers"] is JsonArray { Count: > 0 } all
        ? $"It has {(all.Count == 1 ? "a trigger" : $"{all.Count} triggers")}: {string.Join("; ", all.OfType<JsonObject>().Select(t => $"{When(t)}{(Draft.Text(t["timezone"]) is { } zone ? $" ({zone})" : "")}"))}. Somebody can press Run as well."
        : "Nothing starts it by itself: somebody presses Run, or a program calls the API. Say \"run it every Monday at 9\" for a schedule.";

    // "0 9 * * 1" is "mondays at 9:00".
    /// <summary>A trigger in words: "Monday to Friday at 9:00 (0 9 * * 1-5)", "webhook orders".</summary>
    internal static string When(JsonObject trigger)
    {
        if (Draft.Text(trigger["cron"]) is not { } cron) return $"{trigger.First().Key} {trigger.First().Value}";
        if (cron.Split(' ') is [['*', '/', .. var every], "*", "*", "*", "*"]) return $"every {every} minutes ({cron})";
        if (cron.Split(' ') is [var past, "*", "*", "*", "*"] && int.TryParse(past, out var late)) return late == 0 ? $"every hour ({cron})" : $"every hour at {late} minutes past ({cron})";
        if (cron.Split(' ') is ["0", ['*', '/', .. var apart], "*", "*", "*"]) return $"every {apart} hours ({cron})";
        if (cron.Split(' ') is [var at, var on, var date, "*", "*"] && int.TryParse(at, out var minutes) && int.TryParse(on, out var o) && int.TryParse(date, out var d)) return $"on day {d} of every month at {o}:{minutes:00} ({cron})";
        if (cron.Split(' ') is not [var minute, var hour, "*", "*", var week] || !int.TryParse(minute, out var m) || hour.Split(',') is not { } hours || !Array.TrueForAll(hours, h => int.TryParse(h, out _))) return $"the schedule {cron}";
        string[] names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        var days = week == "*" ? "every day" : week == "1-5" ? "Monday to Friday" : string.Join(", ", week.Split(',').Select(w => int.TryParse(w, out var n) && n < 8 ? names[n] : w));
        return $"{days} at {string.Join(" and ", hours.Select(h => $"{h}:{m:00}"))} ({cron})";
    }

    private static string Ready(CompiledGraph graph, Draft draft)
    {
        var todo = new List<string>();
        var secrets = System.Text.RegularExpressions.Regex.Matches(draft.Root.ToJsonString(), @"secrets\.(\w+)").Select(m => m.Groups[1].Value).Distinct().ToList();
        if (secrets.Count > 0) todo.Add($"set {string.Join(" and ", secrets.Select(s => $"PLATFORM_SECRET_{s}"))} in the environment");
        if (IsOffline(graph)) todo.Add("name a model (\"use gpt-4o-mini\"), for the built-in rules cannot write or translate");
        if (draft.Nodes.Where(n => n.Value?["code"] is JsonObject code && (Draft.Text(code["source"]) ?? "").TrimEnd(' ', '\n', '}', ';').EndsWith("return inputs", StringComparison.Ordinal)).Select(n => n.Key).ToList() is { Count: > 0 } frames) todo.Add($"write the code of {string.Join(" and ", frames.Select(f => $"'{f}'"))}, which is a frame");
        if (draft.Root.ToJsonString().Contains("@my_channel", StringComparison.Ordinal)) todo.Add("name the Telegram chat");
        if (draft.Root.ToJsonString().Contains("mail.example.com", StringComparison.Ordinal) || draft.Root.ToJsonString().Contains("smtp.example.com", StringComparison.Ordinal)) todo.Add("put your own mail server under 'tools'");
        var given = draft.Find("inputs") is { Count: > 0 } ? $" {OfInputs(draft)}" : "";
        return todo.Count == 0 ? $"The draft is valid. Press Run to try it, or Save to keep it.{given}" : $"The draft is valid. Before you run it: {string.Join("; ", todo)}.{given}";
    }

    private static readonly string[] Telling = [.. Edits.Tellers, "memory.save"];

    private static IEnumerable<(string Node, string Where)> Told(Draft draft)
    {
        foreach (var (name, body) in draft.Nodes)
        {
            var tool = Draft.Text(body?["tool"]) ?? "";
            var use = Draft.Text(draft.Find("tools")?[tool]?["use"]) ?? tool;
            if (!Telling.Contains(use) || body?["with"] is not JsonObject with) continue;
            var where = string.Join(" and ", new[] { "to", "cc", "bcc", "channel", "chat", "path", "url" }.Where(k => with[k] is not null).Select(k => Draft.Text(with[k]) ?? string.Join(", ", Draft.Targets(with[k]))));
            yield return (name, $"{where} ({use})");
        }
    }

    private static readonly Form Gets = new("do/does/will/is/are i/we/they/she/he/it/the/a? *? get/gets/have/contain/contains/include/includes/receive/see/hold/holds?");

    private static readonly Form InWhat = new("in/with/by/on/inside the/my/that/this? email/mail/e-mail/message/post/file/letter/notification");

    // "Do I get the full translation in the email as well?": whether what is sent or written holds what a step made.
    private static string? Carried(Phrase asked, Draft draft, StepFinder finder, Literals literals)
    {
        if (!Gets.Opens(asked, out var lead) || InWhat.In(asked, lead) is not var (at, end)) return null;
        var said = asked.Part(lead, at);
        while (said.Count > 1 && (Lexicon.IsDeterminer(said.Low(0)) || said.Low(0) is "full" or "whole" or "complete" or "original" or "entire" or "also" or "get" or "have" or "see" or "included")) said = said.From(1);
        var channel = (draft.Find("state") ?? []).Concat(draft.Find("inputs") ?? []).Select(s => s.Key).FirstOrDefault(k => Stems.In(said.Text).Intersect(Stems.In(k.Replace('_', ' '))).Any())
            ?? (finder.One(literals.Unmask(said.Text)) is { } maker ? (draft.Nodes[maker]?["save"] as JsonObject)?.Select(s => s.Key).FirstOrDefault() : null);
        if (channel is null) return null;
        var told = Told(draft).Select(t => t.Node).ToList();
        if (finder.Find(asked.Part(at + 1, end).Text).Where(told.Contains).ToList() is { Count: > 0 } named) told = named;
        var holds = told.Where(n => System.Text.RegularExpressions.Regex.IsMatch(draft.Nodes[n]!["with"]!.ToJsonString(), $@"(?:state|inputs)\.{channel}\b")).ToList();
        string Held(string node) => string.Join(" and ", System.Text.RegularExpressions.Regex.Matches(draft.Nodes[node]!["with"]!.ToJsonString(), @"(?:state|inputs)\.(\w+)").Select(m => $"'{m.Groups[1].Value}'").Distinct()) is { Length: > 0 } all ? all : "a fixed text";
        var what = string.Join(", ", told.Select(n => $"'{n}' holds {Held(n)}"));
        return told.Count == 0 ? null : holds.Count > 0 ? $"Yes: {string.Join(" and ", holds.Select(h => $"'{h}'"))} {(holds.Count == 1 ? "holds" : "hold")} '{channel}'." : $"No: {what}, not '{channel}'. Say for example \"add the {channel.Replace('_', ' ')} to the email\".";
    }

    private static string Receivers(Phrase of, Draft draft, StepFinder finder, Literals literals)
    {
        var told = Told(draft).ToList();
        var named = finder.Find(literals.Unmask(of.Text));
        if (told.Exists(t => named.Contains(t.Node))) told = told.FindAll(t => named.Contains(t.Node));
        var asks = draft.Nodes.Where(n => n.Value?["human"] is not null).Select(n => $"{Draft.Text(n.Value!["human"]!["assign"]) ?? "somebody"} is asked by '{n.Key}'").ToList();
        return told.Count == 0 && asks.Count == 0 ? "Nobody: it is only the result of the run. Say for example \"post it to slack #news\"." : string.Join("; ", told.Select(t => $"'{t.Node}' goes to {t.Where}").Concat(told.Count == 0 ? asks : [])) + ".";
    }

    // "What happens if she says no?", "… if the fetch fails?", "… when it is a bug?"
    private static string WhatIf(Phrase condition, CompiledGraph graph, StepFinder finder, Draft draft, Literals literals)
    {
        var read = new Conditions(literals, [.. (draft.Find("state") ?? []).SelectMany(s => ((s.Value as JsonObject)?["enum"] as JsonArray ?? []).Select(Draft.Text)).OfType<string>()]).Read(condition.Text, isDecided: true);
        string To(List<string> targets) => targets is [] or ["end"] ? "Then the run ends." : $"Then it goes on to {string.Join(" and ", targets.Select(t => $"'{t}'"))}.\n{string.Join('\n', targets.Where(graph.ByName.ContainsKey).Select(t => Explain(graph.ByName[t], graph)))}".TrimEnd();
        if (read.Test == Test.Failed || condition.Has("fails", "fail", "breaks", "error", "down", "crashes", "offline", "unreachable", "unavailable", "broken", "missing", "reached"))
        {
            var node = finder.Find(literals.Unmask(condition.Text)) is [var one, ..] ? one : draft.Nodes.LastOrDefault(n => n.Value?["on_error"] is not null || n.Value?["retry"] is not null).Key;
            if (node is null) return "No step says what to do then: the run stops as failed and can be resumed there. Say for example \"if the fetch fails, tell #ops\".";
            var tries = draft.Nodes[node]?["retry"] is { } retry ? $"'{node}' is tried {(retry as JsonObject)?["attempts"] ?? retry} times. " : "";
            return draft.Nodes[node]?["on_error"] is { } error ? $"{tries}{(Draft.Text(error) == "continue" ? "It goes on all the same." : To(Draft.Targets(error["to"])))}" : $"{tries}When '{node}' fails, the run stops as failed and can be resumed there.";
        }

        if (read.Test == Test.Late || condition.Has("nobody", "noone") && draft.Nodes.Any(n => n.Value?["human"] is not null)) return draft.Nodes.LastOrDefault(n => n.Value?["human"]?["timeout"] is not null) is { Key: { } asks } late ? $"'{asks}' waits {Draft.Text(late.Value!["human"]!["timeout"])}. {(late.Value["human"]!["on_timeout"] is { } then ? To(Draft.Targets(then)) : "Then the run stops as failed.")}" : "Nothing: it waits until somebody answers. Say \"if nobody answers within 2 days, …\".";
        foreach (var (name, body) in draft.Nodes.Reverse())
        {
            if (body?["next"] is not JsonArray ways || !ways.Any(w => w is JsonObject)) continue;
            var all = ways.OfType<JsonObject>().ToList();
            var isNo = read.Sign == "!=";
            if (read.Test == Test.Approved && body["human"] is not null)
            {
                var (goes, other) = (Draft.Targets(all[isNo ? ^1 : 0]["to"]), Draft.Targets(all[isNo ? 0 : ^1]["to"]));
                return $"At '{name}': {To(goes)}{(goes is [] or ["end"] && other is not [] and not ["end"] ? $" {string.Join(" and ", other.Select(o => $"'{o}'"))} and what follows {(other.Count == 1 ? "it" : "them")} is not done." : "")}";
            }

            if (read.Test == Test.Label && all.Exists(w => (Draft.Text(w["when"]) ?? "").Contains("== '", StringComparison.Ordinal)) && Sorts(draft, name, read.Value) && !all.Exists(w => (Draft.Text(w["when"]) ?? "").Contains($"== '{read.Value}'", StringComparison.OrdinalIgnoreCase))) return $"At '{name}' nothing is said of '{read.Value}'. {To(all[^1]["when"] is null ? Draft.Targets(all[^1]["to"]) : [])}";
            if (read.Test == Test.Label && all.Find(w => (Draft.Text(w["when"]) ?? "").Contains($"== '{read.Value}'", StringComparison.OrdinalIgnoreCase)) is { } way) return $"At '{name}': {To(Draft.Targets(way["to"]))}";
            if (read is { Test: Test.Number, Sign: "==" } && Amounts.Of(read.Value) is { } number && all.TrueForAll(w => w["when"] is null || Bar().IsMatch(Draft.Text(w["when"])!)))
                return $"At '{name}': {To(all.Find(w => w["when"] is null || Holds(number, Bar().Match(Draft.Text(w["when"])!))) is { } taken ? Draft.Targets(taken["to"]) : [])}";
            if (read.Test is Test.Number or Test.Text or Test.Contains && all.Find(w => w["when"] is not null && (Draft.Text(w["when"]) ?? "").Contains(read.Value, StringComparison.OrdinalIgnoreCase)) is { } test) return $"At '{name}', when {Draft.Text(test["when"])}: {To(Draft.Targets(test["to"]))}";
        }

        var choices = draft.Nodes.Where(n => n.Value?["next"] is JsonArray ways && ways.Any(w => w is JsonObject)).Select(n => n.Key).Where(graph.ByName.ContainsKey).ToList();
        return choices.Count == 0 ? "The draft makes no choice: its steps always go on one after another." : $"I find no way for that. These steps decide:\n{string.Join('\n', choices.Select(c => Explain(graph.ByName[c], graph)))}";
    }

    // "Is there an approval?", "does it post to slack?", "is it translated?": the steps that do it, or that none does.
    private static string? YesOrNo(Phrase asked, CompiledGraph graph, StepFinder finder, Literals literals)
    {
        var rest = asked.From(1);
        while (rest.Count > 0 && rest.Low(0) is "there" or "it" or "any" or "a" or "an" or "the" or "this" or "that" or "workflow" or "draft" or "we" or "you" or "somebody" or "someone" or "anybody") rest = rest.From(1);
        if (rest.Count is 0 or > 8) return null;
        var said = literals.Unmask(rest.Text);
        var found = finder.Find(said).Where(graph.ByName.ContainsKey).ToList();
        return found.Count > 0 ? $"Yes:\n{string.Join('\n', found.Select(f => Explain(graph.ByName[f], graph)))}" : $"I see no step for '{said}'. The steps are {string.Join(", ", graph.Nodes.Select(n => n.Name))}.";
    }

    private static bool Holds(double number, System.Text.RegularExpressions.Match bar) => Amounts.Of(bar.Groups["n"].Value) is { } than && bar.Groups["op"].Value switch { ">" => number > than, ">=" => number >= than, "<" => number < than, "<=" => number <= than, _ => number == than };

    [System.Text.RegularExpressions.GeneratedRegex(@"^\$\{\{ (?:double\()?[\w.]+\)? (?<op>>=|<=|==|>|<) (?<n>\d+(?:\.\d+)?) \}\}$")]
    private static partial System.Text.RegularExpressions.Regex Bar();
}
