using static Platform.Core.Expressions.CelOverload;
using T = Platform.Core.Expressions.CelStaticType;

namespace Platform.Core.Expressions;

/// <summary>The encoders extension: <c>base64.encode(bytes)</c> and <c>base64.decode(string)</c>.</summary>
internal static class EncoderFunctions
{
    public static IEnumerable<CelOverload> All =>
    [
        Global("base64.encode", [T.Bytes], T.String, static (a, run) => run.Text(Convert.ToBase64String(((CelBytes)a[0]).Value.Span))),
        Global("base64.decode", [T.String], T.Bytes, static (a, run) => Decode(((CelString)a[0]).Value, run)),
    ];

    private static CelValue Decode(string text, Evaluation run)
    {
        run.Produce(text.Length);
        var padded = (text.Length % 4) switch { 2 => text + "==", 3 => text + "=", _ => text }; // the padding may be left out
        var bytes = new byte[(padded.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(padded, bytes, out var written)
            ? new CelBytes(bytes.AsMemory(0, written))
            : new CelError("this text is no base64");
    }
}
