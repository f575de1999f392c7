using Microsoft.Extensions.DependencyInjection;

namespace Platform.Core;

/// <summary>How the parts are put together.</summary>
public sealed record PlatformOptions
{
    /// <summary>Database, files and keys lie here. Created when it is missing.</summary>
    public required string DataFolder { get; init; }
}

/// <summary>Puts the parts together; the only file that may know every folder.</summary>
public static class PlatformCore
{
    /// <summary>Registers everything but what takes time: that is <see cref="PlatformStart"/>'s. Options bind from IConfiguration when the host has one.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, PlatformOptions options) => throw new NotSupportedException("In work on this branch.");
}
