using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace VteBridge.Configuration;

/// <summary>
/// The options of a process that runs for months. A configuration file that has changed is read before the next cycle;
/// one that cannot be used is refused, and the options stay as they were.
/// </summary>
/// <param name="files">The files that the configuration comes from.</param>
/// <param name="load">Reads them, with the environment and flags of this process.</param>
/// <param name="started">The configuration that the program started with; null: its section `Serilog` is not compared.</param>
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

    /// <summary>Why the files, as they are now, are not used; null when they are.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Never throws: a loop that works must not end because somebody edits its configuration.</summary>
    public BridgeOptions Refresh()
    {
        var fingerprint = Fingerprint(files);
        // A refused file is tried again: what was wrong may lie outside of it, such as a lock, or the rights of a secret file.
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
                "is read only when the program starts.",
                "Stop and start it to use the change."
            ))
            .ToList();
        return problems.Count == 0 ? changed : throw new OptionsFailure(problems);
    }

    private static IEnumerable<(string, string?)> Logging(IConfiguration configuration) =>
        configuration.GetSection(Serilog).AsEnumerable().Select(pair => (pair.Key, pair.Value)).Order();

    private static bool IsSame(object? a, object? b) =>
        a is IReadOnlyList<string> list ? list.SequenceEqual((IReadOnlyList<string>)b!) : Equals(a, b);

    /// <summary>Of the content: a file that is written anew as it was has not changed. Unreadable files have one of their own.</summary>
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
