namespace VteBridge.Simulator.Vte.Plant;

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
