using Platform.Core.Foundation;

namespace Platform.Core.Sandbox.Runtimes;

/// <summary>Which runtime this machine has. Looked for when code is first used; what is missing then is looked for again the next time.</summary>
internal sealed class RuntimeChoice(SandboxOptions options, string folder)
{
    private volatile ISandboxRuntime? _chosen;

    /// <exception cref="PlatformException">Sandbox_failed: there is none; what to install.</exception>
    public async ValueTask<ISandboxRuntime> ChooseAsync(CancellationToken cancellationToken) => _chosen ??= await LookAsync(cancellationToken);

    private async Task<ISandboxRuntime> LookAsync(CancellationToken cancellationToken)
    {
        if (options.Runtime == SandboxChoice.None) throw SandboxErrors.SwitchedOff();
        var why = new List<string>();
        foreach (var choice in options.Runtime == SandboxChoice.Auto ? [SandboxChoice.Bubblewrap, SandboxChoice.Podman, SandboxChoice.Docker] : new[] { options.Runtime })
        {
            var (found, reason) = await TryAsync(choice, cancellationToken);
            if (found is not null) return found;
            why.Add(reason);
        }

        throw SandboxErrors.NoRuntime(string.Join(" ", why));
    }

    private async Task<(ISandboxRuntime? Runtime, string Why)> TryAsync(SandboxChoice choice, CancellationToken cancellationToken) => choice switch
    {
        SandboxChoice.Podman => await ContainerEngine.FindAsync("podman", options, cancellationToken),
        SandboxChoice.Docker => await ContainerEngine.FindAsync("docker", options, cancellationToken),
        _ => await Bubblewrap.FindAsync(options, folder, cancellationToken),
    };
}
