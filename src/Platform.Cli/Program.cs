using System.CommandLine;
using System.CommandLine.Invocation;
using Platform.Cli.Commands;
using Platform.Cli.Output;

var cli = new CliContext(Console.Out, Console.Error, Environment.GetEnvironmentVariable);
var parsed = CommandTree.Build(cli).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }); // '-i @file' is ours
if (parsed.Action is ParseErrorAction)
{
    cli.Read(parsed);
    return ErrorWall.Print(cli, "usage", CommandTree.Wrong(parsed), $"See '{CommandTree.HelpFor(parsed)}'.", ExitCode.Usage);
}

return await parsed.InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = TimeSpan.FromSeconds(20), // a running task may end and be committed first
});
