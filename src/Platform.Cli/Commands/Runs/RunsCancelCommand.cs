using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Runs;

namespace Platform.Cli.Commands.Runs;

public sealed class RunsCancelCommand : ICliCommand
{
    public string Path => "runs cancel";

    public int Order => 32;

    public Command Build(CliContext cli)
    {
        var run = new Argument<string>("run") { Description = Target.Description };
        var command = new Command("cancel", "End a run and its children.") { run };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var found = await Target.RunAsync(host, parsed.GetRequiredValue(run), cancellationToken);
            if (found.Status.IsEnded())
                throw new CliException($"The run has ended already: {found.Status.Text()}.", "There is nothing to cancel.", code: "conflict");
            var ended = await host.Get<RunService>().CancelAsync(CoreHost.Caller, found.Id, cancellationToken);
            if (cli.WantsJson) CliJson.Write(cli.Out, ended);
            else cli.Error.WriteLine(ended.Status.IsEnded() ? $"Run {ended.Id} is {ended.Status.Text()}." : $"Run {ended.Id} was told to stop, where it is advanced.");
            return ExitCode.Done;
        });
        return command;
    }
}
