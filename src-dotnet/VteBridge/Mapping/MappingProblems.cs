using VteBridge.Configuration;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Finds all problems in the section `Mapping`.</summary>
internal static class MappingProblems
{
    private static readonly string[] ReportVerdicts = [.. Enum.GetNames<Verdict>().Take(4)];

    public static IEnumerable<OptionProblem> Of(MappingOptions options) =>
        [
            .. Processes(options),
            .. Texts(options),
            .. Codes(options.Codes),
            .. PartNumbers(options),
            .. Repairs(options),
        ];

    private static IEnumerable<OptionProblem> Processes(MappingOptions options)
    {
        const string Where = "(WATS: Control Panel, Process & Production)";
        if (options.DefaultProcessCode is null)
            yield return new OptionProblem(
                "Mapping:DefaultProcessCode",
                "is not set, and WATS accepts no report without a process.",
                $"Set the code of the process {Where} of runs that no rule of Mapping:Processes matches."
            );
        else if (options.DefaultProcessCode <= 0)
            yield return NoCode("Mapping:DefaultProcessCode", options.DefaultProcessCode.Value);
        for (var i = 0; i < options.Processes.Count; i++)
        {
            if (options.Processes[i].Code <= 0)
                yield return NoCode($"Mapping:Processes:{i}:Code", options.Processes[i].Code);
        }
        if (options.RepairProcessCode <= 0)
            yield return NoCode("Mapping:RepairProcessCode", options.RepairProcessCode);
        if (options.SystemTests == SystemTestPolicy.Include && options.SystemTestProcessCode is null or <= 0)
            yield return new OptionProblem(
                "Mapping:SystemTestProcessCode",
                "is not set, but Mapping:SystemTests is Include.",
                $"Set the code of a process of their own {Where}, so that self-tests stay out of the products' yield."
            );

        static OptionProblem NoCode(string key, int code) =>
            new(key, $"{code} is not a process code.", $"Set the code of a process of the WATS server {Where}.");
    }

    private static IEnumerable<OptionProblem> Texts(MappingOptions options)
    {
        (string Key, string? Text)[] texts =
        [
            ("Purpose", options.Purpose),
            ("DefaultRevision", options.DefaultRevision),
            ("DefaultStation", options.DefaultStation),
            ("DefaultLocation", options.DefaultLocation),
            ("PlaceholderPartNumber", options.PlaceholderPartNumber),
            ("RepairPurpose", options.RepairPurpose),
            ("InfoNames:Info1", options.InfoNames.Info1),
            ("InfoNames:Info2", options.InfoNames.Info2),
            ("InfoNames:Info3", options.InfoNames.Info3),
            ("RepairFallback:Category", options.RepairFallback.Category),
            ("RepairFallback:Code", options.RepairFallback.Code),
        ];
        foreach (var (key, text) in texts)
        {
            if (Unfit(text) is { } what)
                yield return new OptionProblem(
                    $"Mapping:{key}",
                    what,
                    $"Set a text of 1 to {WsjfLimits.Text} characters."
                );
        }
        if (
            options.ReservedReplacement.Length > 1
            || CharacterSet.Reserved.IsIn(options.ReservedReplacement)
            || CharacterSet.Path.IsIn(options.ReservedReplacement)
        )
            yield return new OptionProblem(
                "Mapping:ReservedReplacement",
                $"\"{options.ReservedReplacement}\" cannot replace a reserved character.",
                "Set one harmless character, for instance \"-\", or nothing."
            );
        if (options.AbsentLimits.Any(limit => !double.IsFinite(limit)))
            yield return new OptionProblem(
                "Mapping:AbsentLimits",
                "contains something that is not a number.",
                "List numbers, for instance 9.9E37."
            );
    }

    private static IEnumerable<OptionProblem> Codes(MappingCodes codes)
    {
        var steps = Enum.GetNames<Verdict>();
        return
        [
            .. Unreadable<Verdict>("Result", codes.Result, ReportVerdicts),
            .. Unreadable<ExitMeaning>("ExitCode", codes.ExitCode, Enum.GetNames<ExitMeaning>()),
            .. Unreadable<Verdict>("NumericResultType", codes.NumericResultType, steps),
            .. Unreadable<Verdict>("TextResultType", codes.TextResultType, steps),
            .. Unreadable<Verdict>("OtherResultType", codes.OtherResultType, steps),
        ];
    }

    private static IEnumerable<OptionProblem> Unreadable<T>(
        string table,
        IReadOnlyDictionary<string, string> codes,
        string[] names
    )
        where T : struct, Enum =>
        codes
            .Where(code =>
                !MappingCodes.TryRead<T>(code.Value, out _)
                || !names.Contains(code.Value.Trim(), StringComparer.OrdinalIgnoreCase)
            )
            .Select(code => new OptionProblem(
                $"Mapping:Codes:{table}:{code.Key}",
                $"\"{code.Value}\" is not a valid meaning of this code.",
                $"Set one of {string.Join(", ", names)}."
            ));

    private static IEnumerable<OptionProblem> PartNumbers(MappingOptions options)
    {
        for (var i = 0; i < options.PartNumberFrom.Count; i++)
        {
            if (!MappingOptions.PartNumberSources.Contains(options.PartNumberFrom[i]))
                yield return new OptionProblem(
                    $"Mapping:PartNumberFrom:{i}",
                    $"\"{options.PartNumberFrom[i]}\" is not a source of part numbers.",
                    $"Name any of {string.Join(", ", MappingOptions.PartNumberSources)}."
                );
        }
    }

    private static IEnumerable<OptionProblem> Repairs(MappingOptions options)
    {
        (string Table, IReadOnlyDictionary<string, MappingRepairCode> Codes)[] tables =
        [
            ("FailureCode", options.RepairCodes.FailureCode),
            ("ActionCode", options.RepairCodes.ActionCode),
        ];
        foreach (var (table, codes) in tables)
        {
            foreach (var (code, failure) in codes)
            {
                if ((Unfit(failure.Category) ?? Unfit(failure.Code)) is not null)
                    yield return new OptionProblem(
                        $"Mapping:RepairCodes:{table}:{code}",
                        "has no Category or no Code.",
                        "Set both as they are on the WATS server."
                    );
            }
        }
    }

    private static string? Unfit(string? text) =>
        string.IsNullOrWhiteSpace(text) ? "is empty."
        : text.Length > WsjfLimits.Text ? "is too long."
        : WsjfText.Clean(text) != text ? "contains control characters."
        : null;
}
