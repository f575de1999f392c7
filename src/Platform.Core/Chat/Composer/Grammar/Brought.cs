using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>
/// What comes in with its parts, told before the first order: "when the webhook "returns" brings an order number, a reason and an email, …", "an order comes in with
/// customer and total". Each part is an input; a webhook that is named starts the run. What comes in without parts is read by <see cref="Scene"/>.
/// </summary>
internal sealed partial class Brought(Plan plan, Literals literals)
{
    private static readonly Form Lead = new("when/whenever/once/if/on/upon/after | each/every time | as soon as | we/i get/receive");
    private static readonly Form Hook = new("webhook/webhooks/hook/endpoint trigger/call/request/event?");
    private static readonly Form Comes = new("comes/come in? | arrives/arrive | fires/fire | is/are/gets/get called/received/triggered/hit/fired/sent/posted/submitted/pushed in? | lands | triggers | sends/posts something");

    private static readonly Form Carries = new("""
        with/containing/carrying/bringing/including/holding/delivering the? fields/field/values/data/parameters? :? |
        brings/bring/delivers/sends/gives/has/carries/contains/holds/passes/includes/provides/hands us/me/in/over/along? the/these? fields/values/data? :? |
        that/which brings/bring/delivers/sends/gives/has/carries/contains/holds/passes/includes/provides us/me/in? the/these? fields/values? :? |
        ,? the/its body/payload/data/event/message/request/json? has/contains/carries/brings/holds/includes the? fields/values? :? | ( the/with/its? fields/values/data/body/payload? :?
        """);

    private static readonly Form By = new("by/via/through/over/on/at/to/from/into a/an/the/our/my? webhook/hook/endpoint | by/via/through/over/on/at/to/from/into a/an/the/our/my? * webhook/hook/endpoint");

    /// <summary>The request without what only tells what comes in; itself where nothing of the kind is told.</summary>
    public string Take(string text)
    {
        var phrase = Phrase.Of(text);
        var from = phrase.Find(1, ":") is > 0 and < 9 and var colon && Lead.At(phrase, colon + 1) > 0 ? colon + 1 : 0; // "new workflow: when …"
        var at = Lead.At(phrase, from) is > 0 and var lead ? lead : from;
        var hook = Enumerable.Range(at, Math.Min(12, Math.Max(0, phrase.Count - at))).FirstOrDefault(i => phrase.Low(i) is "webhook" or "webhooks", -1);
        for (var i = at + 1; i < Math.Min(phrase.Count, at + 14); i++)
        {
            if (phrase[i].Text is "." or ":" or ";") break;
            if (Carries.At(phrase, i) is not (> 0 and var start) || hook < i && hook >= 0 && i - hook > 6 || !IsArrival(phrase.Part(at, i), from < at, hook >= 0 && hook < i, phrase.Low(i))) continue;
            if (Parts(phrase, start) is not var (names, end)) continue;
            var told = phrase.Part(at, i);
            if (hook >= 0 && hook < i) plan.Triggers.Add(("webhook", Named(told), null));
            else if (end < phrase.Count && By.At(phrase, end) is > 0 and var by) (end, _) = (by, Trigger(phrase.Part(end, by)));
            else plan.Remarks.Add($"Nothing starts the workflow by itself when {literals.Unmask(told.Text)}: whatever receives it calls the API, or somebody presses Run, with {string.Join(", ", names.Select(n => $"'{n.Name}'"))}.");
            plan.Parts.AddRange(names.Select(n => n.Name));
            foreach (var input in names.Where(n => !plan.Inputs.Exists(p => p.Name == n.Name))) plan.Inputs.Add(input);
            plan.Settled.Add(literals.Unmask(phrase.Part(from, end).Text));
            var rest = phrase.From(end);
            while (rest.Count > 0 && (rest[0].Kind == TokenKind.Mark || rest.Low(0) is "and" or "then")) rest = rest.From(1);
            return $"{phrase.To(from).Text} {rest.Text}{text[(phrase.Count == 0 ? text.Length : phrase[phrase.Count - 1].End)..]}".Trim();
        }

        return Bracketed(phrase, text);
    }

    private static readonly Form Hooked = new("( the/via/by/from? webhook/hook");

    // "Every incoming order (webhook orders: id, customer, sum)": what starts it and what it brings are told by the way.
    private string Bracketed(Phrase phrase, string text)
    {
        if (Hooked.In(phrase) is not var (at, name) || at > 14 || phrase.Find(name, ")") is not (> 0 and var shut)) return text;
        var inner = phrase.Part(at + 1, shut);
        var parts = Enumerable.Range(name, shut - name).FirstOrDefault(k => phrase[k].Text == ":" || phrase.Low(k) == "with", -1);
        if (parts < 0 || Parts(phrase.To(shut), phrase.Low(parts + 1) is "fields" or "the" ? parts + 2 : parts + 1) is not var (names, end) || end < shut) return text;
        plan.Triggers.Add(("webhook", Named(phrase.Part(at + 1, parts)), null));
        plan.Parts.AddRange(names.Select(n => n.Name));
        foreach (var input in names.Where(n => !plan.Inputs.Exists(p => p.Name == n.Name))) plan.Inputs.Add(input);
        plan.Settled.Add(literals.Unmask(inner.Text));
        return $"{Every().Replace(text[..phrase[at].Start].TrimEnd(), "the ", 1)}{text[phrase[shut].End..]}"; // a run is about one of them
    }

