using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Core.Agents;
using Platform.Core.Authoring;
using Platform.Core.Changes;
using Platform.Core.Chat;
using Platform.Core.Chat.Authors;
using Platform.Core.Costs;
using Platform.Core.Costs.Budgets;
using Platform.Core.Costs.Calls;
using Platform.Core.Costs.Usage;
using Platform.Core.Engine;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Health;
using Platform.Core.Integrations.Mcp;
using Platform.Core.Integrations.Mcp.Serving;
using Platform.Core.Integrations.Mcp.Stdio;
using Platform.Core.Jobs;
using Platform.Core.Memory;
using Platform.Core.Memory.Vectors;
using Platform.Core.Models;
using Platform.Core.Models.BadDays;
using Platform.Core.Models.Prices;
using Platform.Core.Models.Providers;
using Platform.Core.Models.Recordings;
using Platform.Core.Nodes;
using Platform.Core.Persistence;
using Platform.Core.Persistence.Postgres;
using Platform.Core.Persistence.Sqlite;
using Platform.Core.Persistence.Stores;
using Platform.Core.Runs;
using Platform.Core.Runs.Execution;
using Platform.Core.Runs.Failures;
using Platform.Core.Runs.Figures;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Runs.Retention;
using Platform.Core.Runs.Scheduling;
using Platform.Core.Runs.TimeTravel;
using Platform.Core.Sandbox;
using Platform.Core.Security;
using Platform.Core.State;
using Platform.Core.Tools;
using Platform.Core.Tools.Http;
using Platform.Core.Tools.Policies;
using Platform.Core.Workflows;

namespace Platform.Core;

/// <summary>How the parts are put together.</summary>
public sealed record PlatformOptions
{
    /// <summary>Database, files and keys lie here. Created when it is missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>
    /// Whether this process takes up runs that others left or that are due, besides those it starts itself. A command that runs one workflow and exits says no.
    /// </summary>
    public bool TakesUpRuns { get; init; } = true;

    /// <summary>How long a stop waits for runs when <see cref="RunOptions.Grace"/> is not set.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Puts the parts together; the only file that may know every folder.</summary>
public static class PlatformCore
{
    /// <summary>
    /// Registers everything but what takes time: that is <see cref="PlatformStart"/>'s. What was registered before stays, and options bind from
    /// <see cref="IConfiguration"/> when the host has one.
    /// </summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, PlatformOptions options)
    {
        services.AddLogging();
        services.TryAddSingleton(s => s.GetRequiredService<Database>().Time); // nodes that share a database share its clock
        services.AddSingleton(options);
        AddOptions<RunOptions>(services, RunOptions.Section);
        AddOptions<StorageOptions>(services, StorageOptions.Section);
        AddOptions<RetentionOptions>(services, RetentionOptions.Section);
        AddOptions<EgressOptions>(services, EgressOptions.Section);
        AddOptions<ModelTrafficOptions>(services, ModelTrafficOptions.Section);
        AddOptions<MemoryOptions>(services, MemoryOptions.Section);
        AddOptions<ConversationOptions>(services, ConversationOptions.Section);
        AddOptions<SandboxOptions>(services, SandboxOptions.Section);
        AddSecurity(services, options);
        AddLanguage(services);
        AddStores(services, options);
        AddRuns(services);
        AddHealth(services);
        AddMemory(services);
        AddChat(services);
        AddIntegrations(services, options);
        services.AddSingleton(s => new PlatformStart(
            s.GetRequiredService<IDatabaseAdmin>(), s.GetRequiredService<QuartzRunDispatcher>(), s.GetRequiredService<RunExecutor>(), s.GetRequiredService<RunSweep>(),
            s.GetRequiredService<ControlWatch>(), s.GetRequiredService<IOptions<RunOptions>>(), options)
        { Retention = s.GetRequiredService<RetentionService>(), Checks = s.GetRequiredService<CheckSchedule>(), Calls = s.GetRequiredService<CallLog>(), Memory = s.GetRequiredService<MemorySweep>(), Sandbox = s.GetRequiredService<CodeSandbox>() });
        return services;
    }

