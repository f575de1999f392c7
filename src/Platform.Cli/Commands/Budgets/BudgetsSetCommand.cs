using System.CommandLine;
using System.Globalization;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Costs.Budgets;

namespace Platform.Cli.Commands.Budgets;

public sealed class BudgetsSetCommand : ICliCommand
{
    public string Path => "budgets set";

    public int Order => 64;

    public Command Build(CliContext cli)
    {
        var day = new Option<string?>("--day") { Description = "What all workflows may spend on one day, UTC: $5; 'none' takes it away.", HelpName = "AMOUNT" };
        var month = new Option<string?>("--month") { Description = "What they may spend in one month.", HelpName = "AMOUNT" };
        var warn = new Option<int?>("--warn") { Description = "Percent at which people are warned; 80 at first.", HelpName = "PERCENT" };
        var command = new Command("set", "Set what the organisation may spend; what is not named stays as it is.") { day, month, warn };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var (days, months, percent) = (parsed.GetValue(day), parsed.GetValue(month), parsed.GetValue(warn));
            if (days is null && months is null && percent is null) throw CliException.Usage("It is not said what to set.", "Say --day $5, --month $100 or --warn 80.");
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var book = host.Get<BudgetBook>();
            var now = book.Limits(CoreHost.Caller);
            var limits = new BudgetLimits(Amount(days, now.Day), Amount(months, now.Month), percent ?? now.WarnAt);
            BudgetsShowCommand.Print(cli, await book.SetAsync(CoreHost.Caller, limits, cancellationToken));
            return ExitCode.Done;
        });
        return command;
    }

    // A shell takes $5 for its own, so the sign may be left out.
    private static decimal? Amount(string? text, decimal? now) => text switch
    {
        null => now,
        "none" => null,
        _ when decimal.TryParse(text.TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) => dollars,
        _ => throw CliException.Usage($"'{text}' is no amount.", "Write it as 5 or '$5', in quotes for the shell; or none."),
    };
}
