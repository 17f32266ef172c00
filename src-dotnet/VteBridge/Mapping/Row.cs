using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>One row of test data as a report can have it. Texts are clean; those with "Whole" in their name are not cut.</summary>
internal sealed record Row
{
    public required TestStep Step { get; init; }

    /// <summary>Unlike the names of the other rows of its step.</summary>
    public required string Name { get; init; }
    public required string WholeName { get; init; }
    public required string Unit { get; init; }
    public required string WholeUnit { get; init; }

    /// <summary>Null when it says no more than the name.</summary>
    public string? Description { get; init; }

    /// <summary>Null when it says no more than the name.</summary>
    public string? TestNumber { get; init; }
    public required Limits Limits { get; init; }
    public Verdict Verdict { get; init; }
    public required Content Content { get; init; }

    private Verdict MeasurementStatus => Verdicts.OfMeasurement(Verdict);

    /// <summary>A number without a verdict is only logged; its limits are then in the report text.</summary>
    public bool ShowsLimits => Content is NumberContent && Verdict != Verdict.Done && !Limits.IsUnreadable;

    // The row as a measurement of its content's kind; name is null where it is the only one.
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

/// <summary>What the result of a row is in WATS's terms.</summary>
internal abstract record Content
{
    /// <summary>What is to be said about content that could not be sent as it is.</summary>
    public string? Note { get; init; }
}

/// <summary>The row has no result, or one that could not be sent.</summary>
internal sealed record NoContent : Content;

internal sealed record NumberContent(double Value) : Content;

/// <summary>Text fits into a measurement; Whole is null when that is all of it.</summary>
internal sealed record TextContent(string Text, string? Whole = null) : Content;

internal sealed record ChartContent(Chart Chart) : Content;

internal sealed record FileContent(Attachment File) : Content;

/// <summary>What VTE knew of rows and their measurements have no place for: the report text of their step.</summary>
internal static class RowText
{
    /// <summary>Null when there is nothing to say.</summary>
    public static string? Of(Row row, Findings findings)
    {
        var text = new ReportText();
        Add(text, null, row);
        return Html(text, findings);
    }

    /// <summary>Of several rows in one step, each under its name.</summary>
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
        // The longest last, so that whatever else there is to say is said. Alone it needs no label.
        if (row.Content is TextContent { Whole: { } whole })
            text.Line(text.IsEmpty ? of : Label(of, "Value"), whole);
    }

    private static string Label(string? of, string label) => of is null ? label : $"{of}, {label}";

    /// <summary>Whether the unit, or the whole of it, is in no measurement and no chart.</summary>
    private static bool HidesUnit(Row row) =>
        row.WholeUnit.Length > WsjfLimits.Unit
        || (row.WholeUnit.Length > 0 && row.Content is not (NumberContent or ChartContent));
}
