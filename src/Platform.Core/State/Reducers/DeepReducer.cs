using Platform.Core.Expressions;

namespace Platform.Core.State.Reducers;

/// <summary>Merges maps key by key, deeply; anything else is replaced.</summary>
public sealed class DeepReducer : IReducer
{
    private const int DepthCap = 64;

    public string Key => "deep";

    public CelValue Initial => CelMap.Empty;

    public CelValue Reduce(CelValue old, CelValue write) => Merge(old, write, 0);

    private static CelValue Merge(CelValue old, CelValue write, int depth)
    {
        if (old is not CelMap target || write is not CelMap source) return write;
        if (depth >= DepthCap) throw new ReducerException($"deep merges maps nested up to {DepthCap} levels.");
        var merged = target;
        foreach (var (key, value) in source)
        {
            if (key is not CelString name) throw new ReducerException("deep merges maps whose keys are strings.");
            merged = merged.With(name.Value, merged.TryGet(name.Value, out var inner) ? Merge(inner, value, depth + 1) : value);
        }

        return merged;
    }
}