    private static void AddSecurity(IServiceCollection services, PlatformOptions options)
    {
        services.TryAddSingleton<Redactor>();
        services.TryAddSingleton<ISecretStore>(s => new RedactedSecretStore(new EnvironmentSecretStore(), s.GetRequiredService<Redactor>()));
        services.TryAddSingleton<EgressGuard>();
        services.TryAddSingleton(_ => new WorkFolders(Path.Combine(options.DataFolder, "files")));
        services.TryAddSingleton(s => new CodeSandbox(
            s.GetRequiredService<IOptions<SandboxOptions>>(), Path.Combine(Path.GetFullPath(options.DataFolder), "sandbox"), Time(s), s.GetRequiredService<ILogger<CodeSandbox>>()));
    }

    private static void AddLanguage(IServiceCollection services)
    {
        AddAll<INodeKind>(services);
        AddAll<IGraphCheck>(services);
        AddAll<IToolKind>(services);
        AddAll<IToolServerKind>(services);
        AddAll<IModelProvider>(services);
        AddAll<IReducer>(services);
        AddPresets(services);
        services.TryAddSingleton<ModelHttp>();
        services.TryAddSingleton<ModelKeys>();
        services.TryAddSingleton(s => new PriceBook(
            s.GetRequiredService<IPriceStore>(), Path.Combine(Path.GetFullPath(s.GetRequiredService<PlatformOptions>().DataFolder), PriceBook.FileName), Time(s),
            s.GetRequiredService<ILogger<PriceBook>>()));
        services.TryAddSingleton<ModelCatalog>();
        services.TryAddSingleton<ModelClients>();
        services.TryAddSingleton<ModelTraffic>();
        services.TryAddSingleton<KeptReplies>();
        services.TryAddSingleton<ModelRouter>();
        services.TryAddSingleton<ModelServices>();
        services.TryAddSingleton(s => new ToolCatalog([.. s.GetServices<IToolKind>(), .. HostTools(s)], s.GetServices<IToolServerKind>()));
        services.TryAddSingleton<ToolClients>();
        services.TryAddSingleton<ToolRunner>();
        services.TryAddSingleton<AgentRunner>();
        services.TryAddSingleton(Signatures);
        services.TryAddSingleton<AgentRecall>();
        services.TryAddSingleton<PartSettings>();
        services.TryAddSingleton<PartKinds>();
        services.TryAddSingleton<IPartKinds>(s => s.GetRequiredService<PartKinds>());
        services.TryAddSingleton<IPriceLookup>(s => s.GetRequiredService<PartKinds>());
        services.TryAddSingleton<GraphCompiler>();
        services.TryAddSingleton<RunLoop>();
        services.TryAddSingleton<TextImport>();
        services.TryAddSingleton(s => new WorkflowAuthor(
            s.GetRequiredService<WorkflowService>(), s.GetRequiredService<GraphCompiler>(), s.GetServices<INodeKind>(), s.GetRequiredService<ToolCatalog>(), s.GetRequiredService<ModelCatalog>(), s.GetServices<IReducer>()));
    }

    // Providers that are data: the catalog finds classes, and these share one.
    private static void AddPresets(IServiceCollection services)
    {
        foreach (var preset in Presets.All)
            services.AddSingleton<IModelProvider>(s => new PresetProvider(preset, s.GetRequiredService<ModelHttp>(), s.GetRequiredService<ModelKeys>()));
    }

