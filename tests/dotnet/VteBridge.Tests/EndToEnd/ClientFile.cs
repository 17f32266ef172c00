using System.Text.Json;

namespace VteBridge.Tests.EndToEnd;

/// <summary>
/// The configuration file of a pyWATS client, in the account's folder as clients before release 0.5.0b2 keep it. Later clients use a folder
/// of the machine, to which tests must not write.
/// </summary>
internal sealed class ClientFile
{
    public const string Instance = "line7";

    private readonly string _home;
    private readonly string _folder;

    /// <param name="values">Values to add to, or replace in, what a new client writes.</param>
    public ClientFile(string home, Dictionary<string, object> values)
    {
        _home = home;
        _folder = OperatingSystem.IsWindows()
            ? Path.Combine(home, "pyWATS_Client")
            : Path.Combine(home, ".config", "pywats_client");
        Directory.CreateDirectory(_folder);
        var all = new Dictionary<string, object>
        {
            ["schema_version"] = "2.0",
            ["instance_id"] = Instance,
            ["instance_name"] = "WATS Client",
            ["station_name_source"] = "hostname",
            ["reports_folder"] = "reports",
        };
        foreach (var (key, value) in values)
            all[key] = value;
        var path = Path.Combine(_folder, $"config_{Instance}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(all));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>The environment variables that make VteBridge find this client.</summary>
    public Dictionary<string, string?> Environment => new() { ["HOME"] = _home, ["APPDATA"] = _home };

    public string Of(string name) => Path.Combine(_folder, name);
}
