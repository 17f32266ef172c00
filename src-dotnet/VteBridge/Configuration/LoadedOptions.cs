using Microsoft.Extensions.Configuration;

namespace VteBridge.Configuration;

/// <summary>The configuration as read. Problems are kept, so that `config check` and `doctor` can list them beside their other findings.</summary>
/// <param name="Options">Where a value could not be read, its default stands here, and its problem in <paramref name="Unreadable"/>.</param>
/// <param name="Configuration">All values, for libraries that read a section of their own.</param>
/// <param name="Unreadable">Keys and values that are none.</param>
/// <param name="Problems">Everything that is wrong, the unreadable first.</param>
/// <param name="Warnings">What works, but should not stay so.</param>
/// <param name="Sources">What was configured, with its source.</param>
internal sealed record LoadedOptions(
    BridgeOptions Options,
    IConfiguration Configuration,
    IReadOnlyList<OptionProblem> Unreadable,
    IReadOnlyList<OptionProblem> Problems,
    IReadOnlyList<OptionProblem> Warnings,
    IReadOnlyList<ConfiguredValue> Sources
)
{
    /// <summary>The options of a command that needs them whole.</summary>
    /// <exception cref="OptionsFailure">Something is wrong with them.</exception>
    public BridgeOptions Valid() => Problems.Count == 0 ? Options : throw new OptionsFailure(Problems);

    /// <summary>The options of a command that uses these keys only: what is wrong elsewhere does not stop it.</summary>
    /// <exception cref="OptionsFailure">A key or value could not be read, or something is wrong with one of these.</exception>
    public BridgeOptions ValidFor(params IReadOnlyList<string> keys) =>
        Problems.Any(p => Unreadable.Contains(p) || keys.Contains(p.Key))
            ? throw new OptionsFailure(Problems)
            : Options;

    /// <summary>The options of a command that needs a part of them only: every value that is written has been read.</summary>
    /// <exception cref="OptionsFailure">A key or value could not be read.</exception>
    public BridgeOptions Readable() => Unreadable.Count == 0 ? Options : throw new OptionsFailure(Problems);
}
