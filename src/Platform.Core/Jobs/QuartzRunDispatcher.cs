using System.Globalization;
using Microsoft.Extensions.Logging;
using Platform.Core.Foundation;
using Quartz;

namespace Platform.Core.Jobs;

/// <summary>
/// "Now" goes through a queue in memory, "again and again" through a loop, "at" through Quartz. Its scheduler is started with the first time that is asked for,
/// so that a command or a server which asks for none pays nothing. See docs/decisions/0002-jobs.md.
/// </summary>
/// <param name="shared">Timers that other nodes see; null when this process is alone, or takes up no runs of others.</param>
internal sealed class QuartzRunDispatcher(TimeProvider time, ILogger<QuartzRunDispatcher> logger, ClusteredTimers? shared = null) : IRunDispatcher, IAsyncDisposable
{
    private const string RunKey = "run";
    private const string PriorityKey = "priority";
    private const string Runs = "runs";
    private static readonly TimeSpan SharedFrom = TimeSpan.FromSeconds(5);

    private readonly RunQueue _queue = new();
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly CancellationTokenSource _stopped = new();
    private RecurringWork? _recurring;
    private IScheduler? _scheduler;

    public void Start(IRunAdvancer advancer, int parallel) => _queue.Start(advancer, parallel, CancellationToken.None);

    public ValueTask EnqueueAsync(DueRun due, CancellationToken cancellationToken)
    {
        _queue.Add(due.Run, due.Priority);
        return ValueTask.CompletedTask;
    }

    public WorkerPlace? TryReserve() => _queue.TryReserve();

    public async ValueTask EnqueueAtAsync(DueRun due, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await EnqueueHereAtAsync(due, at, cancellationToken);

        // That timer is the exact one. Other nodes hear of what is not due within moments: before that none of them could know that this one is gone.
        if (shared is not null && at - time.GetUtcNow() > SharedFrom) shared.Set(due, at, d => _queue.Add(d.Run, d.Priority));
    }

    public async ValueTask EnqueueHereAtAsync(DueRun due, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (at <= time.GetUtcNow())
        {
            _queue.Add(due.Run, due.Priority);
            return;
        }

        var scheduler = await SchedulerAsync(cancellationToken);
        if (scheduler is null) return;
        var job = JobBuilder.Create<Fire>().WithIdentity($"{due.Run}@{at.ToUnixTimeMilliseconds()}", Runs)
            .UsingJobData(RunKey, due.Run.ToString()).UsingJobData(PriorityKey, due.Priority.ToString(CultureInfo.InvariantCulture)).Build();
        try
        {
            if (await scheduler.Exists(job.Key, cancellationToken)) return;
            var trigger = TriggerBuilder.Create(time).WithIdentity(job.Key.Name, Runs).StartAt(at).Build();
            await scheduler.ScheduleJob(job, trigger, new ScheduleJobOptions { Replace = true }, cancellationToken);
        }
        catch (SchedulerException) when (_stopped.IsCancellationRequested)
        {
            // Stopping: the time stands in the runs table, and whoever starts next sees to it.
        }
    }

    public ValueTask RecurAsync(string key, TimeSpan every, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        _recurring ??= new RecurringWork(time, logger, _stopped.Token);
        _recurring.Start(key, every, work);
        return ValueTask.CompletedTask;
    }

    /// <summary>What recurs in this process.</summary>
    public IReadOnlyList<RecurringView> Recurring => _recurring?.All ?? [];

    /// <summary>What stands in this process's own queue, and how many of its places are taken.</summary>
    public (int Waiting, int Busy, int Places) Load => _queue.Load;

    /// <summary>Takes no more work; ends when the runs in progress have stopped.</summary>
    public async Task StopAsync()
    {
        await _stopped.CancelAsync();
        if (_recurring is not null) await _recurring.EndAsync();
        await _starting.WaitAsync(CancellationToken.None); // whoever starts the scheduler now has done so
        _starting.Release();
        if (shared is not null) await shared.StopAsync();
        if (_scheduler is not null) await _scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        await _queue.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped.IsCancellationRequested) await StopAsync();
        _queue.Dispose();
        if (shared is not null) await shared.DisposeAsync();
        _starting.Dispose();
        _stopped.Dispose();
    }

    private async ValueTask<IScheduler?> SchedulerAsync(CancellationToken cancellationToken)
    {
        if (_stopped.IsCancellationRequested) return null;
        if (_scheduler is not null) return _scheduler;
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_scheduler is not null) return _scheduler;
            var builder = QuartzSchedulerBuilder.Create(q =>
            {
                q.UseInMemoryStore();
                q.UseDefaultThreadPool(2); // a job only puts a run into the queue
                q.UseTimeProvider(time);
                q.UseJobFactory(new Factory(this));
                q.ConfigureScheduler(o => o.InstanceName = $"platform-{Guid.NewGuid():N}"); // several platforms may live in one process
            });
            var scheduler = await builder.BuildScheduler(cancellationToken);
            await scheduler.Start(cancellationToken);
            _scheduler = scheduler;
            return scheduler;
        }
        finally
        {
            _starting.Release();
        }
    }

    private ValueTask FireAsync(IJobExecutionContext fired)
    {
        var job = fired.JobDetail.JobDataMap;
        if (RunId.TryParse(job.GetString(RunKey), out var run)) _queue.Add(run, int.Parse(job.GetString(PriorityKey) ?? "0", CultureInfo.InvariantCulture));
        return ValueTask.CompletedTask;
    }

    private sealed class Fire(QuartzRunDispatcher dispatcher) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => dispatcher.FireAsync(context);
    }

    private sealed class Factory(QuartzRunDispatcher dispatcher) : Quartz.Extensibility.IJobFactory
    {
        public ValueTask<Quartz.Extensibility.JobScope> CreateJob(
            Quartz.Extensibility.TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new Quartz.Extensibility.JobScope(new Fire(dispatcher), null));

        public ValueTask ReturnJob(Quartz.Extensibility.JobScope scope, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
