using System.Data.Common;
using System.Runtime.InteropServices;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.Figures;

namespace Platform.Core.Persistence.Stores;

/// <summary>What workflows' runs came to. Runs of a day are a range of ids; the newest run of each workflow is one step in an index.</summary>
internal sealed class SqlWorkflowFigures(Database database, TimeProvider time) : IWorkflowFigures
{
    private const int MostRuns = 200_000; // of a day; of more, the newest are looked at
    private const int MostInFlight = 10_000;

    private readonly Remembered<IReadOnlyDictionary<string, WorkflowFigures>> _all = new(time);
    private readonly Remembered<WorkflowFigures> _one = new(time);

    public ValueTask<IReadOnlyDictionary<string, WorkflowFigures>> AllAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        _all.GetAsync(organization, () => database.ReadAsync(s => ReadAsync(s, organization, time.GetUtcNow().AddDays(-1)), CancellationToken.None));

    public ValueTask<WorkflowFigures> OfAsync(OrganizationId organization, string workflow, CancellationToken cancellationToken) =>
        _one.GetAsync(organization, workflow, () => database.ReadAsync(s => ReadAsync(s, organization, workflow, time.GetUtcNow().AddDays(-1)), CancellationToken.None));

    public ValueTask<List<List<RunMark>>> RecentAsync(OrganizationId organization, IReadOnlyList<string> workflows, int take, CancellationToken cancellationToken) => database.ReadAsync(
        async s =>
        {
            var now = time.GetUtcNow();
            var all = new List<List<RunMark>>(workflows.Count);
            foreach (var workflow in workflows)
            {
                var marks = await s.AllAsync(
                    "SELECT id, status, version, created_at, started_at + stood_ms, ended_at, cost_nanos FROM runs WHERE organization_id = $1 AND workflow = $2 ORDER BY id DESC LIMIT $3",
                    r => new RunMark(
                        r.Run(0), RunStatuses.Of(r.GetString(1)), r.GetInt32(2), r.Time(3), r.TimeOrNull(4) is { } began ? (r.TimeOrNull(5) ?? now) - began : null, r.GetInt64(6) / CommitWriting.NanosPerDollar),
                    organization, workflow, take);
                marks.Reverse();
                all.Add(marks);
            }

            return all;
        },
        cancellationToken);

    public ValueTask<List<InFlight>> InFlightAsync(OrganizationId organization, string workflow, CancellationToken cancellationToken) => database.ReadAsync(
        async s => (await s.AllAsync(
            """
            SELECT version, status, thread FROM (SELECT version, status, thread FROM runs WHERE organization_id = $1 AND workflow = $2 AND status IN ('queued', 'waiting') LIMIT $3) a
            UNION ALL SELECT version, status, thread FROM (SELECT version, status, thread FROM runs WHERE organization_id = $1 AND (workflow || '') = $2 AND status = 'running' LIMIT $3) b
            """,
            r => (Version: r.GetInt32(0), Status: r.GetString(1), Thread: r.TextOrNull(2)), organization, workflow, MostInFlight))
            .GroupBy(r => r.Version).OrderByDescending(v => v.Key)
            .Select(v => new InFlight(
                v.Key, v.Count(r => r.Status == "queued"), v.Count(r => r.Status == "running"), v.Count(r => r.Status == "waiting"),
                v.Select(r => r.Thread).OfType<string>().Distinct(StringComparer.Ordinal).Count())).ToList(),
        cancellationToken);

    private static async ValueTask<(IReadOnlyDictionary<string, WorkflowFigures>, long)> ReadAsync(SqlSession s, OrganizationId organization, DateTimeOffset since)
    {
        var sums = new Dictionary<string, Sum>(StringComparer.Ordinal);
        var rows = await s.AllAsync(
            $"SELECT {Columns} FROM runs WHERE organization_id = $1 AND id >= $2 ORDER BY id DESC LIMIT $3", r => (Workflow: r.GetString(4), Figures: Row.Of(r)),
            organization, IdRange.From(since), MostRuns);
        foreach (var row in rows)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, row.Workflow, out _);
            sum ??= new Sum();
            sum.Add(row.Figures);
        }

        var last = await s.AllAsync(
            """
            SELECT w.name, (SELECT r.id FROM runs r WHERE r.organization_id = w.organization_id AND r.workflow = w.name ORDER BY r.id DESC LIMIT 1)
            FROM workflows w WHERE w.organization_id = $1 AND w.deleted_at IS NULL
            """,
            r => (Name: r.GetString(0), Run: r.RunOrNull(1)), organization);
        var all = last.Where(l => l.Run is not null).ToDictionary(
            l => l.Name, l => (sums.TryGetValue(l.Name, out var sum) ? sum.Figures : WorkflowFigures.None) with { LastAt = IdRange.TimeOf(l.Run!.Value) }, StringComparer.Ordinal);
        return (all, rows.Count + last.Count);
    }

    private static async ValueTask<(WorkflowFigures, long)> ReadAsync(SqlSession s, OrganizationId organization, string workflow, DateTimeOffset since)
    {
        var sum = new Sum();
        var rows = await s.AllAsync(
            $"SELECT {Columns} FROM runs WHERE organization_id = $1 AND workflow = $2 AND id >= $3 ORDER BY id DESC LIMIT $4", Row.Of, organization, workflow, IdRange.From(since), MostRuns);
        foreach (var row in rows) sum.Add(row);
        var last = await s.OneAsync("SELECT id FROM runs WHERE organization_id = $1 AND workflow = $2 ORDER BY id DESC LIMIT 1", r => (RunId?)r.Run(0), organization, workflow);
        return (sum.Figures with { LastAt = last is { } run ? IdRange.TimeOf(run) : null }, rows.Count + 1);
    }

    private const string Columns = "status, started_at + stood_ms, ended_at, cost_nanos, workflow";

    private readonly record struct Row(string Status, long Began, long Ended, long Nanos)
    {
        public static Row Of(DbDataReader r) => new(r.GetString(0), r.IsDBNull(1) ? 0 : r.GetInt64(1), r.IsDBNull(2) ? 0 : r.GetInt64(2), r.GetInt64(3));
    }

    private sealed class Sum
    {
        private readonly List<long> _times = [];
        private int _runs;
        private int _succeeded;
        private int _failed;
        private long _nanos;

        public WorkflowFigures Figures
        {
            get
            {
                _times.Sort();
                TimeSpan? p95 = _times.Count == 0 ? null : TimeSpan.FromMilliseconds(_times[(int)Math.Ceiling(_times.Count * 0.95) - 1]);
                return new WorkflowFigures(_runs, _succeeded, _failed, p95, _nanos / CommitWriting.NanosPerDollar, null);
            }
        }

        public void Add(Row run)
        {
            _runs++;
            if (run.Status == "succeeded") _succeeded++;
            else if (run.Status == "failed") _failed++;
            if (run is { Began: > 0, Ended: > 0 }) _times.Add(run.Ended - run.Began);
            _nanos += run.Nanos;
        }
    }
}
