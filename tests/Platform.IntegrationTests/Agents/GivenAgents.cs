using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Runs.HumanTasks;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Agents;

/// <summary>One platform for many tests, with tools that write down what was done with them.</summary>
public sealed class AgentPlatform : IAsyncLifetime
{
    private RunningPlatform _platform = null!; // set before any test runs

    internal RunningPlatform Platform => _platform;

    internal Deeds Deeds { get; } = new();

    public async ValueTask InitializeAsync() => _platform = await RunningPlatform.StartAsync(change: Deeds.Register);

    public ValueTask DisposeAsync() => _platform.DisposeAsync();
}

/// <summary>What tools really did, by the text that they were given.</summary>
internal sealed class Deeds
{
    private readonly ConcurrentQueue<string> _done = new();

    public IReadOnlyList<string> Of(string who) => [.. _done.Where(d => d.StartsWith(who + ":", StringComparison.Ordinal)).Select(d => d[(who.Length + 1)..])];

    public void Register(IServiceCollection services)
    {
        services.AddSingleton<AIFunction>(AIFunctionFactory.Create((string who, int amount) => Do(who, $"pay {amount}"), "pay", "Pays an amount."));
        services.AddSingleton<AIFunction>(AIFunctionFactory.Create((string who, string what) => Do(who, $"look {what}"), "look", "Looks something up."));
    }

    private string Do(string who, string what)
    {
        _done.Enqueue($"{who}:{what}");
        return $"done: {what}";
    }
}

internal static class Answering
{
    /// <summary>The open tasks of a run as soon as there are so many.</summary>
    public static async Task<IReadOnlyList<HumanTaskView>> OpenAsync(this RunningPlatform platform, RunId run, int count)
    {
        for (var tries = 0; ; tries++)
        {
            var open = (await platform.HumanTasks.ListAsync(RunningPlatform.Me, new HumanTaskQuery { Run = run }, RunningPlatform.Token)).Items;
            if (open.Count >= count && (await platform.Runs.FindAsync(RunningPlatform.Me, run, RunningPlatform.Token))!.Status == RunStatus.Waiting) return open;
            var now = (await platform.Runs.FindAsync(RunningPlatform.Me, run, RunningPlatform.Token))!;
            Assert.False(now.Status.IsEnded(), $"{now.Status}: {now.Error}");
            Assert.True(tries < 3000, $"{open.Count} of {count} tasks are open");
            await Task.Delay(20, RunningPlatform.Token);
        }
    }

    public static async Task AnswerAsync(this RunningPlatform platform, HumanTaskView task, string answer)
    {
        var done = await platform.HumanTasks.CompleteAsync(RunningPlatform.Me, task.Id, JsonDocument.Parse(answer).RootElement, RunningPlatform.Token);
        Assert.True(done.Ok, string.Join('\n', done.Findings));
    }

    public static async Task<IReadOnlyList<T>> ToldAsync<T>(this RunningPlatform platform, RunId run)
        where T : RunEvent => [.. (await platform.EventsAsync(run)).Select(e => e.Event).OfType<T>()];
}
