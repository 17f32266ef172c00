using System.Globalization;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>What VTE knew of a row and its measurement has no place for: the step's report text.</summary>
internal static class RowText
{
    /// <summary>Null when there is nothing to say.</summary>
    public static string? Of(in Row row, Findings findings)
    {
        if (IsPlain(in row))
            return row.Texts.Said(findings);
        var text = new ReportText();
        Add(text, null, in row);
        return Finish(text, findings);
    }

    /// <summary>Adds a row of several in one step, under its own name.</summary>
    public static void Add(ReportText text, string? of, in Row row)
    {
        Add(text, of, row.Texts);
        if (row.IsNameCut)
            text.Line(Label(of, "Name"), row.Texts.WholeName);
        if (row.HidesUnit)
            text.Line(Label(of, "Units"), row.Texts.WholeUnit);
        if (row.Limits.IsReversed)
            text.Line(Label(of, "Limits"), $"{Describe(row.Limits)} (reversed in VTE: they did not decide)");
        else if (row.HidesLimits)
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

    /// <summary>Adds what the row's own texts say beyond its name.</summary>
    public static void Add(ReportText text, string? of, StepTexts texts)
    {
        if (texts.Description is not null)
            text.Line(of, texts.Description);
        if (texts.TestNumber is not null)
            text.Line(Label(of, "Test number"), texts.TestNumber);
    }

    private static bool IsPlain(in Row row) =>
        row.Note is null
        && row.WholeText is null
        && !row.IsNameCut
        && !row.HidesUnit
        && !row.HidesLimits
        && !row.Limits.IsReversed;

    private static string Label(string? of, string label) => of is null ? label : $"{of}, {label}";
}