    // Lazily: a workflow compiles its nodes, and a node's tool may be a workflow.
    private static WorkflowSignatures Signatures(IServiceProvider services) => new(async (organization, name, cancellationToken) =>
    {
        try
        {
            var loaded = await services.GetRequiredService<WorkflowService>().LoadAsync(organization, name, null, cancellationToken);
            return new WorkflowSignature(loaded.Graph.Config.Description, SchemaInline.Alone(loaded.Graph.InputsSchema));
        }
        catch (PlatformException missing) when (missing.Code is ErrorCode.NotFound or ErrorCode.Validation)
        {
            return null; // the run that is to start says why it cannot
        }
    });

    // Functions of the program around us, with a key or without; their own names count.
    private static IEnumerable<IToolKind> HostTools(IServiceProvider services) =>
        services.GetServices<AIFunction>().Concat(services.GetKeyedServices<AIFunction>(KeyedService.AnyKey)).DistinctBy(f => f.Name).Select(f => new HostToolKind(f));

    private static void AddStores(IServiceCollection services, PlatformOptions options)
    {
        services.AddSingleton(s => Database.Of(Path.GetFullPath(options.DataFolder), s.GetRequiredService<IOptions<StorageOptions>>().Value));
        services.AddSingleton<IDatabaseWriter>(s => s.GetRequiredService<Database>() switch
        {
            PostgresDatabase postgres => new PostgresWriter(postgres) { Changes = s.GetRequiredService<ChangeFeed>() },
            var sqlite => new GroupCommitWriter(sqlite) { Changes = s.GetRequiredService<ChangeFeed>() },
        });
        services.AddSingleton<IChangeRelay>(s => s.GetRequiredService<Database>() switch
        {
            PostgresDatabase postgres => new PostgresRelay(postgres),
            var sqlite => new SqliteRelay(sqlite),
        });
        services.AddSingleton(s => new ChangeFeed { Relay = s.GetRequiredService<IChangeRelay>() });
        services.AddSingleton<IDatabaseAdmin>(s => DatabaseAdmin.For(s.GetRequiredService<Database>()));
        services.AddSingleton<SqlSettings>();
        services.AddSingleton<IPriceStore, SqlPriceStore>();
        services.AddSingleton<ICallStore, SqlCallStore>();
        services.AddSingleton<ICostStore, SqlCostStore>();
        services.AddSingleton(s => s.GetRequiredService<Database>() is PostgresDatabase postgres
            ? new BudgetGate(new PostgresWriter(postgres) { Changes = s.GetRequiredService<ChangeFeed>() }, isOwn: true)
            : new BudgetGate(s.GetRequiredService<IDatabaseWriter>(), isOwn: false));
        services.AddSingleton<IBudgetStore>(s => new SqlBudgetStore(s.GetRequiredService<Database>(), s.GetRequiredService<BudgetGate>().Writer, s.GetRequiredService<SqlSettings>()));
        services.AddSingleton(s => new BudgetBook(s.GetRequiredService<IBudgetStore>(), new Lazy<WorkflowService>(s.GetRequiredService<WorkflowService>), s.GetRequiredService<Lazy<PartsIndex>>(), Time(s)));
        services.AddSingleton(s => new CostBook(s.GetRequiredService<ICostStore>(), Time(s)));
        services.AddSingleton<IUsageStore, SqlUsageStore>();
        services.AddSingleton(s => new UsageBook(s.GetRequiredService<IUsageStore>(), Time(s)));
        services.AddSingleton<IFailureStore, SqlFailureStore>();
        services.AddSingleton<ISchedulerStore, SqlSchedulerStore>();
        services.AddSingleton(s => new CallLog(s.GetRequiredService<ICallStore>(), Time(s)));
        services.AddSingleton<IRunLog, SqlRunLog>();
        services.AddSingleton<IRunControl, SqlRunControl>();
        services.AddSingleton<IRunStore, SqlRunStore>();
        services.AddSingleton<IRunHistory, SqlRunHistory>();
        services.AddSingleton<IRetentionStore, SqlRetentionStore>();
        services.AddSingleton<IReplyCache, SqlReplyCache>();
        services.AddSingleton<IToolGate>(s => new SqlToolGate(s.GetRequiredService<IDatabaseWriter>(), Time(s)));
        services.AddSingleton<IRunLists>(s => new SqlRunLists(s.GetRequiredService<Database>(), Time(s)));
        services.AddSingleton<IWorkflowFigures>(s => new SqlWorkflowFigures(s.GetRequiredService<Database>(), Time(s)));
        services.AddSingleton<IWorkflowStore>(s => new SqlWorkflowStore(s.GetRequiredService<Database>(), s.GetRequiredService<IDatabaseWriter>(), Time(s)));
    }

