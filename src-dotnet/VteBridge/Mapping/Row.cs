using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>One row of test data, prepared for a report. Texts are clean; those with "Whole" in their name are not cut.</summary>
internal sealed record Row
{
    public required TestStep Step { get; init; }

    /// <summary>Differs from the names of the other rows of its step.</summary>
    public required string Name { get; init; }
    public required string WholeName { get; init; }
    public required string Unit { get; init; }
    public required string WholeUnit { get; init; }

    /// <summary>Null when there is none or it only repeats the name.</summary>
    public string? Description { get; init; }

    /// <summary>Null when there is none or it only repeats the name.</summary>
    public string? TestNumber { get; init; }
    public required Limits Limits { get; init; }
    public Verdict Verdict { get; init; }
    public required Content Content { get; init; }

    private Verdict MeasurementStatus => Verdicts.OfMeasurement(Verdict);

    /// <summary>
    /// False for a number without a verdict, which is only logged, and for limits that cannot be read: the report text then shows
    /// the limits.
    /// </summary>
    public bool ShowsLimits => Content is NumberContent && Verdict != Verdict.Done && !Limits.IsUnreadable;

    // The row as a measurement. AsNumber and AsText need content of that kind. Name is null for a step's only measurement.
    public NumericMeasurement AsNumber(string? name)
    {
        var value = ((NumberContent)Content).Value;
        return ShowsLimits
            ? new(name, MeasurementStatus, Limits.CompOp, value, Unit, Limits.WatsLow, Limits.High ?? 0)
            : new(name, MeasurementStatus, CompOp.LOG, value, Unit, 0, 0);
    }

    public StringMeasurement AsText(string? name) => new(name, MeasurementStatus, ((TextContent)Content).Text);

    public BooleanMeasurement AsVerdict(string? name) => new(name, MeasurementStatus);
}

/// <summary>A row's result in WATS's terms.</summary>
internal abstract record Content
{
    /// <summary>What the report text says about content that could not be sent as it is.</summary>
    public string? Note { get; init; }
}

/// <summary>The row has no result, or one that could not be sent.</summary>
internal sealed record NoContent : Content;

internal sealed record NumberContent(double Value) : Content;

/// <summary>Text fits into a measurement. Whole is the longer text that it is the beginning of, or null.</summary>
internal sealed record TextContent(string Text, string? Whole = null) : Content;

internal sealed record ChartContent(Chart Chart) : Content;

internal sealed record FileContent(Attachment File) : Content;

/// <summary>Builds the report text of a step: what VTE knows of its rows and measurements have no place for.</summary>
internal static class RowText
{
    /// <summary>Null when there is nothing to say.</summary>
    public static string? Of(Row row, Findings findings)
    {
        var text = new ReportText();
        Add(text, null, row);
        return Html(text, findings);
    }

    /// <summary>For several rows in one step, each under its name.</summary>
    public static string? Of(IEnumerable<Row> rows, Findings findings)
    {
        var text = new ReportText();
        foreach (var row in rows)
            Add(text, row.Name, row);
        return Html(text, findings);
    }

    private static string? Html(ReportText text, Findings findings)
    {
        var html = text.ToHtml();
        if (text.IsCut)
            findings.Raise(Flags.TextCut);
        return html;
    }

    private static void Add(ReportText text, string? of, Row row)
    {
        if (row.Description is not null)
            text.Line(of, row.Description);
        if (row.Step.DescriptionCut is { } cut)
            text.Line(Label(of, "Description, of which this is the beginning"), cut.Describe());
        if (row.TestNumber is not null)
            text.Line(Label(of, "Test number"), row.TestNumber);
        if (!row.Name.StartsWith(row.WholeName, StringComparison.Ordinal))
            text.Line(Label(of, "Name"), row.WholeName);
        if (HidesUnit(row))
            text.Line(Label(of, "Units"), row.WholeUnit);
        if (row.Limits.IsReversed)
            text.Line(Label(of, "Limits"), $"{row.Limits.Describe()} (reversed in VTE: they did not decide)");
        else if (row.Limits.IsUnreadable)
            text.Line(
                Label(of, "Limits"),
                $"{row.Limits.Describe()} (not readable as numbers: without them nothing passes)"
            );
        else if (row.Limits.Exist && !row.ShowsLimits)
            text.Line(Label(of, "Limits"), row.Limits.Describe());
        if (row.Content.Note is not null)
            text.Line(of, row.Content.Note);
        // The longest text comes last, so that a cut does not lose the others. Alone it needs no label.
        if (row.Content is TextContent { Whole: { } whole })
            text.Line(text.IsEmpty ? of : Label(of, "Value"), whole);
    }

    private static string Label(string? of, string label) => of is null ? label : $"{of}, {label}";

    /// <summary>Whether no measurement and no chart shows the whole unit.</summary>
    private static bool HidesUnit(Row row) =>
        row.WholeUnit.Length > WsjfLimits.Unit
        || (row.WholeUnit.Length > 0 && row.Content is not (NumberContent or ChartContent));
}
