using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Where something goes or comes from: one channel, address, file or url in the place of the one of its kind that the turn means.</summary>
internal sealed partial class Edits
{
    private static readonly Form SaysInstead = new("instead/rather");

    private static readonly Form Goes = new("should/must/shall/can go/goes/come/be to/into/in/from? | should/must/shall be? sent/posted/mailed/emailed/saved/written/stored/read to/into/in/as/from/under | should/must/shall/is/are be? called/named | goes/go to/into/in | comes/come from | is/are taken/read/loaded from | is/are | has/have moved to");

    private static readonly HashSet<string> PlaceVerbs = ["change", "set", "switch", "make", "move", "put", "use", "send", "post", "mail", "email", "save", "write", "store", "read", "fetch", "get", "call", "name", "route", "forward", "take", "have", "let", "update", "tell", "notify", "publish", "point", "redirect"];

    private static readonly HashSet<string> PlaceNoise = new("""
        to into in at on onto from as via by for with the a an it this that them these those all every each everything any my our its instead rather please now slack telegram channel chat room mail mails email emails e-mail address recipient receiver file files name called named path url link page
        message messages posts should must shall be go goes gone sent posted mailed emailed saved written stored read moved is are has have of target output result rather so and then one ones not where which goes come better just only notification notifications
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private static readonly Form SendNth = new("send/mail/email/post/forward/route the first/second/third/fourth/last/other | send/mail/email/post/forward/route the/that * *? mail/email/message/post/notification/alert/reminder/notice/warning/letter | send/route/forward the/that mail/email/message/post/notification/alert/reminder/notice/warning");

    // "Send the second email to debtors@shop.example": one that is there goes elsewhere; on ways that part nobody can count them.
    private bool NthTo(Phrase order)
    {
        if (!SendNth.Opens(order, out var nth) || order.Find(nth, "to") is not (> 0 and var to) || to + 2 != order.Count || order[to + 1].Kind != TokenKind.Literal) return false;
        var isNth = order.Low(2) is "first" or "second" or "third" or "fourth" or "last" or "other";
        if ((isNth ? Finder.One(Plain(order.Part(1, to).Text)) : new Referring.StepFinder(Draft, newest) { Only = n => Uses(n).Any(Tellers.Contains) }.One(Plain(order.Part(1, to).Text))) is not { } node || !Uses(node).Any(Tellers.Contains)) return false;
        var others = Draft.Nodes.Select(n => n.Key).Where(n => n != node && Uses(n).Intersect(Uses(node)).Any(Tellers.Contains)).ToList();
        if (isNth && others.Find(o => !_graph.LeadsTo(node, o) && !_graph.LeadsTo(o, node)) is { } apart) return Cannot($"'{node}' and '{apart}' do not follow one another, so I cannot tell which is meant: say \"change {node} to …\" with the new address.");
        var literal = order[to + 1].Text[0];
        if (Draft.Nodes[node]!["with"] is not JsonObject with || Places.FirstOrDefault(p => p.Kind == Literals.KindOf(literal)).Keys?.FirstOrDefault(with.ContainsKey) is not { } key) return false;
        with[key] = literals.Value(literal);
        _sent = node;
        return Did($"'{node}' goes to {literals.Value(literal)}");
    }

    // The mail that the message spoke of last.
    private string? _sent;

    // "Send bugs to #urgent instead", "move features to #ideas", "the file should be called today.md", "change the channel to #b".
    private bool Replaced(Phrase order, bool isMore)
    {
        while (order.Count > 2 && order.Low(0) is "only" or "just" && Lexicon.IsPreposition(order.Low(1))) order = order.From(1);
        if (isMore || order.Count is < 2 or > 14 || order.Low(0) is "if" or "when" or "once" or "after" or "before" or "add" or "also" or "and" or "then" or "for" or "every" || order.Has("also", "too", "copy", "cc", "bcc", "additionally", "well", "another", "of") && !order.Has("instead")) return false;
        var places = Enumerable.Range(0, order.Count).Where(i => order[i].Kind == TokenKind.Literal && Literals.KindOf(order[i].Text[0]) is { } k && Array.Exists(Places, p => p.Kind == k)).ToList();
        if (places.Count is 0 or > 2 || order.Any(t => t.Kind == TokenKind.Literal && Literals.KindOf(t.Text[0]) is "quote" or "name" or "code")) return false;
        if (ElseWord().IsMatch(order.Text) && !order.Has("instead")) return false; // what is left over is meant, not what goes there already
        if (InsteadOf.Opens(order, out var old) && order[old].Kind != TokenKind.Literal) return false; // a step is meant
        var isInstead = SaysInstead.In(order) is not null;
        var verb = Lexicon.OrderAt(order, 0, isFirst: true);
        if (verb >= 0 && !PlaceVerbs.Contains(order.Low(verb)) || order.Find(0, "with") > 0 && order.Low(0) != "replace") return false;
        var isChange = isInstead || order.Low(0) is "change" or "switch" or "move" or "set" or "make" or "update" or "redirect" or "point" or "use" or "better" or "prefer" || order.Low(0) is "read" or "take" or "get" or "load" && order.Low(places[^1] - 1) == "from" || order.Count < 4 && Lexicon.IsPreposition(order.Low(0)) || order.Low(0) is "call" or "name" && !parts.Workflows.Contains(literals.Unmask(order[places[^1]].Text)) || Goes.In(order, 1) is var (at, _) && at < places[^1] && verb != 0;
        if (!isChange || order.Low(order.Count - 1) is "again") return false;
        var literal = order[places[^1]].Text[0];
        var kind = Literals.KindOf(literal)!;
        var keys = Places.First(p => p.Kind == kind).Keys;
        var found = Draft.Nodes.SelectMany(n => keys.Where(k => n.Value?["with"] is JsonObject with && (Draft.Text(with[k]) is not null || with[k] is JsonArray) && (k != "to" || with.ContainsKey("subject"))).Select(k => (Node: n.Key, Key: k))).ToList();
        if (Service(order, places[^1]) is { } service) found = found.FindAll(f => Uses(f.Node).Contains(service)); // "Slack channel #a" is no chat of Telegram
        if (places.Count == 2 && kind == "mail" && order.Low(places[1] - 1) is "and" or "," && places[1] - places[0] == 2 && found.Where(f => f.Key == "to").Select(f => f.Node).Distinct().ToList() is [var list])
        {
            Draft.Nodes[list]!["with"]!["to"] = Draft.OneOrMany([.. places.Select(p => literals.Value(order[p].Text[0]))]);
            return Did($"'{list}' goes to {string.Join(" and ", places.Select(p => literals.Value(order[p].Text[0])))}");
        }

        if (places.Count == 2 && literals.Value(order[places[0]].Text[0]) is var was) found = found.FindAll(f => string.Equals(Draft.Text(Draft.Nodes[f.Node]!["with"]![f.Key]), was, StringComparison.OrdinalIgnoreCase));
        if (kind == "file") found = found.FindAll(f => Holds(f.Node, f.Key, order, literals.Value(literal)));
        if (found.Count == 0) return false;
        var names = string.Join(' ', Enumerable.Range(0, order.Count).Where(i => order[i].IsWord && !PlaceNoise.Contains(order.Low(i)) && !(i == Math.Max(0, verb) && PlaceVerbs.Contains(order.Low(i)))).Select(i => order[i].Text));
        if (names.Length > 0)
        {
            var fit = OfLabel(names) ?? (Finder.All(names) ?? [.. Finder.Find(names)]).ToList();
            // what is made is meant where it is sent: "the summary should go to #b"
            var told = found.FindAll(f => fit.Contains(f.Node));
            if (told.Count == 0) told = found.FindAll(f => fit.Exists(n => (Draft.Nodes[n]?["save"] as JsonObject ?? []).Any(s => (Draft.Nodes[f.Node]?.ToJsonString() ?? "").Contains($"state.{s.Key}", StringComparison.Ordinal))));
            if (told.Count == 0 && !order.Has("not", "other", "others", "rest", "else")) told = found.FindAll(f => fit.Exists(n => Draft.Nodes[n]?["next"] is JsonArray { Count: > 0 } ways && ways[0] is JsonObject way && Draft.Text(way["to"]) == f.Node)); // "urgent ones should go to #b" is the way of the decision whether it is urgent
            if (told.Count == 0 && (fit.Count > 0 || found.Count > 1 || verb >= 0 && !isInstead)) return false;
            if (told.Count > 0) found = told; // the only one of its kind is meant whatever it is called
            else names = "";
        }

        if (found.Count > 1 && kind == "file")
        {
            var text = literals.Unmask(order.Text);
            found = found.FindAll(f => Fits(f.Node, text, literals.Value(literal))) is { Count: > 0 } same ? same : found;
            if (found.Count > 1 && found.MaxBy(f => Alike(Draft.Text(Draft.Nodes[f.Node]!["with"]![f.Key])!, literals.Value(literal))) is var best && Alike(Draft.Text(Draft.Nodes[best.Node]!["with"]![best.Key])!, literals.Value(literal)) > 2) found = [best];
        }

        if (found.Count > 1 && newest is not null && found.FindAll(f => newest.Contains(f.Node)) is { Count: > 0 } fresh) found = fresh;
        if (found.Select(f => Draft.Text(Draft.Nodes[f.Node]!["with"]![f.Key])).Distinct().Count() > 1 && names.Length == 0)
            return kind == "file" || order.Has("all", "every", "everything") ? Put([.. found.TakeLast(1)], literal) : Cannot($"Several steps may be meant: {string.Join(", ", found.Select(f => $"'{f.Node}' ({Draft.Text(Draft.Nodes[f.Node]!["with"]![f.Key])})"))}. Say which one.");
        return Put(found, literal);
    }

    // What a place belongs to, where that is said beside it.
    private static string? Service(Phrase order, int at)
    {
        var said = order.Part(Math.Max(0, at - 3), at).Tokens.Concat(order.Low(at + 1) is "on" or "in" or "at" ? order.Part(at + 2, at + 3).Tokens : []).Select(t => t.Low).LastOrDefault(w => w is "slack" or "telegram");
        return said switch { "slack" => "slack.post", "telegram" => "telegram.send", _ => null };
    }

    // What is written is no file that is read, and no text takes the place of a sound.
    private bool Holds(string node, string key, Phrase order, string now)
    {
        var isRead = Uses(node).Any(u => u.EndsWith(".read", StringComparison.Ordinal));
        return !(isRead && WriteWord().IsMatch(order.Text) && !ReadWord().IsMatch(order.Text)) && IsSound(now) == IsSound(Draft.Text(Draft.Nodes[node]!["with"]![key]) ?? "");
    }

    private static bool IsSound(string path) => Path.GetExtension(path).ToLowerInvariant() is ".mp3" or ".wav" or ".ogg" or ".m4a" or ".flac";

    // The steps of a category's way.
    private List<string>? OfLabel(string said)
    {
        if (Sorter() is not var (_, channel, labels) || labels.Find(l => Referring.Stems.Of(l.ToLowerInvariant()) == Referring.Stems.Of(said) || string.Equals(Words.Singular(said.ToLowerInvariant()), l, StringComparison.OrdinalIgnoreCase)) is not { } label) return null;
        var way = Draft.Nodes.SelectMany(n => n.Value?["next"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(w => (Draft.Text(w["when"]) ?? "").Contains($"state.{channel} == '{label}'", StringComparison.Ordinal));
        return way is null ? null : [.. Draft.Targets(way["to"]).Where(t => t != "end").SelectMany(t => _graph.Behind(t).Prepend(t)).Distinct()];
    }

    private bool Put(IReadOnlyList<(string Node, string Key)> places, char literal)
    {
        var now = literals.Value(literal);
        foreach (var (node, key) in places)
        {
            if (Draft.Text(Draft.Nodes[node]!["with"]![key]) is { } was) Describe(was, now);
            Draft.Nodes[node]!["with"]![key] = key == "chat" && now.StartsWith('#') ? $"@{now[1..]}" : now;
            if (key == "path") Rewrite(node, now);
        }

        return Did($"{Listed([.. places.Select(p => p.Node)])} {(places.Count == 1 ? "has" : "have")} {now}");
    }

    // What the description says of a value stays true when that changes.
    private void Describe(string was, string now)
    {
        if (Draft.Text(Draft.Root["description"]) is { } said && was.Length > 2 && said.Contains(was, StringComparison.Ordinal)) Draft.Set("description", said.Replace(was, now, StringComparison.Ordinal));
    }

    // Rows go into a table, and anything else into a file as it is: another ending may need another way of writing.
    private void Rewrite(string node, string path)
    {
        var (body, isTable) = ((JsonObject)Draft.Nodes[node]!, Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase));
        if (body["with"] is not JsonObject with) return;
        if (Uses(node).Contains("file.write") && isTable && body["map"] is null && OneChannel().Match(Draft.Text(with["content"]) ?? "") is { Success: true } rows && Draft.Text(Draft.Find("state")?[rows.Groups[1].Value]?["type"]) == "array")
            (body["tool"], body["with"]) = ("csv.write", new JsonObject { ["path"] = path, ["rows"] = with["content"]!.DeepClone() });
        else if (Uses(node).Contains("file.write") && isTable && body["map"] is JsonObject each && Draft.Text(with["mode"]) == "append" && (Draft.Text(with["content"]) ?? "").StartsWith($"${{{{ {Draft.Text(each["as"])}", StringComparison.Ordinal))
            (body["tool"], body["with"]) = ("csv.write", new JsonObject { ["path"] = path, ["rows"] = $"${{{{ [{Draft.Text(each["as"])}] }}}}" });
        else if (Uses(node).Contains("csv.write") && !isTable)
        {
            var content = body["map"] is JsonObject map && Draft.Text(with["rows"]) == $"${{{{ [{Draft.Text(map["as"])}] }}}}" ? map["over"]!.DeepClone() : body["map"] is null ? with["rows"]?.DeepClone() : null;
            if (content is null) return;
            body.Remove("map");
            (body["tool"], body["with"]) = ("file.write", new JsonObject { ["path"] = path, ["content"] = content });
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^\$\{\{ state\.(\w+) \}\}$", System.Text.RegularExpressions.RegexOptions.None, 5000)]
    private static partial System.Text.RegularExpressions.Regex OneChannel();

    // "Log every bug in bugs.txt as well", "put a copy of each question in #support", "urgent ones should also be written to u.csv": one step more in the way of that category.
    private bool InItsWay(Phrase order, bool isMore)
    {
        if (Sorter() is not var (_, _, labels) || labels.Count == 0 || !order.HasLiterals || order.Count > 18 || order.Low(0) is "if" or "when" or "for" or "add" || order.Find(1, "if", "when", "unless", "it's", "is") > 0) return false;
        for (var i = 0; i < Math.Min(order.Count, 8); i++)
        {
            if (labels.Find(l => Referring.Stems.Of(l.ToLowerInvariant()) == Referring.Stems.Of(order.Low(i)) || string.Equals(Words.Singular(order.Low(i)), l, StringComparison.OrdinalIgnoreCase)) is not { } label || i > 0 && order[i - 1].Kind == TokenKind.Literal) continue;
            var from = i;
            while (from > 0 && (Lexicon.IsDeterminer(order.Low(from - 1)) || order.Low(from - 1) is "of" or "copy" or "copies")) from--;
            var to = i + 1;
            while (to < order.Count && order.Low(to) is "ones" or "one" or "tickets" or "ticket" or "mails" or "mail" or "messages" or "message" or "requests" or "emails" or "items") to++;
            var said = Phrase.Of($"{order.To(from).Text} it {order.From(to).Text}");
            var all = isMore || order.Has("also", "too", "well", "copy", "copies") || i < 3 && Sends(order) && !order.Has("instead") && OfLabel(label) is not { Count: > 0 }; // nothing happens there yet
            if (order.Low(i) == label && Lexicon.IsPreposition(order.Low(i - 1)) && order.Low(i - 1) != "of") return false;
            if (!all && from == 0) return false; // "bugs go to #b" is read elsewhere
            if (from > 0 && !Sends(order) && Lexicon.OrderAt(order, 0, isFirst: true) != 0) return false;
            var active = Phrases.Active(Without(said.Text, "also", "too", "as well"));
            if (!all && i < 3 && to < order.Count && Lexicon.IsPreposition(order.Low(to)) && OfLabel(label) is { Count: > 0 } there && Sends(order) && literals.Unmask(order[order.Count - 1].Text) is var place && order[order.Count - 1].Kind == TokenKind.Literal)
                return Cannot($"What is {label} goes on to {Listed(there)} already: say \"also\" to have {place} as well, or \"instead\" to have it in the place of that.");
            return all && Append($"if it is {label}, {Referring.Nominals.Plain(active)}", null, null);
        }

        return order.Low(1) is "ones" && Cannot($"There is no category '{order.Low(0)}'; they are {string.Join(", ", labels)}.");
    }

    private static bool Sends(Phrase order) => PlaceVerbs.Contains(order.Low(0)) || order.Low(0) is "log" or "record" or "append" or "note" or "archive" or "collect";

    private static string Without(string text, params string[] words) =>
        words.Aggregate($" {text} ", (t, w) => t.Replace($" {w} ", " ", StringComparison.OrdinalIgnoreCase)).Trim();

    private static readonly Form SaveAs = new("save/store/keep/write/put/record it/this/that/them/everything as/under/in/into/to a/the? file? called/named? | save/store/keep/write/put/record the result/results/output/answer/text as/under/in/into/to a/the? file? called/named?");

    private static readonly Form InFolder = new("in/into/inside/under the/a/my/our? folder/directory called/named? * | in/into/inside/under the/a/my/our? folder/directory called/named? @file");

    private static bool IsTable(string? path) => path?.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) == true;

    // "Save it as today.html", "write it to b.md": where the draft ends with writing it, the name of that file, and the folder where one is said.
    private bool SavedAs(Phrase order, bool isMore)
    {
        if (order.Low(1) == "the" && order.Count > 3 && Lexicon.IsPreposition(order.Low(3)) && Draft.Nodes.Last() is { Value: JsonObject last } && Draft.Text(last["with"]?["content"])?.Contains($"state.{order.Low(2)}", StringComparison.Ordinal) == true) order = Phrase.Of($"{order[0].Text} it {order.From(3).Text}"); // "save the summary to b.md"
        if (isMore || !SaveAs.Opens(order, out var lead) || lead >= order.Count || !order[lead].IsLiteral("file")) return false;
        var rest = order.From(lead + 1);
        var folder = InFolder.Opens(rest, out var end) && end == rest.Count ? $"{literals.Unmask(rest[end - 1].Text).TrimEnd('/')}/" : "";
        if (folder.Length == 0 && rest.Count > 0 && !(rest.Count == 1 && rest.Low(0) is "instead")) return false;
        if (_isAfter || Draft.Nodes.Last() is not { Key: { } node, Value: { } body } || !Uses(node).Any(u => u is "file.write" or "csv.write") || Draft.Nodes.Count(n => Uses(n.Key).Any(u => u is "file.write" or "csv.write")) > 1) return false;
        if (IsTable(Draft.Text(body["with"]?["path"])) != IsTable(literals.Value(order[lead].Text[0])) || body["map"] is not null) return false; // another kind of file is another step
        body["with"]!["path"] = $"{folder}{literals.Value(order[lead].Text[0])}";
        Rewrite(node, Draft.Text(body["with"]!["path"])!);
        return Did($"'{node}' has {Draft.Text(body["with"]!["path"])}");
    }
}
