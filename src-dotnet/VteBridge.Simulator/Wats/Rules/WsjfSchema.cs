using Json.Schema;

namespace VteBridge.Simulator.Wats.Rules;

/// <summary>The JSON schema of a report: the only place that defines the members, types, lengths and allowed words of WSJF.</summary>
internal static class WsjfSchema
{
    /// <summary>Checks validity without collecting reasons, which is much faster; most reports are valid.</summary>
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

    /// <returns>The schema errors, each preceded by a JSON path.</returns>
    public static IEnumerable<string> Broken(System.Text.Json.JsonElement report)
    {
        if (Schema.Value.Evaluate(report, Verdict).IsValid)
            return [];
        var result = Schema.Value.Evaluate(report, Reasons);
        var reasons = (result.Details ?? [])
            .Where(detail => !detail.IsValid && detail.Errors is not null && !IsCondition(detail))
            .SelectMany(detail =>
                // The pattern also limits the length, in UTF-16 units, so its error is dropped when another one explains the failure.
                detail
                    .Errors!.Where(error => error.Key != "pattern" || detail.Errors!.Count == 1)
                    .Select(error => $"{Path(detail)}: {Words(error.Key, error.Value)}")
            )
            .Distinct()
            .ToList();
        return reasons.Count > 0 ? reasons : ["$: does not match the schema"];
    }

    private static string Read()
    {
        using var stream = typeof(WsjfSchema).Assembly.GetManifestResourceStream("wsjf.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Errors inside an "if" only decide which branch applies; they are no errors of the report.</summary>
    private static bool IsCondition(EvaluationResults detail) => $"{detail.EvaluationPath}".Split('/').Contains("if");

    private static string Words(string keyword, string error) =>
        keyword.Length == 0 ? "is not a member of WSJF" : error;

    /// <summary>Converts a JSON pointer to a JSON path: slashes become points, numbers become [n].</summary>
    private static string Path(EvaluationResults detail) =>
        "$"
        + string.Concat(
            $"{detail.InstanceLocation}"
                .Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Select(part => int.TryParse(part, out _) ? $"[{part}]" : $".{part}")
        );
}
