using System.Collections;
using System.Reflection;

namespace VteBridge.Configuration;

/// <summary>
/// Every key that the options classes know, read off the classes themselves, so that the check for misspelt keys, the
/// shipped appsettings.json and the documentation can never disagree with the code.
/// </summary>
internal static class OptionKeys
{
    /// <summary>Sections that belong to libraries, not to us.</summary>
    private static readonly string[] Foreign = ["Serilog", "$schema"];

    /// <summary>Every option in the order of the classes; a dictionary or list is one option.</summary>
    public static IReadOnlyList<OptionKey> Entries { get; } = [.. Walk(new BridgeOptions(), "")];

    /// <summary>All keys with their types.</summary>
    public static IReadOnlyDictionary<string, Type> All { get; } =
        Entries.ToDictionary(k => k.Key, k => k.Property.PropertyType, StringComparer.OrdinalIgnoreCase);

    /// <summary>What nobody may put on a command line, where every user of the machine can read it.</summary>
    public static IReadOnlyList<string> Secrets { get; } =
    [.. Entries.Where(k => k.Property.IsDefined(typeof(SecretAttribute))).Select(k => k.Key)];

    public static bool IsForeign(string key) => Foreign.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase);

    /// <summary>The key that this configured key sets (itself, or the dictionary or list that it is an entry of), or null.</summary>
    public static string? Owner(string configured)
    {
        for (var key = configured; ; key = key[..key.LastIndexOf(':')])
        {
            if (All.ContainsKey(key) && (key.Length == configured.Length || IsCollection(All[key])))
                return key;
            if (!key.Contains(':'))
                return null;
        }
    }

    public static bool IsSection(Type type) =>
        type.IsClass && type.Namespace == typeof(OptionKeys).Namespace && !typeof(IEnumerable).IsAssignableFrom(type);

    public static bool IsCollection(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    public static IEnumerable<PropertyInfo> Properties(Type section) =>
        section.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    private static IEnumerable<OptionKey> Walk(object section, string prefix) =>
        Properties(section.GetType())
            .SelectMany(p =>
                IsSection(p.PropertyType)
                    ? Walk(p.GetValue(section)!, prefix + p.Name + ":")
                    : [new OptionKey(prefix + p.Name, p, p.GetValue(section))]
            );
}
