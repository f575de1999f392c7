using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Sandbox.Running;
using Platform.Core.Sandbox.Runtimes;
using Platform.Core.Security;

namespace Platform.Core.Sandbox;

/// <summary>Runs code that we did not write, each piece once, in a process that is shut in. Where there is nothing to shut it in, it does not run.</summary>
public sealed class CodeSandbox : IAsyncDisposable, IDisposable
{
    private readonly SandboxOptions _options;
    private readonly TimeProvider _time;
    private readonly RuntimeChoice _runtimes;
    private readonly WarmSandboxes _warm;
    private readonly SemaphoreSlim _places;
    private readonly Lazy<IReadOnlyList<string>> _controlGroups;

    /// <param name="folder">A folder of the platform's own, for what a sandbox is started with.</param>
    public CodeSandbox(IOptions<SandboxOptions> options, string folder, TimeProvider time, ILogger<CodeSandbox> logger)
    {
        (_options, _time) = (options.Value, time);
        _runtimes = new RuntimeChoice(_options, folder);
        _warm = new WarmSandboxes(_runtimes, _options, time, logger);
        _places = new SemaphoreSlim(_options.Parallel, _options.Parallel);
        _controlGroups = new Lazy<IReadOnlyList<string>>(() => ControlGroup.Parents(_options.ControlGroups));
    }

    /// <summary>How it ended, also when the code failed. Cancelled, it is killed at once.</summary>
    /// <exception cref="PlatformException">Sandbox_failed: nothing here can run it; not_found, forbidden: a file that it is to be given.</exception>
    public async Task<CodeOutcome> RunAsync(CodeWork work, CancellationToken cancellationToken)
    {
        var limits = CodeLimits.Of(work, _options);
        await _places.WaitAsync(cancellationToken);
        try
        {
            await using var sandbox = await _warm.TakeAsync(work.Language, limits, cancellationToken);
            return await sandbox.RunAsync(work, limits, _controlGroups.Value, _time, cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Makes sandboxes ready when the settings ask for it.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_options.WarmAtStart || _options.Runtime == SandboxChoice.None) return;
        foreach (var language in Enum.GetValues<CodeLanguage>()) await _warm.WarmAsync(language, cancellationToken);
    }

    /// <summary>Runs one line of a language and tells what did: <c>bubblewrap 0.8.0, /usr/bin/python3</c>.</summary>
    /// <exception cref="PlatformException">Sandbox_failed: why it does not run, and what to install.</exception>
    public async Task<string> TryAsync(CodeLanguage language, CancellationToken cancellationToken)
    {
        var runtime = await _runtimes.ChooseAsync(cancellationToken);
        var what = $"{runtime.Name}, {await runtime.DescribeAsync(language, cancellationToken)}";
        var nowhere = new WorkFolder(Path.Combine(Path.GetTempPath(), "platform-sandbox-no-files"));
        var outcome = await RunAsync(new CodeWork(language, "result = 6 * 7", JsonSerializer.SerializeToElement(new { }), nowhere), cancellationToken);
        if (outcome.Error is { } failed) throw failed;
        return outcome.Result.ToString() == "42" ? what : throw SandboxErrors.NotStarted(runtime.Name, $"six times seven gave {outcome.Result}.");
    }

    /// <summary>How many sandboxes of a language are ready.</summary>
    internal int Ready(CodeLanguage language) => _warm.Waiting(language);

    public async ValueTask DisposeAsync()
    {
        await _warm.DisposeAsync();
        _places.Dispose();
    }

    // For hosts that do not wait: what is left of the sandboxes ends with the thread that started them.
    public void Dispose() => _ = DisposeAsync().AsTask();
}
