using System.Diagnostics;

namespace Platform.Core.Sandbox.Runtimes;

/// <summary>Makes processes that are shut in. Standard input takes the request, standard output gives the answer, standard error what is printed.</summary>
internal interface ISandboxRuntime
{
    /// <summary><c>bubblewrap 0.8.0</c>.</summary>
    string Name { get; }

    /// <summary>Whether the code's processes descend from the one that is started, and can be watched. A container's belong to its engine, which limits it as a whole.</summary>
    bool IsOurs { get; }

    /// <param name="id">Unique, of letters, digits and <c>-</c>.</param>
    /// <exception cref="Foundation.PlatformException">Sandbox_failed: the language's interpreter is not there.</exception>
    ValueTask<ProcessStartInfo> StartAsync(CodeLanguage language, CodeLimits limits, string id, CancellationToken cancellationToken);

    /// <summary>Called when the process that <see cref="StartAsync"/> described was killed: removes what outlives it.</summary>
    Task RemoveAsync(string id);

    /// <summary>What runs the language: <c>/usr/bin/python3.11</c>.</summary>
    ValueTask<string> DescribeAsync(CodeLanguage language, CancellationToken cancellationToken);
}
