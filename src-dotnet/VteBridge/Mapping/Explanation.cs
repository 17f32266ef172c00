namespace VteBridge.Mapping;

/// <summary>Where one value of a report came from: its place in the report, its value, its column or setting in VTE's words, the rule.</summary>
internal sealed record Explained(string Path, string Value, string Source, string Rule);

/// <summary>
/// Collects the reasons while a run is mapped. Mapping notes them with `explanation?.Add(…)`, whose arguments cost
/// nothing when nobody asks; so what is explained is what was done.
/// </summary>
internal sealed class Explanation
{
    private readonly List<Explained> _lines = [];

    public void Add(string path, string? value, string source, string rule) =>
        _lines.Add(new Explained(path, value ?? "", source, rule));

    /// <summary>All lines, the last being why there is no report, where there is none.</summary>
    public IReadOnlyList<Explained> Ending(Mapped mapped)
    {
        if (mapped is Unmappable problem)
            Add("problem", problem.What, "", problem.Fix);
        if (mapped is ExcludedByConfiguration excluded)
            Add("excluded", excluded.Why, "", "by the configuration");
        return _lines;
    }
}
