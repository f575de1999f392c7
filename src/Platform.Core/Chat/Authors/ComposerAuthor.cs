namespace Platform.Core.Chat.Authors;

/// <summary>The built-in composer, without any model.</summary>
internal sealed class ComposerAuthor : IDraftAuthor
{
    public Task<Answer> AnswerAsync(Question question, CancellationToken cancellationToken)
    {
        // Until the composer is merged: one workflow that says hello.
        const string Hello = """
            platform: v1
            name: hello
            description: Says hello.
            inputs:
              who: { type: string, default: world }
            state:
              said: { type: string, default: "" }
            outputs: { said: "${{ state.said }}" }
            start: greet
            nodes:
              greet:
                set: { said: "Hello, ${{ inputs.who }}" }

            """;
        question.Live.Understood(["a workflow"], []);
        var text = question.Draft is { } draft ? draft.Text.Replace("description: ", $"description: {question.Text.ReplaceLineEndings(" ").Replace(':', ' ')[..Math.Min(30, question.Text.Length)]}; ", StringComparison.Ordinal) : Hello;
        return Task.FromResult(new Answer("Here it is.", text, Keep: true));
    }
}
