using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What flows where it can hardly be meant to: work on nothing, consent to one text for another, ways that nothing takes, messages of a bare number.</summary>
internal sealed partial class Doubts
{
    private IEnumerable<string> Flows() => Unreadable().Concat(Consents()).Concat(Failed()).Concat(Compared()).Concat(Untaken()).Concat(Undivided()).Concat(Bare()).Concat(Unmade()).Concat(Doubled()).Concat(Scheduled()).Concat(Received());

    // An agent that is to work on something must be given it; who writes freely needs nothing.
    private IEnumerable<string> Unreadable()
    {
        foreach (var (name, node) in _nodes)
        {
            if (Instruction(node) is not { } told || Draft.Text(node["prompt"]) is not { } prompt || node["map"] is not null) continue;
            var order = Phrase.Of(new Literals().Mask(told.TrimEnd('.', ' ')));
            var read = ReadsOf().Matches(prompt).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
            var hasTools = (root["agents"] as JsonObject)?[Draft.Text(node["agent"])!]?["tools"] is JsonArray { Count: > 0 };
            if (read.Count == 0 && !hasTools && !prompt.Contains("${{", StringComparison.Ordinal) && (prompt == told || !told.StartsWith("Translate the text", StringComparison.Ordinal) && !told.StartsWith("Sort the text", StringComparison.Ordinal)) && NeedsText(order)) yield return $"The agent of '{name}' is told \"{Short(told)}\" and given nothing to read: say what it works on, for example \"the text I enter\".";
            else if (read is [var only] && Reworks(order) && prompt.Contains($"state.{only}", StringComparison.Ordinal) && IsOnlyAbout(only)) yield return $"The agent of '{name}' is told \"{Short(told)}\", but reads only '{only}' and not the text itself: say which text it should have.";
        }
    }

    // To review, to answer, to sum up: all that needs something that is there.
    private static bool NeedsText(Phrase order)
    {
        var verb = Lexicon.Lemma(order.Low(0)) ?? order.Low(0);
        return Working.Contains(verb) || order.Has("it", "them", "their", "these", "those") || order.Tokens.Take(6).Any(t => t.Low is "reply" or "review" or "translation" or "answer") && verb is "write" or "draft" or "give" or "make" or "create" or "compose" or "prepare";
    }

    private static bool Reworks(Phrase order) => (Lexicon.Lemma(order.Low(0)) ?? order.Low(0)) is "improve" or "rewrite" or "revise" or "summarise" or "summarize" or "translate" or "shorten" or "proofread" or "polish" or "simplify";

    // Marks, verdicts and remarks speak of a text; they are none.
    private bool IsOnlyAbout(string channel) =>
        Type(channel) is "number" or "integer" or "boolean" || channel is "feedback" or "score" or "verdict" or "decision" or "rating"
        || _nodes.Exists(n => n.Is["save"]?[channel] is not null && (n.Is["code"] is not null && channel is "result" or "count" || n.Name.StartsWith("review", StringComparison.Ordinal) && n.Is["agent"] is not null));

    private string? Type(string channel) => (root["state"] as JsonObject)?[channel] is JsonObject declared ? Draft.Text(declared["type"]) : null;

