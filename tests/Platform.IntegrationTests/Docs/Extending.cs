using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Core.Workflows;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Docs;

/// <summary>The code of docs/extending.md, compiled and run.</summary>
public sealed partial class Extending
{
    [Fact]
    public async Task A_chat_client_and_a_function_of_the_host_are_used_by_name()
    {
        var folder = Directory.CreateTempSubdirectory("platform-extending-").FullName;
        var yaml = Blocks("yaml").Single();

        var outputs = await RunAsync(folder, yaml, TestContext.Current.CancellationToken);

        Assert.Equal("You said: 2 and 40 make 42", outputs!.Value.GetProperty("said").GetString());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_page_shows_the_code_that_is_compiled_here()
    {
        var source = Squeezed(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Platform.IntegrationTests", "Docs", "Extending.cs")));

        Assert.NotEmpty(Blocks("csharp"));
        foreach (var block in Blocks("csharp")) Assert.Contains(Squeezed(block), source, StringComparison.Ordinal);
    }

    private static async Task<JsonElement?> RunAsync(string folder, string yaml, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddKeyedSingleton<IChatClient>("parrot", new Parrot());
        services.AddSingleton<AIFunction>(AIFunctionFactory.Create((int a, int b) => a + b, "add", "Adds two whole numbers."));
        services.AddPlatform(new PlatformOptions { DataFolder = folder });

        await using var host = services.BuildServiceProvider();
        var platform = host.GetRequiredService<PlatformStart>();
        await platform.StartAsync(progress: null, cancellationToken);
        await host.GetRequiredService<WorkflowService>().SaveAsync(Caller.LocalOwner, yaml, "sum.yaml", cancellationToken);
        var run = await host.GetRequiredService<RunService>().StartAsync(
            Caller.LocalOwner, new StartRun { Workflow = "sum" }, new Patience(TimeSpan.FromSeconds(30)), cancellationToken);
        await platform.StopAsync(cancellationToken);
        return run.Ok ? run.Value.Outputs : null;
    }

    private sealed class Parrot : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, $"You said: {messages.Last().Text}")));

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates()) yield return update;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private static List<string> Blocks(string language)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "extending.md"));
        return [.. Block().Matches(page).Where(m => m.Groups[1].Value == language).Select(m => m.Groups[2].Value)];
    }

    private static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"```(\w+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
