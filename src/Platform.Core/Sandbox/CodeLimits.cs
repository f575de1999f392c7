namespace Platform.Core.Sandbox;

/// <summary>What one execution may use at most.</summary>
/// <param name="Memory">Bytes.</param>
internal sealed record CodeLimits(TimeSpan Timeout, long Memory, SandboxOptions Options)
{
    /// <summary>Bytes of files that may be kept, and of those that are given: as much as the work folder holds.</summary>
    public long Disk => Options.DiskMb * 1024L * 1024;

    /// <summary>As many as all cores can give in the longest time: the wall clock is the limit, this one only stands behind it.</summary>
    public int CpuSeconds => (int)Math.Ceiling(Options.LongestTimeout.TotalSeconds * Environment.ProcessorCount) + 1;

    public long ResultBytes => Options.ResultKb * 1024L;

    public long OutputBytes => Options.OutputKb * 1024L;

    public bool IsUsualMemory => Memory == Usual(Options);

    /// <exception cref="Foundation.PlatformException">Validation: the code asks for more than the settings allow.</exception>
    public static CodeLimits Of(CodeWork work, SandboxOptions options)
    {
        if (work.Timeout > options.LongestTimeout) throw SandboxErrors.AsksTooMuch("timeout", $"{options.LongestTimeout.TotalSeconds:0.###} s", nameof(SandboxOptions.LongestTimeout));
        if (work.Memory > options.LargestMemoryMb * 1024L * 1024) throw SandboxErrors.AsksTooMuch("memory", $"{options.LargestMemoryMb} MB", nameof(SandboxOptions.LargestMemoryMb));
        return new CodeLimits(work.Timeout ?? options.Timeout, work.Memory ?? Usual(options), options);
    }

    /// <summary>Of code that asks for nothing.</summary>
    public static CodeLimits OfNothing(SandboxOptions options) => new(options.Timeout, Usual(options), options);

    private static long Usual(SandboxOptions options) => options.MemoryMb * 1024L * 1024;
}
