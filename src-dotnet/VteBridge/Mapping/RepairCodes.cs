using VteBridge.Configuration;
using VteBridge.Vte;

namespace VteBridge.Mapping;

/// <summary>Finds the WATS failure of a VTE repair: by its failure code, else by the action's code, else the fallback.</summary>
internal sealed class RepairCodes(MappingOptions options)
{
    public MappingRepairCode Of(Repair repair, RepairAction? action, string path, Findings findings)
    {
        var failure = Trimmed(repair.FailureCode);
        var done = Trimmed(action?.ActionCode);
        var (code, source) =
            failure is not null && Look(options.RepairCodes.FailureCode, failure) is { } byFailure
                ? (byFailure, $"Mapping:RepairCodes:FailureCode:{failure}")
            : done is not null && Look(options.RepairCodes.ActionCode, done) is { } byAction
                ? (byAction, $"Mapping:RepairCodes:ActionCode:{done}")
            : (null, "Mapping:RepairFallback");
        if (code is null)
            findings.Raise(
                Flags.UnmappedRepairCode,
                failure is not null ? $"FailureCode {failure}"
                    : done is not null ? $"ActionCode {done}"
                    : "none"
            );
        code ??= options.RepairFallback;
        findings.Why?.Add(
            path,
            $"{code.Category} / {code.Code}",
            $"RepairData.FailureCode {failure ?? "NULL"}, RepairActions.ActionCode {done ?? "NULL"}",
            source
        );
        return code;
    }

    private static MappingRepairCode? Look(IReadOnlyDictionary<string, MappingRepairCode> table, string code) =>
        table.TryGetValue(code, out var found) ? found : null;

    private static string? Trimmed(string? code) => string.IsNullOrWhiteSpace(code) ? null : code.Trim();
}
