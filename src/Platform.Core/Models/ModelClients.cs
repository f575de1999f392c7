using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;

namespace Platform.Core.Models;

/// <summary>
/// Makes clients and keeps them: one for each organisation, settings and content of the example file. So a classifier learns once, and again when
/// its examples change. What was not used for longest makes room.
/// </summary>
public sealed class ModelClients(ModelCatalog catalog)
{
    private const int Most = 64;

    // Guarded by _gate.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _clock;

    public async ValueTask<IChatClient> GetAsync(ModelSettings settings, CancellationToken cancellationToken)
    {
        var provider = catalog.Find(settings.Use)
            ?? throw new PlatformException(ErrorCode.Validation, $"Model '{settings.Name}' uses '{settings.Use}', which is no kind of model.", $"Use one of {Names.Quoted(catalog.Kinds)}.");
        var key = await KeyAsync(provider, settings, cancellationToken);
        var made = MakeOrFind(key, provider, settings);
        try
        {
            return await made.WaitAsync(cancellationToken);
        }
        catch (Exception) when (made.IsFaulted)
        {
            Forget(key, made); // the next call tries again: a key may have been set meanwhile
            throw;
        }
    }

    private Task<IChatClient> MakeOrFind(string key, IModelProvider provider, ModelSettings settings)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                if (_entries.Count >= Most) _entries.Remove(_entries.MinBy(e => e.Value.UsedAt).Key);
                _entries[key] = entry = new Entry(MakeAsync(provider, settings));
            }

            entry.UsedAt = ++_clock;
            return entry.Client;
        }
    }

    // Several may wait for one client, so it is not made under the token of the first of them.
    private static async Task<IChatClient> MakeAsync(IModelProvider provider, ModelSettings settings)
    {
        await Task.Yield(); // learning takes seconds, and the caller holds the lock
        return await provider.CreateAsync(settings, CancellationToken.None);
    }

    private void Forget(string key, Task<IChatClient> made)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var entry) && entry.Client == made) _entries.Remove(key);
        }
    }

    // A hash, so that no key of a provider stays in memory as a dictionary's key.
    private static async ValueTask<string> KeyAsync(IModelProvider provider, ModelSettings settings, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{settings.Organization}\n{settings.Name}\n{settings.Use}\n{settings.Settings.GetRawText()}\n"));
        if (provider.FileOf(settings) is { } file)
        {
            var path = settings.Files.Resolve(file);
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n"));
            if (File.Exists(path)) // else the provider tells that it is missing
            {
                await using var stream = settings.Files.OpenRead(file);
                hash.AppendData(await SHA256.HashDataAsync(stream, cancellationToken));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private sealed class Entry(Task<IChatClient> client)
    {
        public Task<IChatClient> Client { get; } = client;

        public long UsedAt { get; set; }
    }
}
