using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Platform.Core.Memory.Words;

/// <summary>
/// Letters without their accents. By a table of our own and not by the machine's: what is stored is compared for ever, and a machine without ICU normalises nothing.
/// </summary>
internal static class Accents
{
    // Each begins with the plain letter; the others are written as it.
    private static readonly string[] Letters =
    [
        "aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ", "bḃḅḇ", "cçćĉċčḉ", "dďḋḍḏḑḓđ", "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ", "fḟ", "gĝğġģǧǵḡ", "hĥȟḣḥḧḩḫẖħ", "iìíîïĩīĭįǐȉȋḭḯỉịı", "jĵǰ",
        "kķǩḱḳḵ", "lĺļľḷḹḻḽł", "mḿṁṃ", "nñńņňǹṅṇṉṋ", "oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợø", "pṕṗ", "rŕŗřȑȓṙṛṝṟ", "sśŝşšſșṡṣṥṧṩẛ", "tţťțṫṭṯṱẗ",
        "uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "vṽṿ", "wŵẁẃẅẇẉẘ", "xẋẍ", "yýÿŷȳẏẙỳỵỷỹ", "zźżžẑẓẕ",
    ];

    private static readonly FrozenDictionary<char, char> Plain = Letters.SelectMany(l => l.Skip(1).Select(c => KeyValuePair.Create(c, l[0]))).ToFrozenDictionary();

    /// <summary>In small letters; marks that combine and apostrophes are left out, full-width signs become usual ones, half characters U+FFFD.</summary>
    public static string Without(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\'' or 0x2019 || IsMark(rune)) continue;
            var small = Rune.ToLowerInvariant(rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune);
            switch (small.Value)
            {
                case 'ß':
                    plain.Append("ss");
                    break;
                case 'æ':
                    plain.Append("ae");
                    break;
                case 'œ':
                    plain.Append("oe");
                    break;
                case <= char.MaxValue:
                    plain.Append(Plain.GetValueOrDefault((char)small.Value, (char)small.Value));
                    break;
                default:
                    plain.Append(small.ToString());
                    break;
            }
        }

        return plain.ToString();
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
