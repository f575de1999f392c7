using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Memory;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Memory;

/// <summary>Ways to remember that tests share.</summary>
internal static class GivenMemory
{
    /// <summary>Saves, looks and forgets with the namespace that is asked for.</summary>
    public static string Tools(string name, string settings) => """
        platform: v1
        name: NAME
        inputs:
          do: { type: string, default: search }
          key: { type: string, default: "" }
          text: { type: string, default: "" }
        state: { result: { default: null } }
        outputs: { result: "${{ state.result }}" }
        tools:
          keep: { use: memory.save, SETTINGS }
          look: { use: memory.search, SETTINGS }
          drop: { use: memory.forget, SETTINGS }
        start: pick
        nodes:
          pick:
            next:
              - { when: "${{ inputs.do == 'save' }}", to: save }
              - { when: "${{ inputs.do == 'note' }}", to: note }
              - { when: "${{ inputs.do == 'forget' }}", to: forget }
              - { to: search }
          save: { tool: keep, with: { key: "${{ inputs.key }}", text: "${{ inputs.text }}" }, save: { result: "${{ output }}" } }
          note: { tool: keep, with: { text: "${{ inputs.text }}" }, save: { result: "${{ output }}" } }
          forget: { tool: drop, with: { key: "${{ inputs.key }}" }, save: { result: "${{ output }}" } }
          search: { tool: look, with: { query: "${{ inputs.text }}" }, save: { result: "${{ output }}" } }
        """.Replace("NAME", name, StringComparison.Ordinal).Replace("SETTINGS", settings, StringComparison.Ordinal);

    public static Caller Named(string name, OrganizationId? organization = null) =>
        new(organization ?? OrganizationId.Local, new UserId(Guid.NewGuid()), name, ["member"]);

    /// <summary>Runs it for somebody; the result of its tool.</summary>
    public static async Task<JsonElement> RunAsync(this RunningPlatform platform, Caller caller, string workflow, object inputs, string? thread = null)
    {
        var run = await platform.TryAsync(caller, workflow, inputs, thread);
        Assert.True(run.Status == RunStatus.Succeeded, $"{run.Error}");
        return run.Outputs!.Value.GetProperty("result");
    }

    public static async Task<RunView> TryAsync(this RunningPlatform platform, Caller caller, string workflow, object inputs, string? thread = null)
    {
        var started = await platform.Runs.StartAsync(
            caller, new StartRun { Workflow = workflow, Inputs = JsonSerializer.SerializeToElement(inputs), Thread = thread }, new Patience(TimeSpan.FromSeconds(60)), RunningPlatform.Token);
        Assert.True(started.Ok, string.Join('\n', started.Findings));
        return started.Value;
    }

    public static IReadOnlyList<string> Found(JsonElement result) => [.. result.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("value").ToString())];

    public static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);

    public static Task<SavedMemory> SaveAsync(this RunningPlatform platform, string space, string? key, string text, TimeSpan? lifetime = null, OrganizationId? organization = null) =>
        platform.Get<MemoryBook>().SaveAsync(
            organization ?? OrganizationId.Local, MemoryNamespace.Parse(space), new SaveMemory(key, Text(text), lifetime) { By = "test" }, model: null, RunningPlatform.Token);

    public static async Task<IReadOnlyList<string>> SearchAsync(this RunningPlatform platform, string space, string question, int take = 5, OrganizationId? organization = null)
    {
        var found = await platform.Get<MemoryBook>().SearchAsync(organization ?? OrganizationId.Local, [MemoryNamespace.Parse(space)], question, take, model: null, RunningPlatform.Token);
        return [.. found.Items.Select(i => i.Entry.Text())];
    }
}