    // Who consents must have seen what goes out, and what they say must part the ways.
    private IEnumerable<string> Consents()
    {
        foreach (var (name, node) in _nodes)
        {
            if (node["human"] is not JsonObject human || human["form"]?["properties"]?["approved"] is null || node["save"] is not JsonObject { Count: > 0 } save) continue;
            var decision = save.First().Key;
            var onward = Behind(name);
            if (node["next"] is JsonValue && !onward.Exists(n => Draft.Text(n.Is["map"]?["over"])?.Contains("decision.approved", StringComparison.Ordinal) == true) && onward.Exists(n => IsEffect(n.Is)) && !_nodes.Exists(n => n.Is["next"]?.ToJsonString().Contains($"state.{decision}.approved", StringComparison.Ordinal) == true)) yield return $"Whatever is answered at '{name}', the run goes on to {Named(onward.FindAll(n => IsEffect(n.Is)).Take(2).Select(n => n.Name))}: say what happens after a yes, and what after a no.";
            var done = _nodes.FindAll(n => n.Name != name && IsEffect(n.Is) && n.Is["workflow"] is null && LeadsTo(n.Name, name));
            if (done.Count > 0 && !onward.Exists(n => IsEffect(n.Is))) yield return $"By the time '{name}' is asked, {Named(done.Take(2).Select(n => n.Name))} {(done.Count == 1 ? "has" : "have")} been done: say what should wait for the answer.";
            if (node["next"] is JsonArray ways && ways.OfType<JsonObject>().Any(w => Draft.Text(w["when"]) is { } when && when.Contains("||", StringComparison.Ordinal) && when.Contains($"!state.{decision}.approved", StringComparison.Ordinal) && Regex.IsMatch(when, $@"(?<!!)state\.{Regex.Escape(decision)}\.approved"))) yield return $"Both a yes and a no at '{name}' lead the same way: say what happens after a yes, and what after a no.";
            if (onward.Find(n => IsEffect(n.Is)).Name is { } guarded && BeforeDeed().IsMatch(_said) && _nodes.Exists(n => n.Is["next"] is JsonArray choice && choice.OfType<JsonObject>().Any(w => Draft.Text(w["to"]) == name && w["when"] is not null) && choice.LastOrDefault() is JsonObject last && Draft.Text(last["to"]) == "end")) yield return $"Only what '{name}' is asked about gets to '{guarded}'; everything else ends there: say \"otherwise {guarded}\" if it should be done without asking.";
            var shown = Channels(human["description"]).Concat(Channels(human["title"])).ToHashSet(StringComparer.Ordinal);
            if (shown.Count == 0) continue;
            foreach (var (effect, sends) in onward.Where(n => IsMessage(n.Is) && n.Is["map"] is null))
            {
                var sent = Channels(sends["with"]?["text"] ?? sends["with"]?["content"] ?? sends["with"]?["body"]);
                var other = sent.FindAll(c => !shown.Contains(c) && IsWritten(c) && !Maker(c, onward) && !Comes(c, shown));
                if (other.Count > 0 && other.Count == sent.Count && other.TrueForAll(IsWritten)) yield return $"'{name}' shows '{string.Join("', '", shown)}', but '{effect}' sends '{string.Join("', '", other)}': say which of them should be looked at.";
            }
        }
    }

    // What is done after a failure must not go on to a step that needs what the failed one should have given.
    private IEnumerable<string> Failed()
    {
        foreach (var (name, node) in _nodes)
        {
            if (node["on_error"] is not JsonObject || node["save"] is not JsonObject { Count: > 0 } save) continue;
            foreach (var target in Draft.Ways(node).Where(w => w.Kind == "error").SelectMany(w => w.To))
            {
                if (_nodes.Find(n => n.Name == target).Is is not { } fallback || save.Any(s => fallback["save"]?[s.Key] is not null || fallback["set"]?[s.Key] is not null)) continue;
                foreach (var next in Next(fallback))
                    if (_nodes.Find(n => n.Name == next) is { Is: { } then } found && IsEffect(then) && save.Any(s => IsRead(found, s.Key, ""))) yield return $"When '{name}' fails, the run goes on from '{target}' to '{next}', which then has nothing to hold: say \"after {target} stop\" if it should not.";
            }
        }
    }

    private bool IsWritten(string channel) => _nodes.Exists(n => n.Is["agent"] is not null && n.Is["save"]?[channel] is not null) && Type(channel) == "string";

    private static bool Maker(string channel, List<(string Name, JsonObject Is)> nodes) => nodes.Exists(n => n.Is["save"]?[channel] is not null);

    // What is shown was made of it, or the other way round: the two belong together.
    private bool Comes(string channel, HashSet<string> shown) => _nodes.Exists(n => n.Is["save"]?[channel] is not null && Channels(n.Is["prompt"]).Exists(shown.Contains));

    private bool IsMessage(JsonObject node) => Kind(node) is "email.send" or "slack.post" or "telegram.send";

    private List<(string Name, JsonObject Is)> Behind(string name) => _nodes.FindAll(n => n.Name != name && LeadsTo(name, n.Name));

