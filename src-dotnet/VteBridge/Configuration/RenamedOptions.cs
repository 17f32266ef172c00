namespace VteBridge.Configuration;

/// <summary>Keys and values of version 0.1.0 that have another name now; refused with the new one.</summary>
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
