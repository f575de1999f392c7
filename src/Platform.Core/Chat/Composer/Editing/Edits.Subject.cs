using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What stands in the subject of mails, and who gets them besides: "put the name into the subject", "with the department in the subject", "as a second recipient".</summary>
internal sealed partial class Edits
{
    private static readonly Form InSubject = new("in/into/to/as/on the/its/their/a/each/every/all? email's/mail's/emails/mails/email/mail? subject/subjects line/lines?");

    private static readonly Form Showing = new("put/add/include/write/have/show/mention/use/insert/get/place/let");

    private static readonly Form Recipients = new("as an/a/the? second/third/another/further/additional/extra/new/other? recipient/addressee/receiver too? | to/among the? list? of? recipients/addressees/receivers | as recipients/addressees/receivers");

    private static readonly Form HasSubject = new("should/must/shall have/get/bear/carry the/a/as? subject line? :? | has/gets the/a subject line? :? | the subject line? :?");

    private static readonly Form ItsSubject = new("subject line? to/be/say/: | subject line?");

    // "The email to the boss should have the subject "No answer"", "give the second mail the subject "Hi""
    private bool SubjectOf(Phrase order)
    {
        var isMade = order.Low(0) is "make" or "set" or "let" or "change" or "give";
        if ((HasSubject.In(order, 1) ?? (isMade ? ItsSubject.In(order, 2) : null)) is not var (at, end) || end != order.Count - 1 || !order[end].IsLiteral("quote")) return false;
        var whose = isMade ? order.Part(1, at) : order.To(at);
        if (new StepFinder(Draft, newest) { Only = n => Draft.Nodes[n]?["with"] is JsonObject with && with.ContainsKey("subject") }.One(Plain(whose.Text)) is not { } mail) return false;
        Draft.Nodes[mail]!["with"]!["subject"] = literals.Value(order[end].Text[0]);
        return Did($"the subject of '{mail}' is changed");
    }

    // "Put the category into the subject of all emails"
    private bool Subjects(Phrase order)
    {
        if (SubjectOf(order)) return true;
        if (!Showing.Opens(order, out var lead) || InSubject.In(order, lead) is not var (at, end) || at == lead) return false;
        var mails = Draft.Nodes.Where(n => Uses(n.Key).Contains("email.send")).Select(n => n.Key).ToList();
        if (mails.Count == 0) return Cannot("No step of the draft sends a mail.");
        var of = order.From(end);
        while (of.Count > 0 && (Lexicon.IsPreposition(of.Low(0)) || Lexicon.IsDeterminer(of.Low(0)))) of = of.From(1);
        if (of.Count > 0 && !of.Has("all", "every", "each", "both") && (OfLabel(of.Low(0)) ?? [.. Finder.All(of.Text) ?? Finder.Find(of.Text)]).Where(mails.Contains).ToList() is { Count: > 0 } named) mails = named;
        return Subject(order.Part(lead, at).Text, mails, isAll: order.Low(at) == "as");
    }

    private static readonly Form InText = new("in/into/to/on/inside/under the/that/this/each/every/all/its | at the start/beginning/top/end/bottom/head/foot of the/that/this/each/every/all | at/to its start/beginning/top/end/bottom");

    private static readonly Form ShouldSay = new("should/must/shall/may just/only? say/read/be/announce :? | just/only? says/reads :? | has/have to say/read :?");

    private static readonly Form Said = new("say/write/put/mention/include/add/state/show/use/have");

    // "Say "take water" in the warning", "put the name at the start of each comment": in the message that is sent, or told to who writes the text.
    private bool SaysIn(Phrase order)
    {
        if (ShouldSay.In(order, 1) is var (says, quote) && quote == order.Count - 1 && order[quote].IsLiteral("quote") && new StepFinder(Draft, newest) { Only = n => Draft.Nodes[n]?["with"] is JsonObject with && with.ContainsKey("text") }.One(Plain(order.To(says).Text)) is { } message)
        {
            Draft.Nodes[message]!["with"]!["text"] = literals.Value(order[quote].Text[0]); // "the slack message should say "…""
            return Did($"'{message}' says \"{literals.Value(order[quote].Text[0])}\"");
        }

        if (!Said.Opens(order, out var lead) || order.Find(lead, "if", "when", "subject") > 0 || order.Any(t => t.Kind == TokenKind.Literal && !t.IsLiteral("quote")) || InText.In(order, lead + 1) is not var (at, end) || end >= order.Count || order.Count - end > 4) return false;
        var (what, where) = (order.Part(lead, at), Plain(order.From(end).Text));
        var isHead = order.Part(at, end).Has("start", "beginning", "top", "head");
        var placed = order.Part(at, end).Has("of") || order.Low(at + 1) == "its";
        if (what.Count == 1 && what[0].IsLiteral("quote"))
        {
            var told = Finder.Find(where).Where(n => Draft.Nodes[n]?["with"] is JsonObject with && with.ContainsKey("text")).ToList();
            if (told.Count == 0 && Draft.Nodes.Where(n => Draft.Nodes[n.Key]?["with"] is JsonObject with && with.ContainsKey("text")).Select(n => n.Key).ToList() is [var sole] && Phrase.Of(where).Any(t => t.Low is "message" or "warning" or "mail" or "email" or "post" or "alert" or "notification" or "notice" or "text")) told = [sole];
            if (told.Count == 0) return false;
            var text = literals.Value(what[0].Text[0]);
            foreach (var with in told.Select(t => (JsonObject)Draft.Nodes[t]!["with"]!)) with["text"] = placed && !isHead ? $"{Draft.Text(with["text"])}\n\n{text}" : $"{text}\n\n{Draft.Text(with["text"])}";
            return Did($"{Listed(told)} {(told.Count == 1 ? "says" : "say")} \"{text}\"");
        }

        if (!placed || what.Count > 8) return false;
        var writers = new StepFinder(Draft, newest) { Only = Writes }.Find(where);
        if (writers is not [var writer]) return writers.Count > 1 && Cannot(Finder.Unclear(where));
        var said = literals.Unmask(order.From(lead == 1 && order.Low(0) is "have" or "say" ? 1 : 0).Text);
        return Tell(writer, $"{(order.Low(0) is "have" or "say" ? "Put " : "")}{(order.Low(0) is "have" or "say" ? said : $"{char.ToUpperInvariant(said[0])}{said[1..]}")}.");
    }

