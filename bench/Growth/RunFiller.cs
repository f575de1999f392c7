using Npgsql;
using NpgsqlTypes;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Persistence;
using Platform.Core.Persistence.Stores;
using Platform.Core.State;

namespace Platform.Bench.Growth;

/// <summary>Which runs to make up.</summary>
internal sealed record Filling(int Count)
{
    public required DateTimeOffset Newest { get; init; }

    /// <summary>Runs are spread evenly over so long.</summary>
    public TimeSpan Over { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Checkpoints and event batches of each run.</summary>
    public int History { get; init; } = 1;

    /// <summary>Over how many workflows they are spread.</summary>
    public int Workflows { get; init; } = 30;

    /// <summary>Null for a mixture: 3 % failed, 0.6 % waiting for a person, the rest ended.</summary>
    public string? Status { get; init; }
}

/// <summary>Writes realistic runs straight into the tables, some on threads, with labels or parents; a million in about a minute.</summary>
internal sealed class RunFiller(Database database)
{
    private const int Block = 10_000;
    private const string Words = "order refund invoice delivery parcel late broken colour size exchange question answer urgent contract renewal address change payment card missing";

    private static readonly Dictionary<string, string[]> Columns = new(StringComparer.Ordinal)
    {
        ["runs"] =
        [
            "id", "organization_id", "workflow", "version", "status", "thread", "step", "last_sequence", "epoch", "signal", "priority", "labels", "input_tokens",
            "output_tokens", "cached_tokens", "reasoning_tokens", "cost_nanos", "model_calls", "unpriced_calls", "active_ms", "trigger", "parent_run", "parent_task",
            "depth", "attempt", "waiting_for", "created_at", "started_at", "ended_at", "created_by", "error", "inputs", "outputs",
        ],
        ["run_labels"] = ["organization_id", "label", "run_id"],
        ["event_batches"] = ["run_id", "first_sequence", "organization_id", "last_sequence", "at", "events"],
        ["checkpoints"] = ["run_id", "step", "organization_id", "at", "full", "state"],
        ["interrupts"] = ["id", "organization_id", "run_id", "task", "node", "kind", "asked", "status", "created_at", "consumed", "workflow"],
    };

    private static readonly Guid Mine = OrganizationId.Local.Value;
    private static readonly string[] Vocabulary = Words.Split(' ');
    private static readonly byte[] State = Packed.Of(CheckpointJson.WriteFull(new Checkpoint { Step = 0, Channels = System.Collections.Immutable.ImmutableSortedDictionary<string, CelValue>.Empty, Due = [] }, null));

    private readonly Random _random = new(17);
    private readonly Dictionary<string, List<object?[]>> _rows = Columns.Keys.ToDictionary(t => t, _ => new List<object?[]>(), StringComparer.Ordinal);
    private readonly List<Guid> _parents = [];

    public void Fill(Filling filling)
    {
        using var session = database.Open();
        var first = filling.Newest - filling.Over;
        for (var i = 0; i < filling.Count; i++)
        {
            AddRun(filling, first + filling.Over * ((double)i / filling.Count));
            if (_rows["runs"].Count == Block) Flush(session);
        }

        Flush(session);
        if (session.Connection is NpgsqlConnection) session.Execute("ANALYZE"); // what autovacuum does a minute later
    }

