using System.Text;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Xunit;

namespace Platform.IntegrationTests.Security;

public sealed class WorkingInAFolder : IDisposable
{
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("work-folder-");

    public WorkingInAFolder() => Directory.CreateDirectory(Inside);

    private string Inside => Path.Combine(_temporary.FullName, "inside");

    private string Outside => Path.Combine(_temporary.FullName, "outside");

    [Theory]
    [InlineData("a.txt")]
    [InlineData("a/b/c.txt")]
    [InlineData("./a//b/./c")]
    [InlineData("..a/b..")]
    [InlineData("ä 🐲.txt")]
    public void A_place_inside_is_found(string path) => Assert.StartsWith(Folder().Root, Folder().Resolve(path), StringComparison.Ordinal);

    [Fact]
    public void The_folder_is_made_when_something_in_it_is_first_asked_for()
    {
        var path = Path.Combine(Inside, "later");
        var folder = new WorkFolder(path);
        Assert.False(Directory.Exists(path));

        folder.Resolve("a.txt");

        Assert.True(Directory.Exists(path));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/..")]
    [InlineData("/etc/passwd")]
    [InlineData("//host/share")]
    [InlineData("C:/x")]
    [InlineData("c:x")]
    [InlineData("a\\..\\..\\x")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    public void A_path_that_leaves_the_folder_is_refused(string path) => AssertRefused(() => Folder().Resolve(path));

    [Fact]
    public void A_name_that_is_too_long_is_refused()
    {
        AssertRefused(() => Folder().Resolve(new string('ä', 128)));
        Assert.NotNull(Folder().Resolve(new string('a', 255)));
        AssertRefused(() => Folder().Resolve(string.Join('/', Enumerable.Repeat("abc", 2000))));
    }

    [Fact]
    public void A_link_that_leads_out_is_refused_wherever_it_stands()
    {
        var folder = Folder();
        Directory.CreateDirectory(Outside);
        File.WriteAllText(Path.Combine(Outside, "secret"), "x");
        File.CreateSymbolicLink(Path.Combine(Inside, "file"), Path.Combine(Outside, "secret"));
        Directory.CreateSymbolicLink(Path.Combine(Inside, "folder"), Outside);
        Directory.CreateSymbolicLink(Path.Combine(Inside, "relative"), "../outside");
        File.CreateSymbolicLink(Path.Combine(Inside, "indirect"), "folder/secret");
        File.CreateSymbolicLink(Path.Combine(Inside, "dangling"), Path.Combine(Outside, "not-yet"));

        Assert.All(["file", "folder/secret", "folder/new", "relative/secret", "indirect", "dangling", "folder"], p => AssertRefused(() => folder.Resolve(p)));
        AssertRefused(() => folder.OpenRead("file"));
    }

    [Fact]
    public void A_neighbour_whose_name_begins_alike_is_outside()
    {
        var folder = Folder();
        Directory.CreateDirectory(Inside + "-too");
        Directory.CreateSymbolicLink(Path.Combine(Inside, "link"), Inside + "-too");

        AssertRefused(() => folder.Resolve("link/x"));
    }

    [Fact]
    public void A_link_that_stays_inside_is_followed()
    {
        var folder = Folder();
        Directory.CreateDirectory(Path.Combine(Inside, "real"));
        Directory.CreateSymbolicLink(Path.Combine(Inside, "link"), "real");

        Assert.Equal(Path.Combine(folder.Root, "real", "x"), folder.Resolve("link/x"));
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        var folder = Folder();
        File.CreateSymbolicLink(Path.Combine(Inside, "a"), "b");
        File.CreateSymbolicLink(Path.Combine(Inside, "b"), "a");

        AssertRefused(() => folder.Resolve("a"));
    }

    [Fact]
    public async Task A_file_is_written_whole_and_read_back()
    {
        var folder = Folder();

        await folder.WriteAtomicallyAsync("out/report.md", s => s.WriteAsync("first"u8.ToArray(), Token).AsTask(), Token);
        await folder.WriteAtomicallyAsync("out/report.md", s => s.WriteAsync("second"u8.ToArray(), Token).AsTask(), Token);

        await using var file = folder.OpenRead("out/report.md");
        using var reader = new StreamReader(file, Encoding.UTF8);
        Assert.Equal("second", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task A_write_that_fails_leaves_the_old_file_and_no_other()
    {
        var folder = Folder();
        await folder.WriteAtomicallyAsync("a", s => s.WriteAsync("old"u8.ToArray(), Token).AsTask(), Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => folder.WriteAtomicallyAsync("a", async s =>
        {
            await s.WriteAsync("new"u8.ToArray(), Token);
            throw new InvalidOperationException("the writer failed");
        }, Token));

        Assert.Equal("old", await File.ReadAllTextAsync(Path.Combine(Inside, "a"), Token));
        Assert.Equal([Path.Combine(Inside, "a")], Directory.GetFileSystemEntries(Inside));
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_found()
    {
        var missing = Assert.Throws<PlatformException>(() => Folder().OpenRead("nothing"));

        Assert.Equal(ErrorCode.NotFound, missing.Code);
    }

    public void Dispose() => _temporary.Delete(recursive: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static void AssertRefused(Action action) => Assert.Equal(ErrorCode.Forbidden, Assert.Throws<PlatformException>(action).Code);

    private WorkFolder Folder() => new(Inside);
}
