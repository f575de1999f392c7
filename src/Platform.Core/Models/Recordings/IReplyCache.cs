using Platform.Core.Foundation;

namespace Platform.Core.Models.Recordings;

/// <summary>Keeps answers for equal requests, each organisation's apart.</summary>
public interface IReplyCache
{
    /// <summary>Null when there is none, or it has expired. A hit is counted.</summary>
    Task<string?> FindAsync(OrganizationId organization, string hash, DateTimeOffset now);

    /// <summary>Makes room from the oldest when the bounds are passed.</summary>
    Task StoreAsync(OrganizationId organization, CachedReply reply, CacheBounds bounds, DateTimeOffset now);

    CacheView View(OrganizationId organization);
}

/// <param name="Call">The answer as JSON.</param>
public sealed record CachedReply(string Hash, string Call, DateTimeOffset ExpiresAt)
{
    public long Bytes => System.Text.Encoding.UTF8.GetByteCount(Call);
}

/// <summary>What one organisation may keep.</summary>
public sealed record CacheBounds(long Entries, long Bytes);

/// <param name="Hits">Of the answers that are kept now.</param>
public sealed record CacheView(long Entries, long Bytes, long Hits);