    private static readonly Form WithIn = new("with/and/using");

    // "… with the department in the subject" of a mail that is added; what is left of the order is the mail.
    private static string? Subjected(ref string text)
    {
        var order = Phrase.Of(text);
        if (InSubject.In(order, 3) is not var (at, end)) return null;
        var with = Enumerable.Range(1, at - 1).LastOrDefault(i => WithIn.At(order, i) > 0);
        if (with == 0 || at - with > 6) return null;
        text = $"{order.To(with).Text} {order.From(end).Text}".Trim();
        return order.Part(with + 1, at).Text;
    }

    private void Subject(string said, IReadOnlySet<string> known) => Subject(said, [.. Draft.Nodes.Where(n => !known.Contains(n.Key) && Uses(n.Key).Contains("email.send")).Select(n => n.Key)], isAll: false);

    private bool Subject(string said, IReadOnlyList<string> mails, bool isAll)
    {
        if (mails.Count == 0) return Missed($"{said} in the subject");
        var value = said.Length == 1 && Literals.IsLiteral(said[0]) ? literals.Value(said[0]) : Holder(Plain(said)) is { } channel ? $"${{{{ {channel} }}}}" : null;
        if (value is null) return Cannot($"I do not know what '{Plain(said)}' is in this draft: it has {Channels()}. Say one of these for the subject.");
        foreach (var with in mails.Select(m => Draft.Nodes[m]!["with"]).OfType<JsonObject>())
            if (!(Draft.Text(with["subject"]) ?? "").Contains(value, StringComparison.Ordinal)) with["subject"] = isAll || Draft.Text(with["subject"]) is not { Length: > 0 } was ? value : $"{was}: {value}";
        return Did($"the subject of {Listed(mails)} says {Plain(said)}");
    }

    private string Channels() => string.Join(", ", (Draft.Find("inputs") ?? []).Concat(Draft.Find("state") ?? []).Select(s => $"'{s.Key}'"));

    // Where in the draft a thing of this name is held: an input, a channel, a field of one, or what somebody was asked for.
    private string? Holder(string said)
    {
        var stems = Stems.In(said).Where(s => s is not ("the" or "a" or "an" or "its" or "their" or "my")).ToHashSet(StringComparer.Ordinal);
        bool Is(string name) => Stems.In(name.Replace('_', ' ')).ToHashSet(StringComparer.Ordinal) is var words && stems.Count > 0 && (words.IsSubsetOf(stems) || stems.IsSubsetOf(words));
        foreach (var (channel, schema) in Draft.Find("state") ?? [])
        {
            if (Is(channel)) return $"state.{channel}";
            if ((Draft.At(schema, "properties") as JsonObject ?? []).Select(p => p.Key).FirstOrDefault(Is) is { } field) return $"state.{channel}.{field}";
        }

        if ((Draft.Find("inputs") ?? []).Select(i => i.Key).FirstOrDefault(Is) is { } input) return $"inputs.{input}";
        return Draft.Nodes.LastOrDefault(n => n.Value?["human"] is JsonObject human && n.Value["save"] is JsonObject { Count: 1 } && Stems.In(Draft.Text(human["title"]) ?? "").ToHashSet(StringComparer.Ordinal).IsSupersetOf(stems)).Value?["save"] is JsonObject asked ? $"state.{asked.First().Key}" : null;
    }

    // "Add b@c.co as a second recipient": the same mail goes to more people.
    private bool MoreRecipients(Phrase order)
    {
        if (Recipients.In(order, 1) is not var (at, end) || literals.All(order.To(at).Text, "mail") is not { Count: > 0 } more) return false;
        var mails = Draft.Nodes.Where(n => Uses(n.Key).Contains("email.send")).Select(n => n.Key).ToList();
        if (mails.Count == 0) return false;
        if (end < order.Count && Finder.Find(Plain(order.From(end).Text)).Where(mails.Contains).ToList() is { Count: > 0 } named) mails = named;
        else if (mails.Count > 1) return Cannot($"Several mails may be meant: {string.Join(", ", mails.Select(m => $"'{m}' ({string.Join(", ", Draft.Targets(Draft.Nodes[m]!["with"]!["to"]))})"))}. Say which one.");
        foreach (var mail in mails) Draft.Nodes[mail]!["with"]!["to"] = Draft.OneOrMany([.. Draft.Targets(Draft.Nodes[mail]!["with"]!["to"]).Concat(more).Distinct()]);
        return Did($"{Listed(mails)} {(mails.Count == 1 ? "goes" : "go")} to {string.Join(" and ", more)} as well");
    }
}
