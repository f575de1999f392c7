using Npgsql;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Nodes;

/// <summary>A PostgreSQL of its own, which a test may stop and start, and servers on it.</summary>
internal sealed class NodeGroup : IAsyncDisposable
{
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);
    private readonly (string, string)[] _settings;

    private NodeGroup((string, string)[] settings) => _settings = settings;

    public PostgresCluster Postgres { get; } = PostgresCluster.Start("fsync = on");

    public IReadOnlyList<Node> All => [.. _nodes.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Value)];

    public Node this[int number] => _nodes[$"n{number}"];

    private string Database => Postgres.Address("postgres");

    /// <param name="settings">For each of them, as environment variables.</param>
    public static async Task<NodeGroup> StartAsync(int nodes, params (string, string)[] settings)
    {
        var group = new NodeGroup(settings);
        try
        {
            await Task.WhenAll(Enumerable.Range(1, nodes).Select(n => group.StartNodeAsync($"n{n}")));
            return group;
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new process of this name; of the one before nothing is left but what it stored.</summary>
    public async Task<Node> StartNodeAsync(string name)
    {
        var node = await Node.StartAsync(name, Database, _settings);
        Node? before;
        lock (_nodes)
        {
            _nodes.TryGetValue(name, out before);
            _nodes[name] = node;
        }

        if (before is not null) await before.DisposeAsync();
        return node;
    }

    /// <summary>Who advances the run now.</summary>
    public async Task<Node> HolderAsync(string run) =>
        _nodes[((string)(await AskAsync("SELECT lease_owner FROM runs WHERE id = $1", Guid.Parse(run)))!).Split('/')[0]];

    /// <summary>Timers in the store that the nodes share.</summary>
    public async Task<long> SharedTimersAsync() => (long)(await AskAsync("SELECT count(*) FROM qrtz_triggers"))!;

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes.Values) await node.DisposeAsync();
        Postgres.Dispose();
    }

    private async Task<object?> AskAsync(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection($"{Database};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
