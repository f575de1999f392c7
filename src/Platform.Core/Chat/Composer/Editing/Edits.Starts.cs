using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What starts a run, and what does so no longer: "no schedule, a webhook should start it", "start it by hand".</summary>
internal sealed partial class Edits
{
    private static readonly Form RunOn = new("run/start/trigger/launch/begin/fire it/this/everything? when/whenever/on/by/via/through/from/once/with the/a? | run/start/trigger the workflow when/whenever/on/by/via/through/from/with the/a? | it should/must/shall run/start/be? started/triggered? when/on/by/via/with the/a? | with/on/by/via the/a");

    private static readonly Form Starts = new("should/must/shall/will/can? start/trigger/launch/run/fire/starts/triggers/launches/runs/fires it/this/everything | should/must/shall/will/can? start/trigger/launch/run/starts/triggers/launches/runs the workflow");

    private static readonly Form ByHand = new("run/start/trigger/launch it/this manually/myself | run/start/trigger/launch it/this by hand | run/start/trigger/launch the workflow manually | run/start/trigger/launch the workflow by hand | i will/want start/run it myself/manually | i'll start/run it myself/manually | i'll start/run it by hand | only start/run it by hand");

    // "Start it by hand instead of the webhook": nothing else starts it.
    private bool StartedByHand(Phrase order)
    {
        if (!ByHand.Opens(order, out var lead) || order.From(lead).Trimmed() is var tail && tail.Count > 0 && tail.Low(0) is not ("instead" or "only" or "from" or "and" or "not" or "please" or "rather" or "again") || order.Count - lead > 6) return false;
        return Draft.Root.Remove("triggers") ? Did("nothing starts it any more but whoever runs it") : Cannot("Nothing else starts it: press Run, or call the API.");
    }

    // "Run it when the webhook pull-request comes in", "a webhook should start it": what starts the workflow, and no condition in it.
    private bool StartedBy(Phrase order)
    {
        if (StartedByHand(order)) return true;
        var isInstead = order.Low(order.Count - 1) == "instead";
        if (isInstead) order = order.To(order.Count - 1).Trimmed();
        if (InsteadOf.In(order, 2) is var (cut, behind) && behind < order.Count && KindOf(order.From(behind)) is not null) (isInstead, order) = (true, order.To(cut));
        var starter = RunOn.Opens(order, out var lead) ? order.From(lead) : Starts.In(order, 1) is var (starts, end) && end == order.Count ? order.To(starts) : null;
        while (starter is { Count: > 1 } && Lexicon.IsDeterminer(starter.Low(0))) starter = starter.From(1);
        if (starter is null || !starter.Has("webhook", "event")) return false;
        var plan = new Plan();
        if (Schedule.Take($"when the {starter.Text}", plan, literals).Trim(' ', ',', '.').Length > 0 || plan.Triggers.Count == 0) return false;
        if (isInstead) Draft.Root.Remove("triggers");
        foreach (var line in Finish.Triggers(Draft, plan)) Did(line);
        return true;
    }

    // What kind of start some words name; empty for any, null for none.
    private static string? KindOf(Phrase said)
    {
        while (said.Count > 1 && (Lexicon.IsDeterminer(said.Low(0)) || said.Low(0) is "any" or "more")) said = said.From(1);
        if (said.Count > 2 || said.Count == 2 && said.Low(1) is not ("trigger" or "triggers" or "start" or "part")) return null;
        return said.Low(0) switch { "schedule" or "schedules" or "timer" or "cron" or "timetable" or "scheduling" or "clock" => "cron", "webhook" or "webhooks" or "hook" => "webhook", "trigger" or "triggers" => "", _ => null };
    }

    // "The schedule", and what is to start it from now on: null when no start is named.
    private bool? NoStart(Phrase what)
    {
        var end = what.Find(1, ",", ";", ".", "and", "but") is > 0 and var cut ? cut : what.Count;
        var named = what.To(end);
        if (RemoveTail.In(named, 1) is var (tail, _)) named = named.To(tail);
        if (Gone.In(named, 1) is var (again, past) && past == named.Count) named = named.To(again);
        if (KindOf(named) is not { } kind || Finder.One(Plain(named.Text)) is not null) return null;
        var all = Draft.Root["triggers"] as JsonArray ?? [];
        var gone = all.OfType<JsonObject>().Where(t => kind.Length == 0 || t.ContainsKey(kind)).ToList();
        if (gone.Count == 0) Cannot(kind == "cron" ? "Nothing starts it by a clock." : kind == "webhook" ? "No webhook starts it." : "There is no trigger.");
        else if (gone.Count == all.Count && Draft.Root.Remove("triggers")) Did(kind == "cron" ? "the schedule is gone" : kind == "webhook" ? "the webhook is gone" : "the triggers are gone");
        else foreach (var one in gone) Did($"the {(all.Remove(one) && one.ContainsKey("cron") ? "schedule" : "webhook")} is gone");
        var rest = what.From(end).Trimmed();
        while (rest.Count > 1 && rest.Low(0) is "and" or "but" or "just" or "rather" or "instead" or "please" or "then" or ",") rest = rest.From(1);
        if (rest.Count > 1 && rest.Low(0) is not ("please" or "thanks") && !One(rest.Text)) Append(rest.Text, null, null);
        return true;
    }
}
