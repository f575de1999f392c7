using Platform.Core.Chat;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chat;

/// <summary>Conversations over their whole life: many turns, branches, a restart in the middle of an answer, other organisations.</summary>
public sealed class Conversations
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static Caller Me => Caller.LocalOwner;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restart_keeps_every_turn_and_marks_the_answer_that_it_cut_off()
    {
        await using var server = (await ProtocolServer.StartAsync()).Says(GivenChat.With("First.", GivenChat.Good)).By(async response =>
        {
            await GivenChat.PieceAsync(response, "I am still wri");
            await Task.Delay(Timeout.Infinite, response.HttpContext.RequestAborted);
        });
        var folder = Path.Combine(Path.GetTempPath(), $"platform-chat-{Guid.NewGuid():N}");
        Guid talk, cut;
        await using (var before = await RunningPlatform.StartAsync(folder, workers: false))
        {
            await before.SaveAsync(GivenChat.Host("host", server.Address));
            var chat = before.Get<ChatService>();
            talk = (await chat.CreateAsync(Me, new NewConversation { Model = "host:main" }, Stop)).Id;
            await AnsweredAsync(chat, talk, "greet somebody");
            cut = (await chat.SayAsync(Me, talk, new NewMessage("go on"), Stop)).Id;
            await foreach (var news in chat.WatchAsync(Me, talk, 0, Stop))
                if (news.Live?.Text.Length > 0) break;
        }

        await using (var after = await RunningPlatform.StartAsync(folder, workers: false))
        {
            var again = after.Get<ChatService>();
            var path = await again.PathAsync(Me, talk, null, null, 20, Stop);

            Assert.Equal(["greet somebody", "go on"], path.Turns.Select(t => t.Asked));
            Assert.Equal(TurnStatus.Interrupted, path.Turns[1].Status);
            Assert.Equal("I am still wri", path.Turns[1].Said);
            Assert.NotNull(path.Turns[1].Fault);
            Assert.Equal(1, path.Turns[1].Draft);
            server.Says(GivenChat.With("Again.", GivenChat.Named("mended")));
            var tried = await AnsweredAsync(again, await again.AgainAsync(Me, talk, cut, Stop), talk);
            Assert.Equal((TurnStatus.Done, 2, 2), (tried.Status, tried.Draft, tried.Place!.Index));
        }

        TestDatabase.Drop(folder);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true); // PostgreSQL leaves none
    }

    [Fact]
    public async Task Many_turns_branches_and_drafts_stay_apart_and_are_nobody_elses()
    {
        await using var platform = await RunningPlatform.StartAsync(workers: false);
        var chat = platform.Get<ChatService>();
        var talk = (await chat.CreateAsync(Me, new NewConversation { Model = "builtin" }, Stop)).Id;
        var other = (await chat.CreateAsync(Me, new NewConversation { Model = "builtin", Title = "Other" }, Stop)).Id;
        var turns = new List<TurnView>();
        for (var i = 0; i < 70; i++) turns.Add(await chat.WriteAsync(Me, talk, GivenChat.Named($"step-{i}"), null, Stop));
        await chat.WriteAsync(Me, other, GivenChat.Good, null, Stop);

        var branch = await chat.WriteAsync(Me, talk, GivenChat.Bad, turns[3].Id, Stop); // goes on at the end: only an edited message makes a branch
        var back = await chat.UseAsync(Me, talk, 5, null, Stop);
        var newest = await chat.PathAsync(Me, talk, null, null, 20, Stop);
        var older = await chat.PathAsync(Me, talk, null, newest.Before, 60, Stop);
        var stranger = Me with { Organization = new OrganizationId(Guid.NewGuid()) };

        Assert.Equal((72, 20, 52), (71 + 1, newest.Turns.Count, older.Turns.Count));
        Assert.Equal((71, 5), (branch.Draft, back.Draft));
        Assert.False((await chat.DraftAsync(Me, talk, 71, Stop))!.Valid);
        Assert.Equal((1, 1), ((await chat.DraftAsync(Me, talk, 8, Stop))!.Added, (await chat.DraftAsync(Me, talk, 8, Stop))!.Removed));
        Assert.Single(await chat.DraftsAsync(Me, other, Stop));
        Assert.Equal([talk, other], (await chat.ListAsync(Me, new ConversationQuery(), Stop)).Items.Select(c => c.Id).Order());
        Assert.Equal([other], (await chat.ListAsync(Me, new ConversationQuery { Search = "oth" }, Stop)).Items.Select(c => c.Id));
        Assert.Null(await chat.FindAsync(stranger, talk, Stop));
        Assert.Null(await chat.DraftAsync(stranger, talk, 1, Stop));
        Assert.Empty((await chat.ListAsync(stranger, new ConversationQuery(), Stop)).Items);
        Assert.Empty((await chat.PathAsync(stranger, talk, null, null, 20, Stop)).Turns);
        await Assert.ThrowsAsync<PlatformException>(() => chat.SayAsync(stranger, talk, new NewMessage("let me in"), Stop));
        await Assert.ThrowsAsync<PlatformException>(() => chat.DeleteAsync(stranger, talk, Stop));

        await chat.DeleteAsync(Me, talk, Stop);

        Assert.Null(await chat.FindAsync(Me, talk, Stop));
        Assert.Null(await chat.DraftAsync(Me, talk, 1, Stop));
        Assert.NotNull(await chat.FindAsync(Me, other, Stop));
    }

    private static async Task<TurnView> AnsweredAsync(ChatService chat, Guid talk, string text) => await AnsweredAsync(chat, await chat.SayAsync(Me, talk, new NewMessage(text), Stop), talk);

    private static Task<TurnView> AnsweredAsync(ChatService chat, TurnView turn, Guid talk) => chat.AnsweredAsync(Me, talk, turn.Id, Patience, Stop);
}
