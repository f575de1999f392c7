using System.Runtime.InteropServices;
using Platform.Core.Foundation;
using Platform.Core.Memory;

namespace Platform.Core.Persistence.Stores;

/// <summary>Saves and deletes what is remembered: the entry, its words, its vector and the counts, all in the caller's transaction.</summary>
internal sealed class MemoryWriting(MemoryTerms terms)
{
    public SavedMemory Save(SqlSession s, NewMemory memory, MemoryBounds bounds)
    {
        // The row of the namespace is held until the end, so its numbers are given in the order of the commits.
        var (space, sequence) = s.One(
            """
            INSERT INTO memory_spaces (organization_id, namespace, entries, bytes, sequence, removed, updated_at) VALUES ($1, $2, 0, 0, 1, 0, $3)
            ON CONFLICT (organization_id, namespace) DO UPDATE SET sequence = memory_spaces.sequence + 1, updated_at = excluded.updated_at
            RETURNING number, sequence
            """,
            r => (r.GetInt64(0), r.GetInt64(1)), memory.Organization, memory.Space, memory.Now);
        if (!memory.OwnKey && memory.IdempotencyKey is { } origin) TakeBack(s, memory, space, origin);
        var old = Existing(s, memory, space);
        if (old is { IsOver: true })
        {
            DeleteRow(s, memory.Organization, old.Row);
            old = null;
        }

        if (memory.IfVersion is { } wanted && wanted != (old?.Version ?? 0)) throw Changed(memory, old);
        Count(s, memory.Organization, space, old is null ? 1 : 0, memory.Bytes - (old?.Row.Bytes ?? 0));
        if (memory.Bytes > (old?.Row.Bytes ?? -1)) EnsureRoom(s, memory.Organization, bounds);
        var outcome = old is null ? SaveOutcome.Created : old.Value == memory.Value ? SaveOutcome.Unchanged : SaveOutcome.Updated;
        var number = old is null ? Insert(s, memory, space, sequence) : Update(s, memory, old, sequence, outcome);
        Index(s, memory, space, number, old);
        return new SavedMemory(old is null ? Made(memory) : s.One($"SELECT {SqlMemoryStore.Columns} {SqlMemoryStore.From} WHERE m.number = $1", SqlMemoryStore.Entry, number)!, outcome);
    }

    public void Delete(SqlSession s, OrganizationId organization, IReadOnlyList<Gone> rows)
    {
        foreach (var row in rows) DeleteRow(s, organization, row);
        foreach (var space in rows.Select(r => r.Space).Distinct()) s.Post("DELETE FROM memory_spaces WHERE number = $1 AND entries <= 0", space);
    }

    // A task that runs again after a crash may put it in other words: what it saved then goes.
    private void TakeBack(SqlSession s, NewMemory memory, long space, string origin)
    {
        var before = s.One("SELECT number, space, bytes FROM memories WHERE space = $1 AND origin = $2 AND key <> $3 AND own_key = 0", Gone.Read, space, origin, memory.Key);
        if (before is not null) DeleteRow(s, memory.Organization, before);
    }

    private static Old? Existing(SqlSession s, NewMemory memory, long space) => s.One(
        "SELECT number, space, bytes, version, value, model, expires_at FROM memories WHERE space = $1 AND key = $2",
        r => new Old(Gone.Read(r), r.GetInt64(3), r.GetString(4), r.TextOrNull(5), r.TimeOrNull(6) <= memory.Now), space, memory.Key);

    private static long Insert(SqlSession s, NewMemory memory, long space, long sequence) => s.Number(
        """
        INSERT INTO memories (organization_id, space, key, own_key, sequence, version, created_at, updated_at, expires_at, saved_by, run_id, origin, model, bytes, value)
        VALUES ($1, $2, $3, $4, $5, 1, $6, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING number
        """,
        memory.Organization, space, memory.Key, memory.OwnKey, sequence, memory.Now, memory.ExpiresAt, memory.By, memory.Run, memory.IdempotencyKey, memory.Model, memory.Bytes, memory.Value);

