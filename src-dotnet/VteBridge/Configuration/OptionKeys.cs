using System.Collections;
using System.Reflection;

namespace VteBridge.Configuration;

/// <summary>
/// Marks an option whose value nobody may read: it must not appear on a command line, in a log, a page, a report or a
/// message. Each such option has a counterpart with `File` at the end of its name.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;

/// <summary>Marks an option that is a file or folder; see <see cref="PathText"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PathOptionAttribute : Attribute
{
    /// <summary>Whether the file holds a secret; then only this account may have access to it.</summary>
    public bool IsSecretFile { get; init; }

    /// <summary>Whether a bare word is a name and not a path: a program on PATH, or the id of a pyWATS client.</summary>
    public bool MayBeName { get; init; }
}

/// <summary>The smallest and the largest allowed value of an option, both included, written as in a configuration.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RangeOptionAttribute(string least, string most = RangeOptionAttribute.NoLimit) : Attribute
{
    private const string NoLimit = "any number";

    public string Least => least;

    public string Most => most;

    public bool Holds(object? value)
    {
        var number = value is TimeSpan span ? span.Ticks : Convert.ToInt64(value, CultureInfo.InvariantCulture);
        return number >= Number(least) && (most == NoLimit || number <= Number(most));
    }

    private static long Number(string limit) =>
        TimeSpanText.TryParse(limit, out var span) ? span.Ticks : long.Parse(limit, CultureInfo.InvariantCulture);
}

/// <summary>
/// One option: its key (`Vte:PageSize`), the property that holds it, and its value: the default, or with `OptionKeys.Of`
/// the configured value.
/// </summary>
internal sealed record OptionKey(string Key, PropertyInfo Property, object? Default)
{
    /// <summary>The key without its last part: `Delivery:Sidecar` for `Delivery:Sidecar:Jobs`.</summary>
    public string Section => Key[..Key.LastIndexOf(':')];

    public bool IsSecret => Property.IsDefined(typeof(SecretAttribute));

    public PathOptionAttribute? Path => Property.GetCustomAttribute<PathOptionAttribute>();

    /// <summary>Null when the value is in its range.</summary>
    public OptionProblem? RangeProblem() =>
        Property.GetCustomAttribute<RangeOptionAttribute>() is { } range && !range.Holds(Default)
            ? new(
                Key,
                $"{(Default is TimeSpan span ? TimeSpanText.Of(span) : Default)} is out of range.",
                $"Use {range.Least} to {range.Most}."
            )
            : null;
}

/// <summary>
/// Every key that the options classes know, read off the classes themselves, so that the check for misspelt keys, the
/// shipped appsettings.json and the documentation can never disagree with the code.
/// </summary>
internal static class OptionKeys
{
    /// <summary>Sections that belong to libraries, not to us.</summary>
    private static readonly string[] Foreign = ["Serilog", "$schema"];

    /// <summary>Every option in the order of the classes, with its default; a dictionary or list is one option.</summary>
    public static IReadOnlyList<OptionKey> Entries { get; } = [.. Of(new BridgeOptions())];

    public static readonly IReadOnlyDictionary<string, OptionKey> ByKey = Entries.ToDictionary(
        k => k.Key,
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Keys that nobody may set on a command line, where every user of the machine can read them.</summary>
    public static IReadOnlyList<string> Secrets { get; } = [.. Entries.Where(k => k.IsSecret).Select(k => k.Key)];

    public static bool IsForeign(string key) => Foreign.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The option that a configured key sets: the key's own, or the dictionary or list that the key is an entry of. Null
    /// for none.
    /// </summary>
    public static OptionKey? Owner(string configured)
    {
        for (var key = configured; ; key = key[..key.LastIndexOf(':')])
        {
            if (
                ByKey.TryGetValue(key, out var option)
                && (key.Length == configured.Length || IsCollection(option.Property.PropertyType))
            )
                return option;
            if (!key.Contains(':'))
                return null;
        }
    }

    /// <summary>Whether the key names a section and not an option.</summary>
    public static bool IsSectionKey(string key) =>
        ByKey.Keys.Any(k => k.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));

    public static bool IsSection(Type type) =>
        type.IsClass && type.Namespace == typeof(OptionKeys).Namespace && !typeof(IEnumerable).IsAssignableFrom(type);

    public static bool IsCollection(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    /// <summary>A table has keys; every other collection is a list.</summary>
    public static bool IsTable(Type type) => IsCollection(type) && type.GetGenericArguments().Length == 2;

    public static bool IsList(Type type) => IsCollection(type) && !IsTable(type);

    public static IEnumerable<PropertyInfo> Properties(Type section) =>
        section.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    /// <summary>Every option with the value that it has in these options.</summary>
    public static IEnumerable<OptionKey> Of(BridgeOptions options) => Walk(options, "");

    private static IEnumerable<OptionKey> Walk(object section, string prefix) =>
        Properties(section.GetType())
            .SelectMany(p =>
                IsSection(p.PropertyType)
                    ? Walk(p.GetValue(section)!, prefix + p.Name + ":")
                    : [new OptionKey(prefix + p.Name, p, p.GetValue(section))]
            );
}
