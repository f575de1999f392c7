using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Config;
using Platform.Core.Foundation;

namespace Platform.Core.Models.Providers;

/// <summary>
/// A chat client that the program around the platform brought: <c>host/NAME</c> is the <see cref="IChatClient"/> that is registered under that key. It is the program's: what it
/// reaches and costs is not ours to know, so a price is only what the file sets.
/// </summary>
public sealed class HostProvider(IServiceProvider services, IServiceProviderIsKeyedService registered) : IModelProvider
{
    public string Key => "host";

    public string Example => "main: { use: host/my-client, max_tokens: 800 }";

    public void Check(PartConfig model, Findings found)
    {
        ModelCheck.Sampling(model, found, "top_k").Whole("top_k", 1, 1000);
        if (model.Use.Length <= Key.Length + 1) found.Add(ModelFindings.NoModelName(model, Key));
        else if (!registered.IsKeyedService(typeof(IChatClient), model.Use[(Key.Length + 1)..])) found.Add(ModelFindings.NotInThisHost(model));
    }

    public ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var name = settings.ModelBehind(Key);
        return services.GetKeyedService<IChatClient>(name) is { } client
            ? ValueTask.FromResult<IChatClient>(new Borrowed(client))
            : throw new PlatformException(ErrorCode.Validation, $"Model '{settings.Name}' uses '{settings.Use}', but this program has no chat client '{name}'.", "Register an IChatClient under that key before AddPlatform; see docs/extending.md.");
    }

    // The container ends what it made.
    private sealed class Borrowed(IChatClient client) : DelegatingChatClient(client)
    {
        protected override void Dispose(bool disposing)
        {
            // Not ours.
        }
    }
}
