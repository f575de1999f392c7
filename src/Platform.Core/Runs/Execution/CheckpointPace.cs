using Platform.Core.State;

namespace Platform.Core.Runs.Execution;

/// <summary>
/// Whether a checkpoint is stored whole or as what changed. Whole once the deltas since the last whole one outweigh it twice: then what is stored stays linear
/// in what was written, and what is read to load a run stays linear in its state.
/// </summary>
internal sealed class CheckpointPace(long fullBytes, long deltaBytes)
{
    private const long AtLeast = 4096; // small states would else be stored whole at every second step
    private const int Outweigh = 2; // less is read more quickly, more is stored more tightly

    private long _full = fullBytes;
    private long _deltas = deltaBytes;

    public StoredCheckpoint First(Checkpoint at) => Whole(at, changed: null);

    public StoredCheckpoint Next(Checkpoint at, CheckpointDelta delta)
    {
        if (_deltas > Math.Max(Outweigh * _full, AtLeast)) return Whole(at, delta.Replaced.Keys.Concat(delta.Appended.Keys).Order(StringComparer.Ordinal));
        var state = CheckpointJson.WriteDelta(at, delta);
        _deltas += state.Length;
        return new StoredCheckpoint(at.Step, Full: false, state);
    }

    private StoredCheckpoint Whole(Checkpoint at, IEnumerable<string>? changed)
    {
        var state = CheckpointJson.WriteFull(at, changed);
        (_full, _deltas) = (state.Length, 0);
        return new StoredCheckpoint(at.Step, Full: true, state);
    }
}
