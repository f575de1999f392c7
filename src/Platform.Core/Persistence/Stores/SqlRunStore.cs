using System.Data.Common;
using Microsoft.Extensions.Options;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Core.Persistence.Stores;

/// <summary>What those who start, stop and answer ask of the store.</summary>
internal sealed class SqlRunStore(Database database, IDatabaseWriter writer, IOptions<RunOptions> options) : IRunStore
{
    // A wait that is answered wakes its run: the signal tells whoever advances it now.
    private const string Signal = "UPDATE runs SET signal = signal + 1 WHERE id = $1 RETURNING priority";

    private const string WaitColumns = "i.id, i.run_id, i.task, i.kind, i.due_at, i.asked, i.status, i.claimed_by";

    public Task<Created> CreateAsync(NewRun run, LeaseClaim? claim) => writer.WriteAsync(s =>
    {
        if (run.IdempotencyKey is not null) s.Alone($"start/{run.Organization}/{run.IdempotencyKey}");
        if (RunRows.Same(s, run) is { } same) return new Created(same, null);
        RunRows.Insert(s, run, claim);
        return new Created(run.Id, claim is null ? null : RunRows.Leased(run));
    });

    public ValueTask<RunView?> FindAsync(OrganizationId organization, RunId run, CancellationToken cancellationToken) => database.ReadAsync(s =>
        s.OneAsync(
            $"SELECT {RunReading.Columns}, (SELECT count(*) FROM runs c WHERE c.parent_run = $1), (SELECT count(*) FROM runs f WHERE f.forked_from = $1) FROM runs WHERE id = $1 AND organization_id = $2",
            r => RunReading.View(RunReading.Read(r), r.GetInt32(RunReading.Count)) with { Forks = r.GetInt32(RunReading.Count + 1) }, run, organization), cancellationToken);

