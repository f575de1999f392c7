using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Platform.Core.Foundation;

/// <summary>
/// Makes SQLite loadable where the package feed holds only SQLitePCLRaw 2.0: its assemblies satisfy whatever version is asked for, and the system's
/// library is preferred to the bundled one when it is newer. With a full feed nothing here has an effect. See docs/decisions/0001-sqlite.md.
/// </summary>
internal static class SqliteRuntime
{
    private const int JsonOperators = 3_038_000; // 3.38: JSON is built in
    private const int Bundled = 3_035_003;

    private static readonly Lock Gate = new();
    private static bool _ready;

    /// <summary>The version in use: <c>3.40.1</c>.</summary>
    public static string Version { get; private set; } = "";

    /// <summary>Before the first connection is made; costs nothing after the first time.</summary>
    /// <exception cref="PlatformException">The library is too old.</exception>
    public static void Prepare()
    {
        lock (Gate)
        {
            if (_ready) return;
            AssemblyLoadContext.Default.Resolving += AnyVersion;
            PreferNewerLibrary();
            SQLitePCL.Batteries_V2.Init();
            Version = SQLitePCL.raw.sqlite3_libversion().utf8_to_string();
            if (SQLitePCL.raw.sqlite3_libversion_number() < JsonOperators)
            {
                throw new PlatformException(
                    ErrorCode.Unavailable, $"SQLite {Version} is too old; 3.38 is the oldest that works.",
                    "Install a newer SQLite: the package libsqlite3-0 on Debian and Ubuntu, sqlite-libs on Alpine and Fedora.");
            }

            _ready = true;
        }
    }

    private static Assembly? AnyVersion(AssemblyLoadContext context, AssemblyName wanted)
    {
        if (wanted.Name?.StartsWith("SQLitePCLRaw", StringComparison.Ordinal) != true) return null;
        var file = Path.Combine(AppContext.BaseDirectory, $"{wanted.Name}.dll");
        return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    }

    private static void PreferNewerLibrary()
    {
        if (!OperatingSystem.IsLinux()) return;
        var provider = Assembly.Load("SQLitePCLRaw.provider.e_sqlite3");
        NativeLibrary.SetDllImportResolver(provider, (name, assembly, path) => name == "e_sqlite3" ? System() : IntPtr.Zero);
    }

    private static IntPtr System()
    {
        if (!NativeLibrary.TryLoad("libsqlite3.so.0", out var library)) return IntPtr.Zero;
        if (!NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var export)) return IntPtr.Zero;
        var version = Marshal.GetDelegateForFunctionPointer<VersionNumber>(export)();
        return version > Bundled ? library : IntPtr.Zero;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}
