using Json.Schema;

namespace VteBridge.Simulator.Wats.Rules;

/// <summary>The JSON schema of a report: the one place where members, types, lengths and words of WSJF are written down.</summary>
internal static class WsjfSchema
{
    /// <summary>Costs a fraction of telling what is wrong, and most reports are right.</summary>
    private static readonly EvaluationOptions Verdict = new()
    {
        OutputFormat = OutputFormat.Flag,
        RequireFormatValidation = true,
    };

    private static readonly EvaluationOptions Reasons = new()
    {
        OutputFormat = OutputFormat.List,
        RequireFormatValidation = true,
    };

    public static string Text { get; } = Read();

    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromText(Text));

    /// <returns>What is wrong, each led by a JSON path.</returns>
    public static IEnumerable<string> Broken(System.Text.Json.JsonElement report)
    {
        if (Schema.Value.Evaluate(report, Verdict).IsValid)
            return [];
        var result = Schema.Value.Evaluate(report, Reasons);
        var reasons = (result.Details ?? [])
            .Where(detail => !detail.IsValid && detail.Errors is not null && !IsCondition(detail))
            .SelectMany(detail =>
                // The pattern holds the length too, in UTF-16 units.
                detail
                    .Errors!.Where(error => error.Key != "pattern" || detail.Errors!.Count == 1)
                    .Select(error => $"{Path(detail)}: {Words(error.Key, error.Value)}")
            )
            .Distinct()
            .ToList();
        return reasons.Count > 0 ? reasons : ["$: does not fit the schema"];
    }

    private static string Read()
    {
        using var stream = typeof(WsjfSchema).Assembly.GetManifestResourceStream("wsjf.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What an if found is no error by itself.</summary>
    private static bool IsCondition(EvaluationResults detail) => $"{detail.EvaluationPath}".Split('/').Contains("if");

    private static string Words(string keyword, string error) =>
        keyword.Length == 0 ? "is not a member of WSJF" : error;

    /// <summary>A JSON pointer as a JSON path: slashes become points, numbers become [n].</summary>
    private static string Path(EvaluationResults detail) =>
        "$"
        + string.Concat(
            $"{detail.InstanceLocation}"
                .Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Select(part => int.TryParse(part, out _) ? $"[{part}]" : $".{part}")
        );
}
