using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Schemas.Reading;

/// <summary>Finds what a <c>$ref</c> means.</summary>
internal sealed class ReferenceResolver(SchemaIndex index, SchemaResource main, SchemaResource? root)
{
    /// <summary>The place, its text and its resource; or why there is none.</summary>
    public (SchemaPlace Place, JsonElement Source, SchemaResource Owner)? Resolve(string written, SchemaResource from, out string problem)
    {
        problem = "";
        var target = from.Uri.Resolve(UriReference.Parse(written));
        if (index.Find(target.Resource) is not { } resource)
        {
            var near = Names.Nearest(target.Resource, index.Known);
            problem = $"'{written}' refers to a schema that is not here, and nothing is fetched; known are {Names.Quoted(index.Known)}.{DidYouMean(near)}";
            return null;
        }

        var fragment = Uri.UnescapeDataString(target.Fragment ?? "");
        if (fragment.Length == 0) return (resource.Place, resource.Source, index.OwnerOf(resource.Place, resource.Source, resource));
        return fragment[0] == '/' ? FollowPointer(fragment, resource, written, out problem) : FindAnchor(fragment, resource, written, out problem);
    }

    private (SchemaPlace Place, JsonElement Source, SchemaResource Owner)? FollowPointer(string pointer, SchemaResource resource, string written, out string problem)
    {
        // A part of a larger document means that document's places, see SchemaOptions.Root.
        if (root is not null && resource == main && Walk(pointer, root, out problem) is { } inRoot) return inRoot;
        var found = Walk(pointer, resource, out problem);
        if (found is null && root is not null && resource == main) Walk(pointer, root, out problem); // its names are the ones that were meant
        if (found is null) problem = $"'{written}' refers to nothing: {problem}";
        return found;
    }

    private (SchemaPlace Place, JsonElement Source, SchemaResource Owner)? Walk(string pointer, SchemaResource resource, out string problem)
    {
        problem = "";
        var (place, at) = (resource.Place, resource.Source);
        foreach (var token in pointer.Split('/').Skip(1).Select(JsonPointer.Unescape))
        {
            var found = at.ValueKind switch
            {
                JsonValueKind.Object when at.TryGetProperty(token, out var inner) => inner,
                JsonValueKind.Array when JsonPointer.TryIndex(token, out var i) && i < at.GetArrayLength() => at[i],
                _ => default,
            };
            if (found.ValueKind == JsonValueKind.Undefined)
            {
                problem = Missing(token, place, at);
                return null;
            }

            place = place.Child(token);
            at = found;
        }

        return (place, at, index.OwnerOf(place, at, resource));
    }

    private static string Missing(string token, SchemaPlace place, JsonElement at)
    {
        var where = place.Pointer.Length == 0 ? "the document" : $"'{place.Pointer}'";
        if (at.ValueKind == JsonValueKind.Array) return $"{where} has {at.GetArrayLength()} items and no '{token}'.";
        if (at.ValueKind != JsonValueKind.Object) return $"{where} has no parts.";
        var names = at.EnumerateObject().Take(1000).Select(p => p.Name).ToList();
        return $"{where} has no '{token}', but {Names.Quoted(names)}.{DidYouMean(Names.Nearest(token, names))}";
    }

    private static (SchemaPlace Place, JsonElement Source, SchemaResource Owner)? FindAnchor(string name, SchemaResource resource, string written, out string problem)
    {
        problem = "";
        if (resource.Anchors.TryGetValue(name, out var anchor)) return (anchor.Place, anchor.Source, resource);
        problem = $"'{written}' refers to nothing: there is no anchor '{name}', but {Names.Quoted(resource.Anchors.Keys)}."
            + $"{DidYouMean(Names.Nearest(name, resource.Anchors.Keys))} A pointer begins with '#/'.";
        return null;
    }

    private static string DidYouMean(string? near) => near is null ? "" : $" Did you mean '{near}'?";
}
