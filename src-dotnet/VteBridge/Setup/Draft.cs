using VteBridge.Configuration;
using VteBridge.Hosting;

namespace VteBridge.Setup;

/// <summary>A configuration that is not written yet.</summary>
/// <param name="ConnectionString">Whole, with its password; empty when it comes from somewhere that exists already.</param>
/// <param name="HasPassword">Whether the connection string is a secret.</param>
/// <param name="ConnectionFile">Where to write it; empty for nowhere.</param>
/// <param name="Settings">What the file will hold: never a secret.</param>
internal sealed record Draft(
    string ConnectionString,
    bool HasPassword,
    string ConnectionFile,
    IReadOnlyList<Setting> Settings
)
{
    /// <summary>The options as the program will read them, with the connection string that the file does not hold.</summary>
    /// <param name="folder">Of the configuration file: what relative paths start at.</param>
    /// <exception cref="OptionsFailure">A setting cannot be what it says.</exception>
    public LoadedOptions Load(string folder)
    {
        var values = Settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value);
        if (ConnectionString != "")
            values["Vte:ConnectionString"] = ConnectionString;
        return SiteOptions.Load(null, values, folder);
    }
}

/// <summary>One option of the configuration that is being written, and the comment above it.</summary>
internal sealed record Setting(string Key, string Value, string Comment = "");
