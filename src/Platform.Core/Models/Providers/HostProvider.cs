using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Models.Providers;

/// <summary>
/// A chat client that the program around the platform brought: <c>host/NAME</c> is the <see cref="IChatClient"/> that is registered under that key. It is the program's: what it
/// reaches and costs is not ours to know, so a price is only what the file sets.
/// </summary>
public sealed class HostProvider(IServiceProvider services) : IModelProvider
{
    public string Key => "host";

    public string Example => "main: { use: host/my-client, max_tokens: 800 }";

    public void Check(PartConfig model, Findings found)
    {
        ModelCheck.Sampling(model, found, "top_k").Whole("top_k", 1, 1000);
        if (model.Use.Length <= Key.Length + 1) found.Add(ModelFindings.NoModelName(model, Key)); // whether it is there is for the program that runs it to tell
    }

    public ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var name = settings.ModelBehind(Key);
        return services.GetKeyedService<IChatClient>(name) is { } client
            ? ValueTask.FromResult<IChatClient>(new Borrowed(client))
            : throw new PlatformException(ErrorCode.Validation, $"Model '{settings.Name}' uses '{settings.Use}', but this program has no chat client '{name}'.", "Register an IChatClient under that key before AddPlatform; see docs/extending.md.");
    }

    // The container ends what it made, so the client is not ended here.
    private sealed class Borrowed(IChatClient client) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            client.GetResponseAsync(messages, options, cancellationToken);

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            client.GetStreamingResponseAsync(messages, options, cancellationToken);

        public object? GetService(Type serviceType, object? serviceKey = null) => client.GetService(serviceType, serviceKey);

        public void Dispose()
        {
            // Not ours.
        }
    }
}
