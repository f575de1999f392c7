using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer;

/// <summary>What a later message says is in the change, or the answer says that it was not used: clause by clause, with every address, file, name and number.</summary>
internal static class Accounts
{
    // How changes are said: these words ask for nothing that must stand in a draft.
    private const string Changing = "rename renamed replace replaced swap exchange switch order raise raised lower lowered increase decrease reduce threshold cutoff insert append remove removed drop delete undo revert rather instead previous wrong sorry meant";

    /// <param name="before">The file before the change: what it names already was perhaps replaced, or said to name a step.</param>
    /// <param name="told">What the answer speaks of already.</param>
    public static IEnumerable<string> NotUsed(string masked, Literals literals, string before, JsonObject after, IReadOnlyCollection<string> told)
    {
        IReadOnlyList<string> known = [.. told, before, Changing];
        var missing = Accounting.LeftOut(masked, literals, after, known).Where(v => !Holds(before, v)).ToList();
        if (missing.Count > 0) yield return $"I did not use: {string.Join(", ", missing)}. Say in a sentence of its own what it is for.";
        foreach (var clause in new Losses(after, literals, known, isTurn: true).Of(masked).Where(c => !told.Any(t => t.Contains(c, StringComparison.OrdinalIgnoreCase)))) yield return $"I did not use \"{clause}\": say it again as an order of its own.";
    }

    private static bool Holds(string text, string value) => Accounting.Packed(text).Contains(Accounting.Packed(value), StringComparison.Ordinal);
}
