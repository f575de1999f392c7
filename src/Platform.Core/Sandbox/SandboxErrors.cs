using System.Globalization;
using Platform.Core.Foundation;

namespace Platform.Core.Sandbox;

/// <summary>Every sentence about code that did not end well. None is <c>limit_exceeded</c>: that ends a run whatever its nodes say, and this is theirs to handle.</summary>
internal static class SandboxErrors
{
    private const string Install = "Install bubblewrap 0.7 or newer (Debian and Ubuntu: apt-get install bubblewrap; Fedora: dnf install bubblewrap), or set Platform:Sandbox:Runtime to podman or docker.";

    public static PlatformException NoRuntime(string why) => new(ErrorCode.SandboxFailed, $"Code cannot run here: {why}", Install);

    public static PlatformException SwitchedOff() =>
        new(ErrorCode.SandboxFailed, "Code cannot run here: Platform:Sandbox:Runtime is none.", "Set it to auto, bubblewrap, podman or docker.");

    public static PlatformException NoInterpreter(CodeLanguage language, string why) => language == CodeLanguage.Python
        ? new(ErrorCode.SandboxFailed, $"Python cannot run here: {why}", "Install Python 3.8 or newer for all users (Debian and Ubuntu: apt-get install python3), or set Platform:Sandbox:Python to its path.")
        : new(ErrorCode.SandboxFailed, $"JavaScript cannot run here: {why}", "Install Node.js 18 or newer for all users (Debian and Ubuntu: apt-get install nodejs), or set Platform:Sandbox:Node to its path.");

    public static PlatformException NotStarted(string runtime, string said) => new(
        ErrorCode.SandboxFailed, $"The sandbox ({runtime}) did not start: {(said.Length == 0 ? "it ended at once, without a word." : said)}",
        "Run 'platform doctor'; docs/sandbox.md tells what it needs of the machine (user namespaces, above all).");

    public static PlatformException Failed(string kind, string message, int? line, string name)
    {
        var at = line is > 0 ? $" ({name}, line {line.Value.ToString(CultureInfo.InvariantCulture)})" : "";
        return kind switch
        {
            "syntax" => new(ErrorCode.CodeFailed, $"The code cannot be read: {message}{at}.", "Correct that line."),
            "result" => new(ErrorCode.CodeFailed, $"What the code gave back is no JSON: {message}.", "Give back text, numbers, true, false, null, lists and maps."),
            _ => new(ErrorCode.CodeFailed, $"{message}{at}", "Correct the code, or what it is given; what it printed stands in the run's logs."),
        };
    }

    public static PlatformException AsksTooMuch(string setting, string most, string option) => new(
        ErrorCode.Validation, $"The code asks for more '{setting}' than is allowed here: at most {most}.", $"Ask for less, or let the operator raise Platform:Sandbox:{option}.");

    public static PlatformException Timeout(TimeSpan most) =>
        new(ErrorCode.Timeout, $"The code did not end within {most.TotalSeconds:0.###} s, and was killed.", "Give it less to do, or raise its 'timeout'.");

    public static PlatformException Memory(long bytes) =>
        new(ErrorCode.CodeFailed, $"The code needed more than {Mb(bytes)} MB of memory.", "Give it less at once, or raise its 'memory'.");

    public static PlatformException Output(int kb) =>
        new(ErrorCode.CodeFailed, $"The code printed more than {Kb(kb)} KB, and was killed.", "Print less; give back results, or keep files.");

    public static PlatformException Result(int kb) =>
        new(ErrorCode.CodeFailed, $"The code gave back more than {Kb(kb)} KB of JSON.", "Give back less, or write a file and keep it.");

    public static PlatformException Processes(int most) =>
        new(ErrorCode.CodeFailed, $"The code started more than {most} processes and threads, and was killed.", "Start fewer at once.");

    public static PlatformException ManyFiles(int most) =>
        new(ErrorCode.CodeFailed, $"The code made more than {Kb(most)} files, and was killed.", "Make fewer files.");

    public static PlatformException KeptTooMuch(string what) =>
        new(ErrorCode.CodeFailed, $"The code wrote more to keep than there may be: {what}.", "Keep fewer and smaller files.");

    public static PlatformException NotWritten(string path) =>
        new(ErrorCode.CodeFailed, $"The code was to write the file '{path}', and did not.", "Write it into the folder in which the code starts, or take it out of 'keep'.");

    public static PlatformException Garbled(string why) =>
        new(ErrorCode.CodeFailed, $"What the code gave back cannot be read: {why}.", "Let only what 'main' gives back, or 'result' holds, be the result; do not write to file descriptor 3.");

    /// <param name="status">The exit code; 128 and a signal's number when one ended it.</param>
    public static PlatformException Ended(int status, CodeLimits limits, string logs) => status switch
    {
        128 + 24 => new(ErrorCode.Timeout, $"The code used up its {limits.CpuSeconds} s of processor time, and was killed.", "Give it less to do, or raise its 'timeout'."),
        128 + 31 => new(ErrorCode.CodeFailed, "The code made a system call that no sandbox allows, and was killed.", "Use what the language itself offers."),
        _ when logs.Contains("heap out of memory", StringComparison.Ordinal) || logs.Contains("process out of memory", StringComparison.Ordinal) || logs.Contains("Out of memory", StringComparison.Ordinal) => Memory(limits.Memory),
        128 + 9 => Memory(limits.Memory),
        > 128 => new(ErrorCode.CodeFailed, $"The code was ended by signal {status - 128} before it gave back a result; native code and too little memory ({Mb(limits.Memory)} MB) are the usual reasons.", "Its log may tell why. Work on less at once, or raise 'memory'."),
        _ => new(ErrorCode.CodeFailed, $"The code ended before it gave back a result (exit code {status}).", "Let it return, and not exit; a promise that is never settled ends it too."),
    };

    private static string Mb(long bytes) => (bytes / 1024 / 1024).ToString("#,0", CultureInfo.InvariantCulture);

    private static string Kb(int kb) => kb.ToString("#,0", CultureInfo.InvariantCulture);
}
