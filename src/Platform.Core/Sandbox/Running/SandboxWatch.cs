using Platform.Core.Foundation;

namespace Platform.Core.Sandbox.Running;

/// <summary>
/// Looks ten times a second at what a sandbox uses in all. The kernel's limits hold for each process alone, so that many small ones, or very many small files,
/// would pass under them.
/// </summary>
internal static class SandboxWatch
{
    /// <summary>Bytes that the interpreter and bubblewrap themselves use.</summary>
    public const long Spare = 96L * 1024 * 1024;

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    /// <summary>Ends with what was too much, or is cancelled.</summary>
    public static async Task<PlatformException> UntilTooMuchAsync(int process, int innermost, CodeLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(Every, time);
        while (await ticks.WaitForNextTickAsync(cancellationToken))
            if (TooMuch(process, innermost, limits) is { } why) return why;
        throw new OperationCanceledException(cancellationToken);
    }

    private static PlatformException? TooMuch(int process, int innermost, CodeLimits limits)
    {
        var processes = ProcessTree.Of(process);
        var (memory, threads) = ProcessTree.Use(processes);
        if (memory > limits.Memory + Spare && ProcessTree.Memory(processes) > limits.Memory + Spare) return SandboxErrors.Memory(limits.Memory);
        if (threads > limits.Options.Processes + 8) return SandboxErrors.Processes(limits.Options.Processes);
        var files = FileCount.On($"/proc/{innermost}/root/work") + FileCount.On($"/proc/{innermost}/root/tmp");
        return files > limits.Options.Files ? SandboxErrors.ManyFiles(limits.Options.Files) : null;
    }
}
