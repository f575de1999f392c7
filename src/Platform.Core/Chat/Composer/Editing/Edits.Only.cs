using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing.Numbers;
using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>When only something is done that is done already: "alert me only when it is over 1.25", "tell me only after three failed attempts".</summary>
internal sealed partial class Edits
{
    private static readonly Form OnlyWhen = new("only/just when/if | when/if and only | not unless");

    // The one bar of the draft that looks the same way gets the number that is said.
    private bool OnlyBeyond(Phrase order)
    {
        if (order.Count > 18 || OnlyWhen.In(order) is not var (at, end) || end >= order.Count || order.From(end).HasLiterals) return false;
        if (new Conditions(literals, []).Read(order.From(end).Text) is not { Test: Test.Number, And: null, Or: null } said || Amounts.Of(said.Value) is not { } bar || said.Sign.Length == 0) return false;
        var subject = Referring.Stems.In(said.Subject.Replace('_', ' ')).ToList();
        var bars = new Dials(Draft, _graph).All().Where(d => d.Kind is DialKind.Bar && d.Shown.Contains(said.Sign[0], StringComparison.Ordinal)).ToList();
        if (bars.Count > 1) bars = bars.FindAll(b => subject.Exists(b.Words.Contains));
        if (bars is not [var only] || at > 0 && Lexicon.OrderAt(order, 0) != 0) return false;
        only.Set(bar, said.Sign);
        return Did($"{only.Shown} is now {said.Sign} {Amounts.Plain(bar)}");
    }

    private static readonly Form AfterFailing = new("only/just after/at/on/when/if the? # failed/unsuccessful/consecutive? attempts/attempt/tries/try/failures/failure/errors/error/times | only/just after/when/if it fails/failed # times");

    // What follows a failure waits until it was tried so often.
    private bool OnlyAfterTries(Phrase order)
    {
        if (order.HasLiterals || AfterFailing.In(order) is not var (at, end) || end != order.Count || Number(order.From(at)) is not var (_, times)) return false;
        var minded = Draft.Nodes.Where(n => n.Value?["on_error"] is JsonObject && !IsRescue(n.Key)).Select(n => n.Key).ToList();
        if (minded.Count == 0) return false;
        foreach (var node in minded) Draft.Nodes[node]!["retry"] = Math.Clamp(times, 1, 100);
        return Did($"{Listed(minded)} {(minded.Count == 1 ? "is" : "are")} tried {times} times");
    }

    private static readonly Form AHeader = new("an/the/its/a? authorization/authorisation/auth/bearer/api * *? | a header | an api key | a bearer token | the api key");

    // "Add an API key to the request": a header of the tool, whose value is a secret.
    private bool Authorised(Phrase order)
    {
        if (order.HasLiterals || order.Low(0) is not ("add" or "send" or "include" or "use" or "set" or "put") || AHeader.At(order, 1) < 0 || !order.Has("header", "key", "token", "authorization", "authorisation", "bearer")) return false;
        var calls = Draft.Nodes.Where(n => Uses(n.Key).Contains("http.request")).Select(n => n.Key).ToList();
        if (calls.Count == 0) return Cannot("No step of the draft calls an API: say for example \"call POST https://… with it\".");
        if (calls.Count > 1 && order.Find(2, "to", "of", "for") is > 0 and var to) calls = [.. Finder.Find(Plain(order.From(to + 1).Text)).Where(calls.Contains)];
        if (calls.Count != 1) return Cannot("Several steps call an API: say to which of them the header belongs.");
        var tools = Draft.Section("tools");
        var name = Draft.Text(Draft.Nodes[calls[0]]!["tool"])!;
        if (!tools.ContainsKey(name)) tools[name = Draft.Free(tools, "api")] = new JsonObject { ["use"] = "http.request" };
        tools[name]!["headers"] = order.Has("api") && !order.Has("bearer", "authorization") ? new JsonObject { ["X-Api-Key"] = "${{ secrets.API_KEY }}" } : new JsonObject { ["Authorization"] = "Bearer ${{ secrets.API_TOKEN }}" };
        Draft.Nodes[calls[0]]!["tool"] = name;
        Remarks.Add($"The header under 'tools' is a guess: look up how the API wants its key, and set the secret in the environment as PLATFORM_SECRET_{(tools[name]!["headers"]!["X-Api-Key"] is null ? "API_TOKEN" : "API_KEY")}.");
        return Did($"'{calls[0]}' sends a header with a secret");
    }

