using FsCheck;
using FsCheck.Fluent;
using Platform.Core.Foundation;
using Platform.Core.Memory;
using Xunit;

namespace Platform.IntegrationTests.Memory;

/// <summary>One text names one namespace, and no text names two.</summary>
public sealed class Namespaces
{
    [Theory]
    [InlineData("organization", MemoryKind.Organization, null)]
    [InlineData("organization/rules", MemoryKind.Organization, null)]
    [InlineData("user/ana", MemoryKind.User, "ana")]
    [InlineData("user/ana/preferences", MemoryKind.User, "ana")]
    [InlineData("user/Ana%20Maria", MemoryKind.User, "Ana Maria")]
    [InlineData("thread/%2E%2E", MemoryKind.Thread, "..")]
    [InlineData("team/recipes.v2", MemoryKind.Custom, null)]
    public void A_namespace_says_whose_it_is(string text, MemoryKind kind, string? owner)
    {
        var parsed = MemoryNamespace.Parse(text);

        Assert.Equal((text, kind, owner), (parsed.Path, parsed.Kind, parsed.Owner));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("user")] // whose?
    [InlineData("user/")]
    [InlineData("user//x")]
    [InlineData("team//recipes")]
    [InlineData("../user/ana")]
    [InlineData("team/../user/ana")]
    [InlineData("team/..")]
    [InlineData("team/.hidden")]
    [InlineData("user/..")]
    [InlineData("user/./ana")]
    [InlineData("user/ana/../eve")]
    [InlineData("User/ana")]
    [InlineData("team recipes")]
    [InlineData("team\\recipes")]
    [InlineData("us\u0435r/ana")] // a Cyrillic e
    [InlineData("user/\u0430na")] // a Cyrillic a
    [InlineData("team/re\u200Bcipes")]
    [InlineData("ｔeam/recipes")]
    [InlineData("user/%61na")] // ana in another spelling
    [InlineData("user/%e9")]
    [InlineData("team/%2e%2e")]
    [InlineData("a/b/c/d/e/f/g/h/i")]
    [InlineData("user/\ud800")]
    public void What_could_be_taken_for_another_is_refused(string text)
    {
        var refused = Assert.Throws<PlatformException>(() => MemoryNamespace.Parse(text));

        Assert.Equal(ErrorCode.Validation, refused.Code);
    }

    [Fact]
    public void Names_that_differ_have_namespaces_that_differ_and_come_back_as_they_were()
    {
        string[] names = ["ana", "Ana", "\u0430na", "ana/eve", "ana%2Feve", "..", ".", "%2E", "a b", "a+b", "ana ", "é", "e\u0301", "用户", "organization"];

        var all = names.Select(MemoryNamespace.OfUser).ToList();

        Assert.Equal(names.Length, all.Select(n => n.Path).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(names, all.Select(n => MemoryNamespace.Parse(n.Path).Owner));
        Assert.All(all, n => Assert.Equal(2, n.Path.Split('/').Length));
    }

    [Fact]
    public void Text_of_any_kind_is_a_namespace_or_refused_with_a_reason()
    {
        Prop.ForAll<string>(text => MemoryNamespace.TryParse(text ?? "", out var parsed, out var wrong) ? parsed.Path == text && wrong.Length == 0 : wrong.Length > 0)
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void A_run_is_given_only_what_is_its_own()
    {
        var origin = new MemoryOrigin("triage", "ana", "42");

        Assert.Equal(
            ["organization", "user/ana", "workflow/triage", "thread/42", "workflow/triage/recipes", "recipes", "user/ana/x"],
            new[] { new MemoryName("organization", false), new("user", false), new("workflow", false), new("thread", false), new("recipes", false), new("recipes", true), new("user/ana/x", false) }
                .Select(n => n.Of(origin).Path));
        foreach (var other in new[] { "user/eve", "user/ana%20", "workflow/other/x", "thread/43" })
            Assert.Equal(ErrorCode.Forbidden, Assert.Throws<PlatformException>(() => new MemoryName(other, true).Of(origin)).Code);
    }
}
