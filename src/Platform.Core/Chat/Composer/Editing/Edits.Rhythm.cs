using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>What bounds the schedule that is there or takes its place: "7:30, Berlin time", "only between 8 and 18", "every 20 minutes on weekdays".</summary>
internal sealed partial class Edits
{
    private JsonObject? Clock() => (Draft.Root["triggers"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(t => t["cron"] is not null);

    // "7:30, Berlin time": the time, and whose time it is.
    private bool ZonedTime(Phrase order, bool isMore)
    {
        if (Schedule.Zoned(order.Text, literals) is not var (rest, zone) || rest.Length >= order.Text.Length || Phrase.Of(rest).Count < 2 && !rest.Contains(':', StringComparison.Ordinal) || !TimedAs(Phrase.Of(rest), isMore)) return false;
        if (Clock() is { } clock) clock["timezone"] = zone;
        return true;
    }

    private static readonly Form Bounding = new("but? only/just? between | but? only/just? from # to/till/until");

    // "Only between 8 and 18": of what runs every so often, the part of the day.
    private bool Within(Phrase order)
    {
        if (!Bounding.Opens(order, out _) || Clock() is not { } clock || Rhythm(Draft.Text(clock["cron"])!) is not { } rhythm) return false;
        var plan = new Plan();
        if (Schedule.Take($"{rhythm} {order.From(order.Find(0, "between", "from")).Text}", plan, literals).Length > 0 || plan.Triggers is not [("cron", var cron, _)] || cron.Split(' ')[1].StartsWith('*')) return false;
        clock["cron"] = string.Join(' ', [.. cron.Split(' ').Take(2), .. Draft.Text(clock["cron"])!.Split(' ').Skip(2)]);
        return Did($"trigger cron: {Draft.Text(clock["cron"])}, {order.From(order.Find(0, "between", "from")).Text}");
    }

    private static string? Rhythm(string cron) => cron.Split(' ') switch
    {
        [var every, "*", ..] when every.StartsWith("*/", StringComparison.Ordinal) => $"every {every[2..]} minutes",
        ["0", "*", ..] => "every hour",
        ["0", var every, ..] when every.StartsWith("*/", StringComparison.Ordinal) => $"every {every[2..]} hours",
        _ => null,
    };

    // A schedule alone takes the place of the one that is there, unless it comes on top.
    private void Start(Plan plan)
    {
        if (plan is { Items.Count: 0, Triggers: [("cron", var cron, var zone)] } && !_isMore && (Draft.Root["triggers"] as JsonArray)?.OfType<JsonObject>().Where(t => t["cron"] is not null).ToList() is [var clock])
        {
            clock["cron"] = cron;
            if (zone is not null) clock["timezone"] = zone;
            Did($"trigger cron: {cron}");
            return;
        }

        foreach (var line in Finish.Triggers(Draft, plan)) Did(line);
    }

    private static readonly Form NamedHook = new("the? webhook/hook should/must/shall be called/named | the? webhook/hook is called/named | call/name/rename the/this? webhook/hook to/as? | change/set the name of the webhook to | change/set/rename the webhook's? name to | the? webhook's/webhook name should/must be");

    // "Call the webhook incoming-mail"
    private bool RenamedHook(Phrase order)
    {
        if (!NamedHook.Opens(order, out var lead) || order.Count - lead is not (1 or 2)) return false;
        if ((Draft.Root["triggers"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(t => t["webhook"] is not null) is not { } hook) return Cannot("No webhook starts the workflow yet: say for example \"start it by a webhook called orders\".");
        if (Naming.Slug(literals.Unmask(order.From(lead).Text).Trim('"')) is not { Length: > 0 } name) return false;
        hook["webhook"] = name;
        return Did($"the webhook is called '{name}'");
    }

    private static readonly Form AnEvent = new("make it the event | the? event should/must/shall be | the event is now? called/named? | change/set/switch the? event it waits for? to | change/switch it? to the event | wait/listen for the event | it should/must wait/listen for the? event? | wait/listen for");

    // "Make it the event order.delivered": what the run waits for.
    private bool Awaited(Phrase order)
    {
        var said = order.Low(order.Count - 1) is "instead" or "event" ? order.To(order.Count - 1) : order;
        if (said.Low(said.Count - 1) == "event") said = said.To(said.Count - 1);
        if (!AnEvent.Opens(said, out var lead) || said.From(lead).Text is not { Length: > 2 } called || called.Contains(' ', StringComparison.Ordinal) || !(order.Has("event") || order.Has("instead"))) return false;
        var name = literals.Unmask(called).Trim('"', '.');
        if (Lexicon.IsPronoun(name) || Draft.Nodes.Where(n => n.Value?["wait"]?["event"] is not null).Select(n => n.Key).ToList() is not [var waits]) return false;
        Draft.Nodes[waits]!["wait"]!["event"] = name;
        return Did($"'{waits}' waits for the event {name}");
    }

    private static readonly Form AfterWait = new("before/after/then/and/between/if/when/event");

    // "Wait until tomorrow at 9": where one step waits already and nothing is said to come before or behind, that one.
    private bool WaitsElse(Phrase order)
    {
        if (_isMore || order.Low(0) is not ("wait" or "pause") || AfterWait.In(order, 1) is not null) return false;
        if (Draft.Nodes.Where(n => n.Value?["wait"] is JsonObject wait && wait["event"] is null).Select(n => n.Key).ToList() is not [var waits]) return false;
        var plan = new PlanReader(literals, models, parts.Workflows).Read(order.Has("instead") ? order.Without(order.Find(0, "instead"), order.Find(0, "instead") + 1).Text : order.Text);
        if (plan.Items is not [Step { Skill: "wait" }] || plan.NotUnderstood.Count > 0 || Build(plan) is not [var made] || Draft.Nodes[made]!["wait"]?.DeepClone() is not { } now) return false;
        Draft.Nodes.Remove(made);
        Draft.Nodes[waits]!["wait"] = now;
        return Did($"'{waits}' waits {order.From(1).Text}");
    }
}
