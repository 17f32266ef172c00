namespace VteBridge.Core;

/// <summary>What a report is about; WATS's type T or R.</summary>
internal enum ReportKind : byte
{
    Run,
    Repair,
}
