using System.CommandLine;
using System.Text.Json;
using Platform.Cli.Following;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Costs.Calls;
using Platform.Core.Foundation;

namespace Platform.Cli.Commands.Models;

public sealed class ModelsCallsCommand : ICliCommand
{
    public string Path => "models calls";

    public int Order => 58;

    public Command Build(CliContext cli)
    {
        var id = new Argument<Guid?>("call") { Description = "One call, with its prompt and reply.", Arity = ArgumentArity.ZeroOrOne };
        var run = new Option<string?>("--run", "-r") { Description = "Only calls of this run: its id, a part of it, or 'last'." };
        var workflow = new Option<string?>("--workflow", "-w") { Description = "Only calls of this workflow." };
        var model = new Option<string?>("--model", "-m") { Description = "Only calls of this model: openai/gpt-5." };
        var provider = new Option<string?>("--provider") { Description = "Only calls of this provider." };
        var status = new Option<CallStatus?>("--status", "-s") { Description = "ok, failed or retried." };
        var text = new Option<string?>("--text", "-t") { Description = "Part of a prompt, a reply, a tool call or an error." };
        var since = new Option<string?>("--since") { Description = "Not older than this: 2h, 7d.", HelpName = "TIME" };
        var after = new Option<string?>("--after") { Description = "The cursor of the page before." };
        var limit = new Option<int>("--limit", "-n") { Description = "At most so many, 1 to 200.", DefaultValueFactory = _ => 20 };
        var keep = new Option<string?>("--keep") { Description = "Sets for how many days calls are kept: 30, or 'runs' for as long as their runs.", HelpName = "DAYS" };
        var command = new Command("calls", "What models were asked and answered, newest first: each attempt with its tokens, time and cost.")
        { id, run, workflow, model, provider, status, text, since, after, limit, keep };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var log = host.Get<CallLog>();
            if (parsed.GetValue(keep) is { } days)
            {
                await log.KeepAsync(CoreHost.Caller, DaysOf(days));
                cli.Error.WriteLine(days == "runs" ? "Calls are kept as long as their runs." : $"Calls are kept for {days} days.");
                return ExitCode.Done;
            }

            if (parsed.GetValue(id) is { } one)
            {
                Show(cli, log.Find(CoreHost.Caller, one) ?? throw new CliException($"There is no call {one}.", "'platform models calls' lists those that are kept.", code: "not_found"));
                return ExitCode.Done;
            }

            var page = log.List(CoreHost.Caller, new ModelCallQuery
            {
                Run = parsed.GetValue(run) is { } given ? (await Target.RunAsync(host, given, cancellationToken)).Id : null,
                Workflow = parsed.GetValue(workflow),
                Model = parsed.GetValue(model),
                Provider = parsed.GetValue(provider),
                Status = parsed.GetValue(status),
                Text = parsed.GetValue(text),
                From = parsed.GetValue(since) is { } age ? TimeProvider.System.GetUtcNow() - AgeOf(age) : null,
                After = parsed.GetValue(after),
                Limit = parsed.GetValue(limit) is var n and >= 1 and <= 200 ? n : throw CliException.Usage("--limit must be 1 to 200.", "Give a number in that range."),
            });
            Print(cli, page);
            return ExitCode.Done;
        });
        return command;
    }

    private static int? DaysOf(string text) => text == "runs" ? null
        : int.TryParse(text, out var days) ? days : throw CliException.Usage($"'{text}' is no number of days.", "Write --keep 30, or --keep runs.");

    private static TimeSpan AgeOf(string text) => Quantities.TryDuration(text, out var age) ? age : throw CliException.Usage($"'{text}' is no time.", "Write it as 2h, 7d or 90m.");

    private static void Print(CliContext cli, Page<ModelCallView> page)
    {
        if (cli.WantsJson)
        {
            CliJson.Write(cli.Out, page);
            return;
        }

        if (page.Items.Count == 0) cli.Error.WriteLine(page.Searched is { } so ? $"None in the newest {Say.Count(so.Rows)} calls." : "No such call.");
        else
            TablePrinter.Print(cli.Results, ["id", "ended", "status", "model", "workflow", "node", "tokens", "cost", "took", "said"], [.. page.Items.Select(Row)]);
        if (page.Next is { } next) cli.Error.WriteLine($"More: --after {next}");
    }

    private static IReadOnlyList<string> Row(ModelCallView call) =>
    [
        call.Id.ToString(), call.At.ToString("yyyy-MM-dd HH:mm:ss'Z'"), StatusOf(call), call.Model, call.Workflow, call.Node,
        $"{(call.Estimated ? "about " : "")}{Say.Count(call.InputTokens + call.OutputTokens)}", Say.Cost(call.Cost ?? 0, call.CostKnown, call.Estimated),
        Say.Duration(TimeSpan.FromMilliseconds(call.LatencyMs)), Say.Plain(call.Error ?? call.Said),
    ];

    private static string StatusOf(ModelCallView call) => call.ErrorKind is { } kind ? $"{call.Status.ToString().ToLowerInvariant()} {kind}" : call.Source == "provider" ? "ok" : call.Source;

    private static void Show(CliContext cli, ModelCallDetail call)
    {
        if (cli.WantsJson)
        {
            CliJson.Write(cli.Out, call);
            return;
        }

        (string Name, string Value)[] facts =
        [
            ("call", call.Id.ToString()), ("ended", call.At.ToString("yyyy-MM-dd HH:mm:ss'Z'")), ("status", StatusOf(call)), ("kind", call.Operation == "chat" ? "" : call.Operation), ("model", call.Model), ("run", call.Run.ToString()),
            ("workflow", call.Workflow), ("node", call.Item is { } item ? $"{call.Node} #{item}" : call.Node), ("agent", call.Agent), ("user", call.User), ("attempt", $"{call.Attempt}"),
            ("tokens", $"{Say.Count(call.InputTokens)} in ({Say.Count(call.CachedTokens)} cached, {Say.Count(call.CacheWriteTokens)} put into the cache), {Say.Count(call.OutputTokens)} out ({Say.Count(call.ReasoningTokens)} thought){(call.Estimated ? ", estimated" : "")}"),
            ("cost", Say.Cost(call.Cost ?? 0, call.CostKnown, call.Estimated)), ("took", Say.Duration(TimeSpan.FromMilliseconds(call.LatencyMs))), ("error", call.Error ?? ""),
        ];
        foreach (var (name, value) in facts.Where(f => f.Value.Length > 0)) cli.Out.WriteLine($"{name,-10} {Say.Plain(value)}");
        if (call.Prompt is { } prompt) Section(cli, "prompt", prompt, call.PromptCut);
        if (call.Reply.Length > 0) cli.Out.WriteLine($"reply{Cut(call.ReplyCut)}:\n{Say.Plain(call.Reply)}");
        if (call.ToolCalls is { } tools) Section(cli, "tool calls", tools, 0);
    }

    private static void Section(CliContext cli, string name, JsonElement value, int cut)
    {
        cli.Out.WriteLine($"{name}{Cut(cut)}:");
        CliJson.Write(cli.Out, value);
    }

    private static string Cut(int characters) => characters == 0 ? "" : $" ({Say.Count(characters)} characters are not kept)";
}
