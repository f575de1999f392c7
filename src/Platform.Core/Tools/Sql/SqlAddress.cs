using System.Web;
using Npgsql;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Sql;

/// <summary>
/// Which database a tool may ask: <c>postgres://user:password@host:5432/name?sslmode=require</c> or <c>Host=…;Database=…</c>. Of all that a driver
/// knows only what names a server and a role is taken: no files of keys and passwords, no second host, no socket in a folder.
/// </summary>
internal static class SqlAddress
{
    private static readonly string[] Taken = ["host", "port", "database", "username", "password", "ssl mode"];

    /// <exception cref="PlatformException">Validation; the error does not repeat the address, for it holds a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string given)
    {
        try
        {
            var read = given.Contains("://", StringComparison.Ordinal) ? FromUrl(given.Trim()) : new NpgsqlConnectionStringBuilder(given);
            if (read.Keys.OfType<string>().FirstOrDefault(k => !Taken.Contains(k.ToLowerInvariant())) is { } other)
                throw new PlatformException(ErrorCode.Validation, $"The address of the database sets '{other}', which is not taken here.", $"Leave it out; there are {Names.Quoted(Taken)}.");
            if (string.IsNullOrEmpty(read.Host) || read.Host.AsSpan().IndexOfAny("/\\,@") >= 0) throw Wrong();
            return new NpgsqlConnectionStringBuilder
            {
                Host = read.Host.Trim('[', ']'),
                Port = read.Port,
                Database = read.Database ?? read.Username,
                Username = read.Username,
                Password = read.Password,
                SslMode = read.SslMode,
            };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw Wrong();
        }
    }

    private static NpgsqlConnectionStringBuilder FromUrl(string url)
    {
        var address = new Uri(url);
        if (address.Scheme is not ("postgres" or "postgresql")) throw Wrong();
        var person = address.UserInfo.Split(':', 2);
        var read = new NpgsqlConnectionStringBuilder { Host = address.IdnHost, Username = Uri.UnescapeDataString(person[0]) };
        if (address.Port > 0) read.Port = address.Port;
        if (person.Length > 1) read.Password = Uri.UnescapeDataString(person[1]);
        if (address.AbsolutePath.Length > 1) read.Database = Uri.UnescapeDataString(address.AbsolutePath[1..]);
        var more = HttpUtility.ParseQueryString(address.Query);
        foreach (var key in more.AllKeys.OfType<string>())
            read[string.Equals(key, "sslmode", StringComparison.OrdinalIgnoreCase) ? "SSL Mode" : key] = more[key];
        return read;
    }

    private static PlatformException Wrong() =>
        new(ErrorCode.Validation, "The setting 'database' is no address of a PostgreSQL database.", "Store it as a secret: postgres://user:password@host:5432/name?sslmode=require.");
}
