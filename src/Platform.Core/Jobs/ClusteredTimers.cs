using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Platform.Core.Foundation;
using Quartz;
using Quartz.Extensibility;

namespace Platform.Core.Jobs;

/// <summary>
/// Times at which runs are to be advanced, in Quartz's clustered store on PostgreSQL: one node fires each, and when a node is gone the others fire what it had
/// set. Only a help to be on time: the runs table is the truth, and the sweep finds what no timer told.
/// </summary>
internal sealed partial class ClusteredTimers(DbDataSource database, TimeProvider time, ILogger<ClusteredTimers> logger) : IAsyncDisposable
{
    private const string RunKey = "run";
    private const string PriorityKey = "priority";
    private const string Runs = "runs";
    private const int MostRemembered = 20_000;
    private static readonly TimeSpan NotAgainBefore = TimeSpan.FromMinutes(1);

    // What was set from here, so that a sweep which names it again asks nobody.
    private readonly ConcurrentDictionary<string, byte> _set = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _starting = new(1, 1);
    private IScheduler? _scheduler;
    private DateTimeOffset _notBefore;
    private bool _stopped;

    /// <summary>False when the database cannot take it now; whoever asks has another way.</summary>
    public async ValueTask<bool> TrySetAsync(DueRun due, DateTimeOffset at, Action<DueRun> fire, CancellationToken cancellationToken)
    {
        var name = $"{due.Run}@{at.ToUnixTimeMilliseconds()}";
        if (_set.ContainsKey(name)) return true;
        try
        {
            if (await SchedulerAsync(fire, cancellationToken) is not { } scheduler) return false;
            var job = JobBuilder.Create<Fire>().WithIdentity(name, Runs).UsingJobData(RunKey, due.Run.ToString())
                .UsingJobData(PriorityKey, due.Priority.ToString(CultureInfo.InvariantCulture)).Build();
            var trigger = TriggerBuilder.Create(time).WithIdentity(name, Runs).StartAt(at).Build();
            if (!await scheduler.Exists(job.Key, cancellationToken))
                await scheduler.ScheduleJob(job, trigger, new ScheduleJobOptions { Replace = true }, cancellationToken);
            if (_set.Count > MostRemembered) _set.Clear();
            _set.TryAdd(name, 0);
            return true;
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // A wall: whatever keeps Quartz's store from taking it, the timer is set in memory and nothing is late.
            _notBefore = time.GetUtcNow() + NotAgainBefore;
            LogUnavailable(failed, due.Run);
            return false;
        }
    }

    public async Task StopAsync()
    {
        _stopped = true;
        if (_scheduler is not null) await _scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        _scheduler = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _starting.Dispose();
    }

    private async ValueTask<IScheduler?> SchedulerAsync(Action<DueRun> fire, CancellationToken cancellationToken)
    {
        if (_scheduler is not null || _stopped || time.GetUtcNow() < _notBefore) return _scheduler;
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_scheduler is not null) return _scheduler;
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
        finally
        {
            _starting.Release();
        }
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
