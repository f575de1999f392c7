using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>What stands before something that was said already: "before the call, the engineer has to approve" is asked in front of the call.</summary>
internal sealed partial class StatementReader
{
    private static readonly HashSet<string> Outward = ["slack", "telegram", "email", "http", "issue", "filewrite", "csvwrite", "sql", "workflow"];

    // How a deed is called by a noun: "the call" and "the request" are an HTTP request.
    private static readonly Dictionary<string, string[]> Nouned = new(StringComparer.Ordinal)
    {
        ["call"] = ["http", "webfetch", "workflow"],
        ["request"] = ["http", "webfetch"],
        ["post"] = ["slack", "telegram", "http"],
        ["message"] = ["slack", "telegram", "email"],
        ["mail"] = ["email"],
        ["email"] = ["email"],
        ["send"] = ["email", "slack", "telegram", "http"],
        ["publish"] = ["http", "slack", "telegram", "filewrite", "email"],
        ["save"] = ["filewrite", "csvwrite", "sql"],
        ["write"] = ["filewrite", "csvwrite", "sql"],
        ["sub-workflow"] = ["workflow"],
        ["workflow"] = ["workflow"],
    };

    // "Before X, S": S is done in front of X where X was said, else before it.
    private bool Sooner(Phrase event_, Phrase rest, List<PlanItem> into)
    {
        var order = Lexicon.FormOf(event_.Low(0)) == VerbForm.Ing ? $"{Lexicon.Lemma(event_.Low(0))} {event_.From(1).Text}" : Gone(event_);
        var deed = Deed(event_, order, into);
        if (order is null && deed is null) return false;
        var earlier = Items(rest, into);
        if (earlier.Count == 0) return false;
        if (deed is var (list, at))
        {
            list.InsertRange(at, earlier);
            return true;
        }

        into.AddRange(earlier);
        if ((order!.Contains(' ', StringComparison.Ordinal) || order is "send" or "publish" or "post") && !Phrase.Of(order).Has("something", "anything", "things")) Clause(Phrase.Of(order), into);
        return true;
    }

    // "Ask Ann before the call", "Ann has to approve it before posting", where the call stands already.
    private bool SoonerBehind(Phrase head, Phrase event_, string? order, List<PlanItem> into)
    {
        if (Deed(event_, order, into) is not var (list, at)) return false;
        var earlier = Items(head, into);
        if (!PlanReader.Steps(earlier).Any(s => s.Skill == "human")) return false;
        list.InsertRange(at, earlier);
        return true;
    }

    // Where the step stands that a later word speaks of: the last one that was said with that verb or noun, in a branch too.
    private static (List<PlanItem> List, int At)? Deed(Phrase event_, string? order, List<PlanItem> items)
    {
        if (event_.HasLiterals || event_.Count > 6) return null;
        var words = event_.Tokens.Where(t => t.IsWord).Select(t => Lexicon.Lemma(t.Low) ?? Words.Singular(t.Low)).Append(order?.Split(' ')[0] ?? "").Where(w => w.Length > 2 && !Lexicon.IsDeterminer(w) && !Lexicon.IsPronoun(w)).ToHashSet(StringComparer.Ordinal);
        var isAny = event_.Has("it", "this", "that", "anything") && event_.Has("happens", "done", "happen", "executed", "run", "runs") || event_.Count == 1 && event_.Has("that", "this");
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (items[i] is Step step && (isAny ? Outward.Contains(step.Skill) : IsDeed(step, words))) return (items, i);
            var inner = items[i] switch
            {
                Fork fork => fork.Cases.Select(c => c.Then).Append(fork.Else),
                ForEach each => [each.Body],
                Together together => together.Ways,
                _ => [],
            };
            foreach (var way in inner)
                if (Deed(event_, order, way) is { } found) return found;
        }

        return null;
    }

    private static bool IsDeed(Step step, HashSet<string> words)
    {
        if (step.Skill is "human" or "wait") return false;
        var said = Phrase.Of(step.Said);
        return words.Contains(Lexicon.Lemma(said.Low(0)) ?? said.Low(0)) || words.Any(w => Nouned.GetValueOrDefault(w)?.Contains(step.Skill) == true) || Outward.Contains(step.Skill) && said.Tokens.Any(t => t.IsWord && t.Low.Length > 4 && words.Contains(Lexicon.Lemma(t.Low) ?? Words.Singular(t.Low)));
    }
}
