using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>What a row of test data holds, in WATS's terms.</summary>
internal enum RowContent : byte
{
    Nothing,
    Number,
    Text,
    Chart,
    File,
}

/// <summary>One row of test data, read. Its text is clean, and cut where its name does not have "Whole" in it.</summary>
internal struct Row
{
    public RowContent Content;
    public Verdict Verdict;
    public StepTexts Texts;

    /// <summary>The texts' name, unless another row of its step has the same.</summary>
    public string Name;
    public double Value;
    public Limits Limits;

    /// <summary>The text result as it fits into a measurement.</summary>
    public string? Text;

    /// <summary>Null when it fitted.</summary>
    public string? WholeText;

    /// <summary>What is to be said about content that could not be sent as it is.</summary>
    public string? Note;
    public Chart? Chart;
    public Attachment? File;

    public readonly bool IsNameCut => Texts.WholeName.Length > WsjfLimits.Text;

    /// <summary>Whether the unit, or the whole of it, is in no measurement and no chart.</summary>
    public readonly bool HidesUnit =>
        Texts.WholeUnit.Length > WsjfLimits.Unit
        || (Texts.WholeUnit.Length > 0 && Content is not (RowContent.Number or RowContent.Chart));

    /// <summary>Whether the row has limits that its measurement does not show.</summary>
    public readonly bool HidesLimits =>
        Limits.CompOp != CompOp.LOG && (Content != RowContent.Number || Verdict == Verdict.Done);

    public readonly Verdict MeasurementStatus => Verdicts.OfMeasurement(Verdict);

    /// <summary>A number without a verdict is only logged; its limits are then in the report text.</summary>
    public readonly Limits Judged => Verdict == Verdict.Done ? default : Limits;

    public readonly NumericMeasurement AsNumber(string? name)
    {
        var limits = Judged;
        return new(name, MeasurementStatus, limits.CompOp, Value, Texts.Unit, limits.WatsLow, limits.High);
    }

    public readonly StringMeasurement AsText(string? name) => new(name, MeasurementStatus, Text ?? "");
}
