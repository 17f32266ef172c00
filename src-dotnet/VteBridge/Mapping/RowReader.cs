using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Reads one row of test data: its name, its verdict, its content.</summary>
internal sealed class RowReader(MappingOptions options, VerdictCodes codes)
{
    private readonly KnownTexts _texts = new();
    private readonly LimitReader _limits = new(options);
    private readonly ContentReader _content = new(options);

    /// <summary>Position counts the rows of the run from 1.</summary>
    public Row Read(TestStep step, int position, Findings findings)
    {
        var texts = _texts.Of(step, position);
        var row = new Row
        {
            Texts = texts,
            Name = texts.Name,
            Limits = _limits.Read(step.LowLimit, step.HighLimit),
        };
        if (texts.IsCut)
            findings.Raise(Flags.TextCut);
        if (row.Limits.IsReversed)
            findings.Raise(Flags.ReversedLimits);
        row.Verdict = VerdictOf(step, in row, findings);
        _content.Read(step, ref row, findings);
        return row;
    }

    private Verdict VerdictOf(TestStep step, in Row row, Findings findings)
    {
        var code = step.ResultType;
        var byCode = codes.OfStep(step.Kind, code);
        if (byCode is null && !string.IsNullOrWhiteSpace(code) && !codes.IsKnown(step.Kind, code))
            findings.Raise(Flags.UnknownResultType, code.Trim());
        var byLimits = step.Value is { } value ? row.Limits.Judge(value) : null;
        if (byCode is <= Verdict.Failed && byLimits is not null && byCode != byLimits)
            findings.Raise(Flags.VerdictConflict);

        var (verdict, rule) = (byCode, byLimits, row.Limits.IsReversed) switch
        {
            ({ } listed, null, _) => (listed, "the code, which is listed"),
            ({ } listed, { } judged, _) => (
                listed,
                listed == judged ? "the code, and the limits agree" : "the code; the limits say otherwise"
            ),
            (null, { } judged, _) => (judged, "the limits"),
            (null, null, true) when codes.WithoutLimits(step.Kind, code) is { } read => (
                read,
                "the code, because the limits are reversed"
            ),
            _ => (Verdict.Done, "no listed code and no limits: no verdict"),
        };
        findings.Explanation?.Add(
            $"step {step.Number} \"{row.Name}\" status",
            $"{verdict}",
            $"TestData{step.Kind}.TestResultType {code ?? "NULL"}, limits {RowText.Describe(row.Limits)}",
            rule
        );
        return verdict;
    }
}
