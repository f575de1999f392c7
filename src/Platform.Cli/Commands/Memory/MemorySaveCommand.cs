using System.CommandLine;
using System.Text.Json;
using Platform.Cli.Hosting;
using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Memory;

namespace Platform.Cli.Commands.Memory;

public sealed class MemorySaveCommand : ICliCommand
{
    public string Path => "memory save";

    public int Order => 73;

    public Command Build(CliContext cli)
    {
        var space = new Argument<string>("namespace") { Description = MemoryWords.Namespace };
        var key = new Argument<string>("key") { Description = "A short name; what was saved under it is replaced." };
        var value = new Argument<string>("value") { Description = "A text, or @FILE." };
        var isJson = new Option<bool>("--as-json") { Description = "The value is JSON and not a text." };
        var ttl = new Option<string?>("--ttl") { Description = "For how long: 12h, 30d; for ever when it is not given.", HelpName = "TIME" };
        var command = new Command("save", "Remember something under a key.") { space, key, value, isJson, ttl };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var text = await TextAsync(parsed.GetRequiredValue(value), cancellationToken);
            var save = new SaveMemory(parsed.GetRequiredValue(key), ValueOf(text, parsed.GetValue(isJson)), Lifetime(parsed.GetValue(ttl))) { By = CoreHost.Caller.Name };
            await using var host = await CoreHost.OpenAsync(cli, cancellationToken);
            var saved = await host.Get<MemoryDoor>().SaveAsync(CoreHost.Caller, MemoryDoor.Space(CoreHost.Caller, parsed.GetRequiredValue(space)), save, model: null, cancellationToken);
            if (cli.WantsJson) CliJson.Write(cli.Out, saved);
            else cli.Error.WriteLine($"{saved.Outcome switch { SaveOutcome.Created => "Saved", SaveOutcome.Updated => "Replaced", _ => "Was there already" }}: '{saved.Entry.Key}' in '{saved.Entry.Namespace}', version {saved.Entry.Version}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<string> TextAsync(string value, CancellationToken cancellationToken)
    {
        if (!value.StartsWith('@')) return value;
        var file = new FileInfo(value[1..]);
        if (!file.Exists) throw CliException.Usage($"There is no file '{file.FullName}'.", "Name a file that exists, or write the text itself.");
        return await File.ReadAllTextAsync(file.FullName, cancellationToken);
    }

    private static JsonElement ValueOf(string text, bool isJson)
    {
        if (!isJson) return JsonSerializer.SerializeToElement(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException wrong)
        {
            throw CliException.Usage($"The value is no JSON: {wrong.Message}", "Mend it, or leave --as-json out to save it as a text.");
        }
    }

    private static TimeSpan? Lifetime(string? text) => text is null ? null
        : Quantities.TryDuration(text, out var time) && time > TimeSpan.Zero ? time : throw CliException.Usage($"'{text}' is no time.", "Write it as 12h or 30d.");
}
