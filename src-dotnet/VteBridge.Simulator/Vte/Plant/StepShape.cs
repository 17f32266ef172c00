namespace VteBridge.Simulator.Vte.Plant;

/// <summary>What a family of testplans does to each of its <see cref="StepSubject"/>s.</summary>
/// <param name="Name">{0} stands for the subject.</param>
internal sealed record StepShape(string Name, string Units, double Nominal, double? Low, double? High, int Digits)
{
    public string Description { get; init; } = "";
    public StepKind Kind { get; init; } = StepKind.Numeric;

    /// <summary>Nominal and limits are in parts of the subject's own value (its voltage, its resistance).</summary>
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
