using System.Text.Json;
using Microsoft.Data.Sqlite;
using Platform.Core.Foundation;

namespace Platform.IntegrationTests.Chaos;

/// <summary>Compares what the platform says of each run with what the run must have come to and with what the receiver saw.</summary>
internal sealed class ChaosCheck(ChaosClient client, EffectReceiver receiver, string folder, ChaosFigures figures)
{
    private readonly HashSet<string> _keysOfTasks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cancelled = new(StringComparer.Ordinal);

    public List<string> Wrong { get; } = [];

    public async Task RunsAsync(IReadOnlyCollection<ChaosRun> runs, CancellationToken cancellationToken)
    {
        foreach (var run in runs)
        {
            var view = await client.GetAsync($"/api/v1/runs/{run.Id}", cancellationToken);
            var events = await EventsAsync(run.Id, cancellationToken);
            Ends(run, view);
            if (view.TryGetProperty("outputs", out var outputs) && !run.Shape.IsCancelled) Outputs(run, outputs);
            Lines(run);
            Events(run.Label, view, events, run.Shape.Waits);
            await SeenAsync(run, events.Count);
            await ChildrenAsync(run.Label, run.Id, run.Shape.IsCancelled ? "cancelled" : "succeeded", cancellationToken);
        }

        await ThreadsAsync(runs, cancellationToken);
        Keys();
        figures.Runs = runs.Count;
    }

    /// <summary>After the last process has ended.</summary>
    public void Database(string file)
    {
        SqliteRuntime.Prepare();
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        if (Text(connection, "PRAGMA integrity_check") is var said && said != "ok") Wrong.Add($"integrity_check: {said}");
        Holds(connection, "runs that hold a lease", "SELECT count(*) FROM runs WHERE lease_owner IS NOT NULL");
        Holds(connection, "journal entries of runs that succeeded", "SELECT count(*) FROM journal j JOIN runs r ON r.id = j.run_id WHERE r.status = 'succeeded'");
        Holds(connection, "open waits of runs that ended", "SELECT count(*) FROM interrupts i JOIN runs r ON r.id = i.run_id WHERE i.status IN ('open', 'claimed')");
        Holds(connection, "children that nobody waited for", "SELECT count(*) FROM runs c WHERE c.parent_run IS NOT NULL AND NOT EXISTS (SELECT 1 FROM runs p WHERE p.id = c.parent_run)");
    }

    private void Ends(ChaosRun run, JsonElement view)
    {
        var status = view.GetProperty("status").GetString();
        var expected = run.Shape.IsCancelled ? "cancelled" : "succeeded";
        if (status != expected) Wrong.Add($"{run.Label} {run.Id} is {status}, not {expected}: {view}");
    }

    // The state holds tokens of the receiver: each says which effect it stands for.
    private void Outputs(ChaosRun run, JsonElement outputs)
    {
        if (outputs.ValueKind != JsonValueKind.Object) return;
        var whats = new List<string>();
        foreach (var token in outputs.GetProperty("log").EnumerateArray().Select(t => t.GetString()!))
        {
            var effect = receiver.ByKey.SingleOrDefault(e => e.Value.Tokens.Contains(token));
            whats.Add(effect.Value is null ? $"?{token}" : effect.Value.Calls[0]);
        }

        if (!whats.SequenceEqual(run.Shape.Log)) Wrong.Add($"{run.Label} {run.Id} holds {string.Join(' ', whats)} instead of {string.Join(' ', run.Shape.Log)}");
        if (outputs.GetProperty("log").EnumerateArray().Select(t => t.GetString()).Distinct().Count() != whats.Count) Wrong.Add($"{run.Label} {run.Id} holds a result twice");
        foreach (var expected in JsonDocument.Parse(run.Shape.More).RootElement.EnumerateObject())
        {
            if (outputs.TryGetProperty(expected.Name, out var held) && JsonElement.DeepEquals(held, expected.Value)) continue;
            Wrong.Add($"{run.Label} {run.Id}: {expected.Name} is {held}, not {expected.Value}");
        }
    }

