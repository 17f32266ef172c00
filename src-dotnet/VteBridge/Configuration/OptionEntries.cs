namespace VteBridge.Configuration;

/// <summary>
/// What is wrong with an entry of a list or table, of which .NET's binder would say nothing: it reads past names that it
/// does not know, and a rule without its "Variant" would match more than it should.
/// </summary>
internal static class OptionEntries
{
    /// <param name="owner">The list or table.</param>
    /// <param name="key">A configured key below it.</param>
    public static OptionProblem? Problem(string owner, string key, string value)
    {
        var type = OptionKeys.All[owner];
        var path = key[(owner.Length + 1)..].Split(':');
        var isTable = type.GetGenericArguments() is [var first, _] && first == typeof(string);
        if (!isTable && !int.TryParse(path[0], out _))
            return new(key, "is no entry of a list.", $"Write {owner} as a list in brackets: [ ... ].");
        var entry = type.GetGenericArguments()[^1];
        if (!OptionKeys.IsSection(entry))
            return OptionsLoader.Converts(value, entry)
                ? null
                : new(key, $"'{value}' is not {OptionsLoader.Describe(entry)}.", "Correct the value.");
        if (path.Length == 1)
            return value == ""
                ? null
                : new(
                    key,
                    $"'{value}' is no entry.",
                    $"Write it as {{ {string.Join(", ", Names(entry).Select(n => $"\"{n}\": ..."))} }}."
                );
        if (
            OptionKeys
                .Properties(entry)
                .FirstOrDefault(p => p.Name.Equals(path[^1], StringComparison.OrdinalIgnoreCase))
            is not { } property
        )
            return new(key, "is no option.", $"Did you mean {Nearest.Of(path[^1], Names(entry))}?");
        return OptionsLoader.Converts(value, property.PropertyType)
            ? null
            : new(key, $"'{value}' is not {OptionsLoader.Describe(property.PropertyType)}.", "Correct the value.");
    }

    private static IEnumerable<string> Names(Type entry) => OptionKeys.Properties(entry).Select(p => p.Name);
}