    [GeneratedRegex(@"\b(?:every|each|any) (?:new |incoming )*", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Every();

    private bool Trigger(Phrase by)
    {
        plan.Triggers.Add(("webhook", Named(by), null));
        return true;
    }

    // Something that comes in: a webhook, or a thing that arrives.
    private static bool IsArrival(Phrase told, bool isLed, bool isHook, string carries)
    {
        if (told.Count == 0 || told.Any(t => t.Text is "," && !isHook) || told.Any(t => t.Low is "if" or "not" or "run" or "start")) return false;
        var comes = Comes.In(told, 1) is not null;
        if (isHook) return Lexicon.OrderAt(told, 0) < 0 && (comes || carries is not "with" || isLed);
        return comes && (isLed || Lexicon.IsDeterminer(told.Low(0)) && told.Low(0) is not ("each" or "every")) && told.Count <= 7 && !told.HasLiterals;
    }

    // The parts that are named, and where their list ends.
    private static (List<PlanInput> Names, int End)? Parts(Phrase phrase, int start)
    {
        var (names, ends) = (new List<PlanInput>(), new List<int>());
        var (at, isLast) = (start, false);
        while (at < phrase.Count)
        {
            var end = at;
            while (end < phrase.Count && phrase[end].IsWord && phrase.Low(end) is not ("and" or "then" or "from" or "by" or "via" or "through" or "over" or "in" or "on" or "with") && !(isLast && end > at && Lexicon.OrderAt(phrase, end) == end)) end++;
            if (Name(phrase.Part(at, end), names.Count) is not { } name || end < phrase.Count && phrase[end].Kind is TokenKind.Literal or TokenKind.Number) break;
            names.Add(name);
            ends.Add(end);
            if (phrase.Low(end) == "with" && names.Count == 1 && Parts(phrase, end + 1) is { Names.Count: > 1 } inner) return inner; // "an order with customer and total"
            if (isLast) return (names, end);
            at = end;
            if (at < phrase.Count && phrase[at].Text == ",") at++;
            if (phrase.Low(at) == "and") (isLast, at) = (true, at + 1);
            else if (at == end) break;
        }

        var isShut = names.Count > 0 && ends[^1] < phrase.Count && phrase[ends[^1]].Text is ")" or ":" or ";" or ".";
        if (names.Count > 0 && (isShut || ends[^1] == phrase.Count)) return (names, ends[^1]);
        return names.Count > 0 && phrase[ends[0]].Text == "," && Lexicon.IsDeterminer(phrase.Low(start)) && phrase.Low(start - 1) is "with" or "containing" or "carrying" or "including" ? ([names[0]], ends[0]) : null;
    }

    private static PlanInput? Name(Phrase part, int behind)
    {
        if (part.Count is 0 or > 4 || part.From(1).Any(t => Lexicon.IsDeterminer(t.Low) && t.Low != "of" || Lexicon.IsPronoun(t.Low) || Lexicon.IsModal(t.Low) || Lexicon.IsBe(t.Low)) || part.Low(0) is "it" or "them") return null;
        if (behind > 0 && part.Count > 1 && !Lexicon.IsDeterminer(part.Low(0)) && Lexicon.OrderAt(part, 0, isFirst: true) == 0) return null; // "…, check tickets and …"
        var bare = Lexicon.IsDeterminer(part.Low(0)) ? part.From(1) : part;
        return (Inputs.Noun(part.Text) ?? (bare.Count == 1 ? Words.Identifier(bare.Text) : null)) is { Length: > 1 } name ? new PlanInput(name, Inputs.TypeOf(part.Text, name)) : null;
    }

    // What the webhook is called: "the webhook "returns"", "the hook orders", "a github issue webhook".
    private string Named(Phrase told)
    {
        var hook = Hook.In(told) is var (place, _) ? place : told.Find(0, "webhook", "webhooks");
        var behind = told.Low(hook + 1) is "called" or "named" ? hook + 2 : hook + 1;
        if (told.Low(behind) == "/" || behind < told.Count && told[behind].Text == "/") behind++;
        if (behind < told.Count && (told[behind].IsLiteral("quote") || told[behind].IsWord && Comes.At(told, behind) < 0 && !Lexicon.IsBe(told.Low(behind)) && !Lexicon.IsPreposition(told.Low(behind)))) return Slug(literals.Unmask(told[behind].Text));
        var names = told.Part(Math.Max(0, hook - 3), hook).Tokens.Where(t => t.IsLiteral("quote") || t.IsWord && !Lexicon.IsDeterminer(t.Low) && !Lexicon.IsPreposition(t.Low) && t.Low is not ("new" or "incoming" or "when" or "calls" or "hits" or "whenever" or "comes" or "arrives")).Select(t => literals.Unmask(t.Text)).ToList();
        return Hook.In(told, 0) is not null && !told.To(hook).Any(t => Lexicon.FormOf(t.Low) == VerbForm.Third && Words.Verb(t.Low) is not null) && names.Count > 0 ? Slug(string.Join(' ', names)) : "incoming";
    }

    private static string Slug(string name) => Words.Identifier(name).Replace('_', '-');
}
