using System.Text;
using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats;

namespace VteBridge.Tests.Simulator.Wats;

/// <summary>Breaks one thing of a valid report and says what the validator makes of it.</summary>
internal static class Broken
{
    /// <summary>In place of a JSON value: take the member away.</summary>
    public const string Absent = "absent";

    private static readonly WsjfValidator Validator = new();

    /// <param name="path">For example root.steps[0].numericMeas[0].value</param>
    /// <param name="json">The value to put there, or <see cref="Absent"/>.</param>
    public static JsonObject With(this JsonObject report, string path, string json)
    {
        var parts = path.Replace("[", ".[").Split('.');
        JsonNode owner = report;
        foreach (var part in parts[..^1])
        {
            owner = part.StartsWith('[') ? owner[Index(part)]! : owner[part]!;
        }
        if (json == Absent)
        {
            Assert.True(owner.AsObject().Remove(parts[^1]), $"{path} is not in the report");
        }
        else if (parts[^1].StartsWith('['))
        {
            owner[Index(parts[^1])] = JsonNode.Parse(json);
        }
        else
        {
            owner[parts[^1]] = JsonNode.Parse(json);
        }
        return report;
    }

    public static IReadOnlyList<string> Problems(this JsonObject report) => Validator.Validate(report.Bytes());

    public static byte[] Bytes(this JsonObject report) => Encoding.UTF8.GetBytes(report.ToJsonString());

    /// <summary>There is exactly one problem: at that path, in words that hold that part.</summary>
    public static void OnlyProblemIs(this JsonObject report, string path, string part)
    {
        var problem = Assert.Single(report.Problems());
        Assert.StartsWith($"$.{path}: ", problem, StringComparison.Ordinal);
        Assert.Contains(part, problem, StringComparison.Ordinal);
    }

    private static int Index(string part) => int.Parse(part.Trim('[', ']'));
}