    private void Lines(ChaosRun run)
    {
        if (run.Shape.Lines.Length == 0) return;
        var files = Directory.GetFiles(folder, $"{run.Label}.txt", SearchOption.AllDirectories);
        var lines = files.SelectMany(File.ReadAllLines).ToList();
        var once = lines.Where((line, i) => i == 0 || lines[i - 1] != line).ToList();
        figures.Repeated += lines.Count - once.Count;
        // A process that is frozen in the middle of a write ends it when it wakes, after others went on: without a key that is all that can be promised.
        if (!once.SequenceEqual(run.Shape.Lines) && !lines.Distinct().SequenceEqual(run.Shape.Lines)) Wrong.Add($"{run.Label} {run.Id} wrote {string.Join(' ', lines)} instead of {string.Join(' ', run.Shape.Lines)}");
    }

    private void Events(string label, JsonElement run, IReadOnlyList<JsonElement> events, int? waits)
    {
        var name = $"{label} {run.GetProperty("id")}";
        figures.Events += events.Count;
        figures.Steps += run.GetProperty("step").GetInt32();
        for (var i = 0; i < events.Count; i++)
            if (events[i].GetProperty("sequence").GetInt64() != i + 1) Wrong.Add($"{name}: event {i + 1} has the number {events[i].GetProperty("sequence")}");
        if (run.GetProperty("lastSequence").GetInt64() != events.Count) Wrong.Add($"{name}: {events.Count} events, and {run.GetProperty("lastSequence")} is the last");

        var byType = events.ToLookup(e => e.GetProperty("type").GetString()!);
        figures.TakenOver += byType["run.recovered"].Count();
        var retries = byType["run.retried"].Count();
        Once(name, "run.queued", byType["run.queued"].Count());
        if (run.GetProperty("status").GetString() == "succeeded") Once(name, "run.started", byType["run.started"].Count());
        Once(name, "an end", byType["run.succeeded"].Count() + byType["run.failed"].Count() + byType["run.cancelled"].Count() - retries);
        if (!events[^1].GetProperty("type").GetString()!.StartsWith("run.", StringComparison.Ordinal)) Wrong.Add($"{name}: the last event is {events[^1]}");
        var steps = byType["step.committed"].Select(e => e.GetProperty("step").GetInt32()).ToList();
        if (!steps.SequenceEqual(Enumerable.Range(1, steps.Count)) || steps.Count != run.GetProperty("step").GetInt32())
            Wrong.Add($"{name}: steps {string.Join(' ', steps)} were committed, and the run is at {run.GetProperty("step")}");
        if (run.GetProperty("status").GetString() == "cancelled") _cancelled.Add(run.GetProperty("id").GetString()!);
        TasksOf(name, byType);
        if (waits is { } all) Answers(name, byType, all);
    }

    private void TasksOf(string name, ILookup<string, JsonElement> byType)
    {
        var finished = byType["task.finished"].Select(TaskOf).ToList();
        figures.Tasks += finished.Count;
        foreach (var twice in finished.GroupBy(t => t).Where(g => g.Count() > 1)) Wrong.Add($"{name}: {twice.Key} is told to have finished {twice.Count()} times");
        var started = byType["task.started"].Select(TaskOf).ToHashSet(StringComparer.Ordinal);
        foreach (var never in finished.Where(t => !started.Contains(t))) Wrong.Add($"{name}: {never} finished and was never told to have started");
        foreach (var child in byType["child.started"].GroupBy(TaskOf).Where(g => g.Count() > 1)) Wrong.Add($"{name}: {child.Key} started {child.Count()} children");
        foreach (var human in byType["human.answered"].GroupBy(TaskOf).Where(g => g.Count() > 1)) Wrong.Add($"{name}: {human.Key} was told to be answered {human.Count()} times");
        foreach (var human in byType["human.requested"].GroupBy(TaskOf).Where(g => g.Count() > 1)) Wrong.Add($"{name}: {human.Key} was requested {human.Count()} times");
        foreach (var key in finished) _keysOfTasks.Add(key);
        foreach (var key in byType["task.failed"].Concat(byType["task.retrying"]).Select(TaskOf)) _keysOfTasks.Add(key);
        foreach (var key in started) _keysOfTasks.Add(key);
    }

