namespace VteBridge.Simulator.Vte.Plant;

/// <summary>A kind of testplan: some first steps, then each of the shapes for each subject.</summary>
internal sealed record StepFamily(
    IReadOnlyList<StepShape> First,
    IReadOnlyList<StepSubject> Subjects,
    IReadOnlyList<StepShape> Shapes
)
{
    /// <summary>
    /// The first <paramref name="count"/> steps of this family. Their names are unique and never change. When all subjects are used up,
    /// they are repeated for the next channel.
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

/// <summary>One measurement that a family of testplans makes on each of its <see cref="StepSubject"/>s.</summary>
/// <param name="Name">{0} stands for the subject.</param>
internal sealed record StepShape(string Name, string Units, double Nominal, double? Low, double? High, int Digits)
{
    public string Description { get; init; } = "";
    public StepKind Kind { get; init; } = StepKind.Numeric;

    /// <summary>True when nominal and limits are relative to the subject's value (its voltage, its resistance).</summary>
    public bool Relative { get; init; }
    public Func<PlantRandom, object>? Content { get; init; }

    internal static StepShape Text(string name, Func<PlantRandom, string> content) =>
        new(name, "", 0, null, null, 0) { Kind = StepKind.Text, Content = content };

    internal static StepShape Other(string name, Func<PlantRandom, byte[]> content) =>
        new(name, "", 0, null, null, 0) { Kind = StepKind.Other, Content = content };

    internal PlannedStep For(StepSubject subject, string name, int number, string testNumber)
    {
        var scale = Relative ? subject.Value : 1;
        var (low, high) = (Scaled(Low), Scaled(High));
        return new PlannedStep(
            Kind,
            number,
            testNumber,
            name,
            Description,
            Units,
            Math.Round(Nominal * scale, 9),
            scale < 0 ? high : low,
            scale < 0 ? low : high,
            Digits,
            Content
        );

        double? Scaled(double? limit) => limit is { } value ? Math.Round(value * scale, 9) : null;
    }
}

/// <summary>What is measured (a supply rail, a component, a radio channel), with its nominal value.</summary>
internal sealed record StepSubject(string Name, double Value);

/// <summary>Which of the three TestData tables holds the step.</summary>
internal enum StepKind
{
    Numeric,
    Text,
    Other,
}

/// <summary>A step as the testplan defines it: the same in every run, except for its value.</summary>
/// <param name="Content">Makes the content of a text or other step; null for a numeric one.</param>
internal sealed record PlannedStep(
    StepKind Kind,
    int Number,
    string TestNumber,
    string Name,
    string Description,
    string Units,
    double Nominal,
    double? Low,
    double? High,
    int Digits,
    Func<PlantRandom, object>? Content
)
{
    internal bool HasLimit => Kind == StepKind.Numeric && (Low is not null || High is not null);

    internal PlantStep Pass(PlantRandom random) => Record(Content?.Invoke(random) ?? Inside(random), 1);

    /// <summary>Records the step with a value outside its limits. The step must have a limit.</summary>
    internal PlantStep Fail(PlantRandom random) => Record(Outside(random), 0);

    internal PlantStep Record(object? value, int? resultType) =>
        new(Kind, Number, Name, value)
        {
            Description = Description,
            TestNumber = TestNumber,
            Units = Units,
            ResultType = resultType,
            Low = Low,
            High = High,
        };

    /// <summary>
    /// A random value inside the limits. They are eight deviations away and <see cref="PlantRandom.Bell"/> ends at six, so no value is
    /// outside by chance.
    /// </summary>
    private double Inside(PlantRandom random)
    {
        var room = Math.Min(Nominal - Low ?? double.MaxValue, High - Nominal ?? double.MaxValue);
        var deviation = (HasLimit ? room : Math.Abs(Nominal) * 0.2) / 8;
        return Math.Round(Nominal + deviation * random.Bell(), Digits);
    }

    private double Outside(PlantRandom random)
    {
        var above = Low is null || (High is not null && random.Chance(0.5));
        var limit = (above ? High : Low) ?? throw new InvalidOperationException($"{Name} has no limit to fail.");
        var room = Math.Abs(Nominal - limit);
        // A voltage or a resistance below its low limit must not become negative.
        var span = limit == 0 ? room : Math.Min(room, Math.Abs(limit));
        var excess = Math.Max(span * (0.05 + 0.6 * random.Fraction()), Math.Pow(10, -Digits));
        return Math.Round(above ? limit + excess : limit - excess, Digits);
    }
}
