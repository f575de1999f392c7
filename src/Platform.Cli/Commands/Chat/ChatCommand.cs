using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Chat;

namespace Platform.Cli.Commands.Chat;

/// <summary>A workflow by talking, in the terminal: what is answered on the output, everything else on the error stream.</summary>
public sealed class ChatCommand : ICliCommand
{
    private const int ShortestPart = 4;

    public string Path => "chat";

    public int Order => 14;

    public Command Build(CliContext cli)
    {
        var conversation = new Argument<string?>("conversation") { Description = "Goes on with a conversation: its id, a part of it, or 'last'. Without it a new one begins.", Arity = ArgumentArity.ZeroOrOne };
        var model = new Option<string?>("--model", "-m") { Description = "Who answers: builtin, openai/gpt-4.1-mini, or WORKFLOW:NAME for a model of a saved workflow.", HelpName = "MODEL" };
        var workflow = new Option<string?>("--workflow") { Description = "A saved workflow to talk about.", HelpName = "NAME" };
        var to = new Option<FileInfo?>("--output", "-o") { Description = "Keep the current draft in a file.", HelpName = "FILE" };
        var command = new Command("chat", "Build a workflow by talking; /help lists what can be done with the draft.") { conversation, model, workflow, to };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var chat = host.Get<ChatService>();
            var given = parsed.GetValue(conversation);
            var talk = given is null
                ? await chat.CreateAsync(CoreHost.Caller, new NewConversation { Model = parsed.GetValue(model), Workflow = parsed.GetValue(workflow) }, cancellationToken)
                : await FindAsync(chat, given, cancellationToken);
            if (given is not null && parsed.GetValue(model) is { } chosen) talk = await chat.ChangeAsync(CoreHost.Caller, talk.Id, null, chosen, cancellationToken);
            return await new ChatTalk(cli, host, talk.Id, parsed.GetValue(to)).RunAsync(Console.In, cancellationToken);
        });
        return command;
    }

    private static async Task<ConversationView> FindAsync(ChatService chat, string given, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(given, out var id))
            return await chat.FindAsync(CoreHost.Caller, id, cancellationToken) ?? throw new CliException($"There is no conversation {given}.", "Leave it out to begin a new one, or say 'last'.", code: "not_found");
        var newest = (await chat.ListAsync(CoreHost.Caller, new ConversationQuery { Limit = 200 }, cancellationToken)).Items;
        if (given == "last") return newest is [var last, ..] ? last : throw new CliException("There is no conversation yet.", "Begin one with 'platform chat'.", code: "not_found");
        var found = given.Length < ShortestPart ? [] : newest.Where(c => c.Id.ToString().Contains(given, StringComparison.OrdinalIgnoreCase)).ToList();
        return found switch
        {
            [var one] => one,
            [] => throw new CliException($"None of the newest conversations has '{given}' in its id.", "Leave it out to begin a new one, or say 'last'.", code: "not_found"),
            _ => throw CliException.Usage($"{found.Count} conversations have an id that holds '{given}'.", "Give more of the id."),
        };
    }
}
