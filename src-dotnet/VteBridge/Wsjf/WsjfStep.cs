namespace VteBridge.Wsjf;

/// <summary>A step of a report; each kind below has what the step types of WATS that it is written as have.</summary>
internal abstract class WsjfStep(int id, string name, Verdict status)
{
    /// <summary>Place in document order, from 1 (the root).</summary>
    public int Id { get; } = id;
    public string Name { get; } = name;
    public Verdict Status { get; set; } = status;

    /// <summary>HTML.</summary>
    public string? ReportText { get; set; }

    /// <summary>The name of the step type on the wire.</summary>
    public abstract string Type { get; }
}

/// <summary>SequenceCall. WATS wants all three parts of the call filled.</summary>
internal sealed class SequenceStep(int id, string name, SeqCall call) : WsjfStep(id, name, Verdict.Done)
{
    public SeqCall Call { get; } = call;
    public List<WsjfStep> Steps { get; } = [];
    public override string Type => "SequenceCall";
}

internal sealed record SeqCall(string Path, string Name, string Version);

/// <summary>A step with one measurement without a name, or with several whose names are unique.</summary>
internal abstract class MeasuredStep<T>(int id, string name, Verdict status, params T[] measurements)
    : WsjfStep(id, name, status)
{
    public T[] Measurements { get; } = measurements;
    public bool IsMulti => Measurements.Length > 1;

    /// <summary>Of a step that has one only.</summary>
    public T Measurement => Measurements.Single();
}

/// <summary>ET_NLT, ET_MNLT.</summary>
internal sealed class NumericStep(int id, string name, Verdict status, params NumericMeasurement[] measurements)
    : MeasuredStep<NumericMeasurement>(id, name, status, measurements)
{
    public override string Type => IsMulti ? "ET_MNLT" : "ET_NLT";
}

/// <summary>ET_SVT, ET_MSVT.</summary>
internal sealed class StringStep(int id, string name, Verdict status, params StringMeasurement[] measurements)
    : MeasuredStep<StringMeasurement>(id, name, status, measurements)
{
    public override string Type => IsMulti ? "ET_MSVT" : "ET_SVT";
}

/// <summary>ET_PFT, ET_MPFT: verdicts without a measured value. The only measurement of a single one follows from its status.</summary>
internal sealed class VerdictStep(int id, string name, Verdict status, params BooleanMeasurement[] measurements)
    : MeasuredStep<BooleanMeasurement>(id, name, status, measurements)
{
    public Attachment? Attachment { get; init; }
    public override string Type => IsMulti ? "ET_MPFT" : "ET_PFT";
}

/// <summary>ET_A: neither verdict nor value.</summary>
internal sealed class ActionStep(int id, string name) : WsjfStep(id, name, Verdict.Done)
{
    public Attachment? Attachment { get; init; }
    public override string Type => "ET_A";
}

/// <summary>WATS_XYGMNLT.</summary>
internal sealed class ChartStep(int id, string name, Verdict status, Chart chart) : WsjfStep(id, name, status)
{
    public Chart Chart { get; } = chart;
    public override string Type => "WATS_XYGMNLT";
}

/// <summary>One file on a step; Data as it is, written as base64.</summary>
internal sealed record Attachment(string Name, string ContentType, ReadOnlyMemory<byte> Data);

/// <summary>A line chart of one series. XData and YData are WATS's own notation: numbers with semicolons between.</summary>
internal sealed record Chart(
    string Label,
    string XLabel,
    string YLabel,
    string? YUnit,
    string Series,
    string XData,
    string YData
);

/// <summary>How a number is compared with its limits; the members are named as WATS writes them.</summary>
internal enum CompOp : byte
{
    LOG,

    // One limit, always in lowLimit, those from above as well.
    GE,
    GT,
    LE,
    LT,

    // Two limits, in lowLimit and highLimit.
    GELE,
    GELT,
    GTLE,
    GTLT,
}

/// <summary>
/// One number. Low and High are in WATS's places: with one limit it is Low, whichever way it is compared; a limit that
/// <see cref="CompOp"/> does not ask for is not written. Name is null in a step with one measurement. All finite.
/// </summary>
internal readonly record struct NumericMeasurement(
    string? Name,
    Verdict Status,
    CompOp CompOp,
    double Value,
    string Unit,
    double Low,
    double High
);

/// <summary>One text, always compOp LOG: VTE knows no limits of texts.</summary>
internal readonly record struct StringMeasurement(string? Name, Verdict Status, string Value);

internal readonly record struct BooleanMeasurement(string? Name, Verdict Status);

/// <summary>What verdicts mean for those that contain or carry them; WATS works none of it out by itself.</summary>
internal static class Verdicts
{
    /// <summary>The verdict of what contains both: the first of Failed, Error, Terminated, Passed, Skipped, Done that is one of them.</summary>
    public static Verdict Carry(Verdict one, Verdict other) => Weight(one) >= Weight(other) ? one : other;

    /// <summary>
    /// The status of a step's only measurement. Done has none of its own and is P; Error and Terminated were not
    /// passed, and WATS has nothing between P and F.
    /// </summary>
    public static Verdict OfMeasurement(Verdict step) =>
        step switch
        {
            Verdict.Passed or Verdict.Done => Verdict.Passed,
            Verdict.Skipped => Verdict.Skipped,
            _ => Verdict.Failed,
        };

    private static int Weight(Verdict verdict) =>
        verdict switch
        {
            Verdict.Failed => 5,
            Verdict.Error => 4,
            Verdict.Terminated => 3,
            Verdict.Passed => 2,
            Verdict.Skipped => 1,
            _ => 0,
        };
}