    private void AddRun(Filling filling, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7(at);
        var chance = _random.NextDouble();
        var status = filling.Status ?? (chance < 0.03 ? "failed" : chance < 0.035 ? "cancelled" : chance < 0.041 ? "waiting" : "succeeded");
        var isEnded = status is not ("waiting" or "queued");
        var workflow = filling.Status is null ? $"workflow-{_random.Next(filling.Workflows) + 1}" : "growth";
        var parent = filling.Status is null && _parents.Count > 0 && chance > 0.95 ? _parents[^1] : (Guid?)null;
        if (parent is null && _random.Next(50) == 0) _parents.Add(id);
        var labels = filling.Status is null && _random.Next(5) == 0 ? (Team: $"team-{_random.Next(8)}", Customer: $"customer-{_random.Next(5000)}") : ((string Team, string Customer)?)null;
        var (began, took) = (at.ToUnixTimeMilliseconds() + 5, _random.Next(200, 60_000));
        _rows["runs"].Add(
        [
            id, Mine, workflow, 1L, status, filling.Status is null && _random.Next(10) == 0 ? $"thread-{_random.Next(5000)}" : null, 3L, 12L, 1L, 0L, 0L,
            labels is { } l ? $$"""{"customer":"{{l.Customer}}","team":"{{l.Team}}"}""" : null, 812L, 240L, 0L, 0L, chance > 0.5 ? 1_250_000L : 0L, 1L, 0L, (long)took,
            "manual", parent, parent is { } p ? $"{p}/1/child" : null, parent is null ? 0L : 1L, 1L, status == "waiting" ? """["waits for a person: Approve the refund"]""" : null,
            at.ToUnixTimeMilliseconds(), status == "queued" ? null : began, isEnded ? began + took : null, "owner",
            status == "failed" ? $$"""{"code":"tool_failed","message":"The order {{_random.Next(1_000_000)}} was refused: {{Text(8)}}","node":"charge","step":2,"resolution":"Look at the order."}""" : null,
            filling.Status is null ? $$"""{"order":{{_random.Next(1_000_000)}},"customer":"customer-{{_random.Next(5000)}}","text":"{{Text(40)}}"}""" : "{}",
            status == "succeeded" ? $$"""{"answer":"{{Text(50)}}","confidence":0.93}""" : null,
        ]);
        if (labels is { } given) AddLabels(id, given.Team, given.Customer);
        if (status == "waiting") AddTask(id, workflow, at);
        AddHistory(filling, id, workflow, at);
    }

    private void AddLabels(Guid run, string team, string customer)
    {
        foreach (var label in new[] { "team", $"team={team}", "customer", $"customer={customer}" }) _rows["run_labels"].Add([Mine, label, run]);
    }

    private void AddTask(Guid run, string workflow, DateTimeOffset at) => _rows["interrupts"].Add(
        [Guid.CreateVersion7(at), Mine, run, "2/ask", "ask", "human", """{"title":"Approve the refund"}""", "open", at.ToUnixTimeMilliseconds(), 0L, workflow]);

    private void AddHistory(Filling filling, Guid run, string workflow, DateTimeOffset at)
    {
        for (var i = 0; i < filling.History; i++)
        {
            RunEvent told = i == 0 ? new RunQueued(workflow, 1, null) : new RunStarted(CelMap.Empty);
            _rows["event_batches"].Add([run, (long)i + 1, Mine, (long)i + 1, at.ToUnixTimeMilliseconds(), StoredJson.Events([new LoggedEvent(i + 1, at, told)], at)]);
            if (i > 0) _rows["checkpoints"].Add([run, (long)i, Mine, at.ToUnixTimeMilliseconds(), 1L, State]);
        }
    }

    private string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Vocabulary[_random.Next(Vocabulary.Length)]));

    private void Flush(SqlSession session)
    {
        if (session.Connection is NpgsqlConnection postgres) Copy(postgres);
        else Insert(session);
        foreach (var rows in _rows.Values) rows.Clear();
    }

    private void Insert(SqlSession session)
    {
        database.Begin(session);
        foreach (var (table, columns) in Columns)
        {
            var sql = $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})";
            foreach (var row in _rows[table]) session.Execute(sql, row);
        }

        session.Execute("COMMIT");
    }

    private void Copy(NpgsqlConnection connection)
    {
        foreach (var (table, columns) in Columns)
        {
            using var copy = connection.BeginBinaryImport($"COPY {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) FROM STDIN (FORMAT BINARY)");
            foreach (var row in _rows[table])
            {
                copy.StartRow();
                foreach (var value in row) Write(copy, value);
            }

            copy.Complete();
        }
    }

    private static void Write(NpgsqlBinaryImporter copy, object? value)
    {
        switch (value)
        {
            case null: copy.WriteNull(); break;
            case Guid id: copy.Write(id, NpgsqlDbType.Uuid); break;
            case long number: copy.Write(number, NpgsqlDbType.Bigint); break;
            case byte[] bytes: copy.Write(bytes, NpgsqlDbType.Bytea); break;
            default: copy.Write((string)value, NpgsqlDbType.Text); break;
        }
    }
}
