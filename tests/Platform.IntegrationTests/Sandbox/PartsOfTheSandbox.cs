using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Core.Sandbox;
using Platform.Core.Sandbox.Running;
using Platform.Core.Sandbox.Runtimes;
using Platform.Core.Sandbox.Seccomp;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Xunit;
using Machine = System.Runtime.InteropServices.Architecture;

namespace Platform.IntegrationTests.Sandbox;

/// <summary>The parts that are pure, and the two runtimes' command lines.</summary>
public sealed class PartsOfTheSandbox
{
    private const uint X64 = 0xC000003E;
    private const uint Arm64 = 0xC00000B7;
    private const uint Allowed = 0x7fff0000;
    private const uint Refused = 0x00050001;
    private const uint NotThere = 0x00050026;
    private const uint Killed = 0x80000000;

    [Theory]
    [InlineData(Machine.X64, X64, 0, 0, 0, Allowed)] // read
    [InlineData(Machine.X64, X64, 59, 0, 0, Allowed)] // execve
    [InlineData(Machine.X64, X64, 165, 0, 0, Refused)] // mount
    [InlineData(Machine.X64, X64, 29, 0, 0, Refused)] // shmget
    [InlineData(Machine.X64, X64, 56, 17, 0, Allowed)] // clone: fork
    [InlineData(Machine.X64, X64, 56, 0x10000011, 0, Refused)] // clone with a user namespace
    [InlineData(Machine.X64, X64, 435, 0, 0, NotThere)] // clone3
    [InlineData(Machine.X64, X64, 41, 1, 0, Allowed)] // socket of Unix
    [InlineData(Machine.X64, X64, 41, 2, 0, Refused)] // socket of IPv4
    [InlineData(Machine.X64, X64, 53, 1, 0, Allowed)] // socketpair of Unix
    [InlineData(Machine.X64, X64, 53, 2, 0, Refused)]
    [InlineData(Machine.X64, X64, 16, 0, 0x5401, Allowed)] // ioctl TCGETS
    [InlineData(Machine.X64, X64, 16, 0, 0x5412, Refused)] // ioctl TIOCSTI
    [InlineData(Machine.X64, X64, 462, 0, 0, Allowed)]
    [InlineData(Machine.X64, X64, 463, 0, 0, NotThere)]
    [InlineData(Machine.X64, X64, 0x40000000, 0, 0, NotThere)] // read of x32
    [InlineData(Machine.X64, 0x40000003, 20, 0, 0, Killed)] // i386
    [InlineData(Machine.Arm64, Arm64, 63, 0, 0, Allowed)] // read
    [InlineData(Machine.Arm64, Arm64, 221, 0, 0, Allowed)] // execve
    [InlineData(Machine.Arm64, Arm64, 40, 0, 0, Refused)] // mount
    [InlineData(Machine.Arm64, Arm64, 117, 0, 0, Refused)] // ptrace
    [InlineData(Machine.Arm64, Arm64, 220, 17, 0, Allowed)]
    [InlineData(Machine.Arm64, Arm64, 220, 0x10000011, 0, Refused)]
    [InlineData(Machine.Arm64, Arm64, 198, 1, 0, Allowed)]
    [InlineData(Machine.Arm64, Arm64, 198, 10, 0, Refused)]
    [InlineData(Machine.Arm64, Arm64, 29, 0, 0x541C, Refused)]
    [InlineData(Machine.Arm64, 0x40000028, 3, 0, 0, Killed)] // 32-bit ARM
    public void The_filter_decides_by_number_machine_and_arguments(Machine of, uint machine, uint number, uint first, uint second, uint expected)
    {
        var decided = Run(SeccompFilter.For(of), machine, number, first, second);

        Assert.Equal(expected, decided);
    }

    [Theory]
    [InlineData("report.md", "report.md", true)]
    [InlineData("report.md", "reportxmd", false)]
    [InlineData("report.md", "report.md\n", false)]
    [InlineData("*.csv", "a.csv", true)]
    [InlineData("*.csv", "out/a.csv", false)]
    [InlineData("**/*.csv", "a.csv", true)]
    [InlineData("**/*.csv", "x/y/a.csv", true)]
    [InlineData("out/**", "out/x/y", true)]
    [InlineData("out/**", "other/x", false)]
    [InlineData("?.[a]$", "b.[a]$", true)]
    public void Patterns_of_kept_files_fit_what_they_say(string pattern, string path, bool fits) => Assert.Equal(fits, new KeepPattern(pattern).Fits(path));

    [Fact]
    public void Any_bytes_are_read_or_refused_with_a_reason_and_never_throw()
    {
        var random = new Random(7);
        var pieces = new[] { "[", "]", "{", "}", ",", ":", "\"", "\\ud800", "\\u00e9", "1e999", "-", "NaN", "null", "\0", "\xff", " " };
        for (var n = 0; n < 3000; n++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var bytes = n % 2 == 0 ? Encoding.UTF8.GetBytes(text) : Encoding.Latin1.GetBytes(text);

            var (value, why) = StrictJson.Read(bytes);

            Assert.True(value is null ? why.Length > 0 : value.Value.GetRawText().Length > 0);
        }
    }

