using Platform.Core.Foundation;
using Platform.Core.Persistence.Sqlite;

namespace Platform.Core.Persistence.Stores;

/// <summary>
/// The terms of entries, in the full-text index of each database. Terms are letters and digits alone, each in the quotes of the database's own language of questions. The namespace is a
/// term too, so that one with few entries is found quickly among many.
/// </summary>
internal abstract class MemoryTerms
{
    public static MemoryTerms Of(Database database) => database is SqliteDatabase ? new SqliteTerms() : new PostgresTerms();

    public abstract void Put(SqlSession s, OrganizationId organization, long number, long space, string words);

    public abstract void Delete(SqlSession s, long number);

    /// <summary>A part of a question that gives <c>number</c>; its only parameter is what <see cref="Question"/> makes.</summary>
    public abstract string Select(string parameter, int most);

    /// <summary>Entries of the namespace that hold all of the terms.</summary>
    public abstract string Question(long space, IEnumerable<string> terms);

    /// <summary>Writes the index anew by some pages. False when nothing is left to write.</summary>
    public abstract bool Scrub(SqlSession s);

    /// <summary>A list of numbers as SQL that reads it from a text.</summary>
    public abstract string Numbers(string parameter);

    public abstract string NumbersText(IEnumerable<long> numbers);

    /// <summary>No word of a text is this: words are letters and digits.</summary>
    protected static string SpaceTerm(long space) => $"_s{space}";

    // SQLite's FTS5.
    private sealed class SqliteTerms : MemoryTerms
    {
        private const int Pages = 500;

        public override void Put(SqlSession s, OrganizationId organization, long number, long space, string words)
        {
            Delete(s, number);
            s.Post("INSERT INTO memory_words (rowid, words) VALUES ($1, $2)", number, $"{SpaceTerm(space)} {words}");
        }

        public override void Delete(SqlSession s, long number) => s.Post("DELETE FROM memory_words WHERE rowid = $1", number);

        public override string Select(string parameter, int most) => $"SELECT rowid AS number FROM memory_words WHERE memory_words MATCH {parameter} LIMIT {most}";

        public override string Question(long space, IEnumerable<string> terms) => string.Join(" AND ", terms.Prepend(SpaceTerm(space)).Select(t => $"\"{t}\""));

        // What is deleted stays in the index's older parts until they are merged.
        public override bool Scrub(SqlSession s)
        {
            var before = s.Number("SELECT total_changes()");
            s.Execute($"INSERT INTO memory_words (memory_words, rank) VALUES ('merge', -{Pages})");
            return s.Number("SELECT total_changes()") - before >= 2; // the statement itself counts as one
        }

        public override string Numbers(string parameter) => $"(SELECT value FROM json_each({parameter}))";

        public override string NumbersText(IEnumerable<long> numbers) => $"[{string.Join(',', numbers)}]";
    }

    // PostgreSQL's tsvector. The terms are given as they are: no language's rules change them.
    private sealed class PostgresTerms : MemoryTerms
    {
        public override void Put(SqlSession s, OrganizationId organization, long number, long space, string words) => s.Post(
            """
            INSERT INTO memory_words (number, organization_id, words) VALUES ($1, $2, array_to_tsvector(string_to_array($3, ' ')))
            ON CONFLICT (number) DO UPDATE SET words = excluded.words
            """,
            number, organization, $"{SpaceTerm(space)} {words}".TrimEnd());

        public override void Delete(SqlSession s, long number) => s.Post("DELETE FROM memory_words WHERE number = $1", number);

        public override string Select(string parameter, int most) => $"SELECT number FROM memory_words WHERE words @@ CAST({parameter} AS tsquery) LIMIT {most}";

        public override string Question(long space, IEnumerable<string> terms) => string.Join(" & ", terms.Prepend(SpaceTerm(space)).Select(t => $"'{t}'"));

        public override bool Scrub(SqlSession s) => false; // its own vacuum does that

        public override string Numbers(string parameter) => $"(SELECT unnest(CAST({parameter} AS bigint[])))";

        public override string NumbersText(IEnumerable<long> numbers) => $"{{{string.Join(',', numbers)}}}";
    }
}
