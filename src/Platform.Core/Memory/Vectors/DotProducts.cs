using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Platform.Core.Memory.Vectors;

/// <summary>Dot products of vectors, as many numbers at once as the processor takes. Pure.</summary>
internal static class DotProducts
{
    /// <summary>Rows of bytes are as long as a multiple of this.</summary>
    public const int Block = 32;

    public static float Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(a);
        var other = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < wide.Length; i++) sums += wide[i] * other[i];
        var sum = Vector.Sum(sums);
        for (var i = wide.Length * Vector<float>.Count; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Both are -127 to 127 and of one length, a multiple of <see cref="Block"/>; the question's numbers are 16 bits already.</summary>
    public static int Of(ReadOnlySpan<sbyte> row, ReadOnlySpan<short> question) => Avx2.IsSupported ? Avx(row, question) : Any(row, question);

    private static int Avx(ReadOnlySpan<sbyte> row, ReadOnlySpan<short> question)
    {
        ref var r = ref MemoryMarshal.GetReference(row);
        ref var q = ref MemoryMarshal.GetReference(question);
        var sums = Vector256<int>.Zero;
        var more = Vector256<int>.Zero;
        for (nuint i = 0; i < (nuint)row.Length; i += Block)
        {
            var low = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref r, i));
            var high = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref r, i + 16));
            sums += Avx2.MultiplyAddAdjacent(low, Vector256.LoadUnsafe(ref q, i));
            more += Avx2.MultiplyAddAdjacent(high, Vector256.LoadUnsafe(ref q, i + 16));
        }

        return Vector256.Sum(sums + more);
    }

    // 127 * 127 * 2 fits into 16 bits, so two products are added before they are widened.
    private static int Any(ReadOnlySpan<sbyte> row, ReadOnlySpan<short> question)
    {
        var sums = Vector128<int>.Zero;
        ref var r = ref MemoryMarshal.GetReference(row);
        ref var q = ref MemoryMarshal.GetReference(question);
        for (nuint i = 0; i < (nuint)row.Length; i += 16)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref r, i));
            var both = (low * Vector128.LoadUnsafe(ref q, i)) + (high * Vector128.LoadUnsafe(ref q, i + 8));
            var (first, second) = Vector128.Widen(both);
            sums += first + second;
        }

        return Vector128.Sum(sums);
    }
}
