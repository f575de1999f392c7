using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Security;

namespace Platform.Core.Memory;

/// <summary>
/// Memory for people: pages, API and terminal. An owner sees everything of the organisation; others see the organisation's, workflows' and shared memory, and of users' only their own.
/// </summary>
public sealed class MemoryDoor(MemoryBook book)
{
    private const int MostSpaces = 200;

    /// <summary>A namespace as a person writes it; <c>user</c> alone is the caller's own.</summary>
    /// <exception cref="PlatformException">Validation: it is none. Forbidden: it is another's.</exception>
    public static MemoryNamespace Space(Caller caller, string text)
    {
        var space = text == "user" ? MemoryNamespace.OfUser(caller.Name) : Read(text);
        return Checked(caller, space);
    }

    // Asked by every method, whatever a door has done.
    private static MemoryNamespace Checked(Caller caller, MemoryNamespace space)
    {
        var own = space.Kind switch
        {
            MemoryKind.User => space.Owner == caller.Name,
            MemoryKind.Thread => false,
            _ => true,
        };
        if (!own && !SeesAll(caller)) throw new PlatformException(ErrorCode.Forbidden, $"The memory '{space}' is another's.", "Ask an owner of the organisation.");
        return space;
    }

    public async ValueTask<MemoryUse> UseAsync(Caller caller, CancellationToken cancellationToken)
    {
        var (entries, bytes) = await book.Store.TotalAsync(caller.Organization, cancellationToken);
        return new MemoryUse(entries, book.Options.MostEntries, bytes, book.Options.MostMegabytes * 1024 * 1024);
    }

    /// <summary>By name; the cursor is the last name.</summary>
    public async ValueTask<Page<MemorySpaceView>> SpacesAsync(Caller caller, string? after, CancellationToken cancellationToken)
    {
        var all = await book.Store.SpacesAsync(caller.Organization, after, MostSpaces + 1, cancellationToken);
        var page = all.Take(MostSpaces).Where(s => Sees(caller, s.Namespace)).ToList();
        return new Page<MemorySpaceView>(page, all.Count > MostSpaces ? all[MostSpaces - 1].Namespace : null);
    }

    /// <summary>Newest first.</summary>
    public ValueTask<Page<MemoryEntry>> ListAsync(Caller caller, MemoryQuery query, CancellationToken cancellationToken) =>
        book.Store.ListAsync(caller.Organization, query, new MemorySight(SeesAll(caller), Own(caller)), book.Now, cancellationToken);

    /// <summary>Null when there is none.</summary>
    public ValueTask<MemoryEntry?> FindAsync(Caller caller, MemoryNamespace space, string key, CancellationToken cancellationToken) =>
        book.FindAsync(caller.Organization, Checked(caller, space), key, cancellationToken);

    /// <summary>Of one namespace; the question's vector is made by our own hand, for no workflow names a model here.</summary>
    public Task<MemorySearch> SearchAsync(Caller caller, IReadOnlyList<MemoryNamespace> spaces, string question, int take, CancellationToken cancellationToken) =>
        book.SearchAsync(caller.Organization, [.. spaces.Select(s => Checked(caller, s))], question, take, model: null, cancellationToken);

    public Task<SavedMemory> SaveAsync(Caller caller, MemoryNamespace space, SaveMemory save, ModelSettings? model, CancellationToken cancellationToken) =>
        book.SaveAsync(caller.Organization, Checked(caller, space), save with { By = caller.Name }, MemoryModel.Of(model, meter: null), cancellationToken);

    public Task<bool> ForgetAsync(Caller caller, MemoryNamespace space, string key) => book.ForgetAsync(caller.Organization, Checked(caller, space), key);

    /// <summary>How many entries a namespace has, with those below it when it is asked for; expired ones that were not deleted yet are counted.</summary>
    public async ValueTask<long> CountAsync(Caller caller, MemoryNamespace space, bool below, CancellationToken cancellationToken)
    {
        var count = 0L;
        for (var after = Checked(caller, space).Path[..^1]; ;) // whatever begins with all but the last sign comes before it
        {
            var some = await book.Store.SpacesAsync(caller.Organization, after, MostSpaces, cancellationToken);
            count += some.Where(s => s.Namespace == space.Path || (below && s.Namespace.StartsWith($"{space.Path}/", StringComparison.Ordinal))).Sum(s => s.Entries);
            if (some.Count < MostSpaces || !some[^1].Namespace.StartsWith(space.Path, StringComparison.Ordinal)) return count;
            after = some[^1].Namespace;
        }
    }

    /// <summary>A whole namespace. How many entries went.</summary>
    public Task<int> ForgetAllAsync(Caller caller, MemoryNamespace space, CancellationToken cancellationToken) =>
        book.ForgetAllAsync(caller.Organization, Checked(caller, space), below: false, cancellationToken);

    /// <summary>Everything about a user: the user's namespace and all below it. How many entries went.</summary>
    public Task<int> ForgetUserAsync(Caller caller, string user, CancellationToken cancellationToken) =>
        book.ForgetAllAsync(caller.Organization, Space(caller, MemoryNamespace.OfUser(user).Path), below: true, cancellationToken);

    // A name may be written as it is: user/Ana Maria.
    private static MemoryNamespace Read(string text)
    {
        if (MemoryNamespace.TryParse(text, out var parsed, out _)) return parsed;
        var parts = text.Split('/', 3);
        if (parts.Length < 2 || parts[1].Length == 0) return MemoryNamespace.Parse(text);
        var owned = parts[0] switch
        {
            "user" => MemoryNamespace.OfUser(parts[1]),
            "workflow" => MemoryNamespace.OfWorkflow(parts[1]),
            "thread" => MemoryNamespace.OfThread(parts[1]),
            _ => MemoryNamespace.Parse(text),
        };
        return parts.Length == 2 ? owned : owned.Below(parts[2]);
    }

    private static bool Sees(Caller caller, string space) =>
        SeesAll(caller) || (!space.StartsWith("thread/", StringComparison.Ordinal)
            && (!space.StartsWith("user/", StringComparison.Ordinal) || space == Own(caller) || space.StartsWith($"{Own(caller)}/", StringComparison.Ordinal)));

    private static bool SeesAll(Caller caller) => caller.HasRole("owner");

    private static string Own(Caller caller) => MemoryNamespace.OfUser(caller.Name).Path;
}
