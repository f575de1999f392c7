using System.Text;

namespace Platform.Core.Sandbox.Harness;

/// <summary>What the interpreter in a sandbox is started with: a program that takes one piece of code, runs it and tells its result.</summary>
internal static class HarnessSource
{
    private static readonly Lazy<string> Python = new(() => Read("python.py"));
    private static readonly Lazy<string> JavaScript = new(() => Read("javascript.js"));

    /// <summary>The interpreter's arguments. No file is needed inside for it, and no folder is searched for modules before it.</summary>
    /// <param name="memory">Bytes that the code may use.</param>
    public static IReadOnlyList<string> Arguments(CodeLanguage language, long memory) => language == CodeLanguage.Python
        ? ["-I", "-B", "-u", "-X", "utf8", "-c", Python.Value]
        : ["--no-addons", "--no-warnings", "--v8-pool-size=1", $"--max-old-space-size={memory / 1024 / 1024}", "-e", JavaScript.Value];

    private static string Read(string file)
    {
        using var stream = typeof(HarnessSource).Assembly.GetManifestResourceStream($"Platform.Core.Sandbox.Harness.{file}")
            ?? throw new InvalidOperationException($"The resource {file} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
