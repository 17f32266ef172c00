using System.Text.Encodings.Web;
using Microsoft.Data.SqlClient;
using VteBridge.Configuration;
using VteBridge.Hosting;

namespace VteBridge.Setup;

/// <summary>A configuration that is not written yet.</summary>
/// <param name="ConnectionString">The whole connection string with its password; empty if it comes from an environment variable or
/// file that exists already.</param>
/// <param name="HasPassword">Whether the connection string has a password and must stay secret.</param>
/// <param name="ConnectionFile">The file for the connection string; empty for none.</param>
/// <param name="Settings">The content of the configuration file: never a secret.</param>
internal sealed record Draft(
    string ConnectionString,
    bool HasPassword,
    string ConnectionFile,
    IReadOnlyList<Setting> Settings
)
{
    /// <summary>The options as the program will read them, with the connection string, which is not in the file.</summary>
    /// <param name="folder">The folder of the configuration file: the base of relative paths.</param>
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

/// <summary>Settings as a JSON file with comments.</summary>
internal static class ConfigurationText
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="schema">Address of the JSON schema, relative to the file, for editors.</param>
    public static string Of(IReadOnlyList<Setting> settings, string schema)
    {
        var text = new StringBuilder();
        text.Append(
            "{\n  // VteBridge's configuration, written by 'vtebridge init'. It holds what differs from the defaults;\n"
        );
        text.Append(
            "  // docs/configuration.md has every option. Secrets belong in the environment or a protected file.\n"
        );
        text.Append("  // After a change: vtebridge doctor --config THIS_FILE\n");
        text.Append($"  \"$schema\": {JsonSerializer.Serialize(schema, Json)}");
        Write(text, settings, "", "  ");
        return text.Append("\n}\n").ToString();
    }

    /// <summary>Writes the settings below a section. Something already stands before them in the same object.</summary>
    private static void Write(StringBuilder text, IReadOnlyList<Setting> settings, string section, string indent)
    {
        var first = section != "";
        foreach (var group in settings.GroupBy(setting => setting.Key[section.Length..].Split(':')[0]))
        {
            text.Append(first ? "\n" : ",\n");
            first = false;
            if (group.First() is var setting && setting.Key == section + group.Key)
            {
                if (setting.Comment != "")
                    text.Append($"{indent}// {setting.Comment}\n");
                text.Append($"{indent}\"{group.Key}\": {Value(setting)}");
                continue;
            }
            text.Append($"{(section == "" ? "\n" : "")}{indent}\"{group.Key}\": {{");
            Write(text, [.. group], $"{section}{group.Key}:", indent + "  ");
            text.Append($"\n{indent}}}");
        }
    }

    private static string Value(Setting setting) =>
        OptionKeys.ByKey.TryGetValue(setting.Key, out var option)
        && (Nullable.GetUnderlyingType(option.Property.PropertyType) ?? option.Property.PropertyType).IsPrimitive
            ? setting.Value.ToLowerInvariant()
            : JsonSerializer.Serialize(setting.Value, Json);
}

/// <summary>Texts that say what was written and what is left to do.</summary>
internal static class NextSteps
{
    private static string Installer =>
        OperatingSystem.IsWindows()
            ? "'vtebridge service install' and install-task.ps1 give it"
            : "install-service gives it";

    public static IEnumerable<string> Written(Draft draft, string file)
    {
        yield return $"Written: {file}";
        if (draft.ConnectionFile != "")
            yield return $"The connection string is in '{draft.ConnectionFile}', which only '{Environment.UserName}' can read. {Installer} to the account that runs VteBridge.";
        else if (draft.HasPassword)
        {
            var shown = new SqlConnectionStringBuilder(draft.ConnectionString) { Password = "..." };
            yield return "The connection string holds a password, so it is not in the file. Set it where vtebridge runs:";
            yield return $"  {Interview.ConnectionVariable}={shown.ConnectionString}";
        }
    }

    /// <summary>The commands to run next when no sync has been made yet.</summary>
    public static IEnumerable<string> Commands(string file)
    {
        var config = file.Contains(' ') ? $"\"{file}\"" : file;
        yield return "Next:";
        yield return $"  vtebridge doctor --config {config}";
        yield return $"  vtebridge export --config {config} --from {DateTime.Today.AddDays(-1):yyyy-MM-dd} --out reports --pretty";
        yield return $"  vtebridge sync --config {config}";
    }
}
