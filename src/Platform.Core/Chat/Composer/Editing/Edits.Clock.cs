using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>Days on which it does not run, how many are taken, and one word of a small set in the place of another.</summary>
internal sealed partial class Edits
{
    private static readonly Form NotOn = new("""
        skip/exclude/except/without/avoid it/this/that/the? workflow/run/runs? on/for? the? | not on the? | don't/never run/do/start/execute/send/post it/this/anything? on the? | do not run/do/start it/this? on the? | it/this/the should/must not run on | on |
        except/but not? on/for? the? | no runs? on the?
        """);

    private static readonly string[] Week = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    // "On weekends skip it", "not on fridays", "except on sundays"
    private bool NotThen(Phrase order)
    {
        if (NotOn.In(order) is not var (at, end) || at > 3 || end >= order.Count || order.Low(at) == "on" && !order.Has("skip", "don't", "not", "never", "nothing", "pause", "stop", "leave", "no", "off")) return false;
        var off = new SortedSet<int>();
        for (var i = end; i < order.Count; i++)
        {
            var day = Array.FindIndex(Week, d => order.Low(i).TrimEnd('s') == d);
            if (day >= 0) off.Add(day);
            else if (order.Low(i) is "weekend" or "weekends") off.UnionWith([0, 6]);
            else if (order.Low(i) is "weekdays" or "workdays") off.UnionWith([1, 2, 3, 4, 5]);
            else if (order[i].IsWord && order.Low(i) is not ("and" or "or" or "skip" or "it" or "do" or "don't" or "not" or "run" or "the" or "nothing" or "please" or "this" or "that" or "everything" or "runs" or "should" or "must" or "be" or "happen" or "on" or "never" or "at" or "all" or "pause" or "stop" or "leave" or "out" or "off" or "workflow" or "stay" or "no")) return false;
        }

        if (off.Count is 0 or 7) return false;
        if (Draft.Root["triggers"] is not JsonArray all || all.OfType<JsonObject>().FirstOrDefault(t => t["cron"] is not null) is not { } clock || Draft.Text(clock["cron"])?.Split(' ') is not [var minute, var hour, var days, var months, var week])
            return Cannot("Nothing starts it by a clock yet, so there is no day to leave out: say for example \"run it every weekday at 9\".");
        var on = Enumerable.Range(0, 7).Where(d => week == "*" || In(week, d)).Where(d => !off.Contains(d)).ToList();
        if (on.Count == 0) return Cannot("Then it would never run: say on which days it should.");
        clock["cron"] = $"{minute} {hour} {days} {months} {(on is [1, 2, 3, 4, 5] ? "1-5" : string.Join(',', on))}";
        return Did($"trigger cron: {Draft.Text(clock["cron"])}");
    }

    private static bool In(string field, int day) => field.Split(',').Any(p => p.Split('-') is [var a, var b] ? int.TryParse(a, out var from) && int.TryParse(b, out var to) && day >= from && day <= to : int.TryParse(p, out var one) && one % 7 == day);

