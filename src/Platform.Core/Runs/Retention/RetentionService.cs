using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Runs.Retention;

/// <summary>
/// Deletes runs that nobody needs any more: by rule again and again, and by hand. What waits, runs or is queued stays, a child goes with its parent and never
/// before it, and what a thread keeps stays.
/// </summary>
/// <remarks>
/// In small transactions with pauses between them, so that runs go on beside it: it writes about a fifth of the time. A run's row goes first, in one piece;
/// its history follows bit by bit, also after a crash.
/// </remarks>
public sealed partial class RetentionService
{
    private const string Claim = "retention";
    private const int RunsAtOnce = 50;
    private const int RowsAtOnce = 400;
    private const int Rest = 4; // times as long as was written
    private static readonly TimeSpan CountsKept = TimeSpan.FromDays(400);
    private static readonly TimeSpan ClaimLength = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(5);

    private readonly IRetentionStore _store;
    private readonly OwnRetention _own;
    private readonly RetentionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<RetentionService> _logger;
    private readonly string _owner = Guid.NewGuid().ToString("N");

    internal RetentionService(IRetentionStore store, OwnRetention own, RetentionOptions options, TimeProvider time, ILogger<RetentionService> logger)
    {
        (_store, _own, _options, _time, _logger) = (store, own, options, time, logger);
    }

    /// <summary>How often <see cref="SweepAsync"/> is due.</summary>
    internal TimeSpan Every => _options.Every;

