using Platform.Cli.Hosting;
using Platform.Cli.Inputs;
using Platform.Cli.Output;
using Platform.Core.Chat;
using Platform.Core.Foundation;
using Platform.Core.Graph.Drawing;
using Platform.Core.Runs;
using Platform.Core.Workflows;

namespace Platform.Cli.Commands.Chat;

/// <summary>One conversation at the terminal, a line at a time: from a keyboard or from a pipe. With <c>--json</c> each answer is a line of JSON.</summary>
internal sealed class ChatTalk(CliContext cli, CoreHost host, Guid id, FileInfo? to)
{
    private const int MostLines = 40;

    private static readonly string[] Help =
    [
        "/yaml       the current draft",
        "/diff       what the last draft changed",
        "/graph      its picture, as Mermaid",
        "/validate   what the compiler finds",
        "/save       save it as a version of the workflow; /save! also over a version made elsewhere",
        "/run [NAME=VALUE …]   save it and run it",
        "/undo       back to the draft before",
        "/model M    who answers from now on",
        "/quit       leave; 'platform chat last' goes on",
    ];

    private readonly ChatService _chat = host.Get<ChatService>();
    private int _exit = ExitCode.Done;
    private string? _saved; // what was told of the last save: /run after /save saves the same again

    public async Task<int> RunAsync(TextReader input, CancellationToken cancellationToken)
    {
        var about = await _chat.FindAsync(CoreHost.Caller, id, cancellationToken);
        cli.Error.WriteLine(cli.Talk.Dim($"Conversation {id}. /help lists the commands, /quit leaves."));
        if (about!.Turns > 0) await ShowLastAsync(cancellationToken);
        while (true)
        {
            if (cli.Talk.IsTerminal && !Console.IsInputRedirected) await cli.Error.WriteAsync(cli.Talk.Bold("› "));
            if (await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken) is not { } line) break; // a console reads without hearing of Ctrl+C
            line = line.Trim();
            if (line is "/quit" or "/exit") break;
            if (line.Length == 0) continue;
            await HandleAsync(line, cancellationToken);
        }

