using System.Text;
using System.Text.Json;
using VteBridge.Configuration;

namespace VteBridge.Tests.Configuration;

/// <summary>Generates the appsettings.json that ships: every option with its default, and a comment for each section.</summary>
internal static class ShippedConfiguration
{
    private const string Head = """
        {
          // Every option of VteBridge at its default; docs/configuration.md explains each.
          // An update of the program replaces this file: keep your own values in a file for --config, which
          // 'vtebridge init' writes. Secrets belong in the environment or a protected file, never in here.
          "$schema": "./appsettings.schema.json",
        """;

    internal static string Text()
    {
        var text = new StringBuilder(Head).Append('\n');
        Write(text, new BridgeOptions(), 1);
        return text.Append("}\n").ToString();
    }

    private static void Write(StringBuilder text, object section, int depth)
    {
        var indent = new string(' ', 2 * depth);
        var properties = OptionKeys.Properties(section.GetType()).ToList();
        foreach (var property in properties)
        {
            var comma = property == properties[^1] ? "" : ",";
            var value = property.GetValue(section);
            if (!OptionKeys.IsSection(property.PropertyType))
            {
                text.Append(indent).Append($"\"{property.Name}\": {Literal(value, indent)}{comma}\n");
                continue;
            }
            if (property != properties[0] || depth == 1)
                text.Append('\n');
            Comment(text, indent, XmlComments.OfSection(property));
            text.Append(indent).Append($"\"{property.Name}\": {{\n");
            Write(text, value!, depth + 1);
            text.Append(indent).Append($"}}{comma}\n");
        }
    }

    private static string Literal(object? value, string indent) =>
        JsonSerializer.Serialize(value, OptionJson.Options).Replace("\n", "\n" + indent);

    private static void Comment(StringBuilder text, string indent, string comment)
    {
        const int Width = 110;
        var line = indent + "//";
        foreach (var word in comment.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + 1 + word.Length > Width)
            {
                text.Append(line).Append('\n');
                line = indent + "//";
            }
            line += " " + word;
        }
        text.Append(line).Append('\n');
    }
}
