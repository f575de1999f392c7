using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Config;
using Platform.Core.Graph;

namespace Platform.Cli.Commands;

/// <summary>The JSON Schema of workflow files, for editors.</summary>
public sealed class SchemaCommand : ICliCommand
{
    public string Path => "schema";

    public int Order => 51;

    public Command Build(CliContext cli)
    {
        var command = new Command("schema", "The JSON Schema of workflow files, for your editor: platform schema > workflow.schema.json.");
        cli.Act(command, async (_, cancellationToken) =>
        {
            await using var host = CoreHost.Bare(cli);
            await cli.Out.WriteLineAsync(WorkflowSchema.Json(host.Get<GraphCompiler>().Words).AsMemory(), cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
