using System.CommandLine;
using System.Globalization;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Models.Prices;

namespace Platform.Cli.Commands.Prices;

public sealed class PricesShowCommand : ICliCommand
{
    public string Path => "prices show";

    public int Order => 60;

    public Command Build(CliContext cli)
    {
        var name = new Argument<string?>("model") { Description = "Only models whose name holds this.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("show", "The prices that hold, in US dollars for a million tokens, and where they come from.") { name };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var all = host.Get<PriceBook>().Show(CoreHost.Caller);
            var part = parsed.GetValue(name) ?? "";
            Print(cli, all with { Items = [.. all.Items.Where(p => p.Use.Contains(part, StringComparison.OrdinalIgnoreCase))] });
            return ExitCode.Done;
        });
        return command;
    }

    internal static void Print(CliContext cli, PricesView prices)
    {
        if (cli.WantsJson)
        {
            CliJson.Write(cli.Out, prices);
            return;
        }

        if (prices.Problem is { } problem) cli.Error.WriteLine($"The file prices.json in the data folder is not used: {problem}");
        if (prices.Items.Count == 0) cli.Error.WriteLine("No such price. A model without a price has an unknown cost; 'platform prices import FILE' sets prices.");
        else TablePrinter.Print(cli.Results, ["model", "input", "cached", "cache write", "output", "reasoning", "minute", "characters", "from", "as of"], [.. prices.Items.Select(Row)]);
    }

    private static IReadOnlyList<string> Row(PriceView price) =>
        [price.Use, Dollars(price.Input), Dollars(price.Cached), Dollars(price.CacheWrite), Dollars(price.Output), Dollars(price.Reasoning), Dollars(price.Minute), Dollars(price.Characters), price.Source, price.AsOf];

    private static string Dollars(decimal? amount) => amount is { } known ? string.Create(CultureInfo.InvariantCulture, $"${known:0.######}") : "";
}
