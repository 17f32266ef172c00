using System.ComponentModel;
using Microsoft.Extensions.Configuration;
using VteBridge.Vte;

namespace VteBridge.Configuration;

/// <summary>
/// Reads the configuration once: appsettings.json beside the program, then `--config FILE`, then environment variables
/// `VTEBRIDGE__Section__Key`, then flags; the later wins. Throws <see cref="OptionsFailure"/> with every problem found.
/// </summary>
internal static class OptionsLoader
{
    public const string EnvironmentPrefix = "VTEBRIDGE__";

    public static LoadedOptions Load(string? configFile, IReadOnlyDictionary<string, string?> flags)
    {
        var configuration = Sources(configFile, flags);
        var problems = KeyProblems(configuration).ToList();
        var options = Without(configuration, problems).Get<BridgeOptions>() ?? new BridgeOptions();
        var root = configFile is null
            ? Environment.CurrentDirectory
            : Path.GetDirectoryName(Path.GetFullPath(configFile))!;
        options = options.Rooted(root);
        if (problems.Count > 0)
            throw new OptionsFailure([
                .. problems,
                .. Problems(options).Where(p => !problems.Exists(k => k.Key == p.Key)),
            ]);
        return new LoadedOptions(options, configuration, Problems(options));
    }

    public static IReadOnlyList<string> Files(string? configFile)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        return configFile is null ? [shipped] : [shipped, Path.GetFullPath(configFile)];
    }

    private static IConfigurationRoot Sources(string? configFile, IReadOnlyDictionary<string, string?> flags)
    {
        if (Directory.Exists(configFile))
            throw new UsageFailure($"'{configFile}' is a folder: --config names the configuration file in it.");
        if (configFile is not null && !File.Exists(configFile))
            throw new UsageFailure(
                $"The configuration file '{configFile}' does not exist. Check --config, or make one with 'vtebridge init'."
            );
        var builder = new ConfigurationBuilder().AddJsonFile(
            Path.Combine(AppContext.BaseDirectory, "appsettings.json"),
            optional: true
        );
        if (configFile is not null)
            builder.AddJsonFile(Path.GetFullPath(configFile), optional: false);
        try
        {
            return builder.AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(flags).Build();
        }
        catch (InvalidDataException e)
        {
            throw new UsageFailure(
                $"{e.Message} {e.GetBaseException().Message}".Trim()
                    + " Mend the file: it must be valid JSON (comments are allowed)."
            );
        }
    }

    /// <summary>What is left can be bound, so that its problems are told together with those of the keys.</summary>
    private static IConfigurationRoot Without(IConfigurationRoot configuration, List<OptionProblem> problems) =>
        problems.Count == 0
            ? configuration
            : new ConfigurationBuilder()
                .AddInMemoryCollection(
                    configuration
                        .AsEnumerable()
                        .Where(p => p.Value is not null && !problems.Exists(k => k.Key == p.Key))
                )
                .Build();

    /// <summary>Keys that nobody reads, and values that cannot be what they should be.</summary>
    private static IEnumerable<OptionProblem> KeyProblems(IConfiguration configuration)
    {
        foreach (
            var (key, value) in configuration
                .AsEnumerable()
                .Where(p => p.Value is not null && !OptionKeys.IsForeign(p.Key))
        )
        {
            var owner = OptionKeys.Owner(key);
            if (owner is null && !(value == "" && IsPrefix(key)))
                yield return new(
                    key,
                    "is no option.",
                    $"Did you mean {Nearest.Of(key, OptionKeys.All.Keys)}? Every option is in docs/configuration.md."
                );
            else if (owner is not null && owner != key && OptionEntries.Problem(owner, key, value!) is { } problem)
                yield return problem;
            else if (
                owner == key
                && !OptionKeys.IsCollection(OptionKeys.All[key])
                && !Converts(value!, OptionKeys.All[key])
            )
                yield return new(
                    key,
                    $"'{value}' is not {Describe(OptionKeys.All[key])}.",
                    "Correct the value, or remove it to get the default."
                );
        }
    }

    /// <summary>An empty JSON object or array appears as a key of its own with an empty value.</summary>
    private static bool IsPrefix(string key) =>
        OptionKeys.All.Keys.Any(k => k.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase))
        || OptionKeys.All.ContainsKey(key);

    public static bool Converts(string value, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target == typeof(string) || (value == "" && target != type))
            return true;
        try
        {
            return TypeDescriptor.GetConverter(target).ConvertFromInvariantString(value) is { } converted
                && (!target.IsEnum || Enum.IsDefined(target, converted));
        }
        catch (Exception e)
            when (e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    public static string Describe(Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return target switch
        {
            { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(target)),
            _ when target == typeof(TimeSpan) => "a time span (hh:mm:ss)",
            _ when target == typeof(DateTime) => "a date and time (yyyy-MM-dd HH:mm:ss)",
            _ when target == typeof(bool) => "true or false",
            _ => "a number",
        };
    }

    private static List<OptionProblem> Problems(BridgeOptions options) =>
        [
            .. options.Vte.Problems(),
            .. VteClockProblems.Of(options.Vte),
            .. options.Sync.Problems(),
            .. options.Mapping.Problems(),
            .. options.Delivery.Problems(),
            .. options.State.Problems(options.Sync),
            .. options.Schedule.Problems(),
            .. options.Health.Problems(),
            .. options.Alerts.Problems(),
            .. options.Log.Problems(),
        ];
}
