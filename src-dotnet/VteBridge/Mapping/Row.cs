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
