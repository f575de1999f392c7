using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Runs;

namespace Platform.Cli.Hosting;

/// <summary>Finds the run that a person means: its id, the beginning or end of it, or <c>last</c>.</summary>
internal static class Target
{
    private const int ShortestPart = 4;

    public const string Description = "The run's id, a part of it, or 'last'.";

    public static async Task<RunView> RunAsync(CoreHost host, string given, CancellationToken cancellationToken)
    {
        var runs = host.Get<RunService>();
        if (RunId.TryParse(given, out var id))
            return await runs.FindAsync(CoreHost.Caller, id, cancellationToken)
                ?? throw new CliException($"There is no run {given}.", $"'platform runs list' shows the runs of {host.DataFolder}.", code: "not_found");
        if (given == "last")
            return await runs.ListAsync(CoreHost.Caller, new RunQuery { Limit = 1 }, cancellationToken) is { Items: [var newest, ..] } ? newest
                : throw new CliException("There is no run yet.", "Start one with 'platform run FILE'.", code: "not_found");
        if (given.Length < ShortestPart || given.Any(c => !char.IsAsciiHexDigit(c) && c != '-'))
            throw CliException.Usage($"'{given}' is no run's id.", $"'platform runs list' shows the ids; a part of at least {ShortestPart} characters is enough.");
        return await ByPartAsync(runs, given, cancellationToken);
    }

    private static async Task<RunView> ByPartAsync(RunService runs, string part, CancellationToken cancellationToken)
    {
        var page = await runs.ListAsync(CoreHost.Caller, new RunQuery { Search = part, Limit = 200 }, cancellationToken);
        var found = page.Items.Where(r => r.Id.ToString().Contains(part, StringComparison.OrdinalIgnoreCase)).ToList();
        return found switch
        {
            [var one] => one,
            [] => throw new CliException($"No run's id holds '{part}'.", "'platform runs list' shows the ids.", code: "not_found"),
            _ => throw CliException.Usage($"{found.Count} runs have an id that holds '{part}'.", "Give more of the id."),
        };
    }
}
