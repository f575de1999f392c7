using Platform.Core.Chat.Composer.Grammar;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>The rules of a change in the order in which they are asked: the first that knows the order does it, and no other is asked.</summary>
internal sealed partial class Edits
{
    // Every order of a turn: additions before changes of what is there, changes before the building of what is new.
    private bool Known(string text, bool isMore)
    {
        var order = Phrase.Of(text);
        return OneMoreBeside(order) // what comes on top, or in another place, is no change of what it names
            || ListIsIn(order) // Replaced would write to what should be read
            || AskedOnly(order, isMore)
            || BareOnly(order)
            || Through(order)
            || Category(text)
            || NewAgent(order)
            || GetsAsWell(order)
            || NthTo(order)
            || SavedAs(order, isMore)
            || Replaced(order, isMore)
            || InItsWay(order, isMore)
            || Late(text)
            || FormFields(order)
            || Fielded(order)
            || Shaped(order)
            || AlsoAsks(order, isMore)
            || Mails(text)
            || LeadsBack(order)
            || Ways(text)
            || IsBound(order) && Missed(text) // no way took it: it is none of the rules below either
            || Remove(text)
            || Exchange(order)
            || Connect(text)
            || Model(text)
            || UseInstead(order)
            || Set(text)
            || SetValue(text)
            || !isMore && Swap(text)
            || Replace(text)
            || Move(text)
            || Insert(text); // last: any order with a place in it is a step there
    }

    private bool Shaped(Phrase order) => Array.Exists(Shapes, rule => rule(order));

    // Where two rules know the same words the narrower one stands first; a comment names the rule that would take them otherwise.
    private Func<Phrase, bool>[] Shapes => field ??=
    [
        Deputy, // NoConsent and Approved: "Omar should approve, not Ida" neither drops the approval nor adds one
        RoundsWithin, // Dialled: "stop after 2 hours" is no pause of 2 hours
        ColumnIs,
        SeveralQualities, // Wording and Hits: "in English, about 2 pages and for children" is told whole
        OnlyBeyond,
        OnlyAfterTries,
        Authorised,
        StartedBy,
        NotLater,
        InRepo,
        Signed,
        WorkerTime, // Approved: "the reviewer has at most 90 seconds" asks nobody where that is an agent
        Exhausted, // Tries: "at most three attempts, then tell the chief" says what follows the last one
        Slow,
        Moment,
        SendsWhat,
        ToInput,
        InputIs, // Tongue: "the position should be advertised in German", where the position is an input
        RenamedHook,
        Awaited, // Rename: "the event is called bill.mailed" is what is waited for
        WaitsElse, // Dialled: "wait until tomorrow at 9"
        Rename,
        Bounded, // Dialled: "set the cost limit to $1" is the run's, whatever else costs
        Timed, // Dialled and Rows: "every 10 minutes", "at once is better"
        Dialled, // Approved, Tries, Default, Wording and Hits: "legal has 3 days", "make it 150 words" where the draft has that number
        Filtered,
        NoConsent, // Approved: "no approval at all"
        ToldAgent, // Wording: "the agent should never mention prices"
        Guarded,
        Consented,
        Whom, // Approved: "change the approver to the cook" adds nobody
        order => Approved(order),
        Spared, // Sorted: "for urgent reports skip the approval"
        Sorted,
        Reshapes,
        Rows,
        Tries,
        Turns,
        Turned,
        Casting,
        Restated,
        Capped,
        NotThen,
        OneOf,
        Default,
        Tongue, // Wording: "write the summary in Italian" is a translator's task where there is one
        Wording,
        Hits,
    ];
}
