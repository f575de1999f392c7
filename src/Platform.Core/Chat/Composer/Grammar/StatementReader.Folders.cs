using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What is done with the files of a folder.</summary>
internal sealed partial class StatementReader
{
    private static readonly Form ReadsIt = new("read/open/load/take it/this/that | read/open/load/take the path/name | read/open/load/take its/the content/contents/text");

    // "A file path is given. Read it": the file is read, and no page.
    private bool GivenFile(Phrase phrase, List<PlanItem> into)
    {
        if (Before(into).Any() || phrase.HasLiterals || !ReadsIt.Opens(phrase, out var end) || _plan.Inputs is not [{ Type: "file" }] || _skills.Read($"read the file{phrase.Tail(end)}") is not { Skill: "fileread" } read) return false;
        into.Add(read);
        return true;
    }

    // "Summarise all the reports in ./reports": it is done with each of them.
    private bool OfFolder(Phrase clause, List<PlanItem> into)
    {
        var at = Enumerable.Range(1, Math.Max(0, clause.Count - 1)).FirstOrDefault(k => clause[k].IsLiteral("file") && Folders.Is(_literals.Value(clause[k].Text[0])));
        if (at < 3 || Lexicon.Lemma(clause.Low(0)) is not { } verb || verb is "list" or "show" or "find" or "count" or "save" or "write" or "store" or "put" or "answer" or "reply" or "respond" or "search" or "look" or "use" || Before(into).Any(s => s.Skill == "filelist")) return false;
        var place = clause.Low(at - 1) is "folder" or "directory" ? at - 2 : at - 1;
        if (Lexicon.IsDeterminer(clause.Low(place))) place--;
        var which = clause.Find(1, "all", "the", "my", "our", "every", "each");
        if (clause.Low(place) is not ("in" or "from" or "of" or "inside") || which < 1 || which + 1 >= place || !clause.Part(which, place).Any(t => t.Low is "every" or "each" || Words.Singular(t.Low) != t.Low)) return false;
        var order = clause.From(at + 1);
        var head = $"for each {clause.Part(which + 1, place).Text} in {clause[at].Text}, ";
        if (verb is "read" or "open" or "load" or "take" or "get") Statement(Phrase.Of($"{head}read the file {order.Text}"), into);
        else Statement(Phrase.Of($"{head}{clause.To(which).Text} it {order.Text}"), into);
        return true;
    }
}
