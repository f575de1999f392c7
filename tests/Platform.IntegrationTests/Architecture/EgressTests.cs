using System.Text.RegularExpressions;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Architecture;

/// <summary>HTTP leaves the house by one door, <c>Core/Security</c>, which checks where it goes.</summary>
public sealed partial class EgressTests
{
    /// <summary>Files and folders under src that may connect by themselves, with the reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["Platform.Core/Security/"] = "it is the door",
        ["Platform.Core/Models/ModelHttp.cs"] = "its client is made around the handler of the guard",
        ["Platform.Cli/"] = "the terminal speaks to the server that its user named, often on the same machine",
    };

    [Fact]
    public void Nobody_connects_past_the_guard()
    {
        var broken = from file in Repository.Files("src")
                     where !Exceptions.Keys.Any(e => file.Relative.StartsWith(e, StringComparison.Ordinal))
                     from found in Connecting().Matches(File.ReadAllText(file.Path)).Select(m => m.Value)
                     select $"{file.Relative} has '{found}': use EgressGuard";

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("var client = new HttpClient(handler);")]
    [InlineData("using HttpClient client = new();")]
    [InlineData("private readonly SocketsHttpHandler _handler = new() { UseProxy = true };")]
    [InlineData("new System.Net.Sockets.TcpClient()")]
    [InlineData("services.AddHttpClient(\"models\")")]
    public void The_ways_to_connect_are_known(string line) => Assert.Matches(Connecting(), line);

    [Theory]
    [InlineData("HttpClient client = guard.CreateClient(rules);")]
    [InlineData("new HttpClientTransport(client)")]
    public void Using_a_client_is_no_way_to_connect(string line) => Assert.DoesNotMatch(Connecting(), line);

    // Connections of databases and of mail: who opens one, and why it need not ask the guard.
    private static readonly Dictionary<string, string> Databases = new(StringComparer.Ordinal)
    {
        ["Platform.Core/Security/"] = "it is the door",
        ["Platform.Core/Persistence/"] = "the platform's own database, which the operator names",
        ["Platform.Core/Tools/Sql/PostgresQuestion.cs"] = "connects to an address that the guard has resolved and checked",
    };

    [Fact]
    public void Nobody_opens_a_database_or_speaks_mail_by_a_library_past_the_guard()
    {
        var broken = from file in Repository.Files("src")
                     where !Databases.Keys.Any(e => file.Relative.StartsWith(e, StringComparison.Ordinal))
                     from found in Libraries().Matches(File.ReadAllText(file.Path)).Select(m => m.Value)
                     select $"{file.Relative} has '{found}': resolve by EgressGuard";

        Assert.Empty(broken);
        Assert.Contains("guard.ResolveAsync", File.ReadAllText(Path.Combine(Repository.Root, "src/Platform.Core/Tools/Sql/PostgresQuestion.cs")), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"new\s+(?:[\w.]+\.)?(?:NpgsqlConnection|NpgsqlDataSourceBuilder|SmtpClient|SqlConnection|FtpWebRequest|Ping|QuicConnection)\s*[({]|NpgsqlDataSource\.Create|Dns\.GetHost(?!Name)|(?<!EgressGuard )\bSmtpClient\s+\w+\s*=")]
    private static partial Regex Libraries();

    [GeneratedRegex(@"new\s+(?:[\w.]+\.)?(?:HttpClient|SocketsHttpHandler|HttpClientHandler|WinHttpHandler|Socket|TcpClient|UdpClient|ClientWebSocket|WebClient)\s*[({]|(?:HttpClient|SocketsHttpHandler|HttpClientHandler|Socket|TcpClient|UdpClient|ClientWebSocket)\s+\w+\s*=\s*new\s*\(|\.AddHttpClient\s*[(<]|WebRequest\.Create")]
    private static partial Regex Connecting();
}
