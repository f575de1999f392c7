using System.Text.Json;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Workflows;

namespace Platform.Cli.Commands;

/// <summary>Follows a run to its end or its next wait, and tells how it stands: the same for each command that sets a run going.</summary>
internal static class RunReport
{
    private const int MostTasks = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static async Task<int> FollowAsync(CliContext cli, CoreHost host, RunView run, long after, bool tokens, CancellationToken cancellationToken)
    {
        if (!cli.WantsJson) cli.Error.WriteLine($"Run {cli.Talk.Bold(run.Id.ToString())} of {run.Workflow}, version {run.Version}");
        try
        {
            using var view = RunFollower.ViewFor(cli, tokens);
            using var followed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var telling = TellWhyQueuedAsync(cli, host, run.Id, followed.Token);
            run = await new RunFollower(host).FollowAsync(run.Id, after, view, cancellationToken);
            await followed.CancelAsync();
            await telling;
        }
        catch (OperationCanceledException)
        {
            cli.Error.WriteLine();
            cli.Error.WriteLine("Stopped following. What the run has committed is kept.");
            cli.Error.WriteLine($"{cli.Talk.Bold("go on:")} platform runs resume {run.Id}{DataFlag(cli)}");
            throw;
        }

        return await TellAsync(cli, host, run, cancellationToken);
    }

