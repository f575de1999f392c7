using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Of all that were read or scored, those that are kept.</summary>
internal sealed partial class StatementReader
{
    private static readonly Form Keeps = new("keep/shortlist/select/pick/take/choose only? | keep/make/create/build/compile/draw/produce/return/give me? up? a/the? shortlist/selection of only?");

    // "Keep a shortlist of those above 70", behind a score of each.
    private Step? Shortlisted(Phrase phrase, List<PlanItem> into)
    {
        if (!Keeps.Opens(phrase, out var lead) || phrase.HasLiterals || AmountSign.In(phrase, lead) is not var (at, sign) || at - lead > 5 || sign >= phrase.Count || !Lexicon.IsNumber(phrase[sign])) return null;
        if (sign + 1 < phrase.Count && !(sign + 2 == phrase.Count && phrase.Low(sign + 1) is "points" or "percent" or "%" or "stars")) return null;
        if (!Before(into).Any(s => s.Skill == "score") || !phrase.Part(lead, at).Any(t => t.Low is "those" or "ones" or "everyone" or "everybody" or "all" or "any" || Words.Singular(t.Low) != t.Low)) return null;
        if (Conditions.ReadAmount(phrase.Part(at, sign).Text, phrase[sign].Text) is not { } limit) return null;
        return new Step("filter", phrase.Text) { Only = limit with { Subject = "score", Said = _literals.Unmask(phrase.From(lead).Text) }, Has = { ["as"] = phrase.Has("shortlist") ? "shortlist" : "selection" } };
    }

    private static readonly Form FirstHit = new("fetch/open/read/load/visit/get/download/scrape the? very? first/top/best/top-ranked/topmost/highest-ranked result/hit/page/link/article/match/site/website/source/one/url | fetch/open/read/load/visit/get/download/scrape the? most relevant/promising result/hit/page/link/article/match/site/website/source/one | fetch/open/read/load/visit/get/download/scrape the? best/first/top matching/search page/result/article/site/hit");

    // "Search the web for bees, open the top result": a search gives its best result first.
    private bool Hit(Phrase phrase, List<PlanItem> into)
    {
        if (!FirstHit.Opens(phrase, out var end) || phrase.HasLiterals || Before(into).LastOrDefault()?.Skill != "websearch" || _skills.Read($"fetch the page{phrase.Tail(end)}") is not { Skill: "webfetch" } fetch) return false;
        fetch.Has["hit"] = "first";
        into.Add(fetch);
        return true;
    }

    // Keep only the rows of which something is so.
    private bool Filtered(Phrase phrase, List<PlanItem> into)
    {
        var verb = Lexicon.Lemma(phrase.Low(0));
        var isOut = verb is "remove" or "drop" or "discard" or "skip" or "ignore" or "delete" || phrase.Low(0) is "exclude" || verb == "filter" && phrase.Low(1) == "out" || verb == "throw";
        if (Shortlisted(phrase, into) is { } some)
        {
            into.Add(some);
            return true;
        }

        if (!isOut && verb is not ("keep" or "filter" or "take" or "use" or "select" or "pick") || !Before(into).Any(s => s.Skill is "csvread" or "sql" or "json" or "split" or "regex" or "filelist" or "websearch")) return false;
        var at = phrase.Find(1, "with", "where", "whose", "that", "which", "containing", "having", "mentioning");
        if (at < 1) return false;
        var said = phrase.From(phrase.Low(at) is "containing" or "mentioning" ? at : at + 1);
        if (said.Low(0) is "have" or "has") said = said.From(1);
        var text = said.Count == 1 && said[0].IsLiteral("quote") ? $"it contains {said.Text}" : said.Low(0) is "a" or "an" or "the" ? said.From(1).Text : said.Text;
        var only = new Conditions(_literals, []).Read(text.Replace("containing", "it contains", StringComparison.OrdinalIgnoreCase).Replace("mentioning", "it contains", StringComparison.OrdinalIgnoreCase));
        if (only.Test is not (Test.Number or Test.Text or Test.Contains) || only.Subject.Length == 0 && only.Test != Test.Contains) return false;
        into.Add(new Step("filter", phrase.Text) { Only = isOut ? only.Not() : only });
        return true;
    }
}
