using System.Text.Json;

namespace VteBridge.Tests.Wsjf;

/// <summary>The product's own conventions for its reports, beyond WATS's rules. Returns one line for each broken convention.</summary>
internal static class WsjfConventions
{
    public static IReadOnlyList<string> Broken(JsonElement report)
    {
        var broken = new List<string>();
        Nulls(report, "$", broken);
        if (report.GetProperty("type").GetString() == "T")
        {
            var root = report.GetProperty("root");
            Require(root.GetProperty("name").GetString() == "MainSequence Callback", "root name", broken);
            Require(report.GetProperty("uut").TryGetProperty("user", out _), "uut.user is absent", broken);
            var id = 0;
            Step(root, ref id, broken);
        }
        return broken;
    }

    private static void Step(JsonElement step, ref int id, List<string> broken)
    {
        Require(step.GetProperty("id").GetInt32() == ++id, $"step id is not {id}", broken);
        var status = step.GetProperty("status").GetString()!;
        var type = step.GetProperty("stepType").GetString()!;
        foreach (var list in new[] { "numericMeas", "stringMeas", "booleanMeas" })
            if (step.TryGetProperty(list, out var all))
                foreach (var one in all.EnumerateArray())
                    Measurement(one, list, type, status, broken);
        if (step.TryGetProperty("steps", out var steps))
            foreach (var child in steps.EnumerateArray())
                Step(child, ref id, broken);
    }

    /// <summary>A single measurement has the verdict of its step. In a step without a verdict it is only logged.</summary>
    private static void Measurement(JsonElement one, string list, string type, string step, List<string> broken)
    {
        var status = one.GetProperty("status").GetString()!;
        var expected = step switch
        {
            "P" or "D" => "P",
            "S" => "S",
            _ => "F",
        };
        if (!type.StartsWith("ET_M", StringComparison.Ordinal))
            Require(status == expected, $"step {step}, measurement {status}", broken);
        if (list == "booleanMeas")
            return;
        var comparison = one.GetProperty("compOp").GetString()!;
        Require(list == "numericMeas" || comparison == "LOG", "string compOp", broken);
        Require(comparison is not ("LEGE" or "LEGT" or "LTGE" or "LTGT"), $"compOp {comparison}", broken);
        Require(step != "D" || comparison == "LOG", "a step without a verdict has a judged measurement", broken);
    }

    private static void Nulls(JsonElement element, string path, List<string> broken)
    {
        if (element.ValueKind == JsonValueKind.Null)
            Require(path.EndsWith("refUUT", StringComparison.Ordinal), $"{path} is null", broken);
        else if (element.ValueKind == JsonValueKind.Object)
            foreach (var property in element.EnumerateObject())
                Nulls(property.Value, $"{path}.{property.Name}", broken);
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                Nulls(item, $"{path}[]", broken);
    }

    private static void Require(bool holds, string rule, List<string> broken)
    {
        if (!holds)
            broken.Add(rule);
    }
}
