using System.CommandLine;
using Platform.Cli.Hosting;
using Platform.Cli.Output;

namespace Platform.Cli.Commands;

public sealed class NewCommand : ICliCommand
{
    public string Path => "new";

    public int Order => 12;

    public Command Build(CliContext cli)
    {
        var template = new Argument<string>("template") { Description = "One of 'platform templates'.", DefaultValueFactory = _ => "hello" };
        var to = new Option<string?>("--output", "-o") { Description = "The file to write, or the folder for a template of several files; '-' prints it.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Write over what is there." };
        var command = new Command("new", "A workflow to start from.") { template, to, force };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var found = Templates.Find(parsed.GetRequiredValue(template));
            var written = parsed.GetValue(to) == "-"
                ? await PrintAsync(cli, found, cancellationToken)
                : await WriteAsync(found, parsed.GetValue(to), parsed.GetValue(force), cancellationToken);
            if (written.Count == 0) return ExitCode.Done;
            if (cli.WantsJson) CliJson.Write(cli.Out, new { template = found.Name, files = written });
            foreach (var file in written) cli.Error.WriteLine($"Wrote {file}");
            cli.Error.WriteLine($"{cli.Talk.Bold("next:")} platform run {RunTarget(found, written)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static string RunTarget(Template template, IReadOnlyList<string> written) =>
        template.IsOneFile ? written[0] : System.IO.Path.GetDirectoryName(written.First(f => System.IO.Path.GetFileName(f) == "workflow.yaml"))!;

    private static async Task<IReadOnlyList<string>> PrintAsync(CliContext cli, Template template, CancellationToken cancellationToken)
    {
        await cli.Out.WriteAsync(await File.ReadAllTextAsync(System.IO.Path.Combine(template.Folder, "workflow.yaml"), cancellationToken));
        return [];
    }

    private static async Task<IReadOnlyList<string>> WriteAsync(Template template, string? to, bool force, CancellationToken cancellationToken)
    {
        var files = Targets(template, to);
        if (!force && files.FirstOrDefault(f => File.Exists(f.To) || Directory.Exists(f.To)) is { To: { } taken })
            throw CliException.Usage($"'{taken}' exists already.", "Choose another place with -o, or write over it with --force.");
        foreach (var (from, target) in files)
        {
            if (System.IO.Path.GetDirectoryName(target) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(target, await File.ReadAllBytesAsync(from, cancellationToken), cancellationToken);
        }

        return [.. files.Select(f => f.To)];
    }

    private static List<(string From, string To)> Targets(Template template, string? to)
    {
        if (template.IsOneFile)
        {
            var file = to ?? $"{template.Name}.yaml";
            return [(System.IO.Path.Combine(template.Folder, "workflow.yaml"), Directory.Exists(file) ? System.IO.Path.Combine(file, $"{template.Name}.yaml") : file)];
        }

        var folder = to ?? template.Name;
        if (folder.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
            throw CliException.Usage($"The template '{template.Name}' has {template.Files.Count} files.", $"Name a folder: -o {folder[..^".yaml".Length]}");
        return [.. template.Files.Select(f => (System.IO.Path.Combine(template.Folder, f), System.IO.Path.Combine(folder, f)))];
    }
}
