namespace VteBridge.Simulator.Vte.Plant;

/// <summary>What a sample plant is made of. Equal options give equal rows, on every machine and every day.</summary>
internal sealed record PlantOptions
{
    /// <summary>The last run of a plant that names no other end. Fixed, so that no clock is needed.</summary>
    internal static readonly DateTime DefaultUntil = new(2026, 2, 2, 12, 0, 0);

    /// <summary>
    /// The number of IndexData rows altogether, the odd runs among them: the rest is filled with ordinary runs.
    /// A number smaller than that of the odd runs (under 200) gives all odd runs and no ordinary one.
    /// Rows that a test adds later (<see cref="LaterChanges"/>, <see cref="SamplePlant.LiveRun"/>) are not counted.
    /// </summary>
    public int Runs { get; init; } = 1000;

    public int Seed { get; init; } = 7;

    /// <summary>"9.31", "9.2" or "custom": the DDL in tests/data that the rows fit.</summary>
    public string Schema { get; init; } = "9.31";

    /// <summary>Gives every ordinary run exactly so many numeric steps and no others, for benchmarks.</summary>
    public int? Steps { get; init; }

    /// <summary>In so many days before the end the ordinary runs lie; the odd ones in 30.</summary>
    public int Days { get; init; } = 30;

    /// <summary>The end of the days in which the ordinary runs lie, as local time of the server; null = <see cref="DefaultUntil"/>.</summary>
    public DateTime? Until { get; init; }

    public bool OddRuns { get; init; } = true;

    internal DateTime End => DateTime.SpecifyKind(Until ?? DefaultUntil, DateTimeKind.Unspecified);
}
