using System.Text;
using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats;
using VteBridge.Simulator.Wats.Rules;

namespace VteBridge.Tests.Simulator.Wats;

/// <summary>Breaks one thing in a valid report and checks the validator's answer.</summary>
internal static class Broken
{
    /// <summary>Used instead of a JSON value: removes the member.</summary>
    public const string Absent = "absent";

    /// <param name="path">For example root.steps[0].numericMeas[0].value</param>
    /// <param name="json">The value to put there, or <see cref="Absent"/>.</param>
    public static JsonObject With(this JsonObject report, string path, string json)
    {
        var parts = path.Replace("[", ".[").Split('.');
        JsonNode owner = report;
        foreach (var part in parts[..^1])
            owner = part.StartsWith('[') ? owner[Index(part)]! : owner[part]!;
        if (json == Absent)
            Assert.True(owner.AsObject().Remove(parts[^1]), $"{path} is not in the report");
        else if (parts[^1].StartsWith('['))
            owner[Index(parts[^1])] = JsonNode.Parse(json);
        else
            owner[parts[^1]] = JsonNode.Parse(json);
        return report;
    }

    public static IReadOnlyList<string> Problems(this JsonObject report, WsjfRules? rules = null) =>
        new WsjfValidator(rules ?? new()).Validate(report.Bytes());

    public static byte[] Bytes(this JsonObject report) => Encoding.UTF8.GetBytes(report.ToJsonString());

    /// <summary>Asserts that every problem is at that path or, when the member is missing, at its owner.</summary>
    public static void IsRefusedAt(this JsonObject report, string path)
    {
        var problems = report.Problems();
        var member = path[(path.LastIndexOf('.') + 1)..];
        var owner = path.Contains('.') ? $"$.{path[..path.LastIndexOf('.')]}" : "$";
        Assert.NotEmpty(problems);
        Assert.All(
            problems,
            problem =>
                Assert.True(
                    problem.StartsWith($"$.{path}", StringComparison.Ordinal)
                        || problem.StartsWith($"{owner}: ", StringComparison.Ordinal)
                            && problem.Contains($"\"{member}\""),
                    problem
                )
        );
    }

    private static int Index(string part) => int.Parse(part.Trim('[', ']'));
}
