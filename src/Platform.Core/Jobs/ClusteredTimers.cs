using System.Data.Common;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Platform.Core.Foundation;
using Quartz;
using Quartz.Extensibility;

namespace Platform.Core.Jobs;

/// <summary>
/// Times at which runs are to be advanced, in Quartz's clustered store on PostgreSQL: one node fires each, and when a node is gone the others fire what it had
/// set. Only a help to be on time: the runs table is the truth, and the sweep finds what no timer told. Nobody waits for it: what finds no room is left out.
/// </summary>
internal sealed partial class ClusteredTimers(DbDataSource database, TimeProvider time, ILogger<ClusteredTimers> logger) : IAsyncDisposable
{
    private const string RunKey = "run";
    private const string PriorityKey = "priority";
    private const string Runs = "runs";
    private const int Room = 2_000;
    private static readonly TimeSpan NotAgainBefore = TimeSpan.FromMinutes(1);

    private readonly Channel<(DueRun Due, DateTimeOffset At)> _asked =
        Channel.CreateBounded<(DueRun, DateTimeOffset)>(new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();

    // Guarded by _gate.
    private Task? _setting;
    private bool _stopped;

    // Of the one that sets.
    private IScheduler? _scheduler;
    private DateTimeOffset _notBefore;

    /// <summary>Takes its turn; every other node hears of it soon.</summary>
    /// <param name="fire">What is called when this node fires one, whoever set it; the same each time.</param>
    public void Set(DueRun due, DateTimeOffset at, Action<DueRun> fire)
    {
        lock (_gate)
        {
            if (_stopped) return;
            _setting ??= SetAllAsync(fire, _stopping.Token);
        }

        _asked.Writer.TryWrite((due, at));
    }

    public async Task StopAsync()
    {
        lock (_gate)
        {
            if (_stopped) return;
            _stopped = true;
        }

        await _stopping.CancelAsync();
        if (_setting is not null) await _setting;
        if (_scheduler is not null) await _scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        _scheduler = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task SetAllAsync(Action<DueRun> fire, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await foreach (var (due, at) in _asked.Reader.ReadAllAsync(cancellationToken)) await TrySetAsync(due, at, fire, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping: the times stand in the runs table.
        }
    }

    private async Task TrySetAsync(DueRun due, DateTimeOffset at, Action<DueRun> fire, CancellationToken cancellationToken)
    {
        if (at <= time.GetUtcNow()) return; // its turn came too late
        try
        {
            if (await SchedulerAsync(fire, cancellationToken) is not { } scheduler) return;
            var name = $"{due.Run}@{at.ToUnixTimeMilliseconds()}";
            var job = JobBuilder.Create<Fire>().WithIdentity(name, Runs).UsingJobData(RunKey, due.Run.ToString())
                .UsingJobData(PriorityKey, due.Priority.ToString(CultureInfo.InvariantCulture)).Build();
            var trigger = TriggerBuilder.Create(time).WithIdentity(name, Runs).StartAt(at).Build();
            await scheduler.ScheduleJob(job, trigger, new ScheduleJobOptions { Replace = true }, cancellationToken);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // A wall: whatever keeps Quartz's store from taking it, the timer is set in memory and nothing is late.
            _notBefore = time.GetUtcNow() + NotAgainBefore;
            LogUnavailable(failed, due.Run);
        }
    }

    private async ValueTask<IScheduler?> SchedulerAsync(Action<DueRun> fire, CancellationToken cancellationToken)
    {
        if (_scheduler is not null || time.GetUtcNow() < _notBefore) return _scheduler;
        var builder = QuartzSchedulerBuilder.Create(q =>
        {
            q.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.DataSourceFactory = _ => database);
                store.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)));
                store.UseSystemTextJsonSerializer();
                store.ConfigureStore(o => (o.StoreJobDataAsStrings, o.DbRetryInterval) = (true, TimeSpan.FromSeconds(2)));
                store.ProvisionSchema();
            });
            q.UseDefaultThreadPool(2);
            q.UseTimeProvider(time);
            q.UseJobFactory(new Factory(fire));
            q.ConfigureScheduler(o => (o.InstanceName, o.InstanceId, o.IdleWaitTime) = ("platform", $"{Environment.MachineName}-{Guid.NewGuid():N}", TimeSpan.FromSeconds(5)));
        });
        var scheduler = await builder.BuildScheduler(cancellationToken);
        await scheduler.Start(cancellationToken);
        return _scheduler = scheduler;
    }

    [LoggerMessage(1502, LogLevel.Warning, "The timer of run {RunId} is kept in memory: the shared timers cannot be set now")]
    private partial void LogUnavailable(Exception exception, RunId runId);

    private sealed class Fire(Action<DueRun> fire) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            var data = context.JobDetail.JobDataMap;
            _ = int.TryParse(data.GetString(PriorityKey), CultureInfo.InvariantCulture, out var priority);
            if (RunId.TryParse(data.GetString(RunKey), out var run)) fire(new DueRun(run, priority));
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Factory(Action<DueRun> fire) : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new JobScope(new Fire(fire), null));

        public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
