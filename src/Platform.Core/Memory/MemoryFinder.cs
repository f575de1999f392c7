using Platform.Core.Foundation;
using Platform.Core.Memory.Vectors;
using Platform.Core.Memory.Words;

namespace Platform.Core.Memory;

/// <param name="Model">What made the vector; null when there is none to compare.</param>
internal sealed record MemoryQuestion(string Text, string? Model, float[]? Vector);

/// <summary>
/// Searches one namespace: entries that share rare words and entries whose vectors are near are read, ranked by each, and the two orders become one. The work is bounded by the numbers
/// below, however many entries there are.
/// </summary>
internal sealed class MemoryFinder(IMemoryStore store, VectorIndexes indexes)
{
    private const int Near = 64; // by vectors
    private const int ByWords = 64;
    private const int CommonFrom = 1500; // entries that hold a term: more tell too little to be looked at
    private const double LeastAlike = MemoryEmbedder.LeastAlike;

    private readonly CommonTerms _common = new();

    public async Task<IReadOnlyList<FoundMemory>> FindAsync(
        OrganizationId organization, string space, MemoryQuestion question, int take, DateTimeOffset now, List<string> notes, CancellationToken cancellationToken)
    {
        if (await store.SpaceAsync(organization, space, cancellationToken) is not { } at) return [];
        var (near, compared) = await NearAsync(organization, at, question, now, cancellationToken);
        var terms = MemoryWords.OfQuestion(question.Text);
        var (byWords, weights) = await ByWordsAsync(organization, at, terms, cancellationToken);
        // Counted only when some are left out, for counting takes as long as there are entries.
        if (question.Model is { } model && at.Entries > compared && await store.OthersAsync(organization, at.Number, model, cancellationToken) is var others and > 0)
            notes.Add($"{others} {(others == 1 ? "entry" : "entries")} of '{space}' {(others == 1 ? "has" : "have")} no vector of {model} and {(others == 1 ? "was" : "were")} searched by words alone; saved again, they get one.");
        var read = await store.ReadAsync(organization, at.Number, [.. near.Concat(byWords).Distinct()], now, cancellationToken);
        return Ranked(read, question, weights, take);
    }

    /// <returns>And with how many vectors the question was compared.</returns>
    private async ValueTask<(IReadOnlyList<long> Numbers, int Compared)> NearAsync(OrganizationId organization, MemorySpace at, MemoryQuestion question, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (question is not { Model: { } model, Vector: { } vector }) return ([], 0);
        var index = await indexes.ReadyAsync(organization, at, model, vector.Length, cancellationToken);
        return ([.. index.Nearest(vector, Near, now).Select(n => n.Number)], index.Count);
    }

    private async ValueTask<(IReadOnlyList<long> Numbers, Dictionary<string, double> Weights)> ByWordsAsync(
        OrganizationId organization, MemorySpace at, IReadOnlyList<string> terms, CancellationToken cancellationToken)
    {
        var weights = terms.ToDictionary(t => t, _ => RankFusion.Weight(at.Entries, Math.Max(CommonFrom, at.Entries / 4)), StringComparer.Ordinal);
        var rare = terms.Where(t => !_common.Has(at.Number, t, at.Entries)).ToList();
        var scores = new Dictionary<long, double>();
        if (rare.Count > 0)
        {
            var matches = await store.MatchAsync(organization, at.Number, rare, CommonFrom + 1, cancellationToken);
            foreach (var (term, numbers) in rare.Zip(matches))
            {
                if (numbers.Count > CommonFrom)
                {
                    _common.Add(at.Number, term, at.Entries);
                    continue;
                }

                weights[term] = RankFusion.Weight(at.Entries, numbers.Count);
                foreach (var number in numbers) scores[number] = scores.GetValueOrDefault(number) + weights[term];
            }
        }

        if (scores.Count == 0 && terms.Count > 0 && at.Entries > CommonFrom) return (await store.MatchAllAsync(organization, at.Number, terms, ByWords, cancellationToken), weights);
        return ([.. scores.OrderByDescending(s => s.Value).ThenByDescending(s => s.Key).Take(ByWords).Select(s => s.Key)], weights);
    }

    private static List<FoundMemory> Ranked(IReadOnlyList<NumberedMemory> read, MemoryQuestion question, Dictionary<string, double> weights, int take)
    {
        var rows = read.Select(r => new Row(r, Likeness(r, question), RankFusion.Bm25([.. MemoryWords.Terms(MemoryText.Searched(r.Entry.Key, r.Entry.Value, r.OwnKey))], weights))).ToList();
        var byWords = Places(rows.Where(r => r.Words > 0).OrderByDescending(r => r.Words));
        var byVectors = Places(rows.Where(r => r.Likeness is { } likeness && (r.Words > 0 || question.Model != MemoryEmbedder.Name || likeness >= LeastAlike)).OrderByDescending(r => r.Likeness));
        return
        [
            .. rows.Where(r => byWords.ContainsKey(r.Number) || byVectors.ContainsKey(r.Number))
                .Select(r => new FoundMemory(r.Read.Entry, Math.Round(RankFusion.Score(Place(byWords, r.Number), Place(byVectors, r.Number)), 4), r.Likeness is { } l ? Math.Round(l, 4) : null))
                .OrderByDescending(f => f.Score).ThenByDescending(f => f.Similarity ?? -1)
                .Take(take),
        ];
    }

    private static Dictionary<long, int> Places(IEnumerable<Row> ordered) => ordered.Select((r, place) => (r.Number, place)).ToDictionary(p => p.Number, p => p.place);

    private static int? Place(Dictionary<long, int> places, long number) => places.TryGetValue(number, out var place) ? place : null;

    private static double? Likeness(NumberedMemory row, MemoryQuestion question) =>
        question.Vector is { } vector && row.Vector is { } own && row.Entry.Model == question.Model && own.Length == vector.Length ? DotProducts.Of(own, vector) : null;

    private sealed record Row(NumberedMemory Read, double? Likeness, double Words)
    {
        public long Number => Read.Number;
    }
}

/// <summary>Terms that so many entries of a namespace hold that asking for them again would only take time. Forgotten when the namespace has grown or shrunk a lot.</summary>
internal sealed class CommonTerms
{
    private const int Most = 20_000;

    // Guards _terms.
    private readonly Lock _gate = new();
    private readonly Dictionary<(long Space, string Term), long> _terms = [];

    public bool Has(long space, string term, long entries)
    {
        lock (_gate) return _terms.TryGetValue((space, term), out var then) && entries > then / 2 && entries < then * 2;
    }

    public void Add(long space, string term, long entries)
    {
        lock (_gate)
        {
            if (_terms.Count >= Most) _terms.Clear();
            _terms[(space, term)] = entries;
        }
    }
}
