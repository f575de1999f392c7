namespace Platform.Core.Models.Text;

/// <summary>A text as the few features it has: ascending indexes and their weights.</summary>
internal readonly record struct SparseVector(int[] Indexes, float[] Values);
