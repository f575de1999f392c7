using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Services in the world that nothing here speaks to.</summary>
internal sealed partial class StatementReader
{
    // What should be kept in or read from a service that no tool speaks to is told, and nothing else is done for it.
    private bool Elsewhere(Phrase clause)
    {
        var verb = Lexicon.Lemma(clause.Low(0)) ?? clause.Low(0);
        if (clause.Any(t => t.IsLiteral("url") || t.IsLiteral("file") || t.IsLiteral("mail") || t.IsLiteral("channel"))) return false;
        var service = verb is "put" or "write" or "save" or "store" or "add" or "append" or "log" or "post" or "send" or "export" or "upload" or "copy" or "sync" or "record" or "enter" or "share" or "push" or "insert" ? Services.Wanted(clause.Text)
            : verb is "read" or "fetch" or "get" or "load" or "import" or "pull" or "open" ? Services.Source(clause.Text) : null;
        if (service is null) return false;
        var told = Services.LeftOut(service);
        if (!_plan.Remarks.Contains(told)) _plan.Remarks.Add(told);
        Missed(clause);
        return true;
    }
}
