using System.Globalization;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>What VTE knew of a row and its measurement has no place for: the step's report text.</summary>
internal static class RowText
{
    /// <summary>Null when there is nothing to say.</summary>
    public static string? Of(TestStep step, in Row row, Findings findings)
    {
        if (IsOnlyTestNumber(step, in row))
            return HasTestNumber(step, in row)
                ? ReportText.Short("Test number", WsjfText.Clean(step.TestNumber!.Trim()))
                : null;
        var text = new ReportText();
        Add(text, null, step, in row);
        return Finish(text, findings);
    }

    /// <summary>Adds a row of several in one step, under its own name.</summary>
    public static void Add(ReportText text, string? of, TestStep step, in Row row)
    {
        if (HasDescription(step, in row))
            text.Line(of, WsjfText.Clean(step.Description!.Trim()));
        if (HasTestNumber(step, in row))
            text.Line(Label(of, "Test number"), WsjfText.Clean(step.TestNumber!.Trim()));
        if (row.IsNameCut)
            text.Line(Label(of, "Name"), row.WholeName);
        if (row.WholeUnit.Length > row.Unit.Length)
            text.Line(Label(of, "Units"), row.WholeUnit);
        if (HidesLimits(in row))
            text.Line(Label(of, "Limits"), Describe(row.Limits));
        if (row.Note is not null)
            text.Line(of, row.Note);
        // The longest last, so that whatever else there is to say is said. Alone it needs no label.
        if (row.WholeText is not null)
            text.Line(text.IsEmpty ? of : Label(of, "Value"), row.WholeText);
    }

    public static string? Finish(ReportText text, Findings findings)
    {
        if (text.IsCut)
            findings.Raise(Flags.TextCut);
        return text.ToString();
    }

    /// <summary>Limits as in VTE, in words.</summary>
    public static string Describe(Limits limits) =>
        limits.CompOp switch
        {
            CompOp.LOG => "none",
            CompOp.GE or CompOp.GT => string.Create(CultureInfo.InvariantCulture, $"low {limits.Low:R}"),
            CompOp.LE or CompOp.LT => string.Create(CultureInfo.InvariantCulture, $"high {limits.High:R}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"low {limits.Low:R}, high {limits.High:R}"),
        };

    private static bool IsOnlyTestNumber(TestStep step, in Row row) =>
        row.Note is null
        && row.WholeText is null
        && !row.IsNameCut
        && row.WholeUnit.Length == row.Unit.Length
        && !HasDescription(step, in row)
        && !HidesLimits(in row)
        && step.TestNumber is not { Length: > 1000 };

    private static bool HasDescription(TestStep step, in Row row) =>
        !string.IsNullOrWhiteSpace(step.Description)
        && !step.Description.AsSpan().Trim().Equals(row.WholeName, StringComparison.OrdinalIgnoreCase);

    private static bool HasTestNumber(TestStep step, in Row row) =>
        !string.IsNullOrWhiteSpace(step.TestNumber)
        && !step.TestNumber.AsSpan().Trim().Equals(row.WholeName, StringComparison.Ordinal);

    /// <summary>Whether the row has limits that its measurement does not show.</summary>
    private static bool HidesLimits(in Row row) =>
        row.Limits.CompOp != CompOp.LOG && (row.Content != RowContent.Number || row.Judged.CompOp == CompOp.LOG);

    private static string Label(string? of, string label) => of is null ? label : $"{of}, {label}";
}
