using System.Net;
using System.Text.RegularExpressions;
using Platform.IntegrationTests.Models;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Web;

[Collection(WebCollection.Name)]
public sealed partial class ModelPages(WebHost host)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Models_are_listed_checked_and_their_trouble_is_shown()
    {
        await using var server = new RudeServer(RudeServer.Whole(401, "application/json", "{}"));
        await host.SaveAsync(HealthOfModels.Workflow("web-models", server.Address), Cancelled);

        var page = await host.Client.GetStringAsync("/models", Cancelled);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "openai/m", ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value });
        using var posted = await host.Client.PostAsync("/models?handler=Check", form, Cancelled);
        var after = await host.Client.GetStringAsync("/models", Cancelled);
        var overview = await host.Client.GetStringAsync("/", Cancelled);

        Assert.Contains("not checked", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, posted.StatusCode);
        Assert.Contains("refuses the key of model", WebUtility.HtmlDecode(after), StringComparison.Ordinal);
        Assert.Contains("Model openai/m", overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_lists_and_checks()
    {
        await using var server = new RudeServer(RudeServer.Good("ok"));
        await host.SaveAsync(HealthOfModels.Workflow("api-models", server.Address), Cancelled);

        using var checkedAnswer = await host.Client.PostAsync("/api/v1/models/openai%2Fm/check?workflow=api-models", null, Cancelled);
        var check = (await WebHost.JsonOf(checkedAnswer, Cancelled)).GetProperty("items")[0];
        using var unknown = await host.Client.PostAsync("/api/v1/models/nobody/check", null, Cancelled);
        using var listAnswer = await host.Client.GetAsync("/api/v1/models", Cancelled);
        var list = (await WebHost.JsonOf(listAnswer, Cancelled)).GetProperty("items");

        Assert.True(check.GetProperty("check").GetProperty("ok").GetBoolean());
        Assert.Equal("closed", check.GetProperty("breaker").GetString());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains(list.EnumerateArray(), m => m.GetProperty("workflow").GetString() == "api-models" && m.GetProperty("use").GetString() == "openai/m");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
