namespace VteBridge.Simulator.Vte.Plant;

/// <param name="Routes">The testplans that a unit goes through, one after the other; a unit takes one of the routes.</param>
internal sealed record PlantProduct(
    Guid Id,
    string Name,
    string Type,
    string Version,
    string? PartNumber,
    string? Notes,
    IReadOnlyList<IReadOnlyList<PlantTestplan>> Routes
)
{
    internal PlantRow Row() => PlantTables.Row("Products", Id, Name, Type, Version, PartNumber, Notes);
}

internal sealed record PlantTestplan(
    Guid Id,
    string Name,
    string Variant,
    bool IsSystemTest,
    StepFamily Family,
    IReadOnlyList<PlannedStep> Steps,
    IReadOnlyList<PlantRevision> Revisions,
    IReadOnlyList<PlantTestsystem> Testsystems
)
{
    /// <summary>The revisions follow each other in equal parts of the plant's time.</summary>
    internal PlantRevision RevisionAt(double share) =>
        Revisions[Math.Clamp((int)(share * Revisions.Count), 0, Revisions.Count - 1)];

    internal IReadOnlyList<PlannedStep> StepsOf(int? count) =>
        count is { } steps ? Family.Steps(steps, numericOnly: true) : Steps;
}

internal sealed record PlantRevision(Guid Id, string Revision, string FileName);

internal sealed record PlantTestsystem(Guid Id, string Name, string Site)
{
    internal string Hostname => Name + "-PC";
}

internal sealed record PlantUser(Guid Id, string Name);

/// <summary>A unit under test: one row of UutData.</summary>
internal sealed record PlantUnit(Guid Id, string? Serial, string? Revision, string? Batch)
{
    internal PlantRow Row() => PlantTables.Row("UutData", Id, Serial, Revision, Batch);

    internal PlantRow Part(string type, string? partNumber, string? serial, string? revision) =>
        PlantTables.Row("AssemblyData", Id, type, partNumber, serial, revision);

    internal PlantRow History(DateTime at, string what, string? oldSerial = null) =>
        PlantTables.Row("UutHistory", Id, at, what, oldSerial);
}

/// <summary>UPDATE <c>Table</c> SET <c>Column</c> = <c>Value</c> WHERE <c>KeyColumn</c> = <c>Key</c>.</summary>
internal sealed record PlantEdit(string Table, string KeyColumn, Guid Key, string Column, object? Value);