    // A run that does not start at once stands behind something; nobody should have to guess what.
    private static async Task TellWhyQueuedAsync(CliContext cli, CoreHost host, RunId run, CancellationToken cancellationToken)
    {
        // Without an exception when it is over: the first one in a process costs more than a short run.
        await Task.Delay(Patience, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancellationToken.IsCancellationRequested) return; // it has started and ended, or nobody looks any more
        try
        {
            if (await host.Get<RunService>().FindAsync(CoreHost.Caller, run, cancellationToken) is { Status: RunStatus.Queued, Why: { } why }) cli.Error.WriteLine($"queued: {Say.Plain(why)}");
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
    }

    /// <summary>How the run stands, and the command that goes on.</summary>
    public static async Task<int> TellAsync(CliContext cli, CoreHost host, RunView run, CancellationToken cancellationToken)
    {
        if (cli.WantsJson) CliJson.Write(cli.Out, CliJson.Node(run)!);
        switch (run.Status)
        {
            case RunStatus.Succeeded:
                TellSuccess(cli, host, run);
                return ExitCode.Done;
            case RunStatus.Failed when run.Error is { } error:
                var where = error.Node is null ? "" : $" in node '{error.Node}', step {error.Step}";
                cli.Error.WriteLine($"{cli.Talk.Red("error:")} The run failed{where}: {error.Code}: {error.Message}");
                cli.Error.WriteLine($"{cli.Talk.Bold("fix:")} {(error.Resolution.Length > 0 ? $"{error.Resolution} " : "")}Then go on from there: platform runs retry {run.Id}{DataFlag(cli)}");
                return ExitCode.Failed;
            case RunStatus.Cancelled:
                cli.Error.WriteLine($"{cli.Talk.Red("error:")} The run was cancelled.");
                cli.Error.WriteLine($"{cli.Talk.Bold("fix:")} To go on from where it stood: platform runs retry {run.Id}{DataFlag(cli)}");
                return ExitCode.Failed;
            case RunStatus.Waiting:
                await TellWaitAsync(cli, host, run, cancellationToken);
                return ExitCode.Waiting;
            default:
                cli.Error.WriteLine($"The run is {run.Status.Text()}.{(run.Why is { } why ? $" {Say.Plain(why)}" : "")}");
                if (run.PausedBy is not null) cli.Error.WriteLine($"{cli.Talk.Bold("go on:")} platform runs resume {run.Id}{DataFlag(cli)}");
                return ExitCode.Done;
        }
    }

    private static void TellSuccess(CliContext cli, CoreHost host, RunView run)
    {
        if (!cli.WantsJson && run.Outputs is { } outputs && outputs.ValueKind != JsonValueKind.Undefined) CliJson.Write(cli.Out, outputs);
        if (cli.WantsJson) return;
        string[] facts =
        [
            run is { EndedAt: { } end, CountsFrom: { } start } ? Took(end - start, TimeSpan.FromMilliseconds(run.Usage.ActiveMs)) : "",
            Say.Many(run.Step, "step"),
            run.Usage.ModelCalls > 0 ? $"{Say.Many(run.Usage.ModelCalls, "model call")}, {Say.Many(run.Usage.InputTokens + run.Usage.OutputTokens, "token")}" : "",
            run.Cost > 0 || !run.CostKnown ? Say.Cost(run.Cost, run.CostKnown, run.CostEstimated) : "",
        ];
        cli.Error.WriteLine($"Done {string.Join(", ", facts.Where(f => f.Length > 0))}.");
        foreach (var path in Written(host, run)) cli.Error.WriteLine($"  wrote {path}");
    }

    // Waiting for people is not the run's own time.
    private static string Took(TimeSpan all, TimeSpan active) =>
        active > TimeSpan.Zero && all - active > TimeSpan.FromSeconds(5) ? $"in {Say.Duration(active)}, after waits of {Say.Duration(all - active)}" : $"in {Say.Duration(all)}";

    // Files that are newer than the run's start; what the caller handed in is none of its work.
    private static IEnumerable<string> Written(CoreHost host, RunView run)
    {
        var folder = System.IO.Path.Combine(host.DataFolder, "files", CoreHost.Caller.Organization.ToString(), run.Workflow);
        if (run.StartedAt is not { } start || !Directory.Exists(folder)) return [];
        return host.Get<WorkFiles>().List(CoreHost.Caller, run.Workflow)
            .Where(f => f.ModifiedAt >= start && !f.Path.StartsWith("uploads/", StringComparison.Ordinal))
            .Select(f => System.IO.Path.GetRelativePath(Directory.GetCurrentDirectory(), System.IO.Path.Combine(folder, f.Path)));
    }

    private static async Task TellWaitAsync(CliContext cli, CoreHost host, RunView run, CancellationToken cancellationToken)
    {
        cli.Error.WriteLine(cli.Talk.Yellow("The run waits."));
        if (run.Why is { } why) cli.Error.WriteLine($"  {Say.Plain(why)}");
        var told = 0;
        foreach (var waiting in await WithChildrenAsync(host, run, cancellationToken))
        {
            var tasks = await host.Get<HumanTaskService>().ListAsync(CoreHost.Caller, new HumanTaskQuery { Run = waiting, Limit = MostTasks }, cancellationToken);
            foreach (var task in tasks.Items.Take(MostTasks - told))
            {
                cli.Error.WriteLine($"{cli.Talk.Bold("go on:")} {FormHint.Command(task)}{DataFlag(cli)}");
                told++;
            }
        }

        if (told == 0) cli.Error.WriteLine($"{cli.Talk.Bold("go on:")} platform runs resume {run.Id}{DataFlag(cli)}");
        cli.Error.WriteLine(Dashboard.Line(cli, $"/runs/{run.Id}"));
    }

    private static async Task<IReadOnlyList<RunId>> WithChildrenAsync(CoreHost host, RunView run, CancellationToken cancellationToken)
    {
        var all = new List<RunId> { run.Id };
        for (var i = 0; i < all.Count && all.Count < 50; i++)
        {
            var children = await host.Get<RunService>().ListAsync(CoreHost.Caller, new RunQuery { Parent = all[i], Status = RunStatus.Waiting, Limit = 20 }, cancellationToken);
            all.AddRange(children.Items.Select(c => c.Id));
        }

        return all;
    }

    /// <summary>What the next command needs to find the same data.</summary>
    private static string DataFlag(CliContext cli) => cli.ChosenDataFolder.Source == "--data" ? $" --data {Quoted(cli.ChosenDataFolder.Path)}" : "";

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;
}