        return _exit;
    }

    // A mistake in one line is told and the next line is read: only its exit code stays.
    private async Task HandleAsync(string line, CancellationToken cancellationToken)
    {
        try
        {
            _exit = line.StartsWith('/') ? await CommandAsync(line, cancellationToken) : await SayAsync(line, cancellationToken);
        }
        catch (PlatformException wrong)
        {
            _exit = ErrorWall.Print(cli, wrong.Code.Text(), wrong.Message, wrong.Resolution, ExitCode.Failed);
        }
        catch (CliException wrong)
        {
            _exit = ErrorWall.Print(cli, wrong.Code, wrong.Message, wrong.Resolution, wrong.ExitCode);
        }
    }

    private async Task<int> SayAsync(string text, CancellationToken cancellationToken)
    {
        var turn = await _chat.SayAsync(CoreHost.Caller, id, new NewMessage(text), cancellationToken);
        try
        {
            turn = await FollowAsync(turn, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _chat.StopAsync(CoreHost.Caller, id, CancellationToken.None);
            await _chat.AnsweredAsync(CoreHost.Caller, id, turn.Id, TimeSpan.FromSeconds(3), CancellationToken.None);
            throw;
        }

        if (cli.WantsJson) CliJson.WriteLine(cli.Out, turn);
        if (turn.Fault is { } fault) return ErrorWall.Print(cli, fault.Code, fault.Message, fault.Resolution, ExitCode.Failed);
        foreach (var understood in turn.Notes.Understood.Where(u => !turn.Said.Contains(u, StringComparison.Ordinal))) cli.Error.WriteLine(cli.Talk.Dim($"  ✓ {Safe(understood)}"));
        foreach (var not in turn.Notes.NotUnderstood.Where(n => !turn.Said.Contains(n, StringComparison.Ordinal))) cli.Error.WriteLine(cli.Talk.Yellow($"  ! {Safe(not)}"));
        foreach (var notice in turn.Notes.Notices) cli.Error.WriteLine(cli.Talk.Dim($"  {Safe(notice)}"));
        await ChangedAsync(turn, cancellationToken);
        return turn.Made is { } made && made != turn.Draft ? ExitCode.Failed : ExitCode.Done;
    }

    // What is said comes as it is written; what goes on is told beside it.
    private async Task<TurnView> FollowAsync(TurnView turn, CancellationToken cancellationToken)
    {
        var (shown, doing) = ("", "");
        await foreach (var news in _chat.WatchAsync(CoreHost.Caller, id, turn.Version - 1, cancellationToken))
        {
            if (news.Live is { } live && live.Turn == turn.Id)
            {
                if (live.Doing != doing && doing.Length > 0) cli.Error.WriteLine(cli.Talk.Dim($"  {Safe(live.Doing)}"));
                doing = live.Doing;
                var said = Safe(live.Parts().Said);
                if (cli.Results.IsTerminal && !cli.WantsJson && said.StartsWith(shown, StringComparison.Ordinal))
                {
                    await cli.Out.WriteAsync(said[shown.Length..]);
                    await cli.Out.FlushAsync(cancellationToken);
                    shown = said;
                }
            }

            if (news.Turns.FirstOrDefault(t => t.Id == turn.Id) is { Status: not TurnStatus.Answering } ended)
            {
                turn = ended;
                break;
            }
        }

        var all = Safe(turn.Said);
        if (!cli.WantsJson && all.Length > 0) await cli.Out.WriteLineAsync((all.StartsWith(shown, StringComparison.Ordinal) ? all[shown.Length..] : $"\n{all}").AsMemory(), cancellationToken);
        return turn;
    }

    private async Task<int> CommandAsync(string line, CancellationToken cancellationToken)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case "/help":
                foreach (var help in Help) cli.Error.WriteLine(help);
                return ExitCode.Done;
            case "/model":
                var chosen = words.Length > 1 ? words[1] : throw CliException.Usage("No model is named.", "Write /model builtin or /model openai/gpt-4.1-mini.");
                await _chat.ChangeAsync(CoreHost.Caller, id, null, chosen, cancellationToken);
                cli.Error.WriteLine(cli.Talk.Dim($"From now on {chosen} answers."));
                return ExitCode.Done;
            case "/yaml" or "/diff" or "/graph" or "/validate" or "/save" or "/save!" or "/run" or "/undo":
                return await WithDraftAsync(words, await DraftAsync(cancellationToken), cancellationToken);
            default:
                throw CliException.Usage($"There is no command '{words[0]}' here.", "/help lists the commands; what does not begin with / is said.");
        }
    }

    private async Task<int> WithDraftAsync(string[] words, ConversationDraft draft, CancellationToken cancellationToken)
    {
        switch (words[0])
        {
            case "/yaml":
                if (cli.WantsJson) CliJson.WriteLine(cli.Out, draft);
                else await cli.Out.WriteAsync(draft.Text.AsMemory(), cancellationToken);
                return ExitCode.Done;
            case "/diff":
                var hunks = await _chat.DiffAsync(CoreHost.Caller, id, draft.Number, null, cancellationToken);
                if (cli.WantsJson) CliJson.WriteLine(cli.Out, new { draft = draft.Number, hunks });
                else Print(hunks, cli.Out, int.MaxValue);
                return ExitCode.Done;
            case "/undo":
                if (draft.Base is not { } before) throw new CliException("There is no draft before this one.", "Say what should be different.");
                await ChangedAsync(await _chat.UseAsync(CoreHost.Caller, id, before, null, cancellationToken), cancellationToken);
                return ExitCode.Done;
            case "/save" or "/save!":
                if (await SaveAsync(draft, words[0] == "/save!", cancellationToken) is not { } saved) return ExitCode.Failed;
                if (cli.WantsJson) CliJson.WriteLine(cli.Out, new { saved.Workflow, version = saved.Number });
                return ExitCode.Done;
            case "/run":
                return await RunAsync(draft, SpokenInputs.Read(string.Join(' ', words[1..])), cancellationToken);
            default:
                return Check(words[0], draft);
        }
    }

    private int Check(string command, ConversationDraft draft)
    {
        var compiled = host.Get<WorkflowService>().Validate(draft.Text, draft.Name is null ? "draft.yaml" : $"{draft.Name}.yaml");
        if (command == "/validate" && cli.WantsJson) CliJson.WriteLine(cli.Out, new { valid = compiled.Ok, findings = compiled.Findings });
        else FindingPrinter.Print(cli, compiled.Findings);
        if (!compiled.Ok) return ExitCode.Failed;
        var drawn = command == "/graph" ? MermaidDrawing.Write(compiled.Value).TrimEnd() : null;
        if (drawn is not null && cli.WantsJson) CliJson.WriteLine(cli.Out, new { mermaid = drawn });
        else if (drawn is not null) cli.Out.WriteLine(drawn);
        else if (!cli.WantsJson) cli.Out.WriteLine($"Draft {draft.Number} is valid.");
        return ExitCode.Done;
    }

    private async Task<WorkflowVersion?> SaveAsync(ConversationDraft draft, bool isAllTheSame, CancellationToken cancellationToken)
    {
        var there = isAllTheSame && draft.Name is { } name ? (await host.Get<WorkflowService>().FindAsync(CoreHost.Caller, name, null, cancellationToken))?.Number : null;
        var saved = await _chat.SaveAsync(CoreHost.Caller, id, draft.Number, there, cancellationToken);
        if (!saved.Ok)
        {
            FindingPrinter.Refuse(cli, saved.Findings, "Say what should be different, or write the draft by hand.");
            return null;
        }

        var told = $"Saved as {saved.Value.Workflow}, version {saved.Value.Number}.";
        if (told != _saved) cli.Error.WriteLine(told);
        _saved = told;
        return saved.Value;
    }

    // With an engine of its own, that ends with the run.
    private async Task<int> RunAsync(ConversationDraft draft, IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        if (await SaveAsync(draft, isAllTheSame: false, cancellationToken) is not { } saved) return ExitCode.Failed;
        await using var engine = await CoreHost.StartAsync(cli, cancellationToken);
        var graph = (await engine.Get<WorkflowService>().LoadAsync(CoreHost.Caller, saved.Workflow, saved.Number, cancellationToken)).Graph;
        var read = InputArguments.Read(inputs, graph.InputsSchema);
        if (read.Files.Count > 0) throw CliException.Usage("Files cannot be given here.", $"Run it with 'platform run {saved.Workflow} -i NAME=@FILE'.");
        var started = await engine.Get<RunService>().StartAsync(
            CoreHost.Caller, new StartRun { Workflow = saved.Workflow, Version = saved.Number, Inputs = System.Text.Json.JsonSerializer.SerializeToElement(read.Values), Trigger = "chat" }, cancellationToken);
        if (!started.Ok) return FindingPrinter.Refuse(cli, started.Findings, "Give the inputs: /run NAME=VALUE.", ExitCode.Usage);
        return await RunReport.FollowAsync(cli, engine, started.Value, after: 0, tokens: false, cancellationToken);
    }

    private async Task<ConversationDraft> DraftAsync(CancellationToken cancellationToken)
    {
        var path = await _chat.PathAsync(CoreHost.Caller, id, null, null, 1, cancellationToken);
        return path.Turns is [{ Draft: { } number }] && await _chat.DraftAsync(CoreHost.Caller, id, number, cancellationToken) is { } draft
            ? draft
            : throw new CliException("There is no draft yet.", "Say what the workflow should do.");
    }

    private async Task ShowLastAsync(CancellationToken cancellationToken)
    {
        var path = await _chat.PathAsync(CoreHost.Caller, id, null, null, 1, cancellationToken);
        if (path.Turns is not [var last]) return;
        cli.Error.WriteLine(cli.Talk.Dim($"You: {Safe(last.Asked)}"));
        if (last.Said.Length > 0) cli.Error.WriteLine(cli.Talk.Dim(Safe(last.Said)));
        if (last.Draft is { } number) cli.Error.WriteLine(cli.Talk.Dim($"Draft {number} is the current one."));
    }

    private async Task ChangedAsync(TurnView turn, CancellationToken cancellationToken)
    {
        if (turn.Kind == TurnKind.Use) cli.Error.WriteLine($"Draft {turn.Draft} is the current one again.");
        if (turn.Made is { } made && await _chat.DraftAsync(CoreHost.Caller, id, made, cancellationToken) is { } draft)
        {
            cli.Error.WriteLine($"Draft {made}: +{draft.Added} −{draft.Removed}{(draft.Valid ? "" : $", {draft.Errors} mistakes, not used")}");
            if (draft.Base is not null) Print(await _chat.DiffAsync(CoreHost.Caller, id, made, null, cancellationToken), cli.Error, MostLines);
        }

        if (to is not null && turn.Draft is { } number && await _chat.DraftAsync(CoreHost.Caller, id, number, cancellationToken) is { } current)
        {
            await File.WriteAllTextAsync(to.FullName, current.Text, cancellationToken);
            cli.Error.WriteLine(cli.Talk.Dim($"Wrote {to}"));
        }
    }

    private void Print(IReadOnlyList<DiffHunk> hunks, TextWriter output, int most)
    {
        var lines = hunks.SelectMany((h, i) => i == 0 ? h.Lines : h.Lines.Prepend(null)).ToList(); // a gap between two
        foreach (var line in lines.Take(most))
            output.WriteLine(line?.Change switch
            {
                null => cli.Talk.Dim("  …"),
                LineChange.Added => $"+ {Safe(line!.Text)}",
                LineChange.Removed => cli.Talk.Red($"- {Safe(line!.Text)}"),
                _ => $"  {Safe(line!.Text)}",
            });
        if (lines.Count > most) output.WriteLine(cli.Talk.Dim($"  … {lines.Count - most} more lines; /diff shows all"));
    }

    // What a model wrote must not steer the terminal.
    private static string Safe(string text) => string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? ' ' : c));
}
