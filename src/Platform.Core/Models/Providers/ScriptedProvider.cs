using Microsoft.Extensions.AI;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Models.Local;

namespace Platform.Core.Models.Providers;

/// <summary>A model that answers by rules written in the file: for tests, samples and the parts of a workflow that need no model.</summary>
public sealed class ScriptedProvider(TimeProvider time) : IModelProvider
{
    public string Key => "scripted";

    public string Example => "echo: { use: scripted/echo, rules: [{ match: \"my name is (\\\\w+)\", reply: \"Hello $1\" }], default: \"Tell me your name.\" }";

    public void Check(PartConfig model, Findings found)
    {
        ModelCheck.Common(model, found, "rules", "default");
        ScriptedRules.Check(model, found);
        if (model.Settings["rules"] is null && model.Settings["default"] is null) found.Add(ModelFindings.NothingToSay(model));
    }

    public ValueTask<IChatClient> CreateAsync(ModelSettings settings, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IChatClient>(new ScriptedClient(settings.Name, ScriptedRules.Read(settings), settings.Read().Value("default"), time));

    public ModelPrice? PriceOf(string model) => ModelPrice.Free;

    public bool IsLocal => true;
}
