using System.CommandLine;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Costs.Budgets;

namespace Platform.Cli.Commands.Budgets;

public sealed class BudgetsShowCommand : ICliCommand
{
    public string Path => "budgets show";

    public int Order => 63;

    public Command Build(CliContext cli)
    {
        var command = new Command("show", "The budgets of the organisation and of its workflows, and what is left of them.");
        cli.Act(command, async (_, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            Print(cli, await host.Get<BudgetBook>().ShowAsync(CoreHost.Caller, cancellationToken));
            return ExitCode.Done;
        });
        return command;
    }

    internal static void Print(CliContext cli, IReadOnlyList<BudgetView> budgets)
    {
        if (cli.WantsJson) CliJson.Write(cli.Out, budgets);
        else if (budgets.Count == 0) cli.Error.WriteLine("No budgets. 'platform budgets set --day $5' sets the organisation's; 'budgets: { day: $5 }' in a workflow its own.");
        else TablePrinter.Print(cli.Results, ["of", "period", "limit", "spent", "set aside", "used", "state", "begins anew"], [.. budgets.Select(Row)]);
    }

    private static IReadOnlyList<string> Row(BudgetView budget) =>
    [
        budget.Workflow ?? "(organisation)", budget.Period.ToString().ToLowerInvariant(), Say.Money(budget.Limit), Say.Cost(budget.Spent, budget.Unpriced == 0, estimated: false),
        Say.Money(budget.Held), $"{budget.Percent} %", budget.State switch { BudgetState.UsedUp => "used up", BudgetState.Refused => "refused a call", BudgetState.Warned => "warned", _ => "ok" }, budget.RenewsAt.ToString("yyyy-MM-dd HH:mm'Z'"),
    ];
}
