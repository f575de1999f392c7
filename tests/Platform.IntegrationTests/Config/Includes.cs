using Platform.Core.Config;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Config;

public sealed class Includes : IDisposable
{
    private const string Main = "platform: v1\nname: main\ninclude: [parts/models.yaml]\nagents: { helper: { model: fast, instructions: Help. } }\nstart: a\nnodes: { a: { agent: helper, prompt: Hi } }\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("includes").FullName;

    [Fact]
    public void What_an_included_file_defines_is_known()
    {
        Write("parts/models.yaml", "include: ../more.yaml\nmodels: { fast: { use: scripted/x, default: Hello } }\n");
        Write("more.yaml", "models: { spare: { use: scripted/y, default: Hello } }\n");

        var compiled = Compile(Main);

        Assert.True(compiled.Ok, string.Join('\n', compiled.Findings));
        Assert.Equal(["fast", "spare"], compiled.Value.Config.Models.Select(m => m.Name));
        Assert.Empty(compiled.Findings); // 'spare' is for others to use
    }

    [Fact]
    public void A_mistake_in_an_included_file_bears_that_files_name_and_place()
    {
        Write("parts/models.yaml", "models:\n  fast: { use: scripted/x, default: Hello, tmeout: 3s }\n");

        var finding = Assert.Single(Compile(Main).Findings);

        Assert.Equal(("flows/parts/models.yaml", 2, 44), (finding.At.File, finding.At.Line, finding.At.Column));
    }

    [Fact]
    public void A_name_defined_twice_names_both_places()
    {
        Write("parts/models.yaml", "models: { fast: { use: scripted/x, default: Hello } }\nagents: { helper: { model: fast } }\n");

        var finding = Assert.Single(Compile(Main).Findings);

        Assert.Equal("WF015", finding.Code);
        Assert.Contains("flows/main.yaml:4:11", finding.Message, StringComparison.Ordinal);
        Assert.Equal("flows/parts/models.yaml", finding.At.File);
    }

    [Fact]
    public void A_circle_of_includes_is_told_and_ends()
    {
        Write("parts/models.yaml", "include: other.yaml\nmodels: { fast: { use: scripted/x, default: Hello } }\n");
        Write("parts/other.yaml", "include: models.yaml\n");

        var finding = Assert.Single(Compile(Main).Findings);

        Assert.Equal("WF014", finding.Code);
        Assert.Contains("parts/models.yaml includes parts/other.yaml includes parts/models.yaml", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret.yaml")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b.yaml")]
    [InlineData("~/x.yaml")]
    [InlineData("http://host/x.yaml")]
    [InlineData("missing.yaml")]
    [InlineData("parts")]
    [InlineData("link.yaml")]
    public void Only_files_below_the_workflows_own_folder_are_read(string path)
    {
        Write("parts/models.yaml", "");
        File.CreateSymbolicLink(Path.Combine(_folder, "link.yaml"), "/etc/hostname");
        var text = $"platform: v1\nname: main\ninclude: [\"{path}\"]\nstart: a\nnodes: {{ a: }}\n";

        Assert.Equal("WF014", Assert.Single(Compile(text).Findings).Code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Core.Foundation.Result<Core.Graph.CompiledGraph> Compile(string text) => Compiling.Compile(text, "flows/main.yaml", new FileIncludes(_folder));

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
