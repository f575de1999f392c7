namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Verbs of one kind of work, in their plain form, where more than one rule means that kind; a rule that takes more adds its own words.</summary>
internal static class VerbKinds
{
    /// <summary>Looks at what somebody has made and says what it is worth; who proofreads it gives back another text.</summary>
    public static readonly HashSet<string> Reviewing = ["review", "check", "verify", "validate", "evaluate", "assess", "judge", "critique", "criticise", "criticize", "test", "inspect", "examine", "fact-check", "double-check"];

    /// <summary>Makes a text that was not there.</summary>
    public static readonly HashSet<string> Making = ["write", "draft", "compose", "create", "generate"];

    /// <summary>Says yes or no to what goes on.</summary>
    public static readonly HashSet<string> Consenting = ["approve", "sign", "confirm", "ok", "okay", "agree", "accept", "authorise", "authorize", "release"];
}
