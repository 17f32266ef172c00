namespace VteBridge.Simulator.Vte.Plant;

/// <summary>What the database holds about a unit before its first run: itself, its history and what is built into it.</summary>
internal static class UnitRows
{
    internal static IEnumerable<PlantRow> Of(Visit visit, PlantRandom random, DateTime at)
    {
        var unit = visit.Unit;
        yield return unit.Row();
        yield return unit.History(at.AddMinutes(-10), "Registered");
        if (visit.Product.Type is not ("CS-22" or "FG-3"))
            yield break;

        foreach (var row in Assembly(unit, random))
            yield return row;
    }

    /// <summary>A main board, which is a unit itself and has parts of its own, and a meter.</summary>
    internal static IEnumerable<PlantRow> Assembly(PlantUnit unit, PlantRandom random)
    {
        var number = random.Next() % 100_000_000;
        var board = new PlantUnit(random.NextGuid(), $"MB-{number:D8}", "C", unit.Batch);
        return
        [
            unit.Part("Main Board", "300-1100-05", board.Serial, board.Revision),
            unit.Part("Energy Meter", "300-7700-01", $"EM-{number:D8}", "A"),
            board.Row(),
            board.Part("CPU Module", "300-1150-02", $"CPU-{number:D8}", "F"),
            board.Part("Relay Module", "300-1160-01", $"REL-{number:D8}", null),
        ];
    }
}
