using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Reading;
namespace Platform.Core.Chat.Composer.Editing;
internal sealed partial class Edits(Draft draft, Literals literals, ModelNames models, ComposerParts parts)
{
    public Draft Draft { get; } = draft;
    public List<string> Told { get; } = [];
    public List<string> Remarks { get; } = [];
    public List<string> NotUnderstood { get; } = [];
    public static bool IsNew(string text) => text.Length < 0;
    public void Apply(string masked) { _ = (literals, models, parts, masked); }
}