    // Saved again as it is, an entry begins its time to live anew and keeps the rest.
    private static long Update(SqlSession s, NewMemory memory, Old old, long sequence, SaveOutcome outcome)
    {
        if (outcome == SaveOutcome.Unchanged)
        {
            s.Post("UPDATE memories SET sequence = $1, expires_at = $2, model = $3 WHERE number = $4", sequence, memory.ExpiresAt, memory.Model, old.Row.Number);
            return old.Row.Number;
        }

        s.Post(
            """
            UPDATE memories SET sequence = $1, version = version + 1, updated_at = $2, expires_at = $3, saved_by = $4, run_id = $5, origin = $6, model = $7, bytes = $8, value = $9,
                own_key = $10 WHERE number = $11
            """,
            sequence, memory.Now, memory.ExpiresAt, memory.By, memory.Run, memory.IdempotencyKey, memory.Model, memory.Bytes, memory.Value, memory.OwnKey, old.Row.Number);
        return old.Row.Number;
    }

    private void Index(SqlSession s, NewMemory memory, long space, long number, Old? old)
    {
        if (old is null || old.Value != memory.Value) terms.Put(s, memory.Organization, number, space, memory.Words);
        if (memory.Vector is { } vector)
        {
            s.Post(
                "INSERT INTO memory_vectors (number, organization_id, vector) VALUES ($1, $2, $3) ON CONFLICT (number) DO UPDATE SET vector = excluded.vector",
                number, memory.Organization, MemoryMarshal.AsBytes<float>(vector).ToArray());
        }
        else
        {
            s.Post("DELETE FROM memory_vectors WHERE number = $1", number);
        }

        if (old is not null && old.Model != memory.Model) s.Post("UPDATE memory_spaces SET removed = removed + 1 WHERE number = $1", space); // gone from the old model's index
    }

    private void DeleteRow(SqlSession s, OrganizationId organization, Gone row)
    {
        s.Post("DELETE FROM memory_vectors WHERE number = $1", row.Number);
        terms.Delete(s, row.Number);
        s.Post("DELETE FROM memories WHERE number = $1", row.Number);
        s.Post("UPDATE memory_spaces SET removed = removed + 1 WHERE number = $1", row.Space);
        Count(s, organization, row.Space, -1, -row.Bytes);
    }

    private static void Count(SqlSession s, OrganizationId organization, long space, long entries, long bytes)
    {
        if (entries == 0 && bytes == 0) return;
        s.Post("UPDATE memory_spaces SET entries = entries + $1, bytes = bytes + $2 WHERE number = $3", entries, bytes, space);
        s.Post(
            """
            INSERT INTO memory_totals (organization_id, entries, bytes) VALUES ($1, $2, $3)
            ON CONFLICT (organization_id) DO UPDATE SET entries = memory_totals.entries + excluded.entries, bytes = memory_totals.bytes + excluded.bytes
            """,
            organization, entries, bytes);
    }

    private static void EnsureRoom(SqlSession s, OrganizationId organization, MemoryBounds bounds)
    {
        var (entries, bytes) = s.One("SELECT entries, bytes FROM memory_totals WHERE organization_id = $1", r => (r.GetInt64(0), r.GetInt64(1)), organization);
        if (entries <= bounds.Entries && bytes <= bounds.Bytes) return;
        var full = entries > bounds.Entries ? $"{bounds.Entries:#,0} entries" : $"{bounds.Bytes / 1024 / 1024:#,0} MB";
        throw new PlatformException(ErrorCode.LimitExceeded, $"The organisation's memory is full: it may have {full}.", "Forget what is not needed (platform memory forget, or the page Memory), or have an administrator raise Platform:Memory.");
    }

    private static MemoryEntry Made(NewMemory memory) => new(
        memory.Space, memory.Key, StoredJson.Element(memory.Value), Whole(memory.Now), Whole(memory.Now), memory.ExpiresAt is { } at ? Whole(at) : null, 1, memory.By, memory.Run, memory.Model, memory.Bytes);

    // As it is stored: in milliseconds.
    private static DateTimeOffset Whole(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());

    private static PlatformException Changed(NewMemory memory, Old? old) => new(
        ErrorCode.Conflict,
        old is null ? $"'{memory.Key}' is not there any more." : memory.IfVersion == 0 ? $"'{memory.Key}' is there already." : $"'{memory.Key}' was changed since you read it.",
        "Read it again, merge your change, and save with the new version.");

    private sealed record Old(Gone Row, long Version, string Value, string? Model, bool IsOver);
}