    private static readonly Form AtOnce = new("right/straight away | immediately/instantly | at once | without waiting/delay | without any/the/a waiting/delay/pause/wait");

    // "Send it right away": the one pause of the draft goes.
    private bool NotLater(Phrase order)
    {
        if (order.HasLiterals || order.Count > 8 || Lexicon.OrderAt(order, 0) != 0 || AtOnce.In(order, 1) is not var (_, end) || end != order.Count) return false;
        return Draft.Nodes.Where(n => n.Value?["wait"] is JsonObject wait && wait["event"] is null).Select(n => n.Key).ToList() is [var pause] && RemoveAll([pause]);
    }

    private static readonly Form ThisRepo = new("the? repo/repository is/should/must be? now? | change/set/switch the? repo/repository to | use the repo/repository | make it the repo/repository | the? repo/repository is called/named");

    // "The repo is acme/website"
    private bool InRepo(Phrase order)
    {
        if (!ThisRepo.Opens(order, out var lead) || order.Count - lead is not (1 or 2 or 3)) return false;
        var repo = literals.Unmask(order.From(lead).Text).Trim('"', ' ').Replace(" / ", "/", StringComparison.Ordinal);
        var tools = (Draft.Find("tools") ?? []).Where(t => t.Value is JsonObject tool && tool.ContainsKey("repo")).Select(t => t.Key).ToList();
        if (tools.Count == 0 || repo.Contains(' ', StringComparison.Ordinal) || !repo.Contains('/', StringComparison.Ordinal)) return false;
        foreach (var tool in tools) Draft.Find("tools")![tool]!["repo"] = repo;
        return Did($"{Listed(tools)} {(tools.Count == 1 ? "works" : "work")} in {repo}");
    }

    private static readonly Form SignLead = new("sign/close/end/finish/conclude/start/begin/open the/it/this/each/every/its?");

    // "Sign the reply with "Your team"": told to who writes it.
    private bool Signed(Phrase order)
    {
        if (!SignLead.Opens(order, out var lead) || order.Find(lead, "with", "by") is not (> 0 and var with) || with != order.Count - 2 || !order[with + 1].IsLiteral("quote")) return false;
        var what = order.Part(1, with);
        var writer = what.Count == 1 && Lexicon.IsPronoun(what.Low(0)) ? Writer() is [var only] ? only : null : new Referring.StepFinder(Draft, newest) { Only = Writes }.One(Plain(what.Text));
        return writer is not null && Tell(writer, $"{char.ToUpperInvariant(order[0].Text[0])}{order[0].Text[1..]} it with \"{literals.Value(order[with + 1].Text[0])}\".");
    }

    private static readonly Form TimeOnly = new("has/gets/have at? most/only/just? up? to? #/a/an *");

    // "The reviewer has at most 90 seconds", where that is an agent: its time, and nobody is asked.
    private bool WorkerTime(Phrase order)
    {
        if (order.HasLiterals || TimeOnly.In(order, 1) is not var (at, end) || at > 3 || end != order.Count || Amounts.Duration(order.From(at).Text) is not { } span) return false;
        var who = Plain(order.To(at).Text);
        if (Finder.Find(who).Any(n => Draft.Nodes[n]?["agent"] is null) || Workers(who) is not [var worker]) return false;
        Draft.Nodes[worker]!["timeout"] = span;
        return Did($"'{worker}' has {span}");
    }
}
