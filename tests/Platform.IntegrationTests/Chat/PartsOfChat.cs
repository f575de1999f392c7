using Platform.Core.Chat.Authors;
using Platform.Core.Workflows;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chat;

/// <summary>The parts of the chat that are pure.</summary>
public sealed class PartsOfChat
{
    [Theory]
    [InlineData("Done.\n```yaml\nplatform: v1\n```\nMore.", "Done.\nMore.", "platform: v1\n", true)]
    [InlineData("Done.\n~~~yml\nname: x\n~~~", "Done.", "name: x\n", true)]
    [InlineData("Write `x`.\n```bash\nls\n```", "Write `x`.\n```bash\nls\n```", null, true)]
    [InlineData("Two:\n```yaml\nname: a\n```\n```yaml\nname: b\n```", "Two:", "name: b\n", true)]
    [InlineData("So:\n```yaml\nplatform: v1\nname: x", "So:", "platform: v1\nname: x\n", false)]
    [InlineData("So:\nplatform: v1\nname: x", "So:", "platform: v1\nname: x\n", true)]
    [InlineData("", "", null, true)]
    public void What_a_model_wrote_is_taken_apart(string text, string prose, string? file, bool isWhole)
    {
        var read = ModelText.Read(text);

        Assert.Equal((prose, file, isWhole), (read.Prose.ReplaceLineEndings("\n"), read.File, read.IsWhole));
    }

    [Fact]
    public async Task The_reference_for_models_knows_every_kind_and_its_example_compiles()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var text = platform.Get<LanguageReference>().Text;

        Assert.Empty(platform.Get<WorkflowService>().Validate(LanguageReference.Example, "example.yaml").Findings);
        foreach (var word in new[] { "\nagent (beside it: prompt)", "\nhuman", "\nwait", "http.request —", "web.fetch —", "### trigger", "### limits", "on_error", "builtin/extractive" }) Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 5_000, 40_000);
    }

    [Theory]
    [InlineData("undo", true, null)]
    [InlineData("Please undo that.", true, null)]
    [InlineData("undo the last change", true, null)]
    [InlineData("go back to draft 2", false, 2)]
    [InlineData("Use draft #12 again!", false, 12)]
    [InlineData("undo the email step and add a wait", false, null)]
    [InlineData("use gpt-4o-mini", false, null)]
    public void A_request_for_an_earlier_draft_is_known(string text, bool isUndo, int? named) =>
        Assert.Equal((isUndo, named), (DraftHistory.IsUndo(text), DraftHistory.Named(text)));
}
