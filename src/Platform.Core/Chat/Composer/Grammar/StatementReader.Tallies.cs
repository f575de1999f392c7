using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Sums, counts and averages of rows: a program reckons them, whether or not one was asked for, since a model reckons wrongly.</summary>
internal sealed partial class StatementReader
{
    private bool Tallied(Phrase clause, List<PlanItem> into)
    {
        if (Lexicon.Lemma(clause.Low(0)) is "show" or "post" or "send" or "email" or "mail" or "tell" or "slack" && clause.HasLiterals && Told(clause) is var told && Tally.Of($"compute {told}") is { Group: not null } && Tallied(Phrase.Of($"compute {told}"), into))
        {
            Statement(Phrase.Of(clause.Text.Replace(told, "it", StringComparison.Ordinal)), into); // "show the total per category in #finance"
            return true;
        }

        var (bare, file) = Unfiled(clause);
        if (Tally.Of(bare.Text) is null) return false;
        var read = file is null ? null : FileStep(_literals.Value(file[0]), clause.Text, into);
        var isList = Before(into).Any(s => s.Skill is "csvread" or "sql" or "json" or "split" or "webfetch" or "http" || s.Skill == "fileread" && s.Get("path")?.EndsWith(".json", StringComparison.OrdinalIgnoreCase) == true) || _plan.Inputs.Exists(i => i.Type == "array");
        if (read is null ? !isList : read.Skill != "csvread" && !(read.Skill == "fileread" && read.Get("path")!.EndsWith(".json", StringComparison.OrdinalIgnoreCase))) return false;
        if (read is not null) into.Add(read);
        into.Add(new Step("code", bare.Text) { Has = { ["language"] = clause.Has("javascript", "js", "node") ? "javascript" : "python" } });
        return true;
    }

    // "For each region, add up the revenue" goes once over all of them.
    private bool TalliedEach(EachFound head, List<PlanItem> into)
    {
        var clause = Cutter.Next(head.Body);
        if (clause.First.Has("per", "by") || !Tallied(Phrase.Of($"{clause.First.Text} per {Words.Singular(Thing(head.Item))}{(head.Source is { HasLiterals: true } source ? $" {source.Text}" : "")}"), into)) return false;
        if (clause.Rest.Count > 0) Statement(clause.Rest, into);
        return true;
    }

    // "Save the answers to a.json": all of them, into one file.
    private static bool IsOfAll(Phrase clause) => Lexicon.Lemma(clause.Low(0)) is "save" or "store" or "write" or "put" or "collect" or "append" && clause.Low(1) is "the" or "all" && clause.Any(t => t.IsLiteral("file")) && Enumerable.Range(2, Math.Min(3, Math.Max(0, clause.Count - 2))).TakeWhile(k => clause[k].IsWord && !Lexicon.IsPreposition(clause.Low(k))).LastOrDefault() is > 0 and var noun && clause.Low(noun) is var many && many.EndsWith('s') && Words.Singular(many) != many;

    private static bool IsTally(Phrase phrase) => Tally.Of(Unfiled(phrase).Bare.Text) is { Group: not null };

    // An order without the file that it takes the rows from.
    private static (Phrase Bare, string? File) Unfiled(Phrase phrase)
    {
        var at = Enumerable.Range(0, phrase.Count).FirstOrDefault(i => phrase[i].IsLiteral("file") && i > 0 && phrase.Low(i - 1) is "in" or "of" or "from", -1);
        return at < 0 ? (phrase, null) : (phrase.Without(at - 1, at + 1), phrase[at].Text);
    }
}
