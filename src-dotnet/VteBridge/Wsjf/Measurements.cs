namespace VteBridge.Wsjf;

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
