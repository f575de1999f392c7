using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Health;

namespace Platform.Cli.Commands;

public sealed class DoctorCommand : ICliCommand
{
    public string Path => "doctor";

    public int Order => 60;

    public Command Build(CliContext cli)
    {
        var port = new Option<int>("--port", "-p") { Description = "The port that 'platform up' will use.", DefaultValueFactory = _ => Dashboard.DefaultPort };
        var command = new Command("doctor", "Look at this machine: what works, what does not, and what to do about it.") { port };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var checks = await Checkup.RunAsync(cli, parsed.GetValue(port), cancellationToken);
            var settings = CliSettings.Read(cli.ChosenDataFolder.Path);
            if (cli.WantsJson) PrintJson(cli, checks, settings);
            else Print(cli, checks, settings);
            return checks.Any(c => c.State == CheckState.Broken) ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static void PrintJson(CliContext cli, IReadOnlyList<CheckResult> checks, IReadOnlyList<Setting> settings) =>
        CliJson.Write(cli.Out, new { checks, settings = settings.Select(s => new { key = s.Key, value = CliSettings.Masked(s), source = s.Source }) });

    private static void Print(CliContext cli, IReadOnlyList<CheckResult> checks, IReadOnlyList<Setting> settings)
    {
        foreach (var check in checks)
        {
            var mark = check.State switch { CheckState.Good => "ok", CheckState.Missing => cli.Results.Yellow("--"), _ => cli.Results.Red("!!") };
            cli.Out.WriteLine($"{mark}  {check.Name,-13} {check.Found}");
            if (check.Fix.Length > 0) cli.Out.WriteLine($"    {"",-13} {cli.Results.Dim($"fix: {check.Fix}")}");
        }

        cli.Out.WriteLine($"settings: data folder {cli.ChosenDataFolder.Path} (from {cli.ChosenDataFolder.Source})");
        foreach (var setting in settings) cli.Out.WriteLine($"  {setting.Key} = {CliSettings.Masked(setting)} (from {setting.Source})");
    }
}
