using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Core.Chat.Authors;

/// <summary>
/// A model writes the draft: what it proposes is compiled, and what the compiler finds goes back to it until there is no mistake left or its attempts are
/// used up. It is offered no tool: nothing that it writes can start anything.
/// </summary>
internal sealed class ModelAuthor(
    ChatModels models, ChatCalls calls, LanguageReference reference, WorkflowService workflows, Redactor redactor, IOptions<ConversationOptions> options) : IDraftAuthor
{
    private const int MostNamed = 60;
    private const int MostFindings = 20;

    public async Task<Answer> AnswerAsync(Question question, CancellationToken cancellationToken)
    {
        var (first, known) = await models.ResolveAsync(question.Caller, question.Model, cancellationToken);
        question.Live.Model = known[first].Use;
        var instructions = redactor.Redact(ChatPrompt.Instructions(reference.Text, await PartsAsync(question.Caller, cancellationToken)));
        var messages = ChatPrompt.Messages(instructions, question, options.Value.History);
        var asked = messages.Count;
        ModelText? read = null;
        for (var attempt = 1; attempt <= options.Value.Attempts; attempt++)
        {
            var reply = await calls.AskAsync(question, first, known, messages, cancellationToken);
            read = ModelText.Read(redactor.Redact(reply.Response.Text));
            if (read.File is null && read.IsWhole) return new Answer(Fallback(read.Prose, reply), null, Keep: true);
            var found = workflows.Validate(read.File ?? "", "draft.yaml").Findings;
            question.Live.Add(Note(attempt, found, reply));
            if (found.All(f => f.Severity != Severity.Error) && read.IsWhole) return new Answer(Fallback(read.Prose, reply), read.File, Keep: true);
            if (attempt == options.Value.Attempts) break;
            var errors = found.Count(f => f.Severity == Severity.Error);
            question.Live.Restart($"Mending {Count(errors)} (attempt {attempt + 1} of {options.Value.Attempts})", attempt + 1);

            // Only the newest proposal is sent again: the ones before it were worse.
            messages.RemoveRange(asked, messages.Count - asked);
            messages.Add(new ChatMessage(ChatRole.Assistant, reply.Response.Text));
            messages.Add(ChatPrompt.Repair(read.File, found, read.IsWhole));
        }

        question.Live.Notice($"After {options.Value.Attempts} attempts the draft still has mistakes, so the one before stays the current one. Say what to change, or mend it by hand.");
        return new Answer(read!.Prose, read.File, Keep: false);
    }

    private static string Fallback(string prose, ModelReply reply) =>
        prose.Length > 0 ? prose : reply.Response.FinishReason == ChatFinishReason.ContentFilter ? "The provider's content filter held the answer back. Say it in other words." : "";

    private static AttemptNote Note(int number, IReadOnlyList<Finding> found, ModelReply reply) => new(
        number, found.Count(f => f.Severity == Severity.Error), found.Count(f => f.Severity == Severity.Warning),
        [.. found.OrderBy(f => f.Severity).Take(MostFindings).Select(FindingNote.Of)], reply.Usage.Input, reply.Usage.Output, reply.Cost, Math.Round(reply.Duration.TotalMilliseconds));

    private static string Count(int errors) => string.Create(CultureInfo.InvariantCulture, $"{errors} mistake{(errors == 1 ? "" : "s")}");

    // What exists here besides the language: models that can be named and workflows that can be called.
    private async Task<string> PartsAsync(Caller caller, CancellationToken cancellationToken)
    {
        var text = new StringBuilder("## What exists here\nModels that can be used (write the part before the bracket as use:): ");
        var usable = (await models.ListAsync(caller, cancellationToken)).Where(c => c.WhyNot is null && c.Id != ChatModels.Builtin).Select(c => c.Use).Distinct(StringComparer.Ordinal).ToList();
        text.AppendJoin(", ", usable.Count > 0 ? usable : ["none with a key; use builtin/extractive, or scripted/NAME with a default, which need none"]);
        var saved = await workflows.ListAsync(caller, new WorkflowQuery { Limit = MostNamed }, cancellationToken);
        text.Append("\nSaved workflows (a node may call them: workflow: NAME):\n");
        foreach (var workflow in saved.Items) text.Append(CultureInfo.InvariantCulture, $"- {workflow.Name}{(workflow.Description is { } said ? $": {(said.Length > 100 ? said[..100] : said).ReplaceLineEndings(" ")}" : "")}\n");
        return text.ToString();
    }
}
