using System.Reflection;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Models;
using Platform.Core.Models.Providers;
using Platform.Core.Nodes;
using Platform.Core.Tools;

namespace Platform.IntegrationTests.Support;

/// <summary>
/// The compiler with every real node kind, check, model provider and tool. Compiling opens and runs nothing, so what only running needs is not made:
/// a kind gets null for it, and a compile that touched it would fail here.
/// </summary>
internal static class Compiling
{
    private static readonly ToolCatalog Tools = new(All<IToolKind>(), All<IToolServerKind>());
    private static readonly ModelCatalog Models = new([.. All<IModelProvider>(), .. PresetProvider.All(null!, null!)]);

    public static GraphCompiler Compiler { get; } = Make();

    public static Result<CompiledGraph> Compile(string text, string file = "workflow.yaml", IIncludeSource? includes = null) => Compiler.Compile(text, file, includes);

    private static GraphCompiler Make()
    {
        var parts = new PartKinds(Models, Tools);
        return new GraphCompiler(All<INodeKind>(Tools, Models, TimeProvider.System), All<IGraphCheck>(), parts, parts);
    }

    private static IReadOnlyList<T> All<T>(params object[] known) =>
        [.. Catalog.Of<T>(typeof(T).Assembly).Select(type => (T)Create(type, known))];

    private static object Create(Type type, object[] known)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance)[0];
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Array.Find(known, p.ParameterType.IsInstanceOfType))]);
    }
}
