using Platform.Core.Foundation;

namespace Platform.Core.Models;

/// <summary>What cannot be put into a question.</summary>
internal static class ContentErrors
{
    /// <param name="what"><c>images</c>.</param>
    public static PlatformException TakesNo(string model, string provider, string what) =>
        new(ErrorCode.Validation, $"Model '{model}' cannot be given {what}: {provider} takes none this way.", "Leave it out of the prompt, give its text instead, or use a model of another provider.");
}
