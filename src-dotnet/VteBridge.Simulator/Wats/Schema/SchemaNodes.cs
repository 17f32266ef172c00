using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats.Rules;

namespace VteBridge.Simulator.Wats.Schema;

/// <summary>The building blocks of the JSON schema. What is not required may also be null.</summary>
internal static class SchemaNodes
{
    /// <summary>No control character but tab and line ends.</summary>
    private const string Clean = @"^[^\u0000-\u0008\u000B\u000C\u000E-\u001F]*$";

    public static JsonObject RequiredText(int longest = WsjfLimits.Text) =>
        new()
        {
            ["type"] = "string",
            ["minLength"] = 1,
            ["maxLength"] = longest,
            ["pattern"] = Clean,
        };

    public static JsonObject Text(int longest = WsjfLimits.Text) =>
        new()
        {
            ["type"] = OrNull("string"),
            ["maxLength"] = longest,
            ["pattern"] = Clean,
        };

    public static JsonObject Letters(string letters) => OneOf(letters.Select(letter => letter.ToString()));

    public static JsonObject OneOf(IEnumerable<string> words) =>
        new() { ["type"] = "string", ["enum"] = Strings(words) };

    public static JsonObject Formatted(string format) => new() { ["type"] = "string", ["format"] = format };

    public static JsonObject Required(string type) => new() { ["type"] = type };

    public static JsonObject Optional(string type) => new() { ["type"] = OrNull(type) };

    public static JsonObject Null() => Required("null");

    public static JsonObject List(JsonNode items, int shortest = 0, int? longest = null)
    {
        var list = Optional("array");
        list["items"] = items;
        list["minItems"] = shortest;
        if (longest is not null)
        {
            list["maxItems"] = longest;
        }
        return list;
    }

    /// <summary>An object that may have the known members only; those without a schema of their own take anything.</summary>
    public static JsonObject Object(IEnumerable<string> known, string required, JsonObject members)
    {
        foreach (var name in known)
        {
            members.TryAdd(name, new JsonObject());
        }
        return new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = Strings(required.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            ["properties"] = members,
        };
    }

    /// <summary>The same, or null.</summary>
    public static JsonObject OrAbsent(JsonObject schema)
    {
        schema["type"] = OrNull("object");
        return schema;
    }

    /// <summary>When the member has one of the values, the object must also be like <paramref name="then"/>.</summary>
    public static JsonObject When(string member, IEnumerable<string> values, JsonObject then) =>
        new()
        {
            ["if"] = new JsonObject
            {
                ["properties"] = new JsonObject { [member] = new JsonObject { ["enum"] = Strings(values) } },
                ["required"] = Strings([member]),
            },
            ["then"] = then,
        };

    public static JsonObject Demand(string required, JsonObject members) =>
        new()
        {
            ["required"] = Strings(required.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            ["properties"] = members,
        };

    public static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    private static JsonArray OrNull(string type) => Strings([type, "null"]);

    private static JsonArray Strings(IEnumerable<string> words) =>
        new([.. words.Select(word => JsonValue.Create(word))]);
}
