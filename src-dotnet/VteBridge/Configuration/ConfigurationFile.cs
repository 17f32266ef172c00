using Microsoft.Extensions.Configuration;

namespace VteBridge.Configuration;

/// <summary>
/// Reads one JSON file into flat keys and finds faults in its shape. .NET's own reader would silently accept a list in
/// place of a table.
/// </summary>
internal sealed class ConfigurationFile
{
    private static readonly JsonDocumentOptions Json = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<OptionProblem> _problems = [];

    public IReadOnlyDictionary<string, string?> Values => _values;

    public IReadOnlyList<OptionProblem> Problems => _problems;

    /// <exception cref="UsageFailure">The file cannot be read, or is not a JSON object in UTF-8 or UTF-16.</exception>
    public static ConfigurationFile Read(string path)
    {
        if (Directory.Exists(path))
            throw new UsageFailure($"'{path}' is a folder: --config names the configuration file in it.");
        if (!File.Exists(path))
            throw new UsageFailure(
                $"The configuration file '{path}' does not exist. Check --config, or make one with 'vtebridge init'."
            );
        try
        {
            using var document = JsonDocument.Parse(TextFile.Read(path), Json);
            var file = new ConfigurationFile();
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new UsageFailure($"'{path}' is not a configuration. It must be a JSON object: {{ ... }}.");
            file.AddObject(document.RootElement, "");
            return file;
        }
        catch (JsonException e)
        {
            throw new UsageFailure(NotJson(path, e));
        }
        catch (InvalidDataException e)
        {
            throw new UsageFailure(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageFailure(
                $"The configuration file '{path}' cannot be read: {e.Message} Check that this account may read it and that no other program holds it."
            );
        }
    }

    private void AddObject(JsonElement section, string prefix)
    {
        foreach (var property in section.EnumerateObject())
        {
            var key = prefix + property.Name;
            if (OptionKeys.Owner(key) is { } option && option.Key.Length == key.Length)
                CheckShape(option, key, property.Value);
            else if (
                OptionKeys.IsSectionKey(key)
                && property.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null)
            )
            {
                _problems.Add(new(key, "is a section.", $"Write its options as {{ ... }}."));
                continue;
            }
            Add(key, property.Value);
        }
    }

    private void CheckShape(OptionKey option, string key, JsonElement value)
    {
        var type = option.Property.PropertyType;
        if (OptionKeys.IsTable(type) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
            _problems.Add(new(key, "is a table, not a list.", "Write it as { \"key\": \"value\" }."));
        if (OptionKeys.IsList(type) && value.ValueKind == JsonValueKind.Object)
            _problems.Add(
                new(key, "is not an entry of a list.", $"Write {option.Key} as a list in brackets: [ ... ].")
            );
        if (!OptionKeys.IsCollection(type) && value.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            _problems.Add(new(key, "is one value, not a list or a table.", "Write the value alone."));
    }

    private void Add(string key, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AddObject(value, key + ":");
                break;
            case JsonValueKind.Array when value.GetArrayLength() == 0:
                AddValue(key, "");
                break;
            case JsonValueKind.Array:
                foreach (var (i, entry) in value.EnumerateArray().Index())
                    Add(string.Create(CultureInfo.InvariantCulture, $"{key}:{i}"), entry);
                break;
            default:
                AddValue(
                    key,
                    value.ValueKind switch
                    {
                        JsonValueKind.String => value.GetString(),
                        JsonValueKind.Null => null,
                        _ => value.GetRawText(),
                    }
                );
                break;
        }
    }

    private void AddValue(string key, string? value)
    {
        if (!_values.TryAdd(key, value))
            _problems.Add(new(key, "is set twice in the file.", "Remove one of the two."));
    }

    private static string NotJson(string path, JsonException e)
    {
        var reason = e.Message.Split(" LineNumber:")[0];
        var hint = e.Message.Contains("escapable", StringComparison.Ordinal)
            ? @" In a JSON string, write every \ twice: ""C:\\temp"", or use /: ""C:/temp""."
            : "";
        return $"'{path}' is not valid JSON at line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: {reason}{hint} Correct the file (comments are allowed).";
    }
}

/// <summary>One configured value and its source: the path of a file, or the words environment, command line or default.</summary>
internal sealed record ConfiguredValue(string Key, string Value, string Source);

/// <summary>
/// Merges the values of all sources. A later source overrides an earlier one key by key, but a list replaces the whole
/// earlier list. A null restores the default; a plain value given for a list becomes a list of one.
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

    /// <summary>The values as .NET's configuration, for the binder and for libraries that read a section of their own.</summary>
    public static IConfigurationRoot ToConfiguration(IEnumerable<KeyValuePair<string, string?>> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    /// <summary>Trims line ends: a script saved on Windows leaves a carriage return at the end of the values that it sets.</summary>
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
