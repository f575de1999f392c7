using System.Text.RegularExpressions;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Architecture;

/// <summary>Imports only fall. The table is the house's plan; a changed line is the thing to discuss in review.</summary>
public sealed partial class FolderDirectionTests
{
    private static readonly Dictionary<string, string[]> MayImport = new(StringComparer.Ordinal)
    {
        ["Foundation"] = [],
        ["Expressions"] = [],
        ["Schemas"] = [],
        ["Config"] = [],
        ["Security"] = [],
        ["Jobs"] = [],
        ["Changes"] = [],
        ["State"] = ["Expressions"],
        ["Models"] = ["Config", "Security", "Schemas"],
        ["Sandbox"] = ["Security"],
        ["Identity"] = ["Security"],
        ["Events"] = ["State", "Expressions"], // an event tells of values
        ["Graph"] = ["Config", "Expressions", "Schemas", "State", "Events"], // Events: an action tells what it does
        ["Memory"] = ["Models", "Config", "Schemas", "Security"], // Config: a file names the namespace; Schemas: values keep to one; Security: who asks, and no secret is kept
        ["Evaluation"] = ["Models", "Schemas", "Expressions"],
        ["Engine"] = ["Graph", "State", "Events", "Expressions", "Config"], // Config: limits, retries and ways on error are used as they were written
        ["Tools"] = ["Config", "Sandbox", "Memory", "Security", "Schemas", "Models"], // Models: tools that embed, hear and speak
        ["Workflows"] = ["Config", "Graph", "Security"], // every door knows its caller
        ["Authoring"] = ["Config", "Graph", "Expressions", "State", "Models", "Tools", "Workflows", "Security"], // names that an editor offers come from every catalog; nobody builds on it
        ["Agents"] = ["Config", "Models", "Tools", "Memory", "Events", "Schemas"], // Config: an agent is a named part of the file
        ["Runs"] = ["Engine", "Workflows", "Graph", "Jobs", "Events", "State", "Security", "Expressions", "Schemas"], // inputs and answers are checked against schemas
        ["Nodes"] = ["Agents", "Models", "Memory", "Costs", "Tools", "Sandbox", "Graph", "Config", "Expressions", "Schemas", "State", "Events", "Security"], // Costs: no call without room in its budgets; an agent node hands secrets and settings to models and tools
        ["Triggers"] = ["Runs", "Workflows", "Expressions", "Jobs", "Security"],
        ["Chat"] = ["Workflows", "Graph", "Config", "Expressions", "Models", "Agents", "Tools", "Health", "Costs", "Events", "Runs", "Security"], // Expressions: what a condition says is read from its tree; Agents, Events, Costs: its calls are told, bounded and counted as those of runs; Runs: whether who answers is still alive
        ["Experiments"] = ["Runs", "Workflows", "Evaluation"],
        ["Integrations"] = ["Triggers", "Runs", "Tools", "Events", "Experiments", "Security", "Config", "Schemas", "Workflows", "Graph", "Expressions"], // MCP: a server is a part of the file, and workflows with their inputs are tools to others
        ["Health"] = ["Models", "Tools", "Workflows", "Graph", "Config", "Runs", "Security", "Sandbox", "Changes"], // Sandbox: whether code can run here; Changes: a check is seen at once; which models the workflows use, and whether they answer; Tools: what a model is there for
        ["Observability"] = ["Events", "Runs", "Models"],
        ["Costs"] = ["Models", "Events", "Security", "Workflows", "Graph", "Config"], // Events: what became of a call; Workflows: their own budgets
        ["Persistence"] = ["Runs", "Chat", "Workflows", "Events", "State", "Identity", "Security", "Memory", "Expressions", "Models", "Costs", "Tools", "Changes"],
    };

    [Fact]
    public void No_folder_imports_one_that_it_may_not()
    {
        var broken = from file in Repository.CoreFiles()
                     where file.Folder.Length > 0
                     from import in OwnImports().Matches(File.ReadAllText(file.Path)).Select(m => m.Groups[1].Value)
                     where import != file.Folder && import != "Foundation" && !MayImport[file.Folder].Contains(import)
                     select $"{file.Relative} imports {import}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_folder_has_its_line_in_the_table()
    {
        var unknown = Repository.CoreFiles().Select(f => f.Folder).Where(f => f.Length > 0 && !MayImport.ContainsKey(f)).Distinct();

        Assert.Empty(unknown);
    }

    [Fact]
    public void Only_the_file_that_puts_the_parts_together_knows_Persistence()
    {
        var broken = from project in new[] { "src/Platform.Core", "src/Platform.Web", "src/Platform.Cli" }
                     from file in Repository.Files(project)
                     where !(project.EndsWith("Core", StringComparison.Ordinal) && file.Folder is "Persistence" or "")
                     where file.Folder != "Persistence"
                     where OwnImports().Matches(File.ReadAllText(file.Path)).Any(m => m.Groups[1].Value == "Persistence")
                     where !(project.EndsWith("Core", StringComparison.Ordinal) && file.Relative == "PlatformCore.cs")
                     select $"{project}/{file.Relative} imports Persistence";

        Assert.Empty(broken);
    }

    [Fact]
    public void Web_and_Cli_never_import_each_other()
    {
        var broken = from pair in new[] { ("src/Platform.Web", "Platform.Cli"), ("src/Platform.Cli", "Platform.Web"), ("src/Platform.Core", "Platform.Cli"), ("src/Platform.Core", "Platform.Web") }
                     from file in Repository.Files(pair.Item1)
                     where File.ReadAllText(file.Path).Contains($"using {pair.Item2}", StringComparison.Ordinal)
                     select $"{pair.Item1}/{file.Relative} imports {pair.Item2}";

        Assert.Empty(broken);
    }

    [Fact]
    public void No_import_is_hidden_in_a_global_using()
    {
        var hidden = from project in new[] { "src", "tests", "bench" }
                     from file in Repository.Files(project)
                     where GlobalUsing().IsMatch(File.ReadAllText(file.Path))
                     select file.Relative;

        Assert.Empty(hidden);
    }

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?Platform\.Core\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex OwnImports();

    [GeneratedRegex(@"^global using (?:static )?Platform\.", RegexOptions.Multiline)]
    private static partial Regex GlobalUsing();
}