    private static List<string> Channels(JsonNode? text) => [.. StateOf().Matches(text?.ToJsonString() ?? "").Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    // A way that waits for a category that nobody gives is never taken.
    private IEnumerable<string> Compared()
    {
        foreach (var (name, node) in _nodes)
            foreach (Match compared in ComparedWith().Matches((node["next"] as JsonArray)?.ToJsonString(RelaxedJson) ?? ""))
                if ((root["state"] as JsonObject)?[compared.Groups[1].Value]?["enum"] is JsonArray labels && !labels.Any(l => Draft.Text(l) == compared.Groups[2].Value)) yield return $"'{name}' has a way for \"{compared.Groups[2].Value}\", which is none of {string.Join(", ", labels.Select(Draft.Text))}: that way is never taken.";
    }

    // A choice all of whose ways lead to one place is none.
    private IEnumerable<string> Undivided()
    {
        foreach (var (name, node) in _nodes)
        {
            if (node["next"] is not JsonArray { Count: > 1 } ways || !ways.OfType<JsonObject>().Any(w => w["when"] is not null)) continue;
            var places = ways.OfType<JsonObject>().Select(w => w["to"]?.ToJsonString() ?? "").Distinct(StringComparer.Ordinal).ToList();
            if (places is [{ Length: > 0 } only] && only != "\"end\"") yield return $"Whatever '{name}' finds, the run goes on to '{only.Trim('"')}', so it decides nothing: say what should be done otherwise.";
        }
    }

    // A category that was named, and whose things simply end there, in a choice that was made for the sake of categories.
    private IEnumerable<string> Untaken()
    {
        if (Ignoring().IsMatch(_said)) yield break;
        foreach (var (name, node) in _nodes)
        {
            if (node["next"] is not JsonArray ways || ways.LastOrDefault() is not JsonObject last || last["when"] is null && Draft.Text(last["to"]) is not "end") continue;
            var compared = ComparedWith().Matches(ways.ToJsonString(RelaxedJson)).ToLookup(m => m.Groups[1].Value, m => m.Groups[2].Value);
            foreach (var by in compared)
                if ((root["state"] as JsonObject)?[by.Key]?["enum"] is JsonArray labels && labels.Select(Draft.Text).OfType<string>().Except(by, StringComparer.Ordinal).Where(Again).ToList() is { Count: > 0 } left) yield return $"After '{name}' nothing is done with {string.Join(" and ", left.Select(l => $"'{l}'"))}: say what should be done with it, or that it is ignored.";
        }
    }

    // Named where it is sorted, and then once more.
    private bool Again(string label) => label.Split(' ', '_').Any(w => Regex.Count(_said, $@"\b{Regex.Escape(w[..Math.Min(w.Length, 5)])}", RegexOptions.IgnoreCase) > 1);

    // A message that is but a number or a mark, when nobody spoke of it.
    private IEnumerable<string> Bare()
    {
        foreach (var (name, node) in _nodes)
            if (IsMessage(node) && Only().Match(Draft.Text(node["with"]?["text"]) ?? "") is { Success: true } only && only.Groups[1].Value is var channel
                && (Type(channel) is "number" or "integer" or "boolean" || channel is "feedback" or "decision" or "score") && !only.Value.Contains(".comment", StringComparison.Ordinal) && !Sends(channel) && !(channel == "total" && Sends("result"))) yield return $"'{name}' sends only '{channel}': say what it should hold.";
    }

    private bool Sends(string channel) => Regex.IsMatch(_said, $@"\b(?:send|mail|email|post|tell|share|report|forward|message|write|notify|publish)\w*\b[^.;!?]*\b{Regex.Escape(channel.Replace('_', ' ').TrimEnd("0123456789 ".ToCharArray()))}|\b{Regex.Escape(channel.Replace('_', ' '))}\b[^.;!?]*\b(?:send|mail|email|post|goes|is sent)", RegexOptions.IgnoreCase);

    // "Mail the summary", and no step makes one.
    private IEnumerable<string> Unmade()
    {
        var made = string.Join('\n', _nodes.SelectMany(n => new[] { n.Name, Instruction(n.Is) ?? "", n.Is["save"]?.ToJsonString() ?? "", n.Is["with"]?["source"]?.ToJsonString() ?? "", Kind(n.Is) ?? "", n.Is["human"]?.ToJsonString() ?? "", n.Is["workflow"]?.ToJsonString() ?? "", n.Is["with"]?.ToJsonString() ?? "" }).Concat((root["inputs"] as JsonObject ?? []).Select(i => i.Key)));
        foreach (var noun in Outgoing().Matches(_said).Select(m => m.Groups[1].Value).Distinct(StringComparer.OrdinalIgnoreCase))
            if (!Regex.IsMatch(made, Products[noun], RegexOptions.IgnoreCase)) yield return $"No step makes a {noun.ToLowerInvariant()}, though one should go out: say what makes it, for example \"then write the {noun.ToLowerInvariant()}\".";
    }

    // What a form asks for need not be asked of whoever starts the run as well.
    private IEnumerable<string> Doubled()
    {
        var asked = _nodes.SelectMany(n => (n.Is["human"]?["form"]?["properties"] as JsonObject ?? []).Where(p => p.Key != "comment" || p.Value!.Parent!["approved"] is null).Select(p => (n.Name, Field: p.Key))).ToList();
        foreach (var (input, _) in root["inputs"] as JsonObject ?? [])
            if (asked.Find(a => a.Field.Contains("email", StringComparison.Ordinal) && input.Contains("email", StringComparison.Ordinal) || a.Field == input) is { Field: { } field } there) yield return $"'{field}' is asked for at '{there.Name}', and '{input}' when the run starts: if they are one, say \"use {field} instead of {input}\".";
    }

    // Nobody is there to be asked when a clock starts the run.
    private IEnumerable<string> Scheduled()
    {
        if (root["triggers"] is not JsonArray triggers || !triggers.Any(t => t?["cron"] is not null && t["inputs"] is null)) yield break;
        var asked = (root["inputs"] as JsonObject ?? []).Where(i => i.Value?["default"] is null).Select(i => i.Key).ToList();
        if (asked.Count > 0) yield return $"A schedule gives no inputs, and the run asks for {Named(asked)}: say what {(asked.Count == 1 ? "it is" : "they are")}, for example \"set {asked[0]} to ...\".";
    }

    // What a sender calls its fields nobody has said: they are called as the inputs are.
    private IEnumerable<string> Received()
    {
        foreach (var trigger in (root["triggers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (Draft.Text(trigger["webhook"]) is not { } webhook || trigger["inputs"] is not JsonObject { Count: > 0 } inputs) continue;
            var guessed = inputs.Where(i => Draft.Text(i.Value)?.Contains($"event.body.{i.Key} ", StringComparison.Ordinal) == true && !_said.Contains($"body.{i.Key}", StringComparison.Ordinal)).Select(i => i.Key).ToList();
            if (guessed.Count > 0) yield return $"What is sent to the webhook '{webhook}' should hold {Named(guessed)}: change the trigger where the sender calls {(guessed.Count == 1 ? "it" : "them")} otherwise.";
        }
    }

    private static readonly HashSet<string> Working = [.. "look read judge summarise summarize translate classify check review grade rate score extract improve rewrite revise proofread compare combine merge assess evaluate analyse analyze judge sort tag shorten simplify rephrase correct anonymise anonymize".Split(' ')];

    private static readonly System.Text.Json.JsonSerializerOptions RelaxedJson = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What goes out, and the words that stand in a draft in which something makes it.
    private static readonly Dictionary<string, string> Products = new(StringComparer.OrdinalIgnoreCase)
    {
        ["summary"] = "summar|sum up|digest|extractive",
        ["translation"] = "translat",
        ["reply"] = "repl|answer|respon",
        ["report"] = "report",
        ["analysis"] = "analy",
        ["poem"] = "poem",
        ["quiz"] = "quiz",
        ["transcript"] = "transcri",
    };

    [GeneratedRegex(@"\b(?:if|when|above|over|more than)\b[^.;!?]*\bbefore (?:\w+ing\b|(?:it|they|we|I|the)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex BeforeDeed();

    [GeneratedRegex(@"state\.(\w+)")]
    private static partial Regex StateOf();

    [GeneratedRegex(@"\b(?:ignor\w*|nothing|skip\w*|discard\w*|drop\w*|throw|only|end|stop|delete\w*|no action)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ignoring();

    [GeneratedRegex(@"state\.(\w+) == '([^']*)'")]
    private static partial Regex ComparedWith();

    [GeneratedRegex(@"^\$\{\{ (?:string\()?state\.(\w+)(?:\.\w+)?\)? \}\}$")]
    private static partial Regex Only();

    [GeneratedRegex(@"\b(?:send|mail|email|e-mail|post|publish|share|forward)(?: me| us| him| her| them| everyone)? (?:the|a|its|their) (?:\w+ ){0,2}?(summary|translation|reply|report|analysis|poem|quiz|transcript)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Outgoing();
}
