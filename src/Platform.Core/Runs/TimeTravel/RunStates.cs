using System.Globalization;
using System.Text.Json;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.State;

namespace Platform.Core.Runs.TimeTravel;

/// <summary>What a run's state was at each step, and what each step changed, as the outside may see it.</summary>
internal sealed class RunStates(IRunHistory history, Redactor redactor)
{
    private const int MostText = 80;
    private const int MostAdded = 3;

    /// <summary>Reads the state before the page once and then only what each step changed.</summary>
    public async ValueTask<Page<CheckpointView>> CheckpointsAsync(RunId run, CheckpointQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(query.Limit, 1, 200);
        var first = query.Before is { } before ? Math.Max(0, before - limit) : (query.After ?? -1) + 1;
        var rows = (await history.StepsAsync(run, first - 1, limit + 1, cancellationToken)).Where(r => query.Before is not { } bound || r.Step < bound).ToList();
        var state = first > 0 ? (await history.StateAtAsync(run, first - 1, cancellationToken))?.State : null;
        var views = new List<CheckpointView>(rows.Count);
        foreach (var row in rows.Take(limit))
        {
            var now = CheckpointJson.Read(row.Full ? null : state, row.Step, row.State);
            views.Add(View(row, state, now));
            state = now;
        }

        var more = query.Before is null && rows.Count > limit;
        return new Page<CheckpointView>(views, more ? views[^1].Step.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Null when there is no such step.</summary>
    /// <param name="compareWith">A step to compare with; null compares with none.</param>
    public async ValueTask<StateView?> StateAsync(RunId run, int? step, Func<int, int?> compareWith, CancellationToken cancellationToken)
    {
        if (await history.StateAtAsync(run, step, cancellationToken) is not { } at) return null;
        var (waiting, ended) = await StepWaits.AtAsync(history, run, at.State, cancellationToken);
        var channels = Shown(at.State);
        var view = new StateView(at.State.Step, at.At, channels, [.. at.State.Due.Select(d => d.Node)], [.. waiting.Select(Shown)], [.. ended.Select(t => t.ToString())]);
        if (compareWith(at.State.Step) is not { } other || await history.StateAtAsync(run, other, cancellationToken) is not { } before) return view;
        return view with { ComparedWith = other, Changes = StateDiff.Of(Shown(before.State), channels) };
    }

    public JsonElement Shown(Checkpoint at) => Shown(CelMap.Of(at.Channels));

    public JsonElement Shown(CelMap values)
    {
        using var document = JsonDocument.Parse(values.ToJson(), new JsonDocumentOptions { MaxDepth = 512 });
        return redactor.Redact(document.RootElement.Clone());
    }

    private WaitingView Shown(WaitingView waits) => waits.Title is { } title ? waits with { Title = redactor.Redact(title) } : waits;

    private CheckpointView View(StepRow row, Checkpoint? before, Checkpoint now)
    {
        var (changed, edited) = CheckpointJson.ReadChanged(row.State);
        var known = before is null ? [] : changed.Select(c => Change(c, before.Channels.GetValueOrDefault(c), now.Channels[c])).ToList();
        return new CheckpointView(row.Step, row.At, edited ? [] : Ran(before, now), before is null ? [] : changed, known, [.. now.Due.Select(d => d.Node)], row.SizeBytes, edited);
    }

    // A node ran when it became due in this step, or when it had waited and waits no more.
    private static List<string> Ran(Checkpoint? before, Checkpoint now)
    {
        if (before is null) return [];
        var stayed = now.Due.Select(d => (d.Node, d.Since)).ToHashSet();
        var ran = before.Due.Where(d => d.Since == now.Step || !stayed.Contains((d.Node, d.Since))).Select(d => d.Node).ToList();

        // Else one item of a map went on while others wait.
        return ran.Count > 0 ? ran : [.. before.Due.Where(d => d.Items is not null).Select(d => d.Node)];
    }

    private ChannelChange Change(string channel, CelValue? before, CelValue now)
    {
        if (before is CelList old && now is CelList list && list.Count > old.Count && BeginsWith(list, old))
        {
            var added = list.Skip(old.Count).Take(MostAdded).Select(Text);
            var more = list.Count - old.Count > MostAdded ? ", …" : "";
            return new ChannelChange(channel, Items(old), redactor.Redact($"+{list.Count - old.Count}: {string.Join(", ", added)}{more}"));
        }

        return new ChannelChange(channel, before is null ? "" : redactor.Redact(Text(before)), redactor.Redact(Text(now)));
    }

    // The ends are enough to tell a list that grew from one that was replaced, and cost the same however long it is.
    private static bool BeginsWith(CelList list, CelList old) =>
        old.Count == 0 || (list[0].ToJson() == old[0].ToJson() && list[old.Count - 1].ToJson() == old[^1].ToJson());

    private static string Text(CelValue value) => value switch
    {
        CelList list when list.Weight > MostText => Items(list),
        CelMap map when map.Weight > MostText => map.Count == 1 ? "1 key" : string.Create(CultureInfo.InvariantCulture, $"{map.Count} keys"),
        CelString { Value.Length: > MostText } text => $"\"{text.Value[..(MostText - 3)]}…\"",
        _ => value.ToJson() is { Length: > MostText } json ? $"{json[..(MostText - 1)]}…" : value.ToJson(),
    };

    private static string Items(CelList list) => list.Count == 1 ? "1 item" : string.Create(CultureInfo.InvariantCulture, $"{list.Count} items");
}
