using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>A repetition that is said in two breaths, as one sentence: "Repeat every 10 seconds: …. Stop when …".</summary>
internal static class Rounds
{
    private static readonly Form Lead = new("repeat/do/run/loop the? following/this/it/these? every # second/seconds/minute/minutes/hour/hours : | every # second/seconds/minute/minutes :");

    private static readonly Form Stops = new("and/then? stop/quit/end/finish it/this/that/polling/checking/asking/trying/repeating/looping? the? loop? when/once/if | and/then? stop/quit/end/finish it/this/that/polling/checking/asking/trying/repeating/looping? the? loop? as soon as");

    private static readonly Form Often = new("every # second/seconds/minute/minutes");

    /// <summary>The sentences as they are read.</summary>
    public static IReadOnlyList<Sentence> Joined(IReadOnlyList<Sentence> sentences)
    {
        var all = sentences.ToList();
        for (var i = 0; i < all.Count; i++)
        {
            var said = Phrase.Of(all[i].Text).Trimmed();
            if (Often.In(said) is not var (at, end)) continue;
            if (at == 0 && Polled(said, end) is { } polled)
            {
                all[i] = all[i] with { Text = polled };
                continue;
            }

            var next = i + 1 < all.Count ? Phrase.Of(all[i + 1].Text) : Phrase.Of("");
            var stops = Stops.In(said, end) ?? (Stops.Opens(next, out var length) ? (0, length) : null);
            if (stops is not var (from, until)) continue;
            var isOwn = Stops.In(said, end) is null;
            var body = isOwn ? said : said.To(from).Trimmed();
            if (Lead.Opens(body, out var lead)) body = Phrase.Of($"{body.From(lead).Text} {body.Part(at, end).Text}");
            all[i] = all[i] with { Text = $"{body.Text.TrimEnd(' ', ',', ';')} until {(isOwn ? next : said).From(until).Text}" };
            if (isOwn) all.RemoveAt(i + 1);
        }

        return all;
    }

    // "Every 10 seconds ask URL until …": a pause between the rounds, and no schedule.
    private static string? Polled(Phrase said, int end)
    {
        var start = end < said.Count && said[end].Text == "," ? end + 1 : end;
        if (said.Find(start, "until", "till") is not (> 0 and var till) || till <= start || said.Part(start, till).Has("then") || Lexicon.OrderAt(said, start) != start && said.Low(start) is not ("ask" or "poll")) return null;
        var verb = said.Low(start) is "ask" or "poll" && said.Part(start, till).HasLiterals ? "call" : said[start].Text;
        return $"{verb} {said.Part(start + 1, till).Text.TrimEnd(' ', ',')} {said.To(end).Text.ToLowerInvariant()} {said.From(till).Text}";
    }
}
