using Microsoft.Extensions.Configuration;

namespace VteBridge.Configuration;

/// <summary>The configuration as read. Problems are kept, so that `doctor` can list them beside its other findings.</summary>
internal sealed record LoadedOptions(
    BridgeOptions Options,
    IConfiguration Configuration,
    IReadOnlyList<OptionProblem> Problems
)
{
    /// <summary>The options of a command that needs them whole.</summary>
    public BridgeOptions Valid() => Problems.Count == 0 ? Options : throw new OptionsFailure(Problems);
}
