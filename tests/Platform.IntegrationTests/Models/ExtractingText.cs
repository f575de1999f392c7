using System.Text.Json;
using Microsoft.Extensions.AI;
using Xunit;

namespace Platform.IntegrationTests.Models;

public sealed class ExtractingText
{
    private const string Story =
        "The harbour of Trieste was rebuilt in 1868. Dr. Rossi planned the harbour walls and the railway to the harbour. " +
        "My aunt likes soup. The railway brought coffee from the harbour to Vienna. Coffee traders paid for the railway and the harbour walls. It rained on Tuesday.";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_summary_is_made_of_the_texts_own_sentences_in_their_order()
    {
        var summary = await AskAsync("""{"use":"builtin/extractive","sentences":2}""", null);

        Assert.DoesNotContain("soup", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("Tuesday", summary, StringComparison.Ordinal);
        Assert.Contains("harbour", summary, StringComparison.Ordinal);
        Assert.Equal(summary, await AskAsync("""{"use":"builtin/extractive","sentences":2}""", null));
    }

    [Fact]
    public async Task An_abbreviation_does_not_end_a_sentence() =>
        Assert.Contains("Dr. Rossi planned the harbour walls", await AskAsync("""{"use":"builtin/extractive","sentences":5}""", null), StringComparison.Ordinal);

    [Fact]
    public async Task Key_phrases_are_runs_of_words_that_carry_the_subject()
    {
        var phrases = (await AskAsync("""{"use":"builtin/extractive","answer":"phrases"}""", null)).Split('\n');

        Assert.Contains("harbour walls", phrases);
        Assert.DoesNotContain("the", phrases);
    }

    [Fact]
    public async Task An_output_schema_gets_what_it_names()
    {
        var schema = JsonDocument.Parse("""{"type":"object","properties":{"summary":{"type":"string"},"key_phrases":{"type":"array"}}}""").RootElement;

        var answer = JsonDocument.Parse(await AskAsync("""{"use":"builtin/extractive"}""", ChatResponseFormat.ForJsonSchema(schema))).RootElement;

        Assert.Equal(["summary", "key_phrases"], answer.EnumerateObject().Select(p => p.Name));
        Assert.True(answer.GetProperty("key_phrases").GetArrayLength() > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("....!!!???")]
    [InlineData("\u0000\uFFFD\uD83D")]
    public async Task A_text_without_words_gives_an_answer_and_no_error(string text)
    {
        using var client = await GivenModels.ClientAsync(GivenModels.Settings("""{"use":"builtin/extractive","answer":"both"}"""), Cancelled);

        var response = await client.GetResponseAsync([new ChatMessage(ChatRole.User, text)], cancellationToken: Cancelled);

        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(response.Text).RootElement.ValueKind);
    }

    private static async Task<string> AskAsync(string json, ChatResponseFormat? format)
    {
        using var client = await GivenModels.ClientAsync(GivenModels.Settings(json), Cancelled);
        return (await client.GetResponseAsync([new ChatMessage(ChatRole.User, Story)], new ChatOptions { ResponseFormat = format }, Cancelled)).Text;
    }
}