    public Task<Cancelled?> CancelAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead) =>
        writer.WriteAsync(s =>
        {
            if (!Exists(s, organization, run)) return null;
            var tree = new CancelledTree();
            RunRows.Cancel(s, run, by, now, isDead, tree);
            return new Cancelled(tree.Ended, tree.Running, tree.ToDispatch);
        });

    public Task<IReadOnlyList<DueRun>?> PauseAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead) =>
        writer.WriteAsync<IReadOnlyList<DueRun>?>(s =>
        {
            if (!Exists(s, organization, run)) return null;
            if (s.Any("SELECT 1 FROM runs WHERE id = $1 AND ended_at IS NOT NULL", run))
                throw new PlatformException(ErrorCode.Conflict, "The run has ended; there is nothing to pause.", "Look at its status.");
            var next = new List<DueRun>();
            PauseWriting.Pause(s, run, by, now, isDead, next);
            return next;
        });

    public Task<IReadOnlyList<DueRun>?> UnpauseAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now, Func<string, bool> isDead) =>
        writer.WriteAsync<IReadOnlyList<DueRun>?>(s =>
        {
            if (!Exists(s, organization, run)) return null;
            var next = new List<DueRun>();
            PauseWriting.Unpause(s, run, by, now, isDead, next);
            return next;
        });

    public ValueTask<IReadOnlyDictionary<RunId, string>> WhyAsync(
        OrganizationId organization, IReadOnlyList<RunView> runs, DateTimeOffset now, Func<string, bool> isDead, CancellationToken cancellationToken) =>
        database.ReadAsync(s => new WhyReading(s, organization, now, isDead).OfAsync(runs), cancellationToken);

    public Task<IReadOnlyList<DueRun>?> RetryAsync(OrganizationId organization, RunId run, string by, DateTimeOffset now) =>
        writer.WriteAsync<IReadOnlyList<DueRun>?>(s =>
        {
            if (!Exists(s, organization, run)) return null;
            var queued = new List<DueRun>();
            RetryWriting.Retry(s, run, by, now, queued);
            return queued;
        });

    public ValueTask<List<OpenInterrupt>> WaitsAsync(OrganizationId organization, RunId run, CancellationToken cancellationToken) => database.ReadAsync(s =>
        s.AllAsync($"SELECT {WaitColumns} FROM interrupts i WHERE i.run_id = $1 AND i.organization_id = $2 AND i.consumed = 0 ORDER BY i.id", ReadWait, run, organization), cancellationToken);

    public ValueTask<OpenInterrupt?> FindWaitAsync(OrganizationId organization, HumanTaskId id, CancellationToken cancellationToken) => database.ReadAsync(s =>
        s.OneAsync($"SELECT {WaitColumns} FROM interrupts i WHERE i.id = $1 AND i.organization_id = $2", ReadWait, id.Value, organization), cancellationToken);

    public Task<DueRun?> AnswerAsync(OrganizationId organization, HumanTaskId id, string answer, string by, DateTimeOffset now) =>
        writer.WriteAsync(s => RunRows.Answer(s, organization, id.Value, answer, by, now));

    public async Task<Delivered> DeliverAsync(OutsideEvent told)
    {
        var woken = new List<DueRun>();
        for (Delivering? so = null; ;)
        {
            var before = so;
            so = await writer.WriteAsync(s => EventKeeping.Deliver(s, told, before, options.Value));
            woken.AddRange(so.Told.Woken);
            if (so.IsDone) return so.Told with { Woken = woken };
        }
    }

    public Task<bool> ClaimAsync(OrganizationId organization, HumanTaskId id, string? by) => writer.WriteAsync(s => by is null
        ? s.Execute("UPDATE interrupts SET status = 'open', claimed_by = NULL WHERE id = $1 AND organization_id = $2 AND status = 'claimed'", id.Value, organization) > 0
        : s.Execute(
            "UPDATE interrupts SET status = 'claimed', claimed_by = $3 WHERE id = $1 AND organization_id = $2 AND (status = 'open' OR (status = 'claimed' AND claimed_by = $3))",
            id.Value, organization, by) > 0);

    public ValueTask<List<LoggedEvent>> EventsAsync(RunId run, long after, int limit, CancellationToken cancellationToken) => database.ReadAsync(async s =>
    {
        var first = await s.OneAsync(
            "SELECT max(first_sequence) FROM event_batches WHERE run_id = $1 AND first_sequence <= $2", r => r.IsDBNull(0) ? 1 : r.GetInt64(0), run, after + 1);
        // Numbers have no gaps, so what is asked for ends within the batch that begins last before its end: no further one is read.
        var batches = await s.AllAsync(
            "SELECT first_sequence, at, events FROM event_batches WHERE run_id = $1 AND first_sequence >= $2 AND first_sequence <= $3 ORDER BY first_sequence",
            r => (First: r.GetInt64(0), At: r.Time(1), Events: r.Bytes(2)), run, first, after + limit);
        return batches.SelectMany(b => StoredJson.ReadEvents(b.Events, b.First, b.At, after)).Take(limit).ToList();
    }, cancellationToken);

    public ValueTask<(long LastSequence, RunStatus Status)?> MarkAsync(OrganizationId organization, RunId run, CancellationToken cancellationToken) => database.ReadAsync(s => s.OneAsync<(long, RunStatus)?>(
        "SELECT last_sequence, status FROM runs WHERE id = $1 AND organization_id = $2",
        r => (r.GetInt64(0), RunStatuses.Of(r.GetString(1))), run, organization), cancellationToken);

    private static bool Exists(SqlSession s, OrganizationId organization, RunId run) =>
        s.Any("SELECT 1 FROM runs WHERE id = $1 AND organization_id = $2", run, organization);

    private static OpenInterrupt ReadWait(DbDataReader r) => new(
        new HumanTaskId(r.Guid(0)), r.Run(1), TaskKeys.Full(r.Run(1), r.GetString(2)),
        SqlRunLog.ReadInterrupt(r.GetString(3), r.TimeOrNull(4), r.GetString(5)), r.GetString(6), r.TextOrNull(7));
}
