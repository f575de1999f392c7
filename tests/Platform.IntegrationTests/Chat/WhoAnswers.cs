using Platform.Core.Chat;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chat;

/// <summary>Who answers when nobody was chosen, and the model that is there for it cannot be used.</summary>
public sealed class WhoAnswers
{
    private const string Gone = "http://127.0.0.1:1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Caller Me => RunningPlatform.Me;

    [Fact]
    public async Task The_composer_answers_for_a_model_whose_server_is_gone_and_says_so()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        await platform.SaveAsync(GivenChat.Host("gone", Gone));
        var chat = platform.Get<ChatService>();

        var turn = await SayAsync(chat, null, "Fetch https://example.com and summarise it");

        Assert.Equal((TurnStatus.Done, "builtin", 1), (turn.Status, turn.Model, turn.Draft));
        Assert.Contains("so the built-in composer answered", Assert.Single(turn.Notes.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_was_chosen_is_not_replaced()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        await platform.SaveAsync(GivenChat.Host("gone", Gone));
        var chat = platform.Get<ChatService>();

        var turn = await SayAsync(chat, "gone:main", "Fetch https://example.com and summarise it");

        Assert.Equal((TurnStatus.Failed, (int?)null), (turn.Status, turn.Draft));
    }

    [Fact]
    public async Task A_talk_that_a_model_has_led_is_not_taken_over()
    {
        await using var server = await ProtocolServer.StartAsync();
        server.Says(GivenChat.With("There.", GivenChat.Good)).Fails(503);
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        await platform.SaveAsync(GivenChat.Host("here", server.Address));
        var chat = platform.Get<ChatService>();
        var talk = (await chat.CreateAsync(Me, new NewConversation(), Stop)).Id;

        var first = await AnsweredAsync(chat, talk, "Greet somebody");
        var second = await AnsweredAsync(chat, talk, "Say it twice");

        Assert.Equal((TurnStatus.Done, TurnStatus.Failed), (first.Status, second.Status));
    }

    private static async Task<TurnView> SayAsync(ChatService chat, string? model, string text) =>
        await AnsweredAsync(chat, (await chat.CreateAsync(Me, new NewConversation { Model = model }, Stop)).Id, text);

    private static async Task<TurnView> AnsweredAsync(ChatService chat, Guid talk, string text)
    {
        var turn = await chat.SayAsync(Me, talk, new NewMessage(text), Stop);
        return await chat.AnsweredAsync(Me, talk, turn.Id, TimeSpan.FromMinutes(1), Stop);
    }
}
