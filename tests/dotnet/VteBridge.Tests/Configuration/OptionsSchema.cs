using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using VteBridge.Configuration;

namespace VteBridge.Tests.Configuration;

/// <summary>Generates the JSON schema of the options classes, with their comments and defaults.</summary>
internal static class OptionsSchema
{
    private static readonly JsonSchemaExporterOptions Exporter = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Describe,
    };

    internal static string Text()
    {
        var root = (JsonObject)OptionJson.Options.GetJsonSchemaAsNode(typeof(BridgeOptions), Exporter);
        var properties = (JsonObject)root["properties"]!;
        properties.Insert(0, "$schema", new JsonObject { ["type"] = "string" });
        properties["Serilog"] = new JsonObject { ["type"] = "object", ["description"] = "Serilog's own section." };
        root.Insert(0, "title", "VteBridge configuration");
        root.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        return root.ToJsonString(OptionJson.Options) + "\n";
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        // The converter for time spans writes a text, which the exporter does not know.
        if (type == typeof(TimeSpan))
            node = new JsonObject { ["type"] = "string" };
        if (node is not JsonObject schema)
            return node;
        if (type == typeof(DateTime))
            schema.Remove("format"); // Times such as "2026-01-01 06:00" are accepted, which are not of this format.
        if (type.IsEnum)
            schema["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)name)]);
        if (context.PropertyInfo?.AttributeProvider is PropertyInfo property)
            Describe(schema, property);
        return schema;
    }

    private static void Describe(JsonObject schema, PropertyInfo property)
    {
        var isSection = OptionKeys.IsSection(property.PropertyType);
        schema.Remove("default");
        schema.Insert(0, "description", isSection ? XmlComments.OfSection(property) : XmlComments.Of(property));
        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
            schema["enum"] = new JsonArray([.. allowed.Values.Select(value => (JsonNode)(string)value!)]);
        var value = property.GetValue(Activator.CreateInstance(property.DeclaringType!));
        if (!isSection && value is not null)
            // A default path has the separator of the system on which the tests run.
            schema["default"] = JsonSerializer.SerializeToNode(
                value is string text ? text.Replace('\\', '/') : value,
                OptionJson.Options
            );
    }
}
