using System.CommandLine;
using System.Globalization;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Costs;

namespace Platform.Cli.Commands.Costs;

public sealed class CostsCommand : ICliCommand
{
    public string Path => "costs";

    public int Order => 62;

    public Command Build(CliContext cli)
    {
        var by = new Option<CostBy>("--by", "-b") { Description = "day, workflow, node, agent, model, provider, user or run.", DefaultValueFactory = _ => CostBy.Workflow };
        var from = new Option<string?>("--from") { Description = "The first day, UTC; 30 days in all when it is not given.", HelpName = "2027-01-31" };
        var to = new Option<string?>("--to") { Description = "The last day; today when it is not given.", HelpName = "2027-01-31" };
        var workflow = new Option<string?>("--workflow", "-w") { Description = "Only of this workflow." };
        var model = new Option<string?>("--model", "-m") { Description = "Only of this model." };
        var user = new Option<string?>("--user", "-u") { Description = "Only of runs that this user started." };
        var csv = new Option<bool>("--csv") { Description = "Print a table for other programs." };
        var command = new Command("costs", "What models cost.") { by, from, to, workflow, model, user, csv };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var book = host.Get<CostBook>();
            var (first, last) = book.Days(DayOf(parsed.GetValue(from)), DayOf(parsed.GetValue(to)));
            var report = book.Report(CoreHost.Caller, new CostQuery
            {
                By = parsed.GetValue(by),
                From = first,
                To = last,
                Workflow = parsed.GetValue(workflow),
                Model = parsed.GetValue(model),
                User = parsed.GetValue(user),
            });
            if (cli.WantsJson) CliJson.Write(cli.Out, report);
            else if (parsed.GetValue(csv)) cli.Out.Write(CostBook.Csv(report));
            else Print(cli, report);
            return ExitCode.Done;
        });
        return command;
    }

    private static DateOnly? DayOf(string? text)
    {
        if (text is null) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw CliException.Usage($"'{text}' is no day.", "Write it as 2027-01-31.");
    }

    private static void Print(CliContext cli, CostReport report)
    {
        var name = report.By.ToString().ToLowerInvariant();
        if (report.Items.Count > 0)
            TablePrinter.Print(cli.Results, [name, .. Whose(report, ["workflow"]), "cost", "calls", "failed", "unknown price", "input", "cached", "output", "thought"], [.. report.Items.Select(r => Row(report, r))]);
        var total = report.Total;
        cli.Error.WriteLine($"{report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}: {Say.Cost(total.Cost, total.CostKnown, total.CostEstimated)} in {Say.Count(total.Calls)} calls{(total.Unpriced > 0 ? $", {Say.Count(total.Unpriced)} of unknown price" : "")}.");
        if (report.More) cli.Error.WriteLine($"Only the first {report.Items.Count} are shown; the sum is of all.");
    }

    private static IReadOnlyList<string> Row(CostReport report, CostRow row) =>
    [
        row.Key.Length == 0 ? "(none)" : row.Key, .. Whose(report, [row.Workflow ?? ""]), Say.Cost(row.Cost, row.CostKnown, row.CostEstimated), Say.Count(row.Calls), Say.Count(row.Failed),
        Say.Count(row.Unpriced), Say.Count(row.InputTokens), Say.Count(row.CachedTokens), Say.Count(row.OutputTokens), Say.Count(row.ReasoningTokens),
    ];

    private static string[] Whose(CostReport report, string[] workflow) => report.By is CostBy.Node or CostBy.Run ? workflow : [];
}