    // One sentence for each answer that was taken up, each told once.
    private void Answers(string name, ILookup<string, JsonElement> byType, int expected)
    {
        var told = byType["run.resumed"].SelectMany(e => e.GetProperty("data").GetProperty("reason").GetString()!.Split("; ")).ToList();
        if (told.Count != expected) Wrong.Add($"{name} took up {expected} answers and told of {told.Count}: {string.Join(" | ", told)}");
    }

    private async Task ChildrenAsync(string label, string parent, string status, CancellationToken cancellationToken)
    {
        foreach (var child in (await client.GetAsync($"/api/v1/runs?limit=200&parent={parent}", cancellationToken)).GetProperty("items").EnumerateArray())
        {
            var id = child.GetProperty("id").GetString()!;
            if (child.GetProperty("status").GetString() != status) Wrong.Add($"{label}: the child {id} is {child.GetProperty("status")}");
            Events($"{label}/{child.GetProperty("workflow")}", child, await EventsAsync(id, cancellationToken), null);
            await ChildrenAsync(label, id, status, cancellationToken);
        }
    }

    private async Task SeenAsync(ChaosRun run, int events)
    {
        if (run.Seen is null) return;
        var seen = await run.Seen.WaitAsync(TimeSpan.FromMinutes(1));
        figures.ReadAlong++;
        if (!seen.SequenceEqual(Enumerable.Range(1, events).Select(n => (long)n))) Wrong.Add($"{run.Label} {run.Id}: a reader saw {string.Join(' ', seen)} of {events} events");
    }

    // One after the other, each with what the one before kept.
    private async Task ThreadsAsync(IReadOnlyCollection<ChaosRun> runs, CancellationToken cancellationToken)
    {
        foreach (var thread in runs.Where(r => r.Thread is not null).GroupBy(r => r.Thread!))
        {
            var views = new List<JsonElement>();
            foreach (var run in thread) views.Add(await client.GetAsync($"/api/v1/runs/{run.Id}", cancellationToken));
            var ordered = views.OrderBy(v => v.GetProperty("startedAt").GetDateTimeOffset()).ToList();
            var counts = ordered.Select(v => v.TryGetProperty("outputs", out var outputs) ? outputs.GetProperty("count").GetInt32() : 0).ToList();
            if (!counts.SequenceEqual(Enumerable.Range(1, counts.Count))) Wrong.Add($"{thread.Key} counted {string.Join(' ', counts)}");
            foreach (var (first, second) in ordered.Zip(ordered.Skip(1)))
                if (first.GetProperty("endedAt").GetDateTimeOffset() > second.GetProperty("startedAt").GetDateTimeOffset()) Wrong.Add($"{thread.Key}: two runs at once");
        }
    }

    // A key is a task's id, and always stands for the same work.
    private void Keys()
    {
        foreach (var (key, effects) in receiver.ByKey)
        {
            figures.Repeated += Math.Max(0, effects.Calls.Count - effects.Refused - 1);
            if (effects.Calls.Distinct(StringComparer.Ordinal).Count() != 1) Wrong.Add($"{key} was given to {string.Join(" and ", effects.Calls.Distinct())}");
            // What a run did last before it was killed and then cancelled, nobody lived to tell.
            if (!_keysOfTasks.Contains(key) && !_cancelled.Contains(key.Split('/')[0])) Wrong.Add($"'{key}' is no task's id");
        }
    }

    private async Task<IReadOnlyList<JsonElement>> EventsAsync(string run, CancellationToken cancellationToken)
    {
        var events = new List<JsonElement>();
        while (true)
        {
            var page = await client.GetAsync($"/api/v1/runs/{run}/events?limit=200&after={events.Count}", cancellationToken);
            events.AddRange(page.GetProperty("items").EnumerateArray());
            if (!page.TryGetProperty("next", out var next) || next.ValueKind == JsonValueKind.Null) return events;
        }
    }

    private void Once(string name, string what, int times)
    {
        if (times != 1) Wrong.Add($"{name}: {what} is told {times} times");
    }

    private void Holds(SqliteConnection connection, string what, string sql)
    {
        if (Text(connection, sql) is var count && count != "0") Wrong.Add($"{count} {what}");
    }

    private static string TaskOf(JsonElement told) => told.GetProperty("taskId").GetString()!;

    private static string Text(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return $"{command.ExecuteScalar()}";
    }
}
