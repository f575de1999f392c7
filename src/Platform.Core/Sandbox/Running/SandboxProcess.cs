using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Sandbox.Runtimes;

namespace Platform.Core.Sandbox.Running;

/// <summary>One sandbox: started, it waits; it runs one piece of code; then it is killed with all that is in it.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EndPatience = TimeSpan.FromMilliseconds(500);

    // Its answer lies in the pipe when it has ended; on a busy machine it takes a while until somebody here reads it.
    private static readonly TimeSpan WordPatience = TimeSpan.FromSeconds(15);
    private static readonly JsonElement Null = JsonSerializer.SerializeToElement<object?>(null);

    private readonly ISandboxRuntime _runtime;
    private readonly string _id;
    private readonly Process _process;
    private readonly SandboxChannel _channel;
    private readonly PrintedText _printed;
    private readonly Task _printing;
    private readonly Task _exited;
    private ControlGroup? _group;
    private bool _ended;
    private bool _killed;

    private SandboxProcess(ISandboxRuntime runtime, string id, Process process, long mostOutput)
    {
        (_runtime, _id, _process) = (runtime, id, process);
        _channel = new SandboxChannel(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        _printed = new PrintedText(process.StandardError.BaseStream, mostOutput);
        _printing = _printed.ReadAsync();
        _exited = process.WaitForExitAsync(CancellationToken.None);
    }

    public bool IsAlive => !_exited.IsCompleted;

    /// <summary>Starts one and waits until its interpreter is ready for code.</summary>
    /// <exception cref="PlatformException">Sandbox_failed: it does not start; what it said.</exception>
    public static async Task<SandboxProcess> StartAsync(ISandboxRuntime runtime, LaunchThread launcher, CodeLanguage language, CodeLimits limits, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("n");
        var start = await runtime.StartAsync(language, limits, id, cancellationToken);
        Process process;
        try
        {
            process = await launcher.StartAsync(start, cancellationToken);
        }
        catch (Win32Exception failed)
        {
            throw SandboxErrors.NotStarted(runtime.Name, failed.Message);
        }

        var sandbox = new SandboxProcess(runtime, id, process, limits.OutputBytes);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(StartPatience);
            if (await sandbox._channel.HearAsync(patience.Token) is not null) return sandbox;
            await sandbox.EndAsync(EndPatience);
            throw SandboxErrors.NotStarted(runtime.Name, sandbox._printed.Text().Trim());
        }
        catch (Exception failed)
        {
            await sandbox.DisposeAsync();
            if (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested) throw SandboxErrors.NotStarted(runtime.Name, $"it was not ready after {StartPatience.TotalSeconds} s.");
            throw;
        }
    }

    /// <summary>Runs the code, once, and ends the sandbox.</summary>
    public async Task<CodeOutcome> RunAsync(CodeWork work, CodeLimits limits, IReadOnlyList<string> controlGroups, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limits.Timeout, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var watching = Confine(limits, controlGroups, time, over.Token);
        var patterns = work.Keep.Select(p => new KeepPattern(p)).ToList();
        var talking = TalkAsync(work, limits, patterns, over.Token);
        var (result, files, error) = (Null, (IReadOnlyList<KeptFile>)[], (PlatformException?)null);
        try
        {
            var first = await Task.WhenAny(talking, watching, _printed.TooMuch, EndedWithoutAWordAsync(talking));
            if (first == watching && !over.IsCancellationRequested) error = await watching;
            // Asked of the task itself: that it has answered may be told by its end first, when it ended before anybody waited.
            else if (talking.IsCompleted || over.IsCancellationRequested) (result, files) = await talking ?? throw await WhyEndedAsync(limits);
            else if (!_printed.IsTooMuch) error = await WhyEndedAsync(limits);
        }
        catch (PlatformException failed)
        {
            error = failed;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            error = SandboxErrors.Timeout(limits.Timeout);
        }
        finally
        {
            await over.CancelAsync();
            await EndAsync(TimeSpan.Zero);
            await SettledAsync(talking, watching);
        }

        if (_printed.IsTooMuch) (error, result) = (SandboxErrors.Output(limits.Options.OutputKb), Null);
        return new CodeOutcome(error is null ? result : Null, _printed.Text(), error is null ? files : [], error) { LogsCut = _printed.IsCut };
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(TimeSpan.Zero);
        _process.Dispose();
    }

    // The task tells when the sandbox as a whole uses too much.
    private Task<PlatformException> Confine(CodeLimits limits, IReadOnlyList<string> controlGroups, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!_runtime.IsOurs) return Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith<PlatformException>(_ => throw new OperationCanceledException(cancellationToken), TaskScheduler.Default);
        if (ProcessTree.Innermost(_process.Id) is not { } innermost) return Task.FromResult(SandboxErrors.NotStarted(_runtime.Name, "it ended before it got its code."));
        _group = ControlGroup.Around(innermost, controlGroups, limits);
        return SandboxWatch.UntilTooMuchAsync(_process.Id, innermost, limits, time, cancellationToken);
    }

    // Null when it ended without an answer.
    private async Task<(JsonElement Result, IReadOnlyList<KeptFile> Files)?> TalkAsync(CodeWork work, CodeLimits limits, IReadOnlyList<KeepPattern> patterns, CancellationToken cancellationToken)
    {
        var files = new List<(string Path, FileStream Content)>();
        try
        {
            foreach (var path in work.Files) files.Add((path, work.Folder.OpenRead(path)));
            if (files.Sum(f => f.Content.Length) > limits.Disk)
                throw new PlatformException(ErrorCode.CodeFailed, $"The files for the code have more than {limits.Options.DiskMb} MB together.", "Give it fewer or smaller files, or raise Platform:Sandbox:DiskMb.");
            await _channel.SayAsync(work, files, [.. patterns.Select(p => p.Expression)], cancellationToken);
            if (await _channel.HearAsync(cancellationToken) is not { } head) return null;
            if (head.TryGetProperty("error", out var error)) throw Failure(error, work, limits);
            var result = await _channel.ResultAsync(head, limits, cancellationToken);
            return (result, await _channel.KeepAsync(head, work, limits, patterns, cancellationToken));
        }
        catch (IOException)
        {
            return null; // the pipe broke: it is gone
        }
        finally
        {
            foreach (var (_, content) in files) await content.DisposeAsync();
        }
    }

    private static PlatformException Failure(JsonElement error, CodeWork work, CodeLimits limits)
    {
        if (error.ValueKind != JsonValueKind.Object || !error.TryGetProperty("kind", out var kind) || !error.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.String)
            return SandboxErrors.Garbled("it announces an error without kind or message");
        if (kind.ValueKind == JsonValueKind.String && kind.ValueEquals("memory")) return SandboxErrors.Memory(limits.Memory);
        var line = error.TryGetProperty("line", out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt32(out var number) ? number : (int?)null;
        return SandboxErrors.Failed(kind.ToString(), message.GetString()!, line, work.Name);
    }

    // A child of the code may hold the pipe open after the code itself has ended.
    private async Task EndedWithoutAWordAsync(Task talking)
    {
        await _exited;
        await Task.WhenAny(talking, Task.Delay(WordPatience));
    }

    private async Task<PlatformException> WhyEndedAsync(CodeLimits limits)
    {
        await EndAsync(EndPatience);
        return _killed ? SandboxErrors.Garbled("it closed its channel and went on") : SandboxErrors.Ended(_process.ExitCode, limits, _printed.Text());
    }

    // After this nothing of the sandbox is left. With patience it may end by itself, and tell its exit code.
    private async Task EndAsync(TimeSpan patience)
    {
        if (_ended) return;
        _ended = true;
        if (patience > TimeSpan.Zero) await Task.WhenAny(_exited, Task.Delay(patience));
        if (!_exited.IsCompleted)
        {
            _killed = true;
            await KillAsync();
        }

        await _exited;
        await _runtime.RemoveAsync(_id);
        await _printing;
        _group?.Remove();
    }

    // First the first process of the sandbox's own numbering, with which the kernel ends all others at once: then the one that we started sees it end, and leaves
    // nothing unburied behind. Killed itself, it would leave that to whoever is process 1 here, which in many containers does not do it.
    private async Task KillAsync()
    {
        if (_runtime.IsOurs && ProcessTree.KillChild(_process.Id)) await Task.WhenAny(_exited, Task.Delay(EndPatience));
        if (!_exited.IsCompleted) _process.Kill();
    }

    private static async Task SettledAsync(params Task[] tasks)
    {
        foreach (var task in tasks) await task.ContinueWith(static _ => { }, TaskScheduler.Default);
    }
}
