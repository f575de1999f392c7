namespace Platform.Core.Models.Wire;

/// <summary>Addresses below a <c>base_url</c>. Pure.</summary>
internal static class ServerAddress
{
    /// <summary>A <c>base_url</c> of a host alone gets the path that the provider's own address has: <c>/v1</c>.</summary>
    public static Uri Of(Uri? given, Uri own)
    {
        if (given is null) return own;
        return given.AbsolutePath == "/" ? new UriBuilder(given) { Path = own.AbsolutePath }.Uri : given;
    }

    /// <summary><paramref name="path"/> below it, its query kept: <c>https://host/v1?a=b</c> and <c>models</c> are <c>https://host/v1/models?a=b</c>.</summary>
    public static Uri Below(this Uri address, string path)
    {
        var ends = new UriBuilder(address);
        ends.Path = $"{ends.Path.TrimEnd('/')}/{path}";
        return ends.Uri;
    }
}
