using Platform.Core.Foundation;

namespace Platform.Cli.Output;

/// <summary>Findings as lines on the error stream, for commands whose work they stop.</summary>
internal static class FindingPrinter
{
    /// <summary>Errors and warnings; a note is for <c>validate</c>, not for the one who runs it.</summary>
    public static void Print(CliContext cli, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings.Where(f => f.Severity != Severity.Note))
        {
            var line = finding.ToString();
            cli.Error.WriteLine(finding.Severity switch
            {
                Severity.Error => cli.Talk.Red(line),
                Severity.Warning => cli.Talk.Yellow(line),
                _ => cli.Talk.Dim(line),
            });
        }
    }

    /// <summary>Prints them and ends the command as failed.</summary>
    public static int Refuse(CliContext cli, IReadOnlyList<Finding> findings, string resolution, int exitCode = ExitCode.Failed)
    {
        Print(cli, findings);
        var errors = findings.Count(f => f.Severity == Severity.Error);
        if (cli.WantsJson) CliJson.Write(cli.Out, new { findings });
        cli.Error.WriteLine($"{cli.Talk.Red("error:")} {errors} {(errors == 1 ? "mistake was" : "mistakes were")} found.");
        cli.Error.WriteLine($"{cli.Talk.Bold("fix:")} {resolution}");
        return exitCode;
    }
}
