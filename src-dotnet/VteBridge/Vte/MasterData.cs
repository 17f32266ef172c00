namespace VteBridge.Vte;

internal sealed record Uut(string? Serial, string? Revision, string? Batch);

internal sealed record Product(string? Name, string? Type, string? Version, string? PartNumber, string? Notes);

internal sealed record Testplan(string? Name, string? Variant, bool IsSystemTest, string? Notes);

internal sealed record TestplanRevisionFile(string? Revision, string? FileName);

internal sealed record Testsystem(string? Name, string? Hostname, string? Site);

/// <summary>A part built into the unit (level 1), or into a part that is a UUT of its own (level 2, below <paramref name="ParentSerial"/>).</summary>
internal sealed record AssemblyPart(
    int Level,
    string? ParentSerial,
    string? PartType,
    string? PartNumber,
    string? Serial,
    string? Revision
);

/// <summary>CalibrationDate raw, CalibrationText where it is no time; CalibrationInterval as stored (days are assumed).</summary>
internal sealed record TestsystemComponent(
    string? Name,
    string? Type,
    string? Serial,
    DateTime? CalibrationDate,
    string? CalibrationInterval,
    string? CalibrationText = null
);

/// <summary>One UutHistory row; Timestamp raw, TimestampText where it is no time.</summary>
internal sealed record UutEvent(DateTime? Timestamp, string? Event, string? OldSerial, string? TimestampText = null);
