using Platform.Core.Foundation;
using Platform.Core.Models.Recordings;

namespace Platform.Core.Persistence.Stores;

/// <summary>Answers of models, each organisation's own.</summary>
internal sealed class SqlReplyCache(Database database, IDatabaseWriter writer) : IReplyCache
{
    public async Task<string?> FindAsync(OrganizationId organization, string hash, DateTimeOffset now)
    {
        var call = database.Read(s => s.One("SELECT call FROM cached_replies WHERE organization_id = $1 AND hash = $2 AND expires_at > $3", r => r.GetString(0), organization, hash, now));
        if (call is not null) await writer.WriteAsync(s => s.Execute("UPDATE cached_replies SET hits = hits + 1 WHERE organization_id = $1 AND hash = $2", organization, hash));
        return call;
    }

    public Task StoreAsync(OrganizationId organization, CachedReply reply, CacheBounds bounds, DateTimeOffset now) => writer.WriteAsync(s =>
    {
        s.Execute("DELETE FROM cached_replies WHERE organization_id = $1 AND expires_at <= $2", organization, now);
        while (Count(s, organization) is var (entries, bytes, _) && entries > 0 && (entries >= bounds.Entries || bytes + reply.Bytes > bounds.Bytes))
        {
            s.Execute( // a tenth at once, so that a full cache is not counted for each answer
                "DELETE FROM cached_replies WHERE organization_id = $1 AND hash IN (SELECT hash FROM cached_replies WHERE organization_id = $1 ORDER BY at LIMIT $2)",
                organization, Math.Max(1, entries / 10));
        }

        return s.Execute(
            """
            INSERT INTO cached_replies (organization_id, hash, at, expires_at, hits, bytes, call) VALUES ($1, $2, $3, $4, 0, $5, $6)
            ON CONFLICT (organization_id, hash) DO UPDATE SET at = excluded.at, expires_at = excluded.expires_at, bytes = excluded.bytes, call = excluded.call
            """,
            organization, reply.Hash, now, reply.ExpiresAt, reply.Bytes, reply.Call);
    });

    public CacheView View(OrganizationId organization) => database.Read(s => Count(s, organization) is var (entries, bytes, hits) ? new CacheView(entries, bytes, hits) : new CacheView(0, 0, 0));

    private static (long Entries, long Bytes, long Hits) Count(SqlSession s, OrganizationId organization) => s.One(
        "SELECT COUNT(*), CAST(COALESCE(SUM(bytes), 0) AS bigint), CAST(COALESCE(SUM(hits), 0) AS bigint) FROM cached_replies WHERE organization_id = $1",
        r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2)), organization);
}
