namespace VteBridge.Wsjf;

/// <summary>A step of a report. Each class below has the members of the WATS step types that it is written as.</summary>
internal abstract class WsjfStep(int id, string name, Verdict status)
{
    /// <summary>The step's place in document order, from 1 (the root).</summary>
    public int Id { get; } = id;
    public string Name { get; } = name;
    public Verdict Status { get; set; } = status;

    /// <summary>The report text as HTML.</summary>
    public string? ReportText { get; set; }

    /// <summary>The name of the step type in the document.</summary>
    public abstract string Type { get; }
}

/// <summary>SequenceCall. WATS requires all three parts of the call.</summary>
internal sealed class SequenceStep(int id, string name, SeqCall call) : WsjfStep(id, name, Verdict.Done)
{
    public SeqCall Call { get; } = call;
    public List<WsjfStep> Steps { get; } = [];
    public override string Type => "SequenceCall";
}

internal sealed record SeqCall(string Path, string Name, string Version);

/// <summary>A step that has one measurement without a name, or several with unique names.</summary>
internal abstract class MeasuredStep<T>(int id, string name, Verdict status, params T[] measurements)
    : WsjfStep(id, name, status)
{
    public T[] Measurements { get; } = measurements;
    public bool IsMulti => Measurements.Length > 1;

    /// <summary>The measurement of a step that has only one.</summary>
    public T Measurement => Measurements.Single();
}

/// <summary>ET_NLT, or ET_MNLT with several measurements.</summary>
internal sealed class NumericStep(int id, string name, Verdict status, params NumericMeasurement[] measurements)
    : MeasuredStep<NumericMeasurement>(id, name, status, measurements)
{
    public override string Type => IsMulti ? "ET_MNLT" : "ET_NLT";
}

/// <summary>ET_SVT, or ET_MSVT with several measurements.</summary>
internal sealed class StringStep(int id, string name, Verdict status, params StringMeasurement[] measurements)
    : MeasuredStep<StringMeasurement>(id, name, status, measurements)
{
    public override string Type => IsMulti ? "ET_MSVT" : "ET_SVT";
}

/// <summary>ET_PFT, or ET_MPFT with several measurements: verdicts without a measured value. A single one follows from the step's status.</summary>
internal sealed class VerdictStep(int id, string name, Verdict status, params BooleanMeasurement[] measurements)
    : MeasuredStep<BooleanMeasurement>(id, name, status, measurements)
{
    public Attachment? Attachment { get; init; }
    public override string Type => IsMulti ? "ET_MPFT" : "ET_PFT";
}

/// <summary>ET_A: a step without verdict and value.</summary>
internal sealed class ActionStep(int id, string name) : WsjfStep(id, name, Verdict.Done)
{
    public Attachment? Attachment { get; init; }
    public override string Type => "ET_A";
}

/// <summary>WATS_XYGMNLT: a chart.</summary>
internal sealed class ChartStep(int id, string name, Verdict status, Chart chart) : WsjfStep(id, name, status)
{
    public Chart Chart { get; } = chart;
    public override string Type => "WATS_XYGMNLT";
}

/// <summary>A file attached to a step. Data holds the plain bytes; they are written as base64.</summary>
internal sealed record Attachment(string Name, string ContentType, ReadOnlyMemory<byte> Data);

/// <summary>A line chart with one series. XData and YData are in WATS's notation: numbers separated by semicolons.</summary>
internal sealed record Chart(
    string Label,
    string XLabel,
    string YLabel,
    string? YUnit,
    string Series,
    string XData,
    string YData
);

/// <summary>How a number is compared with its limits. The members have the names that WATS uses.</summary>
internal enum CompOp : byte
{
    LOG,

    // One limit, always in lowLimit, even if it is an upper limit.
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
/// One number. Low and High are WATS's lowLimit and highLimit: a single limit is in Low, even if it is an upper one. A limit that
/// <see cref="CompOp"/> does not use is not written. Name is null in a step with one measurement. All numbers must be finite.
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

/// <summary>One text. Its compOp is always LOG, because VTE has no limits for texts.</summary>
internal readonly record struct StringMeasurement(string? Name, Verdict Status, string Value);

internal readonly record struct BooleanMeasurement(string? Name, Verdict Status);

/// <summary>Derives the verdicts of sequences, steps and measurements; WATS derives none by itself.</summary>
internal static class Verdicts
{
    /// <summary>The verdict of what contains both: the first in Failed, Error, Terminated, Passed, Skipped, Done that one of them has.</summary>
    public static Verdict Carry(Verdict one, Verdict other) => Weight(one) >= Weight(other) ? one : other;

    /// <summary>
    /// The status of a measurement by the verdict of its step or row. WATS knows only passed, failed and skipped here: Done becomes
    /// passed, Error and Terminated become failed.
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
