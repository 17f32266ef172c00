using Microsoft.Extensions.Configuration;

namespace VteBridge.Configuration;

/// <summary>One configured value and where it comes from, as a person would look for it.</summary>
internal sealed record ConfiguredValue(string Key, string Value, string Source);

/// <summary>
/// The values of all sources, the later over the earlier: key by key, but a list replaces a list whole. A null gives the
/// default back; a plain value where a list belongs is a list of one.
/// </summary>
internal sealed class OptionLayers
{
    private readonly Dictionary<string, ConfiguredValue> _values = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ConfiguredValue> Values => _values.Values;

    public ConfiguredValue? Find(string key) => _values.GetValueOrDefault(key);

    public void Add(string source, IEnumerable<KeyValuePair<string, string?>> values)
    {
        var replaced = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in values)
        {
            var option = OptionKeys.Owner(key);
            var isWhole = option is not null && option.Key.Length == key.Length;
            if (option is not null && OptionKeys.IsList(option.Property.PropertyType) && replaced.Add(option.Key))
                RemoveEntries(option.Key);
            if (value is null)
                Remove(key);
            else if (isWhole && OptionKeys.IsCollection(option!.Property.PropertyType) && value == "")
                continue;
            else if (isWhole && OptionKeys.IsList(option!.Property.PropertyType))
                Set(key + ":0", value, source);
            else
                Set(key, value, source);
        }
    }

    /// <summary>All but the secrets' own text: what the binder, and libraries with a section of their own, are given.</summary>
    public static IConfigurationRoot ToConfiguration(IEnumerable<KeyValuePair<string, string?>> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    /// <summary>A script saved on Windows leaves a carriage return at the end of what it sets.</summary>
    private void Set(string key, string value, string source) =>
        _values[key] = new ConfiguredValue(key, value.TrimEnd('\r', '\n'), source);

    private void Remove(string key)
    {
        _values.Remove(key);
        RemoveEntries(key);
    }

    private void RemoveEntries(string key)
    {
        foreach (
            var entry in _values.Keys.Where(k => k.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)).ToList()
        )
            _values.Remove(entry);
    }
}