    private static readonly (string Key, string[] Values)[] Enums =
    [
        ("algorithm", ["weak-md5", "weak-sha1", "sha256", "sha384", "sha512"]),
        ("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]),
        ("by", ["line", "sentence", "paragraph", "size"]),
        ("language", ["python", "javascript"]),
    ];

    // "md5 instead", "use PUT", "sha512 please"
    private bool OneOf(Phrase order)
    {
        if (order.Count > 9 || order.HasLiterals && !order.Any(t => t.IsLiteral("name"))) return false;
        var isInstead = order.Has("instead", "rather", "use", "make", "change", "switch", "set", "take", "with", "better", "prefer") || order.Count <= 2;
        if (!isInstead || order.Low(0) is "add" or "hash" or "then" or "call") return false;
        foreach (var (key, values) in Enums)
            for (var i = 0; i < order.Count; i++)
            {
                var text = literals.Unmask(order[i].Text).Replace("-", "", StringComparison.Ordinal);
                if (order.Low(i) == "sha" && i + 1 < order.Count) text = $"sha{order[i + 1].Text.TrimStart('-')}";
                if (Array.Find(values, v => string.Equals(v.Replace("weak-", "", StringComparison.Ordinal), text, StringComparison.OrdinalIgnoreCase)) is not { } value || i > 0 && order.Low(i - 1) is "not" or "of") continue;
                var found = Draft.Nodes.Where(n => n.Value?["with"] is JsonObject with && (Draft.Text(with[key]) is { } was && Array.Exists(values, v => string.Equals(v, was, StringComparison.OrdinalIgnoreCase)) || key == "algorithm" && Uses(n.Key).Contains("hash") || key == "method" && Uses(n.Key).Contains("http.request"))).Select(n => n.Key).ToList();
                if (key == "language" && Draft.Nodes.LastOrDefault(n => n.Value?["code"] is JsonObject) is { Key: { } code, Value: { } body } && Draft.Text(body["code"]!["language"]) != value)
                {
                    var mark = value == "python" ? "#" : "//";
                    (body["code"]!["language"], body["code"]!["source"]) = (value, value == "python" ? $"{mark} write here what it should do\ndef main(inputs):\n    return inputs" : $"{mark} write here what it should do\nfunction main(inputs) {{\n  return inputs;\n}}");
                    Remarks.Add("The code has to be written anew in that language: I put a frame there.");
                    return Did($"'{code}' runs {value}");
                }

                if (found.Count == 0) continue;
                foreach (var node in found) Draft.Nodes[node]!["with"]![key] = value;
                return Did($"{Listed(found)}: {key} {value}");
            }

        return false;
    }

    private static readonly Form Cap = new("limit/cap/keep/restrict/hold/set/raise/lower/increase/reduce/change the/it/this/everything/a? whole/entire/total/overall? thing/run/workflow/cost/costs/budget/price/spending/limit/it? | don't/never spend | do not spend | spend");

    // "Limit the whole thing to $1"
    private bool Capped(Phrase order)
    {
        if (!Cap.Opens(order, out var lead) || order.Count - lead > 6 || order.Has("day", "month", "daily", "monthly", "week", "row", "order", "orders", "threshold")) return false;
        for (var i = lead; i < order.Count; i++)
            if (order[i].Text[0] is '$' or '€' && order[i].Text.Length > 1 && Amounts.Of(order[i].Text[1..]) is { } most && most > 0)
            {
                if (order.Low(0) is "raise" or "lower" or "increase" or "reduce" or "change" or "set" && !order.To(lead).Has("cost", "costs", "budget", "price", "spending")) return false;
                Draft.Section("limits")["cost"] = $"${Amounts.Plain(most)}";
                return Did($"limit cost: ${Amounts.Plain(most)}");
            }

        return false;
    }

    private static readonly Form Hitting = new("top/first/best/last/latest # *? | # results/result/hits/matches/links/pages/sources/articles/headlines/stories/entries/items/papers/posts");

    // "Top 10 please", "only the first 3", "5 results are enough"
    private bool Hits(Phrase order)
    {
        if (order.Low(0) is "then" or "and" or "if" or "for" or "send" or "post" or "email" or "save" or "add" or "summarise" or "summarize" or "translate" or "write" or "mail" || order.HasLiterals || Hitting.In(order) is not var (at, end) || order.Has("tries", "times", "attempts", "words", "sentences", "retries", "time", "once", "parallel", "steps", "step")) return false;
        var number = Enumerable.Range(at, end - at).Select(i => Lexicon.IsNumber(order[i]) ? Amounts.Whole(order[i].Text) : null).FirstOrDefault(n => n is not null);
        if (number is not { } many) return false;
        var found = Draft.Nodes.Where(n => n.Value?["with"] is JsonObject with && (with.ContainsKey("count") || with.ContainsKey("limit") || Uses(n.Key).Contains("web.search") || Uses(n.Key).Contains("memory.search") || Uses(n.Key).Contains("search"))).ToList();
        foreach (var (_, node) in found) node!["with"]![node["with"]!["limit"] is not null ? "limit" : "count"] = many;
        var wanted = found.Count > 0 ? 0 : _graph.ReplaceCount(many);
        return found.Count > 0 ? Did($"{Listed([.. found.Select(f => f.Key)])}: {many} results") : wanted > 0 && Did($"the top {many}");
    }
}