    private static void AddRuns(IServiceCollection services)
    {
        services.AddSingleton<WorkFiles>();
        services.AddSingleton<GraphCache>();
        services.AddSingleton(s => new WorkflowService(
            s.GetRequiredService<IWorkflowStore>(), s.GetRequiredService<GraphCache>(), s.GetRequiredService<GraphCompiler>(), s.GetRequiredService<WorkFiles>(), Time(s)));
        services.AddSingleton(s => new QuartzRunDispatcher(Time(s), s.GetRequiredService<ILogger<QuartzRunDispatcher>>(), SharedTimers(s)));
        services.AddSingleton<IRunDispatcher>(s => s.GetRequiredService<QuartzRunDispatcher>());
        services.AddSingleton<RunningHere>();
        services.AddSingleton<LiveRuns>();
        services.AddSingleton<RunWatch>();
        services.AddSingleton(s => new ChildRuns(s.GetRequiredService<WorkflowService>(), s.GetRequiredService<IOptions<RunOptions>>().Value, Time(s)));
        services.AddSingleton(s => new Heartbeat(
            s.GetRequiredService<IRunLog>(), s.GetRequiredService<RunningHere>(), s.GetRequiredService<IOptions<RunOptions>>().Value, Time(s),
            s.GetRequiredService<ILogger<Heartbeat>>()));
        services.AddSingleton(s => new ExecutionParts(
            s.GetRequiredService<IRunLog>(), s.GetRequiredService<RunningHere>(), s.GetRequiredService<Heartbeat>(), s.GetRequiredService<ChildRuns>(),
            s.GetRequiredService<IRunDispatcher>(), s.GetRequiredService<IRunControl>(), Time(s), s.GetServices<IRunGuest>())
        { Guard = s.GetRequiredService<IStartGuard>(), Recovered = s.GetRequiredService<RecoveryLog>() });
        services.AddSingleton<RecoveryLog>();
        services.AddSingleton(s => new FailureBook(s.GetRequiredService<IFailureStore>(), s.GetRequiredService<RunService>(), Time(s)));
        services.AddSingleton(s => new SchedulerBook(s.GetRequiredService<ISchedulerStore>(), s.GetRequiredService<QuartzRunDispatcher>(), s.GetRequiredService<RunExecutor>(), Time(s)));
        services.AddSingleton(s => new RunExecutor(
            s.GetRequiredService<ExecutionParts>(), s.GetRequiredService<WorkflowService>(), s.GetRequiredService<RunLoop>(), s.GetRequiredService<LiveRuns>(),
            s.GetRequiredService<IOptions<RunOptions>>().Value, LeaseOwner.New(s.GetRequiredService<IOptions<RunOptions>>().Value.Node), s.GetRequiredService<ILogger<RunExecutor>>()));
        services.AddSingleton<RunSweep>();
        services.AddSingleton<RunStarter>();
        services.AddSingleton<ControlWatch>();
        services.AddSingleton(s => new RunService(
            s.GetRequiredService<IRunStore>(), s.GetRequiredService<IRunLists>(), s.GetRequiredService<WorkflowService>(), s.GetRequiredService<RunStarter>(),
            s.GetRequiredService<RunningHere>(), s.GetRequiredService<RunWatch>(), Time(s))
        { Guard = s.GetRequiredService<IStartGuard>() });
        services.AddSingleton<RunBulk>();
        services.AddSingleton(s => new WorkflowLister(s.GetRequiredService<WorkflowService>(), s.GetRequiredService<IWorkflowFigures>()));
        services.AddSingleton<RunStates>();
        services.AddSingleton(s => new TimeTravelService(
            s.GetRequiredService<RunStates>(), s.GetRequiredService<IRunStore>(), s.GetRequiredService<IRunHistory>(), s.GetRequiredService<WorkflowService>(),
            s.GetRequiredService<IRunDispatcher>(), s.GetRequiredService<RunLoop>(), Time(s)));
        services.AddSingleton(s => new RetentionService(
            s.GetRequiredService<IRetentionStore>(), new OwnRetention(s.GetRequiredService<IWorkflowStore>(), s.GetRequiredService<GraphCompiler>()), s.GetRequiredService<IOptions<RetentionOptions>>().Value, Time(s),
            s.GetRequiredService<ILogger<RetentionService>>()));
        services.AddSingleton(s => new HumanTaskService(
            s.GetRequiredService<IRunStore>(), s.GetRequiredService<IRunLists>(), s.GetRequiredService<IRunDispatcher>(), Time(s)));
    }

