namespace VteBridge.Simulator.Vte.Plant;

/// <summary>A step as its testplan defines it: the same in every run, only the value differs.</summary>
/// <param name="Content">What a text or other step records; null for a numeric one.</param>
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

    /// <summary>The step with a value outside its limits; only for a step that has one.</summary>
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

    /// <summary>Eight deviations from the nearest limit, where <see cref="PlantRandom.Bell"/> ends at six: never outside by chance.</summary>
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
        // A voltage or a resistance that misses its low limit does not become negative.
        var span = limit == 0 ? room : Math.Min(room, Math.Abs(limit));
        var excess = Math.Max(span * (0.05 + 0.6 * random.Fraction()), Math.Pow(10, -Digits));
        return Math.Round(above ? limit + excess : limit - excess, Digits);
    }
}
