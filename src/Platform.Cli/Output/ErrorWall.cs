using System.Text.Json.Nodes;
using Platform.Core.Foundation;

namespace Platform.Cli.Output;

/// <summary>The wall at this door: the one place of the terminal where every exception ends.</summary>
internal static class ErrorWall
{
    // Exceptions that only say that another one happened.
    private static readonly string[] Wrappers = ["DbUpdateException", "TypeInitializationException", "TargetInvocationException", "AggregateException"];

    public static async Task<int> RunAsync(CliContext cli, Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Stopped;
        }
        catch (CliException wrong)
        {
            return Print(cli, wrong.Code, wrong.Message, wrong.Resolution, wrong.ExitCode);
        }
        catch (PlatformException wrong)
        {
            return Print(cli, wrong.Code.Text(), wrong.Message, wrong.Resolution, wrong.Code == ErrorCode.Cancelled ? ExitCode.Stopped : ExitCode.Failed);
        }
        catch (Exception wrong) when (Explain(wrong) is var (code, message, resolution))
        {
            // The wall catches everything: a stack trace tells a person nothing, and a script needs its exit code.
            return Print(cli, code, message, resolution, ExitCode.Failed);
        }
    }

    public static int Print(CliContext cli, string code, string message, string resolution, int exitCode)
    {
        var todo = resolution.Length > 0 ? resolution : "Run 'platform doctor' to look for what may be wrong here.";
        cli.Error.WriteLine($"{cli.Talk.Red("error:")} {OneLine(message)}");
        cli.Error.WriteLine($"{cli.Talk.Bold("fix:")} {OneLine(todo)}");
        if (cli.WantsJson)
            CliJson.Write(cli.Out, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message, ["resolution"] = todo } });
        return exitCode;
    }

    private static (string Code, string Message, string Resolution) Explain(Exception wrong) => wrong switch
    {
        UnauthorizedAccessException => ("forbidden", wrong.Message, "Choose a folder that you may write to: --data FOLDER or PLATFORM_HOME."),
        IOException when IsFull(wrong) => ("unavailable", "The disk is full.", "Free some space; what was committed so far is safe, and the run goes on from there."),
        IOException => ("unavailable", wrong.Message, "Check that the path exists, that you may use it, and that the disk has space."),
        _ when wrong.GetType().Name == "SqliteException" => Database(wrong),
        { InnerException: { } inner } when Wrappers.Contains(wrong.GetType().Name) => Explain(inner),
        _ => ("internal", $"Something went wrong inside Platform: {wrong.GetType().Name}: {wrong.Message}{Where(wrong)}", "Please report it with the command that you typed; 'platform doctor' tells more about this machine."),
    };

    private static (string Code, string Message, string Resolution) Database(Exception wrong) => wrong.Message switch
    {
        var text when text.Contains("full", StringComparison.OrdinalIgnoreCase) => ("unavailable", "The disk is full: the database cannot grow.", "Free some space; what was committed so far is safe."),
        var text when text.Contains("readonly", StringComparison.OrdinalIgnoreCase) || text.Contains("unable to open", StringComparison.OrdinalIgnoreCase) =>
            ("forbidden", $"The database in the data folder cannot be written: {wrong.Message}", "Choose a folder that you may write to: --data FOLDER or PLATFORM_HOME."),
        var text when text.Contains("not a database", StringComparison.OrdinalIgnoreCase) || text.Contains("malformed", StringComparison.OrdinalIgnoreCase) =>
            ("internal", $"The file in the data folder is no sound database: {wrong.Message}", "Restore a backup with 'platform db restore FILE', or start with an empty folder: --data FOLDER."),
        _ => ("unavailable", $"The database refused: {wrong.Message}", "Run 'platform db status' to see what is wrong with it."),
    };

    private static bool IsFull(Exception wrong) => wrong.HResult == 28 || wrong.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase);

    private static string Where(Exception wrong) =>
        wrong.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Platform.", StringComparison.Ordinal))?.Trim() is { } line ? $" ({line})" : "";

    // Also without what would steer the terminal: the message may be a tool's or a file's.
    private static string OneLine(string text) => string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? ' ' : c));
}
