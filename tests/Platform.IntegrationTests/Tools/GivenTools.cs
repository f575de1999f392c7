using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Core.Foundation;
using Platform.Core.Memory;
using Platform.Core.Memory.Vectors;
using Platform.Core.Sandbox;
using Platform.Core.Security;
using Platform.Core.Tools;
using Platform.Core.Tools.BuiltIn;
using Platform.Core.Tools.BuiltIn.Messages;
using Platform.Core.Tools.BuiltIn.Text;
using Platform.Core.Tools.BuiltIn.Web;
using Platform.Core.Tools.Http;
using Platform.IntegrationTests.Models;

namespace Platform.IntegrationTests.Tools;

/// <summary>Built-in tools with a folder of their own, called as nodes and agents call them.</summary>
internal sealed class GivenTools(TimeProvider? time = null)
{
    /// <summary>One for all tests; it starts nothing before code is run.</summary>
    public static CodeSandbox Sandbox { get; } = new(
        Microsoft.Extensions.Options.Options.Create(new SandboxOptions { Warm = 0 }), Path.Combine(Path.GetTempPath(), "platform-tests-sandbox"), TimeProvider.System, NullLogger<CodeSandbox>.Instance);

    public Redactor Redactor { get; } = new();

    public WorkFolder Files { get; } = new(Directory.CreateTempSubdirectory("platform-tools").FullName);

    private static readonly ToolClients Clients = new(GivenModels.Guard);

    public static ToolCatalog Catalog(TimeProvider? time = null) => new(
    [
        new HttpRequestTool(Clients, TimeProvider.System), new FileReadTool(), new FileWriteTool(), new CsvReadTool(), new CsvWriteTool(), new FileListTool(),
        new TextRegexTool(), new TextTemplateTool(), new MathEvalTool(), new IdNewTool(time ?? TimeProvider.System), new HashTool(),
        new WebFetchTool(Clients, TimeProvider.System), new WebSearchTool(Clients, TimeProvider.System), new SqlQueryTool(GivenModels.Guard, TimeProvider.System),
        new EmailSendTool(GivenModels.Guard, TimeProvider.System), new SlackPostTool(Clients, TimeProvider.System),
        new TelegramSendTool(Clients, TimeProvider.System), new GitHubIssueTool(Clients, TimeProvider.System),
        new JsonQueryTool(), new TextSplitTool(), new TimeNowTool(time ?? TimeProvider.System),
        new TextEmbedTool(GivenModels.Services()), new AudioTranscribeTool(GivenModels.Services()), new AudioSpeakTool(GivenModels.Services()),
        new MemorySaveTool(Book), new MemorySearchTool(Book), new MemoryForgetTool(Book),
        new CodeRunTool(Sandbox), new HumanAskTool(), new WorkflowRunTool(), new WorkflowTool(),
    ]);

    // Only described here: what is remembered lies in a database, which tests of memory have.
    private static readonly MemoryBook Book = new(null!, new VectorIndexes(null!, new MemoryOptions()), new MemoryVectors(GivenModels.Services()), new Redactor(), new MemoryOptions(), TimeProvider.System);

    public BoundTool Tool(string use, string settings = "{}", string? name = null) =>
        Catalog(time).Bind(new ToolSettings(name ?? use, use, Json(settings), OrganizationId.Local, Files));

    public Task<JsonElement> CallAsync(string use, string arguments, CancellationToken cancellationToken, string settings = "{}") =>
        new ToolRunner(Redactor, TimeProvider.System).CallAsync(Tool(use, settings), Json(arguments), Context, cancellationToken);

    public ToolCallContext Context => new(OrganizationId.Local, Files, "run/1/node");

    public void Put(string file, string content)
    {
        var path = Path.Combine(Files.Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    public string Written(string file) => File.ReadAllText(Path.Combine(Files.Root, file));

    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
