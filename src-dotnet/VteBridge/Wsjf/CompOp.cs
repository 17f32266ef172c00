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
