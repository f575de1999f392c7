using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.TimeTravel;
using Platform.Core.State;

namespace Platform.Core.Persistence.Stores;

/// <summary>What lies behind a run, step by step.</summary>
internal sealed class SqlRunHistory(Database database, IDatabaseWriter writer) : IRunHistory
{
    public ValueTask<List<StepRow>> StepsAsync(RunId run, int after, int take, CancellationToken cancellationToken) => database.ReadAsync(s => s.AllAsync(
        "SELECT step, at, \"full\", state FROM checkpoints WHERE run_id = $1 AND step > $2 ORDER BY step LIMIT $3",
        r =>
        {
            var stored = r.Bytes(3);
            return new StepRow(r.GetInt32(0), r.Time(1), r.Flag(2), Packed.Open(stored), stored.Length);
        },
        run, after, take), cancellationToken);

    public ValueTask<(Checkpoint State, DateTimeOffset At)?> StateAtAsync(RunId run, int? step, CancellationToken cancellationToken) =>
        database.ReadAsync<(Checkpoint, DateTimeOffset)?>(async s => await StateReader.ReadAsync(s, run, step) is { } at ? (at.State, at.At) : null, cancellationToken);

    public ValueTask<List<LoggedEvent>> RecordedAsync(RunId run, long after, int about, CancellationToken cancellationToken) => database.ReadAsync(async s =>
    {
        var read = new List<LoggedEvent>();
        foreach (var batch in await s.AllAsync(
            "SELECT first_sequence, at, events, recorded FROM event_batches WHERE run_id = $1 AND last_sequence > $2 ORDER BY first_sequence LIMIT $3",
            r => (First: r.GetInt64(0), At: r.Time(1), Events: r.Bytes(2), Records: r.IsDBNull(3) ? null : r.Bytes(3)), run, after, Math.Max(1, about / 4)))
        {
            read.AddRange(StoredRecords.Join(StoredJson.ReadEvents(batch.Events, batch.First, batch.At), batch.Records).Where(e => e.Sequence > after));
            if (read.Count >= about) break;
        }

        return read;
    }, cancellationToken);

    // Steps rise with the numbers of events, so half of what is left is thrown away with each look.
    public ValueTask<long> BeforeAsync(RunId run, int step, CancellationToken cancellationToken) => database.ReadAsync(async s =>
    {
        long low = 0, high = await s.NumberAsync("SELECT last_sequence FROM runs WHERE id = $1", run);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var (first, last, at) = await LookAsync(s, run, middle + 1);
            if (at < step) low = Math.Max(middle + 1, last);
            else high = Math.Min(middle, first - 1);
        }

        return low;
    }, cancellationToken);

    public Task<RunId> ForkAsync(NewRun run, ForkedStart start)
    {
        var events = start.Events.Select((e, i) => new LoggedEvent(i + 2, run.At, e)).ToList();
        return writer.WriteAsync(s =>
        {
            if (RunRows.Same(s, run) is { } same) return same;
            RunRows.Insert(s, run);
            RunRows.AppendEvents(s, run.Id, run.Organization, events);
            s.Execute("UPDATE runs SET step = $2, last_sequence = $3 WHERE id = $1", run.Id, start.Checkpoint.Step, events[^1].Sequence);
            Insert(s, run.Id, run.Organization, start.Checkpoint, run.At);
            foreach (var (task, outcome) in start.Journal)
            {
                s.Execute(
                    "INSERT INTO journal (run_id, task, organization_id, outcome) VALUES ($1, $2, $3, $4)", run.Id, TaskKeys.Short(task), run.Organization, StoredJson.Outcome(outcome));
            }

            return run.Id;
        });
    }

    public Task<bool> EditAsync(OrganizationId organization, RunId run, StateEdit edit) => writer.WriteAsync(s =>
    {
        // The fence: a run that went on meanwhile, or that somebody holds, is left alone.
        var last = s.One(
            """
            UPDATE runs SET step = $4, last_sequence = last_sequence + 1, epoch = epoch + 1
            WHERE id = $1 AND organization_id = $2 AND step = $3 AND lease_owner IS NULL AND status NOT IN ('queued', 'running', 'succeeded') RETURNING last_sequence
            """,
            r => (long?)r.GetInt64(0), run, organization, edit.From, edit.Checkpoint.Step);
        if (last is null) return false;
        RunRows.AppendEvents(s, run, organization, [new LoggedEvent(last.Value, edit.At, edit.Told)]);
        Insert(s, run, organization, edit.Checkpoint, edit.At);
        if (edit.Answer is { } answer && RunRows.Answer(s, organization, answer.Task.Value, answer.Value, edit.By, edit.At) is null) throw RunLimits.Answered("The task");
        return true;
    });

    private static void Insert(SqlSession s, RunId run, OrganizationId organization, Runs.Execution.StoredCheckpoint checkpoint, DateTimeOffset at) => s.Execute(
        "INSERT INTO checkpoints (run_id, step, organization_id, at, \"full\", state) VALUES ($1, $2, $3, $4, $5, $6)",
        run, checkpoint.Step, organization, at, checkpoint.Full, Packed.Of(checkpoint.State));

    // The batch that holds a number, and its step; batches that tell of no step count as the one before them.
    private static async ValueTask<(long First, long Last, int Step)> LookAsync(SqlSession s, RunId run, long sequence)
    {
        var last = sequence;
        for (var number = sequence; number > 0;)
        {
            var (first, end, at, events) = await s.OneAsync(
                "SELECT first_sequence, last_sequence, at, events FROM event_batches WHERE run_id = $1 AND first_sequence <= $2 ORDER BY first_sequence DESC LIMIT 1",
                r => (r.GetInt64(0), r.GetInt64(1), r.Time(2), r.Bytes(3)), run, number);
            if (events is null) break;
            last = Math.Max(last, end);
            var step = StoredJson.ReadEvents(events, first, at).Select(e => e.Event.Step).Max();
            if (step > 0) return (first, last, step);
            number = first - 1;
        }

        return (1, last, 0);
    }
}