    [Fact]
    public void A_container_gets_no_network_no_rights_no_disk_and_the_limits_that_were_asked_for()
    {
        var options = new SandboxOptions { MemoryMb = 128, DiskMb = 16, Processes = 32, PythonImage = "registry/python" };
        var line = string.Join(' ', new ContainerEngine("/usr/bin/podman", "podman 5", options).Arguments(CodeLanguage.Python, CodeLimits.OfNothing(options), "id").TakeWhile(a => a != "-I"));

        foreach (var part in new[]
        {
            "run --rm --interactive --name platform-sandbox-id", "--network none", "--read-only", "--cap-drop ALL", "--security-opt no-new-privileges", "--user 65534:65534", "--pids-limit 32",
            "--memory 234881024 --memory-swap 234881024", "--ulimit core=0", "--ulimit fsize=16777216", "--tmpfs /work:rw,nosuid,nodev,size=16777216,nr_inodes=20000,mode=1777", "registry/python -c exec 3>&1 1>&2;",
        }) Assert.Contains(part, line, StringComparison.Ordinal);
        Assert.DoesNotContain("--privileged", line, StringComparison.Ordinal);
        Assert.DoesNotContain("--volume", line, StringComparison.Ordinal);
    }

    // No engine runs where the suite does: a program that starts the command behind the image stands in for it, so that everything but the engine is real.
    [Fact]
    public async Task Code_runs_through_a_container_engine_by_its_three_channels_and_the_container_is_removed()
    {
        var folder = Directory.CreateTempSubdirectory("platform-engine");
        var engine = Path.Combine(folder.FullName, "podman");
        await File.WriteAllTextAsync(engine, $"#!/bin/sh\necho \"$1 $2 $3\" >> {folder.FullName}/asked\n[ \"$1\" = run ] || exit 0\nwhile [ \"$1\" != registry/python ]; do shift; done\nshift\nexec /bin/sh \"$@\"\n", RunningPlatform.Token);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(engine, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new SandboxOptions { PythonImage = "registry/python" };
        var runtime = new ContainerEngine(engine, "podman 5", options);
        var limits = CodeLimits.OfNothing(options);
        using var launcher = new LaunchThread();
        var work = new CodeWork(CodeLanguage.Python, "print('said')\nresult = inputs['n']", JsonSerializer.SerializeToElement(new { n = 7 }), new WorkFolder(folder.FullName));

        await using var sandbox = await SandboxProcess.StartAsync(runtime, launcher, CodeLanguage.Python, limits, RunningPlatform.Token);
        var outcome = await sandbox.RunAsync(work, limits, [], TimeProvider.System, RunningPlatform.Token);

        Assert.Null(outcome.Error);
        Assert.Equal(("7", "said\n"), (outcome.Result.GetRawText(), outcome.Logs));
        Assert.Contains("rm --force platform-sandbox-", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "asked"), RunningPlatform.Token), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task As_many_sandboxes_as_asked_for_wait_and_those_that_nobody_needs_end()
    {
        var options = new SandboxOptions { Warm = 2, Idle = TimeSpan.FromSeconds(2) };
        var folder = Directory.CreateTempSubdirectory("platform-warm");
        var clock = new MovedClock();
        await using var sandbox = new CodeSandbox(Options.Create(options), folder.FullName, clock, NullLogger<CodeSandbox>.Instance);
        var work = new CodeWork(CodeLanguage.Python, "import os\nresult = os.getpid()", JsonSerializer.SerializeToElement(new { }), new WorkFolder(folder.FullName));
        Assert.Equal(0, sandbox.Ready(CodeLanguage.Python));

        foreach (var outcome in await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => sandbox.RunAsync(work, RunningPlatform.Token)))) Assert.Null(outcome.Error);
        await Waiting.UntilAsync(() => sandbox.Ready(CodeLanguage.Python) == 2);
        clock.Seconds = 3;
        await Waiting.UntilAsync(() => sandbox.Ready(CodeLanguage.Python) == 0);

        Assert.Equal(0, sandbox.Ready(CodeLanguage.JavaScript));
    }

    private sealed class MovedClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }

    // The kernel's machine, as far as the filter uses it.
    private static uint Run(byte[] program, uint machine, uint number, uint first, uint second)
    {
        var loaded = 0u;
        for (var at = 0; ; at++)
        {
            var step = program.AsSpan(at * 8, 8);
            var value = BinaryPrimitives.ReadUInt32LittleEndian(step[4..]);
            bool? jumps = null;
            switch (BinaryPrimitives.ReadUInt16LittleEndian(step))
            {
                case 0x20: loaded = value switch { 0 => number, 4 => machine, 16 => first, 24 => second, _ => throw new InvalidOperationException($"It looks at {value}.") }; break;
                case 0x06: return value;
                case 0x15: jumps = loaded == value; break;
                case 0x25: jumps = loaded > value; break;
                case 0x45: jumps = (loaded & value) != 0; break;
                default: throw new InvalidOperationException("It does what no filter may.");
            }

            if (jumps is { } taken) at += taken ? step[2] : step[3];
        }
    }
}
