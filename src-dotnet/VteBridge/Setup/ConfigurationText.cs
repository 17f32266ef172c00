using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using VteBridge.Configuration;

namespace VteBridge.Setup;

/// <summary>Settings as a JSON file with comments.</summary>
internal static class ConfigurationText
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="schema">Address of the JSON schema, as an editor finds it from the file.</param>
    public static string Of(IReadOnlyList<Setting> settings, string schema)
    {
        var text = new StringBuilder();
        text.Append(
            "{\n  // VteBridge's configuration, written by 'vtebridge init'. It holds what differs from the defaults;\n"
        );
        text.Append(
            "  // docs/configuration.md has every option. Secrets belong into the environment or a protected file.\n"
        );
        text.Append("  // After a change: vtebridge doctor --config THIS_FILE\n");
        text.Append($"  \"$schema\": {JsonSerializer.Serialize(schema, Json)}");
        Write(text, settings, "", "  ");
        return text.Append("\n}\n").ToString();
    }

    /// <summary>The settings below a section, after something that stands before them in the same object.</summary>
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
        OptionKeys.All.TryGetValue(setting.Key, out var type) && IsBare(Nullable.GetUnderlyingType(type) ?? type)
            ? setting.Value.ToLowerInvariant()
            : JsonSerializer.Serialize(setting.Value, Json);

    private static bool IsBare(Type type) => type.IsPrimitive;
}
