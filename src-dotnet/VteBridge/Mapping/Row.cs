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

/// <summary>One row of test data, read: texts clean and within their limits, Lines the whole of what did not fit.</summary>
internal struct Row
{
    public RowContent Content;
    public Verdict Verdict;
    public string Name;
    public double Value;
    public string Unit;
    public Limits Limits;

    /// <summary>The text result as it fits into a measurement.</summary>
    public string? Text;
    public Chart? Chart;
    public Attachment? File;

    /// <summary>A number without a verdict is only logged; its limits are then in the report text.</summary>
    public readonly Limits Judged => Verdict == Verdict.Done ? default : Limits;
}
