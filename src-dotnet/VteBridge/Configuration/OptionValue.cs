using System.Reflection;

namespace VteBridge.Configuration;

/// <summary>
/// Reads one configured value strictly as the type of its option: nothing is guessed, and no value is read as another
/// unit or type.
/// </summary>
internal static class OptionValue
{
    /// <summary>Returns what is wrong with the value, or null and in `bound` the text that .NET's binder reads without ambiguity.</summary>
    /// <param name="key">The configured key: the option's own, or that of an entry of a list or table.</param>
    public static OptionProblem? Read(OptionKey option, string key, string value, out string bound)
    {
        bound = value;
        if (TypeOf(option, key, value, out var problem) is not { } type || problem is not null)
            return problem;
        if (option.IsSecret)
        {
            bound = value.Trim();
            return HasControl(bound) ? new(key, "has a control character in it.", ControlFix) : null;
        }
        if (RenamedOptions.NewValue(key, value) is { } renamed)
            return new(key, $"'{value}' has another name now.", $"Write {renamed}.");
        var (converted, what, fix) = Convert(value, type);
        bound = converted ?? value;
        return converted is not null ? null : new(key, $"'{value}' is not {what}.", fix);
    }

    /// <summary>The type that the value of this key must have; null and a problem when the key has no place in the option.</summary>
    private static Type? TypeOf(OptionKey option, string key, string value, out OptionProblem? problem)
    {
        problem = null;
        var type = option.Property.PropertyType;
        if (!OptionKeys.IsCollection(type))
            return type;
        if (key.Length == option.Key.Length)
        {
            problem = new(key, $"'{value}' is not a table.", $"Write {option.Key} as {{ \"key\": \"value\" }}.");
            return null;
        }
        var path = key[(option.Key.Length + 1)..].Split(':');
        var entry = type.GetGenericArguments()[^1];
        if (OptionKeys.IsList(type) && !int.TryParse(path[0], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            problem = new(key, "is not an entry of a list.", $"Write {option.Key} as a list in brackets: [ ... ].");
        else if (!OptionKeys.IsSection(entry))
        {
            if (path.Length == 1)
                return entry;
            problem = new(key, "is not an option.", $"An entry of {option.Key} is a plain value.");
        }
        else if (path.Length == 1)
            problem = new(
                key,
                $"'{value}' is not a valid entry.",
                $"Write it as {{ {string.Join(", ", Names(entry).Select(n => $"\"{n}\": ..."))} }}."
            );
        else if (path.Length == 2 && Property(entry, path[1]) is { } property)
            return property.PropertyType;
        else
            problem = new(key, "is not an option.", $"Did you mean {Nearest.Of(path[^1], Names(entry))}?");
        return null;
    }

    /// <summary>The text for the binder (null when the value is wrong), what the value must be, and how to fix it.</summary>
    private static (string? Bound, string What, string Fix) Convert(string value, Type type)
    {
        const string Correct = "Correct the value, or remove it to get the default.";
        var (target, text, culture) = (
            Nullable.GetUnderlyingType(type) ?? type,
            value.Trim(),
            CultureInfo.InvariantCulture
        );
        if (text == "" && target != type)
            return (text, "", "");
        return target switch
        {
            { IsEnum: true } => (
                Enum.GetNames(target).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)),
                "one of " + string.Join(", ", Enum.GetNames(target)),
                $"Did you mean {Nearest.Of(value, Enum.GetNames(target))}?"
            ),
            _ when target == typeof(TimeSpan) => (
                TimeSpanText.TryParse(text, out var span) ? span.ToString("c", culture) : null,
                "a time span",
                $"Write it as {TimeSpanText.Form}."
            ),
            _ when target == typeof(DateTime) => (
                VteTimeText.TryParse(text, out var time) ? time.ToString("O", culture) : null,
                "a time",
                $"Write it as VTE's clocks show it: {VteTimeText.Form}."
            ),
            _ when target == typeof(bool) => (bool.TryParse(text, out _) ? text : null, "true or false", Correct),
            _ when target == typeof(int) => Number(int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out _)),
            _ when target == typeof(long) => Number(long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out _)),
            _ when target == typeof(double) => (
                double.TryParse(text, NumberStyles.Float, culture, out var number) && double.IsFinite(number)
                    ? text
                    : null,
                "a number",
                Correct
            ),
            _ => (HasControl(value) ? null : value, "a plain text: it has a control character in it", ControlFix),
        };

        (string?, string, string) Number(bool isOne) => (isOne ? text : null, "a number without decimals", Correct);
    }

    private const string ControlFix = @"In JSON every \ is written twice: ""HOST\\INSTANCE"", ""C:\\temp"".";

    private static bool HasControl(string text) => text.Any(char.IsControl);

    private static PropertyInfo? Property(Type entry, string name) =>
        OptionKeys.Properties(entry).FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Names(Type entry) => OptionKeys.Properties(entry).Select(p => p.Name);
}

/// <summary>Keys and values of version 0.1.0 that were renamed. They are refused with a message that gives the new name.</summary>
internal static class RenamedOptions
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Delivery:Outlet"] = "Delivery:Destination",
        ["Mapping:HostileCharacters"] = "Mapping:ReservedCharacters",
        ["Mapping:HostileReplacement"] = "Mapping:ReservedReplacement",
        ["Alerts:NoPass"] = "Alerts:NoCycle",
        ["Alerts:FailedPasses"] = "Alerts:FailedCycles",
    };

    private static readonly Dictionary<string, string> Values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Mapping:SystemTests=LeaveOut"] = "Exclude",
        ["Mapping:LongText=LeaveOut"] = "Exclude",
    };

    public static string? NewKey(string key) => Keys.GetValueOrDefault(key);

    public static string? NewValue(string key, string value) => Values.GetValueOrDefault($"{key}={value.Trim()}");
}
