using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;

namespace VteBridge.Hosting;

/// <summary>The configuration, looked at by every area that has something to say about it.</summary>
internal static class SiteOptions
{
    private static readonly IReadOnlyList<OptionsValidator> Validators =
    [
        options => VteClockProblems.Of(options.Vte),
        options => MappingProblems.Of(options.Mapping),
    ];

    /// <param name="folder">Where relative paths start; null for the folder of the file, or the current one without a file.</param>
    /// <exception cref="UsageFailure">A file cannot be read at all.</exception>
    public static LoadedOptions Load(
        string? configFile,
        IReadOnlyDictionary<string, string?> flags,
        string? folder = null
    ) => OptionsLoader.Load(configFile, flags, Validators, folder);
}