    /// <summary>By each workflow's rule, for all organisations; one process does it at a time.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var organization in await _store.OrganizationsAsync(cancellationToken))
        {
            var turn = new Turn(this, organization);
            if (!await turn.IsMineAsync()) continue;
            var deleted = new List<DeletedRuns>();
            var workflows = await _store.WorkflowsAsync(organization, cancellationToken);
            var own = await _own.OfAsync(organization, workflows, cancellationToken);
            foreach (var workflow in workflows)
            {
                var rule = own.TryGetValue(workflow, out var said) ? Rule(said.Days, said.Runs) : Rule(_options.Days, _options.Runs);
                if (rule.KeepsAll) continue;
                var runs = await DeleteAsync(organization, workflow, rule, progress: null, turn, cancellationToken);
                if (runs > 0) deleted.Add(new DeletedRuns(workflow, runs));
            }

            await ClearAsync(organization, turn, cancellationToken); // also what a process that was killed left
            await ForgetCountsAsync(organization, turn, cancellationToken);
            Tell(deleted);
        }
    }

    /// <summary>By hand: deletes by the rule given, or only says what would go. Workflows without such runs are left out.</summary>
    /// <exception cref="PlatformException">Not found: no run is of such a workflow. Validation: a rule that keeps everything.</exception>
    public async Task<IReadOnlyList<DeletedRuns>> PruneAsync(Caller caller, PruneRuns command, IProgress<DeletedRuns>? progress, CancellationToken cancellationToken)
    {
        if (command.Rule.KeepsAll) throw new PlatformException(ErrorCode.Validation, "It is not said which runs go.", "Say how old they are, or how many are kept.");
        var all = await _store.WorkflowsAsync(caller.Organization, cancellationToken);
        if (command.Workflow is { } named && !all.Contains(named, StringComparer.Ordinal))
            throw new PlatformException(ErrorCode.NotFound, $"No run is of a workflow named '{named}'.", Names.Nearest(named, all) is { } near ? $"Did you mean '{near}'?" : "List the runs to see their workflows.");
        var told = new List<DeletedRuns>();
        foreach (var workflow in command.Workflow is null ? all : [command.Workflow])
        {
            var runs = command.Only == PruneOnly.Count
                ? await CountAsync(caller.Organization, workflow, command.Rule, cancellationToken)
                : await DeleteAsync(caller.Organization, workflow, command.Rule, progress, turn: null, cancellationToken);
            if (runs > 0) told.Add(new DeletedRuns(workflow, runs));
        }

        if (command.Only == PruneOnly.Count) return told;
        await ClearAsync(caller.Organization, turn: null, cancellationToken);
        Tell(told);
        return told;
    }

    private static RetentionRule Rule(int? days, int? runs) => new(days is { } some ? TimeSpan.FromDays(some) : null, runs);

    private async ValueTask<OldRuns> OldAsync(OrganizationId organization, string workflow, RetentionRule rule, CancellationToken cancellationToken) => new(
        workflow, rule.Age is { } age ? _time.GetUtcNow() - age : null, rule.Newest is { } keep ? await _store.AfterAsync(organization, workflow, keep, cancellationToken) : null);

    private async IAsyncEnumerable<List<RunId>> PagesAsync(OrganizationId organization, OldRuns which, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (which is { EndedBefore: null, UpTo: null }) yield break;
        for (RunId? after = null; ;)
        {
            var page = await _store.EndedAsync(organization, which, after, RunsAtOnce, cancellationToken);
            if (page.Count > 0) yield return page;
            if (page.Count < RunsAtOnce) yield break;
            after = page[^1];
        }
    }

    private async Task<long> CountAsync(OrganizationId organization, string workflow, RetentionRule rule, CancellationToken cancellationToken)
    {
        var runs = 0L;
        await foreach (var page in PagesAsync(organization, await OldAsync(organization, workflow, rule, cancellationToken), cancellationToken)) runs += page.Count;
        return runs;
    }

    private async Task<long> DeleteAsync(
        OrganizationId organization, string workflow, RetentionRule rule, IProgress<DeletedRuns>? progress, Turn? turn, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        await foreach (var page in PagesAsync(organization, await OldAsync(organization, workflow, rule, cancellationToken), cancellationToken))
        {
            if (turn is not null && !await turn.IsMineAsync()) break;
            deleted += await PacedAsync(async () => (await _store.DeleteAsync(organization, page, _time.GetUtcNow())).Count, cancellationToken);
            deleted += await ClearAsync(organization, turn, cancellationToken);
            progress?.Report(new DeletedRuns(workflow, deleted));
        }

        return deleted;
    }

    /// <summary>How many children went with their parents.</summary>
    private async Task<int> ClearAsync(OrganizationId organization, Turn? turn, CancellationToken cancellationToken)
    {
        var children = 0;
        while (turn is null || await turn.IsMineAsync())
        {
            var cleared = await PacedAsync(() => _store.ClearAsync(organization, RowsAtOnce, _time.GetUtcNow()), cancellationToken);
            children += cleared.Children;
            if (!cleared.More) break;
        }

        return children;
    }

    // Pages show a year at most; what is older would only make them slow.
    private async Task ForgetCountsAsync(OrganizationId organization, Turn turn, CancellationToken cancellationToken)
    {
        var before = _time.GetUtcNow() - CountsKept;
        while (await turn.IsMineAsync() && await PacedAsync(() => _store.ForgetCountsAsync(organization, before, RowsAtOnce, cancellationToken), cancellationToken) == RowsAtOnce)
        {
            // There is more.
        }
    }

    private async Task<T> PacedAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var done = await work();
        var pause = Stopwatch.GetElapsedTime(began) * Rest;
        await Task.Delay(pause > LeastPause ? pause : LeastPause, _time, cancellationToken);
        return done;
    }

    private void Tell(IReadOnlyList<DeletedRuns> deleted)
    {
        if (deleted.Count > 0) LogDeleted(deleted.Sum(d => d.Runs), string.Join(", ", deleted.Select(d => $"{d.Workflow} {d.Runs}")));
    }

    /// <summary>The right to do it for an organisation, renewed while it goes on; by hand nobody asks for it, for deleting the same twice does no harm.</summary>
    private sealed class Turn(RetentionService service, OrganizationId organization)
    {
        private DateTimeOffset _renewAt;

        public async Task<bool> IsMineAsync()
        {
            var now = service._time.GetUtcNow();
            if (now < _renewAt) return true;
            _renewAt = now + ClaimLength / 2;
            return await service._store.ClaimAsync(organization, Claim, service._owner, now + ClaimLength, now);
        }
    }

    [LoggerMessage(5101, LogLevel.Information, "Retention deleted {Runs} runs: {Workflows}")]
    private partial void LogDeleted(long runs, string workflows);
}

/// <summary>Deletes ended runs by hand.</summary>
public sealed record PruneRuns
{
    public required RetentionRule Rule { get; init; }

    /// <summary>Null for every workflow.</summary>
    public string? Workflow { get; init; }

    public PruneOnly Only { get; init; }
}

public enum PruneOnly
{
    /// <summary>Deletes them.</summary>
    Delete,

    /// <summary>Only says how many would go; their children are not counted.</summary>
    Count,
}

/// <param name="Runs">Children that went with their parents are counted too.</param>
public sealed record DeletedRuns(string Workflow, long Runs);
