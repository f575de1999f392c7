using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Persistence.Postgres;
using Platform.Core.Runs;
using Platform.Core.Runs.Failures;

namespace Platform.Core.Persistence.Stores;

/// <summary>Counts failures by their cause, in the transaction of what failed.</summary>
internal static class FailureWriting
{
    private const int MostText = 1_000; // characters

    // Each process adds to rows of its own, so that two nodes seldom wait for one another's transaction.
    private static readonly int Shard = Random.Shared.Next(16);

    private const string Add = """
        INSERT INTO failure_causes (organization_id, day, cause, shard, workflow, node, code, message, resolution, runs, tasks, first_at, last_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
        ON CONFLICT (organization_id, day, cause, shard) DO UPDATE SET runs = failure_causes.runs + excluded.runs, tasks = failure_causes.tasks + excluded.tasks,
            message = excluded.message, resolution = excluded.resolution, last_at = excluded.last_at
        """;

    /// <summary>The run's row bears the cause from now on, until it is retried.</summary>
    public static void OfRun(SqlSession s, RunId run, OrganizationId organization, string workflow, RunFault error, DateTimeOffset now)
    {
        var cause = FailureCause.Id(workflow, error.Node, error.Code, error.Message);
        s.Post("UPDATE runs SET cause = $2 WHERE id = $1", run, cause);
        Count(s, organization, cause, workflow, error.Node ?? "", error.Code, error.Message, error.Resolution, 1, 0, now);
    }

    public static void OfTask(SqlSession s, OrganizationId organization, string workflow, LoggedEvent logged, EventFault error)
    {
        var node = logged.Event.Node ?? "";
        Count(s, organization, FailureCause.Id(workflow, node, error.Code, error.Message), workflow, node, error.Code, error.Message, error.Resolution, 0, 1, logged.At);
    }

    private static void Count(
        SqlSession s, OrganizationId organization, string cause, string workflow, string node, string code, string message, string resolution, int runs, int tasks, DateTimeOffset at) =>
        s.Post(
            Add, organization, CallWriting.DayOf(at), cause, s is PostgresSession ? Shard : 0, workflow, node, code,
            CallWriting.Storable(message, MostText, out _), CallWriting.Storable(resolution, MostText, out _), runs, tasks, at);
}
