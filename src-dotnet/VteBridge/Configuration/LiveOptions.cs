using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace VteBridge.Configuration;

/// <summary>
/// The options of a process that runs for months. A changed configuration file is read before the next cycle; if it
/// cannot be used, it is refused and the old options stay in use.
/// </summary>
/// <param name="files">The configuration files.</param>
/// <param name="load">Reads the options from the files, and from the environment and the flags of this process.</param>
/// <param name="started">The configuration that the program started with, to compare its section `Serilog`; null: that section is
/// not compared.</param>
internal sealed class LiveOptions(
    BridgeOptions first,
    IReadOnlyList<string> files,
    Func<LoadedOptions> load,
    ILogger<LiveOptions> log,
    IConfiguration? started = null
)
{
    private static readonly string[] ReadAtStart =
    [
        "State",
        "Log",
        "Health",
        "Telemetry",
        "Schedule:StopTimeout",
        Serilog,
    ];

    private const string Serilog = "Serilog";

    private string _seen = Fingerprint(files);

    public BridgeOptions Current { get; private set; } = first;

    /// <summary>Why the current files are refused; null when they are in use.</summary>
    public string? Refusal { get; private set; }

    /// <summary>
    /// Reads the files if they have changed. Never throws: a loop that works must not end because somebody edits its
    /// configuration.
    /// </summary>
    public BridgeOptions Refresh()
    {
        var fingerprint = Fingerprint(files);
        // A refused file is tried again: the cause may lie outside of it, such as a lock or the rights of a secret file.
        if (fingerprint == _seen && Refusal is null)
            return Current;
        _seen = fingerprint;
        try
        {
            Current = Usable(load());
            Refusal = null;
            log.LogInformation("The configuration has changed and is used from this cycle on");
        }
        catch (Exception e)
        {
            var refusal = e is CannotWork ? e.Message : $"The configuration cannot be read: {e.Message}";
            if (refusal != Refusal)
                log.LogWarning("The changed configuration is refused; the old one stays in use. {Problems}", refusal);
            Refusal = refusal;
        }
        return Current;
    }

    private BridgeOptions Usable(LoadedOptions loaded)
    {
        var changed = loaded.Valid();
        List<string> keys =
        [
            .. OptionKeys
                .Of(changed)
                .Zip(OptionKeys.Of(Current))
                .Where(pair => !IsSame(pair.First.Default, pair.Second.Default))
                .Select(pair => pair.First.Key),
            .. started is null || Logging(started).SequenceEqual(Logging(loaded.Configuration))
                ? Array.Empty<string>()
                : [Serilog],
        ];
        var problems = ReadAtStart
            .Where(part => keys.Any(key => key == part || key.StartsWith(part + ":", StringComparison.Ordinal)))
            .Select(part => new OptionProblem(
                part,
                "takes effect only when the program starts.",
                "Restart the program to use the change."
            ))
            .ToList();
        return problems.Count == 0 ? changed : throw new OptionsFailure(problems);
    }

    private static IEnumerable<(string, string?)> Logging(IConfiguration configuration) =>
        configuration.GetSection(Serilog).AsEnumerable().Select(pair => (pair.Key, pair.Value)).Order();

    private static bool IsSame(object? a, object? b) =>
        a is IReadOnlyList<string> list ? list.SequenceEqual((IReadOnlyList<string>)b!) : Equals(a, b);

    /// <summary>
    /// A hash of the content: a file that is rewritten with the same content has not changed. An unreadable file has a
    /// fixed value.
    /// </summary>
    private static string Fingerprint(IReadOnlyList<string> files) => string.Join(' ', files.Select(Fingerprint));

    private static string Fingerprint(string file)
    {
        try
        {
            return File.Exists(file) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))) : "absent";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }
}
