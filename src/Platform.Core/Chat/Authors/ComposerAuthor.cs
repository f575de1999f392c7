using Platform.Core.Chat.Composer;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Models;
using Platform.Core.Tools;
using Platform.Core.Workflows;

namespace Platform.Core.Chat.Authors;

/// <summary>The built-in composer, without any model.</summary>
internal sealed class ComposerAuthor(GraphCompiler compiler, IPartKinds kinds, ModelCatalog models, ToolCatalog tools, WorkflowService workflows) : IDraftAuthor
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, string> _purposes = tools.All.ToDictionary(t => t.Key, t => t.Description, StringComparer.Ordinal);

    public async Task<Answer> AnswerAsync(Question question, CancellationToken cancellationToken)
    {
        var parts = ComposerParts.From(compiler, kinds, models, await workflows.NamesAsync(question.Caller, cancellationToken)) with { ToolPurposes = _purposes };
        var request = new ComposerRequest(question.Text, question.Draft?.Text);
        var reply = await ComposeAsync(parts, request, cancellationToken);
        question.Live.Understood(reply.Understood, reply.NotUnderstood);

        // It promises that its drafts compile; nobody is handed one that does not.
        return new Answer(reply.Text, reply.Draft, Keep: reply.Draft is null || workflows.Validate(reply.Draft, "draft.yaml").Ok);
    }

    private static async Task<ComposerReply> ComposeAsync(ComposerParts parts, ComposerRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => new WorkflowComposer(parts).Compose(request), cancellationToken).WaitAsync(Longest, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new PlatformException(ErrorCode.Timeout, "The composer needs too long to read this request.", "Say it in shorter sentences, one step each, or choose a model.");
        }
    }
}
