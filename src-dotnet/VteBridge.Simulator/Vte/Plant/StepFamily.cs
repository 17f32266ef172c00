namespace VteBridge.Simulator.Vte.Plant;

/// <summary>A kind of testplan: what comes first, then every shape for every subject.</summary>
internal sealed record StepFamily(
    IReadOnlyList<StepShape> First,
    IReadOnlyList<StepSubject> Subjects,
    IReadOnlyList<StepShape> Shapes
)
{
    /// <summary>
    /// The first <paramref name="count"/> steps of this family, under names that are unique and never change.
    /// When every subject had its turn they come again on the next channel.
    /// </summary>
    internal IReadOnlyList<PlannedStep> Steps(int count, bool numericOnly = false)
    {
        var steps = new List<PlannedStep>(count);
        Add(First, new StepSubject("Unit", 1), 1, "");
        for (var group = 2; steps.Count < count; group++)
        {
            var channel = (group - 2) / Subjects.Count + 1;
            Add(Shapes, Subjects[(group - 2) % Subjects.Count], group, channel == 1 ? "" : $"CH{channel} ");
        }

        return steps;

        void Add(IReadOnlyList<StepShape> shapes, StepSubject subject, int group, string prefix)
        {
            for (var i = 0; i < shapes.Count && steps.Count < count; i++)
                if (!numericOnly || shapes[i].Kind == StepKind.Numeric)
                    steps.Add(
                        shapes[i]
                            .For(
                                subject,
                                prefix + string.Format(null, shapes[i].Name, subject.Name),
                                steps.Count + 1,
                                $"{group}.{i + 1}"
                            )
                    );
        }
    }
}
