namespace VteBridge.Wsjf;

/// <summary>A step; each kind below is one step type of WATS, and holds just what that type has. Texts are fit to be written.</summary>
internal abstract class WsjfStep(int id, string name, Verdict status, string? reportText)
{
    /// <summary>Place in document order, from 1 (the root).</summary>
    public int Id { get; } = id;
    public Verdict Status { get; set; } = status;
    public string Name { get; } = name;

    /// <summary>HTML.</summary>
    public string? ReportText { get; set; } = reportText;
}

/// <summary>SequenceCall.</summary>
internal sealed class SequenceStep(int id, string name, SeqCall call, int capacity = 4)
    : WsjfStep(id, name, Verdict.Done, null)
{
    public SeqCall Call { get; } = call;
    public List<WsjfStep> Steps { get; } = new(capacity);
}

/// <summary>ET_NLT.</summary>
internal sealed class NumericStep(
    int id,
    string name,
    Verdict status,
    string? reportText,
    NumericMeasurement measurement
) : WsjfStep(id, name, status, reportText)
{
    private readonly NumericMeasurement _measurement = measurement;

    public ref readonly NumericMeasurement Measurement => ref _measurement;
}

/// <summary>ET_MNLT: two or more with unique names.</summary>
internal sealed class MultiNumericStep(
    int id,
    string name,
    Verdict status,
    string? reportText,
    NumericMeasurement[] all
) : WsjfStep(id, name, status, reportText)
{
    public NumericMeasurement[] Measurements { get; } = all;
}

/// <summary>ET_SVT.</summary>
internal sealed class StringStep(int id, string name, Verdict status, string? reportText, StringMeasurement measurement)
    : WsjfStep(id, name, status, reportText)
{
    public StringMeasurement Measurement { get; } = measurement;
}

/// <summary>ET_MSVT: two or more with unique names.</summary>
internal sealed class MultiStringStep(int id, string name, Verdict status, string? reportText, StringMeasurement[] all)
    : WsjfStep(id, name, status, reportText)
{
    public StringMeasurement[] Measurements { get; } = all;
}

/// <summary>ET_PFT: a verdict without a measured value; its measurement follows from its status.</summary>
internal sealed class VerdictStep(int id, string name, Verdict status, string? reportText, Attachment? attachment)
    : WsjfStep(id, name, status, reportText)
{
    public Attachment? Attachment { get; } = attachment;
}

/// <summary>ET_MPFT: two or more with unique names.</summary>
internal sealed class MultiVerdictStep(
    int id,
    string name,
    Verdict status,
    string? reportText,
    BooleanMeasurement[] all
) : WsjfStep(id, name, status, reportText)
{
    public BooleanMeasurement[] Measurements { get; } = all;
}

/// <summary>ET_A: neither verdict nor value.</summary>
internal sealed class ActionStep(int id, string name, string? reportText, Attachment? attachment)
    : WsjfStep(id, name, Verdict.Done, reportText)
{
    public Attachment? Attachment { get; } = attachment;
}

/// <summary>WATS_XYGMNLT.</summary>
internal sealed class ChartStep(int id, string name, Verdict status, string? reportText, Chart chart)
    : WsjfStep(id, name, status, reportText)
{
    public Chart Chart { get; } = chart;
}
