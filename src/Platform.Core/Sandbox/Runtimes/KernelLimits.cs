using System.Globalization;

namespace Platform.Core.Sandbox.Runtimes;

/// <summary>
/// The limits that the kernel keeps for each process, as arguments of <c>prlimit</c> (util-linux), which sets them inside the sandbox before the interpreter
/// starts. They are inherited by whatever it starts, and nobody in there can raise them.
/// </summary>
/// <remarks>From outside it cannot be done: root in a container mostly lacks CAP_SYS_RESOURCE.</remarks>
internal static class KernelLimits
{
    private const long Mb = 1024 * 1024;

    // What the interpreters take for themselves; V8 reserves address space without end, and only its data is counted.
    private const long PythonData = 24 * Mb;
    private const long PythonAddresses = 96 * Mb;
    private const long NodeData = 48 * Mb;

    // Before Linux 5.14 processes are counted for the user on the whole machine, and not inside the sandbox. As root every sandbox has a user of its own.
    private static readonly bool CanCountProcesses = Environment.IsPrivilegedProcess || Environment.OSVersion.Version >= new Version(5, 14);

    public static IEnumerable<string> Arguments(CodeLanguage language, CodeLimits limits)
    {
        yield return "--core=0";
        yield return "--nofile=256";
        yield return "--memlock=65536";
        yield return "--msgqueue=65536";
        yield return $"--cpu={limits.CpuSeconds}";
        yield return $"--fsize={Text(limits.Disk)}";
        yield return $"--data={Text(limits.Memory + (language == CodeLanguage.Python ? PythonData : NodeData))}";
        if (language == CodeLanguage.Python) yield return $"--as={Text(limits.Memory + PythonAddresses)}";
        if (CanCountProcesses) yield return $"--nproc={limits.Options.Processes}";
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