    private static void AddHealth(IServiceCollection services)
    {
        services.AddSingleton<ModelChecks>();
        services.AddSingleton<DeclaredSettings>();
        services.AddSingleton<DeclaredModels>();
        services.AddSingleton(s => new Lazy<PartsIndex>(s.GetRequiredService<PartsIndex>)); // a run's start asks for a model's health before anybody asks for parts
        services.AddSingleton<ModelHealth>();
        services.AddSingleton<IStartGuard>(s => s.GetRequiredService<ModelHealth>());
        services.AddSingleton<ProviderReadiness>();
        services.AddSingleton(s => new PartsIndex(s.GetRequiredService<IWorkflowStore>(), s.GetRequiredService<GraphCompiler>(), s.GetRequiredService<WorkflowService>(), Time(s)));
        services.AddSingleton(s => new AgentShelf(s.GetRequiredService<PartsIndex>(), s.GetRequiredService<WorkflowService>(), s.GetRequiredService<RunService>()));
        services.AddSingleton(s => new SelfChecks(
            Path.GetFullPath(s.GetRequiredService<PlatformOptions>().DataFolder), s.GetRequiredService<IDatabaseAdmin>(), s.GetRequiredService<CodeSandbox>(), Time(s)));
        services.AddSingleton<SecretNeeds>();
        services.AddSingleton<ToolRunTrial>();
        services.AddSingleton<ToolShelf>();
        services.AddSingleton<CheckSchedule>();
    }

    private static void AddMemory(IServiceCollection services)
    {
        services.AddSingleton<IMemoryStore, SqlMemoryStore>();
        services.AddSingleton<MemoryVectors>();
        services.AddSingleton(s => new VectorIndexes(s.GetRequiredService<IMemoryStore>(), s.GetRequiredService<IOptions<MemoryOptions>>().Value));
        services.AddSingleton(s => new MemoryBook(
            s.GetRequiredService<IMemoryStore>(), s.GetRequiredService<VectorIndexes>(), s.GetRequiredService<MemoryVectors>(), s.GetRequiredService<Redactor>(),
            s.GetRequiredService<IOptions<MemoryOptions>>().Value, Time(s)));
        services.AddSingleton<MemoryDoor>();
        services.AddSingleton(s => new MemorySweep(s.GetRequiredService<IMemoryStore>(), s.GetRequiredService<IOptions<MemoryOptions>>().Value, Time(s)));
    }

