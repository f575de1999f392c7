using System.CommandLine;
using System.Text.Json;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Inputs;
using Platform.Cli.Output;
using Platform.Core.Runs;

namespace Platform.Cli.Commands.Events;

public sealed class EventsSendCommand : ICliCommand
{
    public string Path => "events send";

    public int Order => 45;

    public Command Build(CliContext cli)
    {
        var name = new Argument<string>("event") { Description = "Its name, as the wait has it: order.paid." };
        var data = new Option<string?>("--body", "-b") { Description = "What it says, as JSON, or @FILE; {} without it.", HelpName = "JSON" };
        var key = new Option<string?>("--key") { Description = "Sent twice with the same key, it counts once." };
        var command = new Command("send", "Wake the runs that wait for an event; nobody waiting, it is kept for the first wait that it fits.") { name, data, key };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var body = AnswerText.Read(parsed.GetValue(data), "--body") ?? JsonSerializer.SerializeToElement(new { });
            // Nothing runs here: who is woken goes on where runs are advanced, and nobody waits for that at the prompt.
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var delivered = await host.Get<RunService>().DeliverEventAsync(CoreHost.Caller, parsed.GetRequiredValue(name), body, parsed.GetValue(key), cancellationToken);
            if (cli.WantsJson) CliJson.Write(cli.Out, delivered);
            else cli.Error.WriteLine(Said(delivered));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Said(DeliveredEvent delivered) => delivered switch
    {
        { Woken: 0, Kept: true } => "No run waits for it yet: it is kept for the first wait that it fits.",
        { Woken: 0 } => "No run waits for it, and events are not kept here (Platform:Runs:KeepEvents).",
        { Woken: 1 } => "It woke 1 run, which goes on in 'platform up', or with 'platform runs resume last'.",
        _ => $"It woke {Say.Count(delivered.Woken)} runs, which go on in 'platform up'.",
    };
}
