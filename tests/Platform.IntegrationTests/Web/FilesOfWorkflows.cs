using System.Net;
using System.Text;
using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Platform.IntegrationTests.Web;

/// <summary>A workflow that reads a file gets it from its page or the API, under the name that it reads.</summary>
[Collection(WebCollection.Name)]
public sealed class FilesOfWorkflows(WebHost web, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Reads(string name, string path) => $$$"""
        platform: v1
        name: {{{name}}}
        state: { rows: { type: array, default: [] } }
        outputs: { count: "${{ size(state.rows) }}" }
        start: read
        nodes:
          read: { tool: csv.read, with: { path: {{{path}}} }, save: { rows: "${{ output }}" } }
        """;

    [Fact]
    public async Task What_is_put_at_a_path_is_got_there_and_replaced_only_when_that_is_asked_for()
    {
        await web.SaveAsync(Flows.Hello("files-put"), Stop);

        Assert.Equal(HttpStatusCode.Created, await PutAsync("files-put", "in/orders.csv", "one"));
        Assert.Equal("one", await web.Client.GetStringAsync("/api/v1/workflows/files-put/files/in/orders.csv", Stop));
        Assert.Equal(HttpStatusCode.Conflict, await PutAsync("files-put", "in/orders.csv", "two"));
        Assert.Equal("one", await web.Client.GetStringAsync("/api/v1/workflows/files-put/files/in/orders.csv", Stop));
        Assert.Equal(HttpStatusCode.OK, await PutAsync("files-put", "in/orders.csv?replace=true", "two"));
        Assert.Equal("two", await web.Client.GetStringAsync("/api/v1/workflows/files-put/files/in/orders.csv", Stop));
        Assert.Equal("two", await web.Client.GetStringAsync("/api/v1/workflows/files-put/files/in%2Forders.csv", Stop)); // as programs encode a path
        Assert.Equal(HttpStatusCode.Created, await PutAsync("files-put", "new.csv?replace=true", "new"));
        Assert.Equal(HttpStatusCode.Created, await PutAsync("files-put", "M%C3%A4rz%20%231%25.csv", "odd"));
        Assert.Equal("odd", await web.Client.GetStringAsync("/api/v1/workflows/files-put/files/M%C3%A4rz%20%231%25.csv", Stop));

        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync("files-put", "in/orders.csv"));
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync("files-put", "in/orders.csv"));
        var left = (await web.GetJsonAsync("/api/v1/workflows/files-put/files", Stop)).GetProperty("items").EnumerateArray().Select(f => f.GetProperty("path").GetString());
        Assert.Equal(["März #1%.csv", "new.csv"], left.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("..%2f..%2fplatform.db")]
    [InlineData("a%2f..%2f..%2fother%2fx.csv")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("a%5cb.csv")]
    [InlineData("C:%2fx.csv")]
    [InlineData(".hidden")]
    [InlineData("in/.hidden/x.csv")]
    [InlineData("a%0Ab.csv")]
    [InlineData("a%00.csv")]
    [InlineData("folder")]
    [InlineData("folder/there.csv/x.csv")]
    public async Task No_file_is_stored_or_deleted_outside_the_folder_or_where_nobody_finds_it(string path)
    {
        await web.SaveAsync(Flows.Hello("files-safe"), Stop);
        await PutAsync("files-safe", "folder/there.csv", "there");

        Assert.InRange((int)await PutAsync("files-safe", path, "x"), 400, 409);
        Assert.InRange((int)await PutAsync("files-safe", $"{path}?replace=true", "x"), 400, 409);
        Assert.InRange((int)await DeleteAsync("files-safe", path), 400, 409);
        var all = await web.GetJsonAsync("/api/v1/workflows/files-safe/files", Stop);
        Assert.Equal("folder/there.csv", Assert.Single(all.GetProperty("items").EnumerateArray()).GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_run_that_lacks_its_file_leads_to_where_it_is_uploaded()
    {
        await web.SaveAsync(Reads("files-lack", "in/orders.csv"), Stop);
        await using var window = await browser.OpenAsync(web.Address);
        var page = window.Page;
        await page.GotoAsync("/workflows/files-lack");
        await Expect(page.Locator("#start")).ToContainTextAsync("It reads in/orders.csv, which is not in its work folder yet.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Expect(page.Locator("#now-error")).ToContainTextAsync("There is no file 'in/orders.csv'.");

        await page.Locator("#now-error").GetByRole(AriaRole.Link, new() { Name = "Upload it under Files" }).ClickAsync();
        await page.GetByLabel("The file for in/orders.csv").SetInputFilesAsync(Csv("Orders (3).csv", "id,total\n1,10\n2,20\n"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload as in/orders.csv" }).ClickAsync();

        await Expect(page.Locator("#files").GetByRole(AriaRole.Status)).ToContainTextAsync("in/orders.csv is stored.");
        await Expect(page.Locator("#start")).Not.ToContainTextAsync("which is not in its work folder");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Expect(page.Locator(".run-title .st")).ToHaveTextAsync("succeeded");
        await Expect(page.Locator("#outputs")).ToContainTextAsync("2");
        await Expect(page.GetByText("Files written")).ToHaveCountAsync(0); // it was handed in
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData(true, 1280)]
    [InlineData(false, 360)]
    public async Task Several_files_go_up_at_once_and_each_can_be_replaced_and_deleted(bool script, int width)
    {
        var name = $"files-several-{width}";
        await web.SaveAsync(Flows.Hello(name), Stop);
        await using var window = await browser.OpenAsync(web.Address, width, script: script);
        var page = window.Page;
        var (files, upload) = (page.Locator("#files"), page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }));

        await page.GotoAsync($"/workflows/{name}");
        await page.GetByLabel("Files to upload").SetInputFilesAsync([Csv("one.csv", "first"), Csv("two.csv", "second")]);
        await upload.ClickAsync();
        await Expect(files.GetByRole(AriaRole.Status)).ToContainTextAsync("2 files are stored: one.csv, two.csv.");

        await page.GetByLabel("Files to upload").SetInputFilesAsync(Csv("one.csv", "other"));
        await upload.ClickAsync();
        await Expect(files.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is a file 'one.csv' already.");
        Assert.Equal("first", await web.Client.GetStringAsync($"/api/v1/workflows/{name}/files/one.csv", Stop));

        await page.GetByLabel("Files to upload").SetInputFilesAsync(Csv("one.csv", "other"));
        await page.GetByLabel("Replace files of the same name").CheckAsync();
        await upload.ClickAsync();
        await Expect(files.GetByRole(AriaRole.Status)).ToContainTextAsync("one.csv is stored.");
        Assert.Equal("other", await web.Client.GetStringAsync($"/api/v1/workflows/{name}/files/one.csv", Stop));

        await files.Locator("summary[aria-label='Delete one.csv…']").ClickAsync();
        await files.GetByRole(AriaRole.Button, new() { Name = "Delete one.csv" }).ClickAsync();
        await Expect(files.GetByRole(AriaRole.Status)).ToContainTextAsync("one.csv is deleted.");
        await Expect(files.GetByRole(AriaRole.Link, new() { Name = "two.csv" })).ToBeVisibleAsync();
        await Expect(files.GetByRole(AriaRole.Link, new() { Name = "one.csv" })).ToHaveCountAsync(0);
        Assert.Empty(window.Complaints);
    }

    private static FilePayload Csv(string name, string text) => new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };

    private async Task<HttpStatusCode> PutAsync(string workflow, string path, string text)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        using var answer = await web.Client.PutAsync($"/api/v1/workflows/{workflow}/files/{path}", body, Stop);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> DeleteAsync(string workflow, string path)
    {
        using var answer = await web.Client.DeleteAsync($"/api/v1/workflows/{workflow}/files/{path}", Stop);
        return answer.StatusCode;
    }
}
