using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What a message says that nobody wrote: that something is the case, with the value that shows it.</summary>
internal sealed partial class GraphBuilder
{
    // The condition of the way that is built, and as what it stands in the file.
    private (Condition When, string Cel)? _case;

    private static readonly Grammar.Form NoticeWords = new("a/an/another/the? short/quick/brief/urgent/slack/new? alert/warning/notice/notification/heads-up/alarm");

    // "Post an alert": that it is so, which is why the way is taken; null where a message has words or a thing of its own.
    private (string Title, string Text)? Notice(Step step)
    {
        if (_case is not var (when, cel) || _each is not null || when.Test is Test.Approved or Test.Failed or Test.Late || step.Get("text") is { Length: > 0 } || step.Get("given") is not null) return null;
        var phrase = Grammar.Phrase.Of(step.Said);
        var isNotice = NoticeWords.In(phrase, 1) is var (_, end) && (end == phrase.Count || phrase.Low(end) is not ("about" or "of" or "with" or "saying" or "that" or "containing" or "listing" or "for"));
        var isBare = when.Test == Test.Number && IsBare(step) && Current() is { IsRaw: true, Shape: Shape.Text, Noun: "response" or "page" };
        if (!isNotice && !isBare) return null;
        var kind = phrase.Has("warning") ? "Warning" : phrase.Has("notice", "notification", "heads-up") ? "Notice" : "Alert";
        if (Measured().Match(cel) is { Success: true } measured)
        {
            var noun = (when.Subject.Length > 0 ? when.Subject : measured.Groups["of"].Value.Split('.')[^1]).Replace('_', ' ');
            if (Grammar.Phrase.Of(when.Said) is var whole && whole.Find(1, "is", "are", "was", "goes", "drops", "falls", "rises", "gets", "exceeds") is > 0 and < 5 and var be && whole.Low(be - 1) == noun.Split(' ')[^1]) noun = whole.Part(Grammar.Lexicon.IsDeterminer(whole.Low(0)) ? 1 : 0, be).Text; // "the queue |length|"
            var bound = $"{Signs[when.Sign]} {_literals.Unmask(when.Value).Trim()}";
            return ($"{kind}: {noun} {bound}", $"{kind}: {noun} is ${{{{ {measured.Groups["of"].Value} }}}} ({bound}).");
        }

        if (when is { Test: Test.Label, Sign: "==" } && Current() is { } sorted) return ($"{kind}: {when.Value} {sorted.Noun.Replace('_', ' ')}", $"{kind} ({when.Value}):\n\n{Together([sorted])}");
        var said = _literals.Unmask(when.Said).Replace(Condition.Turned, "not: ", StringComparison.Ordinal).Trim();
        if (Grammar.Phrase.Of(said).Low(0) is "it" or "they" or "so" || said.Length > 80) said = Current()?.Noun.Replace('_', ' ') ?? said;
        return ($"{kind}: {said}", Current() is { } about ? $"{kind}: {said}\n\n{Together([about])}" : $"{kind}: {said}");
    }

    private static readonly Grammar.Form AnyMessage = new("a/an/the/another short/quick/brief/new/slack/telegram? email/e-mail/mail/message/note/post");

    // "Post to #ops", "send a mail": to whom, and nothing of what.
    private static bool IsBare(Step step)
    {
        if (Grammar.Phrase.Of(step.Said).Has("it", "them", "this", "that")) return false;
        var about = Grammar.Phrase.Of(step.Get("about") ?? "it");
        return about.Low(0) is "it" or "to" or "in" or "on" || AnyMessage.Opens(about, out var end) && end == about.Count;
    }

    private static readonly Grammar.Form NoteWords = new("a/an/another short/quick/brief/little? note/message/notice/notification/heads-up/update/line");

    /// <summary>The node of the draft behind which the first step is put; null where it goes to the end.</summary>
    public string? Behind { get; init; }

    // "Then post a note to #sales", behind a mail that went out: that it did.
    private string? Mailed(Step step)
    {
        if (_each is not null || !NoteWords.Opens(Grammar.Phrase.Of(step.Get("about") ?? ""), out var end) || end != Grammar.Phrase.Of(step.Get("about")!).Count || (_loose is [{ Way: Loose.Next } last] ? last.Node : _loose.Count == 0 ? Behind : null) is not { Length: > 0 } sent || _draft.Nodes[sent]?["with"] is not JsonObject mail || Draft.Text(mail["subject"]) is not { } subject || mail["to"] is not { } to) return null;
        return $"The mail \"{subject}\" was sent to {string.Join(", ", Draft.Targets(to))}.";
    }

    // A notice says what is known already: nobody need write it.
    private bool IsNotice(Step written) => written.Get("sent") == "yes" && Notice(written) is not null;

    // The text that was written for this very message.
    private Value? WrittenFor() => _made.LastOrDefault() is { Item: Step { Skill: "write" } text, First: var node } && text.Get("sent") == "yes" ? _each is { Fields: [.., var last] } ? last : Product(node) : null;

    // What tells a search nothing that somebody entered for what comes later.
    private static readonly Grammar.Form Unsearched = new("budget | price | limit | maximum | name | email | mail | phone | age | audience | tone | style | length | language | format | recipient | number | count | reason | comment | file | url | text | message | question | password | consent | signature");

    // "Search for flights", after somebody was asked for a destination: of that place.
    private string Place(string query)
    {
        if (_values.FindLast(v => v is { IsInput: false, Noun: "details", Shape: Shape.Map, Fields.Count: > 0 }) is { } form && !_values.Exists(v => v is { IsInput: false, Shape: Shape.Text } && !v.IsAside && !v.IsRaw))
            return string.Concat(form.Fields.Where(f => !f.Value && Unsearched.In(Grammar.Phrase.Of(f.Key.Replace('_', ' '))) is null).Select(f => $" ${{{{ {form.Expression}.{f.Key} }}}}"));
        return _values.TrueForAll(v => v.IsInput || v.IsRaw) && query.Split(' ').Length < 4 ? string.Concat(_values.Where(v => v is { IsInput: true, Shape: Shape.Text } && Places.Contains(v.Noun.Split('_')[^1])).Select(v => $" {v.Braced}")) : "";
    }

    private static readonly HashSet<string> Places = ["city", "country", "destination", "location", "region", "place", "town", "area", "date", "season", "cuisine", "genre", "hobby", "interest", "brand", "industry", "company", "product"];

    // The number that a choice hangs on stands above the text in which it was found.
    private List<Value> Measured(List<Value> about)
    {
        if (_each is not null || about is not [{ Shape: Shape.Text } text] || _values.FindLast(v => v is { IsAside: true, Noun: "fields", Fields.Count: > 0 }) is not { } found || !_from.GetValueOrDefault(found.Expression, []).Contains(text)) return about;
        return [found, text];
    }

    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal) { ["<"] = "below", ["<="] = "at most", [">"] = "above", [">="] = "at least", ["=="] = "exactly", ["!="] = "not" };

    [GeneratedRegex(@"^(?:double\()?(?<of>(?:state|inputs)\.[\w.]+)\)? (?:[<>]=?|==|!=) [\d.]+$")]
    private static partial Regex Measured();
}