    private static void AddChat(IServiceCollection services)
    {
        services.AddSingleton<IConversationStore, SqlConversationStore>();
        services.AddSingleton<LiveTurns>();
        services.AddSingleton(s => new ChatModels(
            s.GetRequiredService<WorkflowService>(), s.GetRequiredService<DeclaredModels>(), s.GetRequiredService<ModelCatalog>(), s.GetRequiredService<IOptions<ConversationOptions>>(), Time(s)));
        services.AddSingleton<ChatCalls>();
        services.AddSingleton<LanguageReference>();
        services.AddSingleton<ModelAuthor>();
        services.AddSingleton<ComposerAuthor>();
        services.AddSingleton<ChatAnswers>();
        services.AddSingleton(s => new ChatService(
            s.GetRequiredService<IConversationStore>(), s.GetRequiredService<ChatAnswers>(), s.GetRequiredService<ChatModels>(), s.GetRequiredService<WorkflowService>(),
            s.GetRequiredService<Redactor>(), Time(s)));
    }

    private static void AddIntegrations(IServiceCollection services, PlatformOptions options)
    {
        AddOptions<McpOptions>(services, McpOptions.Section);
        services.AddSingleton(s => new McpCommands(s.GetRequiredService<IOptions<McpOptions>>(), Path.Combine(Path.GetFullPath(options.DataFolder), McpCommands.FileName)));
        services.TryAddSingleton<IServerLauncher, PlainLauncher>();
        services.AddSingleton<McpConnector>();
        services.AddSingleton<McpSessions>();
        services.AddSingleton<McpServers>();
        services.AddSingleton<ExposedWorkflows>();
        services.AddSingleton<McpDoor>();
        services.AddSingleton<IRunGuest>(s => s.GetRequiredService<McpSessions>());
    }

    private static ClusteredTimers? SharedTimers(IServiceProvider services) =>
        services.GetRequiredService<PlatformOptions>().TakesUpRuns && services.GetRequiredService<Database>() is not SqliteDatabase ? OnPostgres(services) : null;

    // Apart, so that a process on SQLite never loads what speaks to PostgreSQL.
    private static ClusteredTimers? OnPostgres(IServiceProvider services) => services.GetRequiredService<Database>() is PostgresDatabase postgres
        ? new ClusteredTimers(postgres.Pooled, Time(services), services.GetRequiredService<ILogger<ClusteredTimers>>())
        : null;

    private static TimeProvider Time(IServiceProvider services) => services.GetRequiredService<TimeProvider>();

    private static void AddAll<TInterface>(IServiceCollection services)
        where TInterface : class
    {
        foreach (var type in Catalog.Of<TInterface>(typeof(PlatformCore).Assembly)) services.AddSingleton(typeof(TInterface), type);
    }

    // Null when nothing is set: then the defaults hold, and neither binding nor checking has to learn the type's properties, which a short command would feel.
    private static IConfigurationSection? Set(IServiceProvider services, string section) =>
        services.GetService<IConfiguration>()?.GetSection(section) is { } settings && settings.Exists() ? settings : null;

    private static void Bind(IConfigurationSection? settings, object options) => settings?.Bind(options);

    private static void AddOptions<TOptions>(IServiceCollection services, string section)
        where TOptions : class, new() =>
        services.AddOptions<TOptions>()
            .Configure<IServiceProvider>((options, s) => Bind(Set(s, section), options))
            .Services.AddSingleton<IValidateOptions<TOptions>>(s => new RangeCheck<TOptions>(section, () => Set(s, section) is not null));

    /// <summary>Names the setting that does not fit, and what would.</summary>
    private sealed class RangeCheck<TOptions>(string section, Func<bool> isSet) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var wrong = new List<ValidationResult>();
            if (!isSet() || Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true)) return ValidateOptionsResult.Success;
            return ValidateOptionsResult.Fail(wrong.Select(w => $"The setting {section}:{w.MemberNames.FirstOrDefault()} is out of its range: {w.ErrorMessage}"));
        }
    }
}
